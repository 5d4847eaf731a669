import { atLeast } from './negative-binomial';

/** The demand forecast of one week in one series (a market, or all of them): units. */
export interface OddsWeek {
  mean: number;
  p50: number;
  p70: number;
  p80: number;
  p90: number;
}

/** A part of a day that is left to sell in: the index of its forecast week, and the share of the day in (0, 1]. */
export interface OddsDay {
  week: number;
  share: number;
}

export interface SellOutOddsInput {
  /** Net units missing from the target. */
  remaining: number;
  /** Days left, in time. */
  days: readonly OddsDay[];
  /** Weekly forecasts, one list per market, or one for all markets together. A week beyond the list is its last. */
  series: readonly (readonly OddsWeek[])[];
  /** Pieces of the order that can be sold, and from which of the days on. */
  stock: readonly { day: number; quantity: number }[];
  /** Share of sold pieces that are expected to come back inside the window, in [0, 0.5]. */
  returnShare: number;
}

export interface SellOutOdds {
  /** In [0, 1]. */
  probability: number;
  /** Units that the forecast expects to sell in the days left, whatever is in stock. */
  expected: number;
  /** Standard deviation of that. */
  spread: number;
  /** Sales that it takes: the remaining units and as many again as are expected back. */
  needed: number;
  /** Pieces of the order that are there or come in time. */
  stock: number;
  /** What decides: demand in all the days, too few pieces, or the days after a late arrival. */
  limit: 'demand' | 'stock' | 'arrival';
}

/**
 * How much of a week's error in level the other weeks share. Errors of a forecast are mostly errors of level, so they do
 * not cancel out over a month as independent ones would; half is between both ends, and says so in the reasoning.
 */
export const WEEK_CORRELATION = 0.5;
/** The same between markets, which have less in common. */
export const MARKET_CORRELATION = 0.25;

/** Standard normal quantiles of the forecast's upper quantiles. */
const Z = { p70: 0.5244005, p80: 0.8416212, p90: 1.2815516 } as const;

/**
 * The standard deviation that a week's quantiles tell of: least squares of (quantile − median) on the normal quantile
 * through the origin, over p70, p80 and p90. The upper side is what selling out depends on.
 */
export function spreadOf(week: OddsWeek): number {
  let product = 0;
  let square = 0;
  for (const name of ['p70', 'p80', 'p90'] as const) {
    product += Z[name] * Math.max(0, week[name] - week.p50);
    square += Z[name] ** 2;
  }
  return product / square;
}

interface Moments {
  mean: number;
  variance: number;
}

/**
 * Mean and variance of the demand in days `[from, to)`. Each week's variance is counting noise, equal to the mean and
 * independent, and an error of level, the rest, which scales with the share of the week and is correlated.
 */
export function demandMoments(
  input: Pick<SellOutOddsInput, 'days' | 'series'>,
  from: number,
  to: number,
): Moments {
  const shares = new Map<number, number>();
  for (const { week, share } of input.days.slice(from, to)) {
    shares.set(week, (shares.get(week) ?? 0) + share / 7);
  }
  let mean = 0;
  let levelSquares = 0;
  let levelSum = 0;
  for (const weeks of input.series) {
    let squares = 0;
    let sum = 0;
    for (const [index, share] of shares) {
      const week = weeks[Math.min(Math.max(index, 0), weeks.length - 1)];
      if (!week) continue;
      const level = Math.sqrt(Math.max(0, spreadOf(week) ** 2 - Math.max(0, week.mean))) * share;
      mean += Math.max(0, week.mean) * share;
      squares += level * level;
      sum += level;
    }
    const variance = (1 - WEEK_CORRELATION) * squares + WEEK_CORRELATION * sum * sum;
    levelSquares += variance;
    levelSum += Math.sqrt(variance);
  }
  const level = (1 - MARKET_CORRELATION) * levelSquares + MARKET_CORRELATION * levelSum * levelSum;
  return { mean, variance: mean + level };
}

/**
 * P(demand in days `[from, end)` ≥ k). Demand only adds up, so what was reached with fewer days is reached with more: the
 * largest over all ends keeps that true of the fitted distributions too.
 */
function demandAtLeast(input: SellOutOddsInput, k: number, from: number): number {
  if (k <= 0) return 1;
  let best = 0;
  for (let to = from + 1; to <= input.days.length; to++) {
    const { mean, variance } = demandMoments(input, from, to);
    best = Math.max(best, atLeast(k, mean, variance));
  }
  return best;
}

/**
 * The probability that the remaining units of a sell-out clock are sold in the days left.
 *
 * Demand over the days is a negative binomial count with the moments of {@link demandMoments}. Sales that cannot wait
 * follow S = min over s of (stock that came before s + demand from s on) (lost sales; Asmussen, Applied Probability and
 * Queues, 2nd ed., §IX.2: reflection at zero), so k units are sold when, for every arrival, the demand after it covers
 * what the stock before it does not. These events all rest on the same demand; the smallest of their probabilities is
 * taken, which is exact where they imply each other and an upper bound otherwise. Without enough pieces it is 0.
 *
 * Never a throw: no days, no series and no stock give 0, nothing remaining gives 1.
 */
export function sellOutOdds(input: SellOutOddsInput): SellOutOdds {
  const { mean, variance } = demandMoments(input, 0, input.days.length);
  const stock = input.stock.reduce(
    (sum, { day, quantity }) => (day < input.days.length ? sum + quantity : sum),
    0,
  );
  const needed = Math.ceil(
    Math.max(0, input.remaining) / (1 - Math.min(0.5, Math.max(0, input.returnShare))) - 1e-9,
  );
  const figures = { expected: mean, spread: Math.sqrt(variance), needed, stock };
  if (input.remaining <= 0) return { ...figures, probability: 1, limit: 'demand' };
  if (stock < input.remaining) return { ...figures, probability: 0, limit: 'stock' };
  let probability = demandAtLeast(input, needed, 0);
  let limit: SellOutOdds['limit'] = 'demand';
  const arrivals = [...input.stock]
    .filter(({ day }) => day < input.days.length)
    .sort((a, b) => a.day - b.day);
  let before = 0;
  for (const { day, quantity } of arrivals) {
    if (day > 0) {
      const after = demandAtLeast(input, needed - before, day);
      if (after < probability) {
        probability = after;
        limit = 'arrival';
      }
    }
    before += quantity;
  }
  return { ...figures, probability, limit };
}

/**
 * The same from a clock's own sales alone, where no forecast knows the SKU: with a rate of sales whose prior is flat on a
 * log scale (Jeffreys: shape ½), the units of the days to come are negative binomial with shape sold + ½ (Gelman et al.,
 * Bayesian Data Analysis, 3rd ed., §2.6).
 *
 * @param sold net units in `elapsedDays` > 0
 */
export function oddsFromPace(
  remaining: number,
  sold: number,
  elapsedDays: number,
  daysLeft: number,
): Pick<SellOutOdds, 'probability' | 'expected' | 'spread'> {
  const shape = Math.max(0, sold) + 0.5;
  const expected = (shape / Math.max(elapsedDays, 0.25)) * Math.max(0, daysLeft);
  const variance = expected + (expected * expected) / shape;
  return {
    probability: remaining <= 0 ? 1 : atLeast(remaining, expected, variance),
    expected,
    spread: Math.sqrt(variance),
  };
}
