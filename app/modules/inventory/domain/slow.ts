import type { AbcClass, InventoryRule } from './policy';

/** Days whose sales make the rate that cover is counted with. */
export const RATE_DAYS = 28;

/** Whole days that stock lasts at the rate of the last 28 days, rounded down; null when nothing sold in them. */
export function coverDays(onHand: number, soldInRateDays: number): number | null {
  if (soldInRateDays <= 0) return null;
  return Math.floor((Math.max(0, onHand) * RATE_DAYS) / soldInRateDays);
}

/**
 * Turns per year in hundredths: pieces sold in a year ÷ mean stock. A SKU that has been sold for less than a year is
 * scaled up from the days it has been.
 * @param soldDays days that the sold pieces were sold in, at least 1
 * @returns null without stock to turn
 */
export function turnoverHundredths(sold: number, soldDays: number, meanStock: number): number | null {
  if (meanStock <= 0) return null;
  const turns = (sold / Math.max(1, soldDays)) * 365 * (100 / meanStock);
  return Math.min(Math.round(turns), 10_000_000);
}

/**
 * Mean pieces on hand over the days that the ledger covers, weighted by time.
 * Stock at an instant is the stock now less all that moved since; summed over time, each movement counts for the time
 * from the window's start to it: mean = now − Σ quantity × (its time − start) ÷ (now − start).
 * @param weightedMs Σ over movements in the window of signed pieces × milliseconds since the window's start
 */
export function meanStock(onHandNow: number, weightedMs: number, windowMs: number): number {
  if (windowMs <= 0) return Math.max(0, onHandNow);
  return Math.max(0, onHandNow - weightedMs / windowMs);
}

export interface SlowFacts {
  abcClass: AbcClass;
  onHand: number;
  soldInRateDays: number;
  /** Pieces sold in the days after which unsold stock is slow. */
  soldInNoSaleDays: number;
  /** Age of the oldest pieces, days; null when it is not known, which counts as old. */
  oldestAgeDays: number | null;
}

export type SlowReason = 'cover' | 'no_sale';

/**
 * Why a SKU moves slowly: its stock lasts for more than so many times the target days, or nothing sold in a long time
 * although there was stock all along. Stock that has just arrived had no time to sell and is not called slow for it.
 */
export function slowReason(facts: SlowFacts, rule: InventoryRule): SlowReason | null {
  const { abcClass, onHand, soldInRateDays, soldInNoSaleDays, oldestAgeDays } = facts;
  if (onHand <= 0) return null;
  if (soldInNoSaleDays <= 0) {
    return oldestAgeDays === null || oldestAgeDays >= rule.slow.noSaleDays ? 'no_sale' : null;
  }
  if (soldInRateDays <= 0) return null;
  // onHand × 28 ÷ sold > factor × target ÷ 100, without division.
  const limit = rule.slow.coverHundredths * rule.targetDays[abcClass] * soldInRateDays;
  return onHand * RATE_DAYS * 100 > limit ? 'cover' : null;
}
