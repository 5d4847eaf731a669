import { power } from './portable-math';
import { mean } from './stats';

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
