import type { CalendarDate } from '~/kernel/calendar-date';
import type { OrderedRow, PreviousLine, SourceTerms, SupplyRow } from '../assemble-netting';
import type { EventMarket } from '../events/market-events';
import type { PooledEffects } from '../events/pool-effects';
import type { Elasticities } from '../events/price-elasticity';
import type { PastLaunch } from '../launch/launch-pool';
import type { Fence } from '../netting/types';

/** A factory's terms for the SKU with what its line says of the SKU. */
export interface LineTerms extends SourceTerms {
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  categoryCode: string;
  abcClass: 'A' | 'B' | 'C';
  markets: string[];
  /** Minor units, as text. */
  unitCostMinor: string;
  currency: string;
}

/** A line of an earlier version. */
export interface EarlierLine extends PreviousLine {
  sourcingId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  categoryCode: string;
  abcClass: string;
  markets: string[];
  unitCostMinor: string;
  currency: string;
  leadTimeWeeks: number;
}

export interface WeekUnits {
  marketCode: string;
  /** Whole weeks since Monday 1970-01-05. */
  weekIndex: number;
  units: number;
  /** What was paid for them, minor units of the market's currency; null where currencies are mixed. */
  revenue?: number | null;
  /** The feed that the week's rows came from; null for rows that no import wrote. */
  importId: string | null;
}

/** First and last day (YYYY-MM-DD) of one feed's sales in one market. */
export interface FeedDays {
  importId: string | null;
  marketCode: string;
  from: string;
  to: string;
}

/** A bucket of demand as a planner has set it. */
export interface OverrideFact {
  marketCode: string;
  week: string;
  units: number;
}

/** A frozen bucket on whose new quantity both sides agreed. */
export interface AgreedFact {
  factoryId: string;
  week: string;
  toQuantity: number;
  /** ISO 8601. */
  answeredAt: string;
}

/** What a SKU is like. */
export interface SkuTraitFacts {
  category: string;
  /** List price in US dollars; null when unknown. */
  price: number | null;
  /** `name:value` of each. */
  attributes: string[];
  /** The SKU is being phased out. */
  phaseOut: boolean;
  /** What the signals behind its candidate promise of its level against its category, 1 for the usual; null without one. */
  signal: number | null;
}

/** Everything recorded that the forecast of one SKU is made from; plain data, so that it can cross to another thread. */
export interface SkuFacts {
  skuId: string;
  /** Empty for a SKU that is no longer sold or made: it is here for the lines it had. */
  terms: LineTerms[];
  traits: SkuTraitFacts;
  promotions: { marketCode: string; fromDay: string; toDay: string; discountBp: number }[];
  sales: WeekUnits[];
  stockOuts: { marketCode: string; fromDay: string; toDay: string }[];
  onHand: number;
  supply: SupplyRow[];
  ordered: OrderedRow[];
  overrides: OverrideFact[];
  agreed: AgreedFact[];
  /** Lines of the version before, by factory. */
  before: [factoryId: string, line: EarlierLine][];
  /** Lines of the version that fences measure from; null where that is the one before. */
  promised: [factoryId: string, line: EarlierLine][] | null;
}

/** What is the same for every SKU of a run; plain data. */
export interface RunFacts {
  versionId: string;
  asOf: CalendarDate;
  firstWeek: CalendarDate;
  /** First week of the version before. */
  previousFirstWeek: CalendarDate | null;
  /** The version that fences measure from. */
  fencedFirstWeek: CalendarDate | null;
  /** When that version was made, ISO 8601. */
  fencedAt: string | null;
  fences: [factoryId: string, fence: Fence][];
  coverage: FeedDays[];
  markets: EventMarket[];
  /** What events do to each category in each market. */
  effects: PooledEffects[];
  /** What prices do to demand, by category. */
  elasticities: [category: string, elasticities: Elasticities][];
  /** Launches to liken new SKUs to. */
  launches: PastLaunch[];
}
