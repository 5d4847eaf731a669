import { type CalendarDate, toEpochDay } from '~/kernel/calendar-date';
import { exp, ln } from '../demand/portable-math';
import { PRIOR_ELASTICITIES } from './price-elasticity';

/** Days of lowered prices, both ends included. */
export interface PromotionSpan {
  from: CalendarDate;
  to: CalendarDate;
  /** Off the price, basis points. */
  discountBp: number;
}

const NAME = 'promotion';
/** What the elasticity says is taken at its word before the SKU's own past is looked at: the effect is a multiple of it. */
export const PROMOTION_PRIOR: readonly [string, number] = [NAME, 1];

/** What a discount adds to a usual day by the elasticity of a log-log model: price^elasticity − 1. */
function liftOf(discountBp: number, elasticity: number): number {
  const price = 1 - Math.min(7000, Math.max(0, discountBp)) / 10_000;
  return exp(elasticity * ln(price)) - 1;
}

/**
 * Adds promotions to the regressors: in each week the share of its days times what the elasticity known before says of their
 * discount, so that a SKU's own response is learnt as a multiple of it, like any other event's effect (bounded as those are). Of
 * several on one day the deepest counts.
 * @param elasticity what discounts do, learnt from prices paid; without, what is published
 */
export function addPromotions(
  exposure: Map<string, Float64Array>,
  promotions: readonly PromotionSpan[],
  firstWeek: CalendarDate,
  weeks: number,
  elasticity = PRIOR_ELASTICITIES.discount,
): void {
  if (promotions.length === 0) return;
  const origin = toEpochDay(firstWeek);
  const days = new Float64Array(weeks * 7);
  for (const { from, to, discountBp } of promotions) {
    const lift = liftOf(discountBp, elasticity);
    const last = Math.min(days.length - 1, toEpochDay(to) - origin);
    for (let day = Math.max(0, toEpochDay(from) - origin); day <= last; day++) {
      days[day] = Math.max(days[day]!, lift);
    }
  }
  const row = new Float64Array(weeks);
  days.forEach((lift, day) => {
    row[Math.floor(day / 7)]! += lift / 7;
  });
  if (row.some((share) => share > 0)) exposure.set(NAME, row);
}
