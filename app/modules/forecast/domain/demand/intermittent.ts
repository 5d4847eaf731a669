import { fitSes } from './smoothing';
import { mean } from './stats';

const CROSTON_ALPHAS = [0.05, 0.1, 0.15, 0.2, 0.3];
const TSB_ALPHAS = [0.05, 0.1, 0.2, 0.3];
const TSB_BETAS = [0.02, 0.05, 0.1, 0.2, 0.3];

export interface IntermittentFit {
  /** Expected units per week. */
  rate: number;
  mse: number;
}

/**
 * Croston (1972), Operational Research Quarterly 23: the sizes of the demands and the intervals between them are smoothed
 * apart, both only when a demand occurs; the rate is size ÷ interval. With `debias` the rate is multiplied by 1 − α/2, the
 * approximation of Syntetos and Boylan (2005), Int. J. Forecasting 21 (SBA).
 * Both start from the first demand: its size, and the weeks it took to come.
 */
export function croston(y: ArrayLike<number>, alpha: number, debias = true): IntermittentFit {
  const factor = debias ? 1 - alpha / 2 : 1;
  let size = 0;
  let interval = 0;
  let since = 0;
  let rate = 0;
  let sse = 0;
  let scored = 0;
  for (let t = 0; t < y.length; t++) {
    const value = y[t]!;
    since += 1;
    if (interval > 0) {
      sse += (value - rate) * (value - rate);
      scored += 1;
    }
    if (value > 0) {
      if (interval === 0) {
        size = value;
        interval = since;
      } else {
        size += alpha * (value - size);
        interval += alpha * (since - interval);
      }
      since = 0;
      rate = (factor * size) / interval;
    }
  }
  return { rate, mse: scored > 0 ? sse / scored : 0 };
}

/** {@link croston} with the SBA correction and the best α of the grid. */
export function fitCrostonSba(y: ArrayLike<number>): IntermittentFit {
  let best = croston(y, CROSTON_ALPHAS[0]!);
  for (const alpha of CROSTON_ALPHAS) {
    const fit = croston(y, alpha);
    if (fit.mse < best.mse) best = fit;
  }
  return best;
}

/**
 * Teunter, Syntetos and Babai (2011), European J. of Operational Research 214 (TSB): the probability of a demand is smoothed
 * every week (β), its size when it occurs (α); the rate is their product. Unlike Croston's it falls while nothing sells, so
 * it follows a product to the end of its life.
 */
export function tsb(
  y: ArrayLike<number>,
  parameters: { alpha: number; beta: number },
  start: { probability: number; size: number },
): IntermittentFit {
  const { alpha, beta } = parameters;
  let { probability, size } = start;
  let sse = 0;
  for (let t = 0; t < y.length; t++) {
    const value = y[t]!;
    const error = value - probability * size;
    sse += error * error;
    if (value > 0) {
      probability += beta * (1 - probability);
      size += alpha * (value - size);
    } else {
      probability -= beta * probability;
    }
  }
  return { rate: probability * size, mse: y.length > 0 ? sse / y.length : 0 };
}

/** {@link tsb} by grid, started from the share and mean size of the demands in the first half (at least eight weeks). */
export function fitTsb(y: ArrayLike<number>): IntermittentFit {
  const head = Math.min(y.length, Math.max(8, y.length >> 1));
  let demands = 0;
  for (let t = 0; t < head; t++) if (y[t]! > 0) demands += 1;
  const start = {
    probability: head > 0 ? demands / head : 0,
    size: demands > 0 ? (mean(y, 0, head) * head) / demands : 0,
  };
  let best: IntermittentFit | null = null;
  for (const alpha of TSB_ALPHAS)
    for (const beta of TSB_BETAS) {
      const fit = tsb(y, { alpha, beta }, start);
      if (best === null || fit.mse < best.mse) best = fit;
    }
  return best ?? { rate: 0, mse: 0 };
}

/** Blocks fewer than this tell nothing about a level. */
const MIN_BLOCKS = 4;

/**
 * Aggregate, forecast, disaggregate (ADIDA): demand is added up over blocks as long as the mean interval between demands, counted
 * back from the last point, smoothed, and spread evenly. Nikolopoulos et al. (2011), J. Operational Research Society 62.
 */
export function fitAdida(y: ArrayLike<number>): number {
  const n = y.length;
  let demands = 0;
  for (let t = 0; t < n; t++) if (y[t]! > 0) demands += 1;
  if (demands === 0) return 0;
  const block = Math.max(1, Math.min(Math.round(n / demands), Math.floor(n / MIN_BLOCKS)));
  const blocks = Math.floor(n / block);
  const sums = new Float64Array(blocks);
  const offset = n - blocks * block;
  for (let i = 0; i < blocks; i++)
    for (let k = 0; k < block; k++) sums[i] = sums[i]! + y[offset + i * block + k]!;
  return fitSes(sums).level / block;
}
