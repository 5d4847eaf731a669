import type { CalendarDate } from '~/kernel/calendar-date';
import { type AgedPieces, ageInDays, ageing } from './ageing';
import type { AbcClass, InventoryRule } from './policy';
import { type Arrival, stockOutDay } from './projected';
import { coverDays, meanStock, RATE_DAYS, slowReason, turnoverHundredths } from './slow';

/** How far ahead the list looks for a stock-out. */
export const PROJECTION_DAYS = 180;

/** What is known of one SKU; pieces, and US cents. */
export interface SkuStockFacts {
  onHand: number;
  inTransfer: number;
  arrivals: readonly Arrival[];
  sold28: number;
  sold90: number;
  soldInNoSaleDays: number;
  soldYear: number;
  /** Days since the first sale within the year, at most the window's length. */
  soldDays: number;
  unitCostUsdCents: number;
  /** Σ signed pieces × ms since the ledger's window began, and that window's length. */
  weightedMs: number;
  windowMs: number;
  aged: readonly AgedPieces[];
}

export interface SkuStockFigures {
  inTransit: number;
  openOrder: number;
  stockValueMinor: bigint;
  targetDays: number;
  coverDays: number | null;
  turnoverHundredths: number | null;
  oldestAt: number | null;
  meanAgeDays: number | null;
  projectedStockOutOn: CalendarDate | null;
  isSlow: boolean;
}

/** The figures of one line of the inventory list. */
export function skuStockFigures(
  facts: SkuStockFacts,
  abcClass: AbcClass,
  rule: InventoryRule,
  today: CalendarDate,
  now: number,
): SkuStockFigures {
  const { onHand, inTransfer, arrivals } = facts;
  const ages = ageing(facts.aged, now);
  const sum = (pick: (arrival: Arrival) => number) => arrivals.reduce((total, one) => total + pick(one), 0);
  return {
    inTransit: sum((arrival) => arrival.inTransit),
    openOrder: sum((arrival) => arrival.openOrder),
    stockValueMinor: BigInt(Math.round(Math.max(0, onHand + inTransfer) * facts.unitCostUsdCents)),
    targetDays: rule.targetDays[abcClass],
    coverDays: coverDays(onHand, facts.sold28),
    turnoverHundredths: turnoverHundredths(
      facts.soldYear,
      facts.soldDays,
      meanStock(onHand, facts.weightedMs, facts.windowMs),
    ),
    oldestAt: ages.oldestAt,
    meanAgeDays: ages.meanDays,
    projectedStockOutOn: stockOutDay({
      today,
      onHand: onHand + inTransfer,
      arrivals,
      perDay: facts.sold28 / RATE_DAYS,
      horizonDays: PROJECTION_DAYS,
    }),
    isSlow:
      slowReason(
        {
          abcClass,
          onHand,
          soldInRateDays: facts.sold28,
          soldInNoSaleDays: facts.soldInNoSaleDays,
          oldestAgeDays: ages.oldestAt === null ? null : ageInDays(ages.oldestAt, now),
        },
        rule,
      ) !== null,
  };
}
