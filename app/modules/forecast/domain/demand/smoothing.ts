import { line, mean } from './stats';

/** Parameter grids: coarse on purpose. The likelihood is flat, and a grid gives the same answer on every machine. */
const SES_ALPHAS = [0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1];
const HOLT_ALPHAS = [0.05, 0.12, 0.25, 0.45, 0.7, 1];
const HOLT_BETAS = [0.01, 0.05, 0.15, 0.4];
const HOLT_PHIS = [0.85, 0.95, 0.99];

/** Points between two looks at whether a fit is still worth finishing. */
const STRETCH = 24;

export interface SesFit {
  alpha: number;
  /** Level after the last value: the forecast of every later week. */
  level: number;
  /** Mean squared one-step error. */
  mse: number;
}

/**
 * Simple exponential smoothing with a given α: ℓₜ = ℓₜ₋₁ + α (yₜ − ℓₜ₋₁) (FPP3, 8.1).
 * Without `initial` the gain of step t is α ÷ (1 − (1 − α)ᵗ), so the level is the exactly discounted mean of what has been seen
 * (discounted least squares, Brown 1963) and no starting value has to be guessed.
 */
export function ses(y: ArrayLike<number>, alpha: number, initial?: number): SesFit {
  const n = y.length;
  let level = initial ?? 0;
  let remembered = initial === undefined ? 1 : 0;
  let sse = 0;
  let scored = 0;
  for (let t = 0; t < n; t++) {
    const error = y[t]! - level;
    if (t > 0 || initial !== undefined) {
      sse += error * error;
      scored += 1;
    }
    remembered *= 1 - alpha;
    level += (alpha / (1 - remembered)) * error;
  }
  return { alpha, level, mse: scored > 0 ? sse / scored : 0 };
}

/** {@link ses} with the α of the grid that has the smallest squared one-step error; the smoother one wins a tie. */
export function fitSes(y: ArrayLike<number>): SesFit {
  let best = ses(y, SES_ALPHAS[0]!);
  for (const alpha of SES_ALPHAS) {
    const fit = ses(y, alpha);
    if (fit.mse < best.mse) best = fit;
  }
  return best;
}

export interface HoltFit {
  level: number;
  trend: number;
  phi: number;
  mse: number;
}

/**
 * Damped trend (Gardner and McKenzie 1985; FPP3, 8.2), in error-correction form:
 * e = yₜ − (ℓ + φb); ℓ ← ℓ + φb + αe; b ← φb + αβ*e. Gives up, with an infinite error, once the mean squared error must exceed
 * `limit`.
 */
export function holt(
  y: ArrayLike<number>,
  parameters: { alpha: number; beta: number; phi: number },
  start: { level: number; trend: number },
  limit = Number.POSITIVE_INFINITY,
): HoltFit {
  const { alpha, beta, phi } = parameters;
  const n = y.length;
  const gain = alpha * beta;
  let { level, trend } = start;
  let sse = 0;
  for (let t = 0; t < n; ) {
    for (const end = Math.min(n, t + STRETCH); t < end; t++) {
      const damped = phi * trend;
      const error = y[t]! - level - damped;
      sse += error * error;
      level += damped + alpha * error;
      trend = damped + gain * error;
    }
    if (sse > limit * n) return { level, trend, phi, mse: Number.POSITIVE_INFINITY };
  }
  return { level, trend, phi, mse: n > 0 ? sse / n : 0 };
}

/** {@link holt} by grid, started from a half-slope line through the first values. */
export function fitHolt(y: ArrayLike<number>): HoltFit {
  const head = line(y, 0, Math.min(y.length, 13));
  const start = { level: head.intercept - head.slope / 2, trend: head.slope / 2 };
  let best: HoltFit | null = null;
  for (const alpha of HOLT_ALPHAS)
    for (const beta of HOLT_BETAS)
      for (const phi of HOLT_PHIS) {
        const fit: HoltFit = holt(y, { alpha, beta, phi }, start, best?.mse);
        if (best === null || fit.mse < best.mse) best = fit;
      }
  return best ?? { level: 0, trend: 0, phi: 0.9, mse: 0 };
}

/** ℓ + (φ + φ² + … + φʰ) b for h = 1…horizon. */
export function holtForecast(fit: HoltFit, horizon: number): Float64Array {
  const forecast = new Float64Array(horizon);
  let weight = 0;
  let power = 1;
  for (let h = 0; h < horizon; h++) {
    power *= fit.phi;
    weight += power;
    forecast[h] = fit.level + weight * fit.trend;
  }
  return forecast;
}

/**
 * The theta method: the mean of two lines, the least-squares line (θ = 0) carried on, and simple exponential smoothing of the
 * line with doubled curvature (θ = 2). Assimakopoulos and Nikolopoulos (2000), Int. J. Forecasting 16; it equals smoothing with
 * half the slope as drift (Hyndman and Billah 2003). `alpha` fixes the smoothing; by default it comes from the grid.
 */
export function theta(y: ArrayLike<number>, horizon: number, alpha?: number): Float64Array {
  const n = y.length;
  const { intercept, slope } = line(y);
  const curved = new Float64Array(n);
  for (let t = 0; t < n; t++) curved[t] = 2 * y[t]! - (intercept + slope * t);
  const { level } = alpha === undefined ? fitSes(curved) : ses(curved, alpha);
  const forecast = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) forecast[h] = (intercept + slope * (n + h) + level) / 2;
  return forecast;
}

/** Mean of the last `window` values. */
export function movingMean(y: ArrayLike<number>, window: number): number {
  return mean(y, Math.max(0, y.length - window), y.length);
}
