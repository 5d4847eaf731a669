import { mean } from './stats';

/** Ridge as a share of the regressors' own variance: keeps nearly collinear lags from cancelling each other. */
const RIDGE = 0.02;
const MIN_ROWS_PER_LAG = 4;

/**
 * Autoregression on the given lags by ridge-regularised least squares, forecast step by step: yₜ − μ = Σ φₖ (yₜ₋ₖ − μ). With
 * `differenced` it runs on the changes instead of the values, and the changes are damped back to none by the ridge alone.
 * Null when the history is too short for its lags. (Box and Jenkins 1970, AR and ARI models; the order is fixed, not sought.)
 */
export function autoregression(
  y: Float64Array,
  lags: readonly number[],
  horizon: number,
  differenced: boolean,
): Float64Array | null {
  const x = differenced ? changes(y) : y;
  const n = x.length;
  const longest = lags[lags.length - 1] ?? 0;
  const k = lags.length;
  const rows = n - longest;
  if (k === 0 || rows < MIN_ROWS_PER_LAG * k) return null;
  const centre = differenced ? 0 : mean(x);
  const gram = new Float64Array(k * k);
  const target = new Float64Array(k);
  const regressors = new Float64Array(k);
  for (let t = longest; t < n; t++) {
    const now = x[t]! - centre;
    for (let i = 0; i < k; i++) regressors[i] = x[t - lags[i]!]! - centre;
    for (let i = 0; i < k; i++) {
      const value = regressors[i]!;
      target[i] = target[i]! + value * now;
      for (let j = 0; j <= i; j++) gram[i * k + j] = gram[i * k + j]! + value * regressors[j]!;
    }
  }
  let diagonal = 0;
  for (let i = 0; i < k; i++) diagonal += gram[i * k + i]! / k;
  if (!(diagonal > 0)) return null;
  for (let i = 0; i < k; i++) gram[i * k + i] = gram[i * k + i]! + RIDGE * diagonal;
  const weights = solve(gram, target, k);
  if (!weights) return null;

  const line = new Float64Array(n + horizon);
  line.set(x);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let t = 0; t < n; t++) {
    low = Math.min(low, x[t]!);
    high = Math.max(high, x[t]!);
  }
  for (let t = n; t < n + horizon; t++) {
    let next = centre;
    for (let i = 0; i < k; i++) next += weights[i]! * (line[t - lags[i]!]! - centre);
    // A process that would explode stays within what was seen.
    line[t] = Math.min(high, Math.max(low, next));
  }
  const forecast = line.slice(n);
  if (!differenced) return forecast;
  let level = y[y.length - 1]!;
  for (let h = 0; h < horizon; h++) {
    level += forecast[h]!;
    forecast[h] = level;
  }
  return forecast;
}

function changes(y: Float64Array): Float64Array {
  const out = new Float64Array(Math.max(0, y.length - 1));
  for (let t = 0; t < out.length; t++) out[t] = y[t + 1]! - y[t]!;
  return out;
}

/** Solves A w = b for a symmetric positive A (lower triangle given, destroyed) by Cholesky; null when it is not. */
function solve(a: Float64Array, b: Float64Array, k: number): Float64Array | null {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * k + j]!;
      for (let l = 0; l < j; l++) sum -= a[i * k + l]! * a[j * k + l]!;
      if (i !== j) a[i * k + j] = sum / a[j * k + j]!;
      else {
        if (!(sum > 0)) return null;
        a[i * k + i] = Math.sqrt(sum);
      }
    }
  }
  const w = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    let sum = b[i]!;
    for (let l = 0; l < i; l++) sum -= a[i * k + l]! * w[l]!;
    w[i] = sum / a[i * k + i]!;
  }
  for (let i = k - 1; i >= 0; i--) {
    let sum = w[i]!;
    for (let l = i + 1; l < k; l++) sum -= a[l * k + i]! * w[l]!;
    w[i] = sum / a[i * k + i]!;
  }
  return w;
}
