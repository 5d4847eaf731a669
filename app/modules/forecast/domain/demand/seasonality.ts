import { mean } from './stats';

/** Below this many seasons of history, indices would be noise. */
const MIN_SEASONS = 1.5;
/** Series with more zeros than this have no usable ratios to a trend. */
const MAX_ZERO_SHARE = 0.4;
/** Neighbouring weeks are averaged: weekly data offer few observations per index. */
const KERNEL_SHORT = [1, 2, 3, 2, 1];
const KERNEL_LONG = [1, 2, 1];
/** From this many seasons on the narrow kernel is enough. */
const LONG_SEASONS = 4;
/** Indices that survive shrinkage with less weight than this are not worth applying. */
const MIN_WEIGHT = 0.1;
const MIN_INDEX = 0.05;

/**
 * Multiplicative seasonal indices by position in the season (t mod m), mean 1, or null when the history is too short, too
 * intermittent or shows no season. Ratios to trend are averaged per position, smoothed over neighbouring positions and shrunk
 * toward 1 by the share of their variance that is not sampling noise (Miller and Williams 2003, "Shrinkage estimators of time
 * series seasonal factors", Int. J. Forecasting 19).
 */
export function seasonalIndices(y: Float64Array, m: number): Float64Array | null {
  const n = y.length;
  if (m < 2 || n < Math.ceil(MIN_SEASONS * m)) return null;
  let zeros = 0;
  for (let t = 0; t < n; t++) if (y[t]! <= 0) zeros += 1;
  if (zeros > MAX_ZERO_SHARE * n || zeros === n) return null;

  const trend = n >= 2 * m + 4 ? centredMovingMean(y, m) : growthTrend(y, m);
  const sums = new Float64Array(m);
  const squares = new Float64Array(m);
  const counts = new Float64Array(m);
  let used = 0;
  for (let t = 0; t < n; t++) {
    if (!(trend[t]! > 0)) continue;
    const ratio = Math.min(8, y[t]! / trend[t]!);
    const position = t % m;
    sums[position] = sums[position]! + ratio;
    squares[position] = squares[position]! + ratio * ratio;
    counts[position] = counts[position]! + 1;
    used += 1;
  }
  if (used < m) return null;

  let noise = 0;
  let freedom = 0;
  const raw = new Float64Array(m);
  for (let k = 0; k < m; k++) {
    const count = counts[k]!;
    raw[k] = count > 0 ? sums[k]! / count : 1;
    if (count > 1) {
      noise += Math.max(0, squares[k]! - count * raw[k]! ** 2);
      freedom += count - 1;
    }
  }
  if (freedom === 0) return null;
  noise /= freedom;

  const kernel = n >= LONG_SEASONS * m ? KERNEL_LONG : KERNEL_SHORT;
  const smooth = circular(raw, kernel);
  const total = kernel.reduce((a, b) => a + b, 0);
  const passed = kernel.reduce((a, w) => a + (w / total) ** 2, 0);
  const average = mean(smooth);
  let between = 0;
  for (let k = 0; k < m; k++) between += (smooth[k]! - average) ** 2 / (m - 1);
  const weight = between > 0 ? Math.max(0, 1 - (noise * passed) / (used / m) / between) : 0;
  if (weight < MIN_WEIGHT || !(average > 0)) return null;

  const indices = new Float64Array(m);
  for (let k = 0; k < m; k++) indices[k] = Math.max(MIN_INDEX, 1 + weight * (smooth[k]! / average - 1));
  const norm = mean(indices);
  for (let k = 0; k < m; k++) indices[k] = indices[k]! / norm;
  return indices;
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
    // `sum` covers t − half … t + half − 1 for an even m, and one week more for an odd one.
    trend[t] = even ? (sum + (y[t + half]! - y[t - half]!) / 2) / m : sum / m;
    const entering = even ? t + half : t + half + 1;
    if (entering < n) sum += y[entering]! - y[t - half]!;
  }
  return trend;
}

/**
 * With fewer than two full seasons a moving mean leaves nothing to average. Growth from one year to the next is still known
 * from the weeks that were seen twice; the trend is then the level that grows at that rate.
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
  const trend = new Float64Array(n);
  let level = 0;
  for (let t = 0; t < m; t++) level += y[t]! / growth ** (t / m) / m;
  for (let t = 0; t < n; t++) trend[t] = level * growth ** (t / m);
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

/** y without its season: yₜ ÷ index. */
export function deseasonalise(y: Float64Array, indices: Float64Array): Float64Array {
  const m = indices.length;
  return y.map((v, t) => v / indices[t % m]!);
}

/** Multiplies a forecast that starts at position `n` by its indices, in place. */
export function reseasonalise(forecast: Float64Array, indices: Float64Array, n: number): Float64Array {
  const m = indices.length;
  for (let h = 0; h < forecast.length; h++) forecast[h] = forecast[h]! * indices[(n + h) % m]!;
  return forecast;
}

/** Weeks whose mean tells the present level when last season is carried over. */
const LEVEL_WEEKS = 8;
/** A single ratio of levels is noisy; no series is scaled further than this. */
const MAX_RATIO = 4;

/**
 * Seasonal naive, level-adjusted: last season's values × (mean of the last eight weeks ÷ mean of the same weeks a season ago),
 * the ratio shrunk half-way toward 1 on the log scale when it is applied far ahead. Null below one season and eight weeks.
 */
export function seasonalNaive(y: Float64Array, m: number, horizon: number): Float64Array | null {
  const n = y.length;
  if (m < 2 || n < m + LEVEL_WEEKS) return null;
  const now = mean(y, n - LEVEL_WEEKS, n);
  const then = mean(y, n - LEVEL_WEEKS - m, n - m);
  const ratio = then > 0 ? Math.min(MAX_RATIO, Math.max(1 / MAX_RATIO, now / then)) : 1;
  const forecast = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    const fade = 1 - 0.5 * Math.min(1, h / m);
    forecast[h] = y[n - m + (h % m)]! * ratio ** fade;
  }
  return forecast;
}
