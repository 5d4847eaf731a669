import { power } from './portable-math';
import { mean } from './stats';

/** Below this many seasons of history, indices would be noise. */
const MIN_SEASONS = 1.5;
/** From this many points in a season on, neighbours are averaged: a season of weeks offers few observations per index. */
const SMOOTHED_FROM = 26;
const KERNEL_SHORT = [1, 2, 3, 2, 1];
const KERNEL_LONG = [1, 2, 1];
const KERNEL_NONE = [1];
/** From this many seasons on the narrow kernel is enough. */
const LONG_SEASONS = 4;
/** In a long season with more zeros than this no ratio to a trend means anything. */
const MAX_ZERO_SHARE = 0.4;
/** Indices that survive shrinkage with less weight than this are not worth applying. */
const MIN_WEIGHT = 0.1;
const MIN_INDEX = 0.05;
/** A value under a smaller factor than this (a day on which the shop is closed) says nothing about the level. */
const CLOSED_BELOW = 0.12;
const MAX_RATIO_TO_TREND = 8;

/**
 * Multiplicative seasonal indices by position in the season (t mod m), mean 1, or null when the history is too short, too
 * intermittent or shows no season. Ratios to trend are averaged per position, in a long season smoothed over neighbouring
 * positions, and shrunk toward 1 by the share of their variance that is not sampling noise (Miller and Williams 2003, "Shrinkage
 * estimators of time series seasonal factors", Int. J. Forecasting 19).
 */
export function seasonalIndices(y: Float64Array, m: number): Float64Array | null {
  const n = y.length;
  if (m < 2 || n < Math.ceil(MIN_SEASONS * m) || n < m + 4) return null;
  // Hours differ from their neighbours: a shop opens. Weeks and days of a year hardly do.
  const isLong = m >= SMOOTHED_FROM && m % 24 !== 0;
  let zeros = 0;
  for (let t = 0; t < n; t++) if (y[t]! <= 0) zeros += 1;
  if (zeros === n || (isLong && zeros > MAX_ZERO_SHARE * n)) return null;

  const trend = n >= 2 * m + 4 ? centredMovingMean(y, m) : growthTrend(y, m);
  const ratios = ratiosByPosition(y, trend, m);
  if (ratios === null) return null;
  const kernel = !isLong ? KERNEL_NONE : n >= LONG_SEASONS * m ? KERNEL_LONG : KERNEL_SHORT;
  const smooth = kernel.length > 1 ? circular(ratios.mean, kernel) : ratios.mean;
  const total = kernel.reduce((a, b) => a + b, 0);
  const passed = kernel.reduce((a, w) => a + (w / total) * (w / total), 0);
  const average = mean(smooth);
  let between = 0;
  for (let k = 0; k < m; k++) between += ((smooth[k]! - average) * (smooth[k]! - average)) / (m - 1);
  const noise = (ratios.noise * passed) / (ratios.used / m);
  const weight = between > 0 ? Math.max(0, 1 - noise / between) : 0;
  if (weight < MIN_WEIGHT || !(average > 0)) return null;

  const lowest = isLong ? MIN_INDEX : 0;
  const indices = new Float64Array(m);
  for (let k = 0; k < m; k++) indices[k] = Math.max(lowest, 1 + weight * (smooth[k]! / average - 1));
  const norm = mean(indices);
  for (let k = 0; k < m; k++) indices[k] = indices[k]! / norm;
  return indices;
}

/** Mean ratio per position, the variance around it (pooled) and how many ratios there were; null without repeats. */
function ratiosByPosition(
  y: Float64Array,
  trend: Float64Array,
  m: number,
): { mean: Float64Array; noise: number; used: number } | null {
  const sums = new Float64Array(m);
  const squares = new Float64Array(m);
  const counts = new Float64Array(m);
  let used = 0;
  for (let t = 0; t < y.length; t++) {
    if (!(trend[t]! > 0)) continue;
    const ratio = Math.min(MAX_RATIO_TO_TREND, y[t]! / trend[t]!);
    const position = t % m;
    sums[position] = sums[position]! + ratio;
    squares[position] = squares[position]! + ratio * ratio;
    counts[position] = counts[position]! + 1;
    used += 1;
  }
  if (used < m) return null;
  let noise = 0;
  let freedom = 0;
  const averages = new Float64Array(m);
  for (let k = 0; k < m; k++) {
    const count = counts[k]!;
    const average = count > 0 ? sums[k]! / count : 1;
    averages[k] = average;
    if (count > 1) {
      noise += Math.max(0, squares[k]! - count * average * average);
      freedom += count - 1;
    }
  }
  return freedom > 0 ? { mean: averages, noise: noise / freedom, used } : null;
}

/** Classical 2×m centred moving mean; NaN at the first and last half season. */
function centredMovingMean(y: Float64Array, m: number): Float64Array {
  const n = y.length;
  const half = m >> 1;
  const trend = new Float64Array(n).fill(Number.NaN);
  const even = m % 2 === 0;
  let sum = 0;
  for (let t = 0; t < (even ? m : 2 * half + 1); t++) sum += y[t]!;
  for (let t = half; t + half < n; t++) {
    // `sum` covers t − half … t + half − 1 for an even m, and one point more for an odd one.
    trend[t] = Math.max(0, even ? (sum + (y[t + half]! - y[t - half]!) / 2) / m : sum / m);
    const entering = even ? t + half : t + half + 1;
    if (entering < n) sum += y[entering]! - y[t - half]!;
  }
  return trend;
}

/**
 * With fewer than two full seasons a moving mean leaves nothing to average. Growth from one season to the next is still known
 * from the points that were seen twice; the trend is then the level that grows at that rate.
 */
function growthTrend(y: Float64Array, m: number): Float64Array {
  const n = y.length;
  let before = 0;
  let after = 0;
  for (let t = m; t < n; t++) {
    before += y[t - m]!;
    after += y[t]!;
  }
  const growth = before > 0 ? Math.min(4, Math.max(0.25, after / before)) : 1;
  const step = power(growth, 1 / m);
  const trend = new Float64Array(n);
  let level = 0;
  let factor = 1;
  for (let t = 0; t < n; t++) {
    if (t < m) level += y[t]! / factor / m;
    trend[t] = factor;
    factor *= step;
  }
  for (let t = 0; t < n; t++) trend[t] = level * trend[t]!;
  return trend;
}

function circular(x: Float64Array, kernel: readonly number[]): Float64Array {
  const m = x.length;
  const half = kernel.length >> 1;
  const total = kernel.reduce((a, b) => a + b, 0);
  const out = new Float64Array(m);
  for (let k = 0; k < m; k++) {
    let sum = 0;
    for (let j = 0; j < kernel.length; j++) sum += kernel[j]! * x[(k + j - half + kernel.length * m) % m]!;
    out[k] = sum / total;
  }
  return out;
}

/**
 * Factors of all seasons together, one per point of the history and then `horizon` ahead; null where no season shows. A second,
 * longer season (the week of hours, the year of days) is sought in what the first leaves: nested as in MSTL (Bandara, Hyndman
 * and Bergmeir 2021), with classical indices in place of loess.
 */
export function seasonalFactors(
  y: Float64Array,
  periods: readonly number[],
  horizon: number,
): Float64Array | null {
  const n = y.length;
  let factors: Float64Array | null = null;
  let rest = y;
  for (const m of periods) {
    const indices = seasonalIndices(rest, m);
    if (!indices) continue;
    factors ??= new Float64Array(n + horizon).fill(1);
    for (let t = 0; t < n + horizon; t++) factors[t] = factors[t]! * indices[t % m]!;
    rest = deseasonalise(y, factors);
  }
  return factors;
}

/** y without its season: yₜ ÷ factor, and where the factor is next to nothing the last level before. */
export function deseasonalise(y: Float64Array, factors: Float64Array): Float64Array {
  const out = new Float64Array(y.length);
  let first = 0;
  while (first < y.length - 1 && factors[first]! < CLOSED_BELOW) first += 1;
  let last = factors[first]! >= CLOSED_BELOW ? y[first]! / factors[first]! : mean(y);
  for (let t = 0; t < y.length; t++) {
    if (factors[t]! >= CLOSED_BELOW) last = y[t]! / factors[t]!;
    out[t] = last;
  }
  return out;
}

/** Multiplies a forecast that starts at point `n` by its factors, in place. */
export function reseasonalise(forecast: Float64Array, factors: Float64Array, n: number): Float64Array {
  for (let h = 0; h < forecast.length; h++) forecast[h] = forecast[h]! * factors[n + h]!;
  return forecast;
}

/** Points whose mean tells the present level when last season is carried over. */
const LEVEL_POINTS = 8;
/** A single ratio of levels is noisy; no series is scaled further than this. */
const MAX_LEVEL_RATIO = 4;

/**
 * Seasonal naive, level-adjusted: last season's values × (mean of the last points ÷ mean of the same points a season ago), the
 * ratio shrunk half-way toward 1 on the log scale when it is applied far ahead. The level is that of eight points, or of a whole
 * season where that is shorter or the season counts hours. Null below one season and those points.
 */
export function seasonalNaive(y: Float64Array, m: number, horizon: number): Float64Array | null {
  const n = y.length;
  const points = m < SMOOTHED_FROM || m % 24 === 0 ? m : LEVEL_POINTS;
  if (m < 2 || n < m + points) return null;
  const now = mean(y, n - points, n);
  const then = mean(y, n - points - m, n - m);
  const ratio = then > 0 ? Math.min(MAX_LEVEL_RATIO, Math.max(1 / MAX_LEVEL_RATIO, now / then)) : 1;
  const forecast = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    const fade = 1 - 0.5 * Math.min(1, h / m);
    // A season's own level has no ratio left to apply: its values are carried over as they are.
    forecast[h] = y[n - m + (h % m)]! * (points === m ? 1 : power(ratio, fade));
  }
  return forecast;
}
