import { addDays, type CalendarDate, daysBetween } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';

/** A promotion is days to a few months; longer is a price. */
export const MOST_PROMOTION_DAYS = 366;
/** How far ahead one is planned. */
const FARTHEST_DAYS = 730;

export const PROMOTION_STATES = ['coming', 'running', 'over'] as const;
export type PromotionState = (typeof PROMOTION_STATES)[number];

export interface PromotionDays {
  from: CalendarDate;
  to: CalendarDate;
}

/** Where a promotion stands on a day. */
export function promotionState({ from, to }: PromotionDays, today: CalendarDate): PromotionState {
  if (to < today) return 'over';
  return from > today ? 'coming' : 'running';
}

/**
 * Whether days make a promotion; past ones do, the forecast learns from them.
 * Problems at their fields: `promotion_days_reversed`, `promotion_too_long` {days}, `promotion_too_far` {date}.
 */
export function checkPromotionDays(days: PromotionDays, today: CalendarDate): Result<PromotionDays, Problem> {
  if (days.to < days.from) return err(problem('promotion_days_reversed', undefined, 'to'));
  if (daysBetween(days.from, days.to) >= MOST_PROMOTION_DAYS) {
    return err(problem('promotion_too_long', { days: MOST_PROMOTION_DAYS }, 'to'));
  }
  const farthest = addDays(today, FARTHEST_DAYS);
  if (days.to > farthest) return err(problem('promotion_too_far', { date: farthest }, 'to'));
  return ok(days);
}

/**
 * What ending a promotion does: one that has not begun goes, a running one has its last day today.
 * Problem: `promotion_over`.
 */
export function endPromotion(
  days: PromotionDays,
  today: CalendarDate,
): Result<{ remove: true } | { remove: false; to: CalendarDate }, Problem> {
  const state = promotionState(days, today);
  if (state === 'over' || (state === 'running' && days.to === today)) return err(problem('promotion_over'));
  return ok(state === 'coming' ? { remove: true } : { remove: false, to: today });
}
