import { ln } from './portable-math';

/** Small numeric helpers shared by the models; all take dense arrays without NaN. */

export function mean(x: ArrayLike<number>, from = 0, to = x.length): number {
  if (to <= from) return 0;
  let sum = 0;
  for (let i = from; i < to; i++) sum += x[i]!;
  return sum / (to - from);
}

/**
 * Quantile of an ascending array by linear interpolation between the plotting positions (i − ½) ÷ n
 * (Hyndman and Fan 1996, definition 5); flat beyond the first and last point. Empty: 0.
 */
export function sortedQuantile(sorted: ArrayLike<number>, level: number): number {
  const n = sorted.length;
  if (n === 0) return 0;
  const position = Math.min(n - 1, Math.max(0, level * n - 0.5));
  const low = Math.floor(position);
  const high = Math.min(n - 1, low + 1);
  const share = position - low;
  return sorted[low]! * (1 - share) + sorted[high]! * share;
}

/**
 * Inverse of the standard normal distribution for 0 < p < 1: Acklam's rational approximation, relative error below 1.2e-9.
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * ln(p));
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
        q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
        1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
}

/**
 * Quantile of a gamma distribution with the given mean and variance, by the Wilson–Hilferty cube (1931); not negative.
 * With a variance of zero it is the mean.
 */
export function gammaQuantile(mu: number, variance: number, level: number): number {
  if (!(mu > 0)) return 0;
  if (!(variance > 0)) return mu;
  const shape = (mu * mu) / variance;
  const cube = 1 - 1 / (9 * shape) + normalQuantile(level) / (3 * Math.sqrt(shape));
  return Math.max(0, mu * cube * cube * cube);
}

/** Least-squares line through (0, x₀), (1, x₁), …: value at 0 and change per step. */
export function line(x: ArrayLike<number>, from = 0, to = x.length): { intercept: number; slope: number } {
  const n = to - from;
  if (n < 2) return { intercept: n === 1 ? x[from]! : 0, slope: 0 };
  const middle = (n - 1) / 2;
  const average = mean(x, from, to);
  let sxy = 0;
  let sxx = 0;
  for (let i = 0; i < n; i++) {
    sxy += (i - middle) * (x[from + i]! - average);
    sxx += (i - middle) * (i - middle);
  }
  const slope = sxy / sxx;
  return { intercept: average - slope * middle, slope };
}

/**
 * Quantile of Student's t distribution with ν ≥ 2 degrees of freedom by the Cornish–Fisher expansion around the normal one
 * (Abramowitz and Stegun 26.7.5, four terms): within 2 % for ν ≥ 3 and levels up to 0.975.
 */
export function studentQuantile(level: number, freedom: number): number {
  const z = normalQuantile(level);
  const z2 = z * z;
  const v = Math.max(2, freedom);
  const g1 = (z * (z2 + 1)) / 4;
  const g2 = (z * ((5 * z2 + 16) * z2 + 3)) / 96;
  const g3 = (z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / 384;
  return z + (g1 + (g2 + g3 / v) / v) / v;
}

/** Correlation of neighbours (lag 1), cut to 0 … 1. */
export function alikeness(x: ArrayLike<number>): number {
  const average = mean(x);
  let own = 0;
  let shifted = 0;
  for (let t = 0; t < x.length; t++) {
    const deviation = x[t]! - average;
    own += deviation * deviation;
    if (t > 0) shifted += deviation * (x[t - 1]! - average);
  }
  return own > 0 ? Math.min(1, Math.max(0, shifted / own)) : 0;
}
