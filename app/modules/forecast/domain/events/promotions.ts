import { type CalendarDate, toEpochDay } from '~/kernel/calendar-date';
import { ln } from '../demand/portable-math';

/** Days of lowered prices, both ends included. */
export interface PromotionSpan {
  from: CalendarDate;
  to: CalendarDate;
  /** Off the price, basis points. */
  discountBp: number;
}

const NAME = 'promotion';
/** Effects are counted per discount of a fifth. */
const UNIT = -ln(0.8);
/**
 * Price elasticity of consumer goods before a SKU's own promotions say otherwise. The mean over 1,851 published ones is
 * −2.62 (Bijmolt, van Heerde & Pieters, "New Empirical Generalizations on the Determinants of Price Elasticity", JMR 2005);
 * part of that is bought earlier instead of more, so a cautious figure stands here.
 */
export const PRIOR_ELASTICITY = -2;
/** log-effect of a week at a fifth off, before the SKU's own past is looked at. */
export const PROMOTION_PRIOR: readonly [string, number] = [NAME, -PRIOR_ELASTICITY * UNIT];

/**
 * Adds promotions to the regressors: in each week the share of its days times the logarithm of the price, in fifths off, so
 * that the effect is an elasticity (log-log model) learnt like that of any other event. Of several on one day the deepest counts.
 */
export function addPromotions(
  exposure: Map<string, Float64Array>,
  promotions: readonly PromotionSpan[],
  firstWeek: CalendarDate,
  weeks: number,
): void {
  if (promotions.length === 0) return;
  const origin = toEpochDay(firstWeek);
  const days = new Float64Array(weeks * 7);
  for (const { from, to, discountBp } of promotions) {
    const depth = -ln(1 - Math.min(9500, Math.max(0, discountBp)) / 10_000) / UNIT;
    const last = Math.min(days.length - 1, toEpochDay(to) - origin);
    for (let day = Math.max(0, toEpochDay(from) - origin); day <= last; day++) {
      days[day] = Math.max(days[day]!, depth);
    }
  }
  const row = new Float64Array(weeks);
  days.forEach((depth, day) => {
    row[Math.floor(day / 7)]! += depth / 7;
  });
  if (row.some((share) => share > 0)) exposure.set(NAME, row);
}
