/**
 * Demand behind sales that stock-outs cut short. With k of 7 days sold out, the days on sale say something about the
 * week and the weeks around say something too: the week's rate has a gamma prior made of its uncensored neighbours and is
 * updated with what was sold (gamma–Poisson; Gelman et al., "Bayesian Data Analysis", 3rd ed., §2.6). What the lost days
 * would have sold is added to what was sold. So a lucky Monday before a stock-out does not become a record week.
 */

const DAYS = 7;
/** With fewer days on sale the week is unknown. */
const LEAST_DAYS = 2;
/** Weeks on either side that tell about a week. */
const REACH = 8;
/** The prior never counts for less than a quarter of a week of sales, nor for more than twelve. */
const LEAST_WEEKS = 0.25;
const MOST_WEEKS = 12;

/**
 * @param sold units per week
 * @param stockOutDays days without stock, 0…7, same weeks
 * @param factors what events do to each week; 1 where nothing
 * @returns demand per week; null where it cannot be told
 */
export function uncensoredDemand(
  sold: readonly number[],
  stockOutDays: readonly number[],
  factors: readonly number[] = [],
): (number | null)[] {
  const factor = (week: number) => factors[week] ?? 1;
  return sold.map((units, week) => {
    const own = Math.max(0, units);
    const lost = stockOutDays[week]!;
    if (lost === 0) return own;
    const onSale = (DAYS - lost) / DAYS;
    if (DAYS - lost < LEAST_DAYS) return null;
    const { mean, variance, count } = around(sold, stockOutDays, factor, week);
    if (count < 2 || mean === 0) return count >= 2 ? own : own / onSale;
    // Variance beyond Poisson's is how much the rate moves from week to week.
    const excess = Math.max(variance - mean, 0);
    const weeks = Math.min(MOST_WEEKS, Math.max(LEAST_WEEKS, excess > 0 ? mean / excess : MOST_WEEKS));
    const rate = (weeks * mean + own / factor(week)) / (weeks + onSale);
    return own + (1 - onSale) * rate * factor(week);
  });
}

/** Mean and variance of the uncensored weeks around, nearer ones counting more, freed of events. */
function around(
  sold: readonly number[],
  stockOutDays: readonly number[],
  factor: (week: number) => number,
  week: number,
): { mean: number; variance: number; count: number } {
  let weight = 0;
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let d = -REACH; d <= REACH; d++) {
    const at = week + d;
    if (at < 0 || at >= sold.length || stockOutDays[at]! > 0) continue;
    const value = Math.max(0, sold[at]!) / factor(at);
    const w = 1 / (1 + Math.abs(d));
    weight += w;
    sum += w * value;
    squares += w * value * value;
    count += 1;
  }
  if (count === 0) return { mean: 0, variance: 0, count };
  const mean = sum / weight;
  return { mean, variance: Math.max(0, squares / weight - mean * mean), count };
}
