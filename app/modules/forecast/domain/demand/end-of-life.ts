import { power } from './portable-math';
import { alikeness, mean, sortedQuantile } from './stats';

/** Points in one block; three blocks in a row tell a decline from a poor month. */
const BLOCK = 4;
/** The last block sells less than this share of the one before, and that less than this share of the one before it. */
const FALLING_BELOW = 0.8;
/** The rate of decline is believed up to this share, on the logarithmic scale. */
const TRUST = 0.8;

/**
 * Sales that run out: where three blocks of four points fall in a row, the level goes on falling at their mean rate, drawn toward
 * none; otherwise null. A damped trend in per cent (Taylor 2003, "Exponential smoothing with a damped multiplicative trend", Int. J.
 * Forecasting 19) for products at the end of their life, which every average of the past forecasts too high.
 */
export function decline(y: Float64Array, horizon: number): Float64Array | null {
  const n = y.length;
  if (n < 4 * BLOCK) return null;
  const last = mean(y, n - BLOCK, n);
  const middle = mean(y, n - 2 * BLOCK, n - BLOCK);
  const first = mean(y, n - 3 * BLOCK, n - 2 * BLOCK);
  if (!(last < FALLING_BELOW * middle && middle < FALLING_BELOW * first)) return null;
  const rate = power(last / first, TRUST / (2 * BLOCK));
  const forecast = new Float64Array(horizon);
  // From the middle of the last block on.
  let level = last * power(rate, (BLOCK + 1) / 2);
  for (let h = 0; h < horizon; h++) {
    forecast[h] = level;
    level *= rate;
  }
  return forecast;
}

/** Points before the break that it is judged by. */
const BEFORE = 40;
const FEWEST_BEFORE = 12;
/** So many points in a row beyond the outer tenth of those before are no chance (1 in 1,000). */
const IN_A_ROW = 3;
const LAST = [1, 2, 3];
const LONGEST_ROW = 10;
const OUTER = 0.1;
/** Neighbours more alike than this move slowly: such a series is always beyond its past, and smoothing follows it. */
const MOST_ALIKE = 0.4;

/**
 * A level that broke: where at least the last three points all lie below the lowest tenth (or above the highest) of some forty points
 * before, and those were mere noise around a level, the forecast is the mean of the points since; otherwise null. The run rule of
 * control charts (Western Electric 1956) for products that are delisted, replaced, or taken up by one more customer.
 */
export function brokenLevel(y: Float64Array, horizon: number): Float64Array | null {
  const n = y.length;
  const usual = mean(y, Math.max(0, n - IN_A_ROW - BEFORE), n - IN_A_ROW);
  for (const side of [-1, 1]) {
    // The outer tenth lies on its side of the mean: most histories are done with here.
    if (!LAST.every((back) => side * (y[n - back]! - usual) > 0)) continue;
    // Tried with the longest row first: the more points since the break, the better the level.
    for (let row = Math.min(LONGEST_ROW, n - FEWEST_BEFORE); row >= IN_A_ROW; row--) {
      const before = y.slice(Math.max(0, n - row - BEFORE), n - row);
      const sorted = before.toSorted();
      const bound = sortedQuantile(sorted, side < 0 ? OUTER : 1 - OUTER);
      let beyond = true;
      for (let t = n - row; t < n && beyond; t++) beyond = side < 0 ? y[t]! < bound : y[t]! > bound;
      if (!beyond) continue;
      if (alikeness(before) > MOST_ALIKE) return null;
      return new Float64Array(horizon).fill(mean(y, n - row, n));
    }
  }
  return null;
}
