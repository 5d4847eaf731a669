import type { Zone } from './types';

/** Why a bucket says what it says, in the order in which it came about. All params are numbers. */
export type WhyCode =
  | 'source_suspended'
  | 'overdue_receipt'
  | 'extrapolated_demand'
  | 'lead_time_unreachable'
  | 'shortage_carried'
  | 'covered'
  | 'share_scaled'
  | 'behind_share'
  | 'ahead_of_share'
  | 'left_to_other_lots'
  | 'moq_raised'
  | 'rounded_to_multiple'
  | 'rounded_down_to_lot'
  | 'forecast_consumed'
  | 'past_forecast_carried'
  | 'fence_frozen'
  | 'fence_firm_clamped'
  | 'fence_without_lot'
  | 'rest_after_fenced'
  | 'below_target_until'
  | 'below_target_beyond_horizon';

export interface Why {
  code: WhyCode;
  params: Record<string, number>;
}

/** One bucket of an order forecast, opened: every figure between demand and quantity. Pieces; weeks are indices. */
export interface BucketTrace {
  /** week in which the platform will place the order */
  releaseWeek: number;
  /** week by whose end the goods must leave the factory */
  exFactoryWeek: number;
  arrivalWeek: number;
  zone: Zone;

  /** sellable this morning */
  onHand: number;
  /** sums over weeks 0 … arrivalWeek-1: onHand + inTransit + openOrders + planned − gross = projectedBefore */
  before: { inTransit: number; openOrders: number; planned: number; gross: number };
  /** projected available at the end of the week before arrival; below 0 = shortage carried */
  projectedBefore: number;
  /** scheduled receipts of the arrival week */
  inTransit: number;
  openOrders: number;
  /** demand of the arrival week, three decimals */
  gross: number;
  /** target stock at the end of the arrival week (the safety stock of this rule) */
  target: number;
  /** max(0, target − (projectedBefore + inTransit + openOrders − gross)) */
  net: number;

  /** agreed share, and the share among the sources that can arrive in this week */
  shareBp: number;
  effectiveShareBp: number;
  /** share of the net in whole pieces, plus what the source is behind (or less what it is ahead of) its share */
  part: number;
  /** the part rounded to what may be ordered, before fences */
  wanted: number;
  /** previous version's figure, carried remains included; null = it says nothing about this week */
  previous: number | null;
  /** pieces ordered in this week since then */
  ordered: number;
  /** what the fence allows; null = anything */
  allowed: { low: number; high: number } | null;
  quantity: number;
  /** quantity − wanted */
  fenceEffect: number;

  /** planned receipts of the SKU in the arrival week, this quantity included */
  planned: number;
  /** projected available at the end of the arrival week */
  projectedAfter: number;
  why: Why[];
}

/** The running totals of the SKU by arrival week, 1/1000 piece; what `whyOf` judges by. */
export interface Ledger {
  inTransit: number[];
  openOrders: number[];
  planned: number[];
  net: number[];
  projected: number[];
}
