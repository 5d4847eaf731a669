import type { Fold } from './backtest';
import { gammaQuantile, mean, sortedQuantile } from './stats';

/** Below this many residuals the empirical distribution is mixed with a parametric one, in proportion. */
const TRUSTED_RESIDUALS = 24;
/** Coefficient of variation assumed where a series cannot tell its own (new products scatter about this much). */
const PRIOR_VARIATION = 0.8;
/** Growth of the error with the horizon, hᵞ: prior and bounds of γ, and how many weeks of evidence the prior is worth. */
const PRIOR_GROWTH = 0.2;
const MAX_GROWTH = 0.6;
const PRIOR_GROWTH_WEIGHT = 6;
/** Bias of the replays is kept only as far as their number backs it. */
const BIAS_DOUBT_FOLDS = 12;
/**
 * Residuals scale with the forecast to this power: between 1 (errors in per cent) and ½ (Poisson-like counts).
 */
const LEVEL_POWER = 0.75;
/** Range of the level correction of one residual. */
const MAX_LEVEL_RATIO = 4;
/**
 * No quantile of a week lies beyond this multiple of the largest week ever sold (or of the mean, if that is more), and no
 * past error counts for more. Where a series leaps from a trickle to bulk, errors in terms of the trickle, carried over to
 * the bulk, would promise ten times what was ever sold in a week, and their average would press the median to nothing.
 */
const MAX_PEAK_RATIO = 1.5;
/** The weights were chosen on the same replays that give the residuals; future errors are larger by about this. */
const OPTIMISM = 1.05;

export interface QuantileBasis {
  mean: Float64Array;
  folds: readonly Fold[];
  /** What the chosen combination forecast at each fold. */
  replayed: readonly Float64Array[];
  /** The weeks the forecast rests on, for the level and the fallback spread. */
  history: Float64Array;
}

/**
 * Quantiles from the backtest: residuals of all origins and steps, brought to one scale (growth with the horizon, level of the
 * forecast) so that they can be pooled, then put around the mean of each week (split-conformal in spirit: Vovk et al. 2005;
 * FPP3, 5.5 for residual-based intervals). With few residuals a gamma distribution of the same scale takes over in proportion.
 * `levels` must ascend; the answer has one row per level, never negative and never crossing.
 */
export function quantileForecasts(basis: QuantileBasis, levels: readonly number[]): number[][] {
  const residuals = collect(basis);
  const gamma = growthExponent(residuals);
  const floor = levelFloor(basis.history);
  const peak = MAX_PEAK_RATIO * largest(basis.history);
  const pooled = standardise(
    residuals,
    gamma,
    floor,
    basis.folds.length,
    largestError(basis.mean, floor, peak),
  );
  const trust = Math.min(1, pooled.length / TRUSTED_RESIDUALS);
  const typical = Math.max(floor, mean(basis.history));
  const rows = levels.map((level) => {
    const empirical = sortedQuantile(pooled, level) * OPTIMISM;
    return Array.from(basis.mean, (mu, h) => {
      const scale = Math.max(mu, floor) ** LEVEL_POWER * (h + 1) ** gamma;
      const own = Math.min(mu + empirical * scale, Math.max(peak, MAX_PEAK_RATIO * mu));
      if (trust >= 1) return Math.max(0, own);
      const spread = PRIOR_VARIATION * Math.max(mu, 0.25 * typical) * (h + 1) ** (PRIOR_GROWTH / 2);
      const assumed = gammaQuantile(Math.max(mu, 0.05 * typical), spread * spread, level);
      return Math.max(0, trust * own + (1 - trust) * assumed);
    });
  });
  for (let q = 1; q < rows.length; q++) {
    const below = rows[q - 1]!;
    const row = rows[q]!;
    for (let h = 0; h < row.length; h++) row[h] = Math.max(row[h]!, below[h]!);
  }
  return rows;
}

interface Residual {
  step: number;
  error: number;
  forecast: number;
}

function collect({ folds, replayed }: QuantileBasis): Residual[] {
  const out: Residual[] = [];
  folds.forEach(({ actual }, i) => {
    const forecast = replayed[i]!;
    for (let h = 0; h < actual.length; h++) {
      const error = actual[h]! - forecast[h]!;
      if (!Number.isNaN(error)) out.push({ step: h + 1, error, forecast: forecast[h]! });
    }
  });
  return out;
}

/** γ of |error| ∝ hᵞ by least squares on logarithms of the mean absolute error per step, shrunk toward the prior. */
function growthExponent(residuals: readonly Residual[]): number {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { step, error } of residuals) {
    const entry = sums.get(step) ?? { sum: 0, count: 0 };
    entry.sum += Math.abs(error);
    entry.count += 1;
    sums.set(step, entry);
  }
  let w = 0;
  let wx = 0;
  let wy = 0;
  const points: { x: number; y: number; count: number }[] = [];
  for (const [step, { sum, count }] of sums) {
    if (!(sum > 0)) continue;
    const point = { x: Math.log(step), y: Math.log(sum / count), count };
    points.push(point);
    w += count;
    wx += count * point.x;
    wy += count * point.y;
  }
  if (points.length < 3) return PRIOR_GROWTH;
  let sxx = 0;
  let sxy = 0;
  for (const { x, y, count } of points) {
    sxx += count * (x - wx / w) ** 2;
    sxy += count * (x - wx / w) * (y - wy / w);
  }
  if (!(sxx > 0)) return PRIOR_GROWTH;
  const share = points.length / (points.length + PRIOR_GROWTH_WEIGHT);
  const slope = share * (sxy / sxx) + (1 - share) * PRIOR_GROWTH;
  return Math.min(MAX_GROWTH, Math.max(0, slope));
}

/** Forecasts near zero would blow residuals up or shrink intervals to nothing; they scale as if they were this large. */
function levelFloor(history: Float64Array): number {
  const average = mean(history);
  return average > 0 ? 0.2 * average : 1;
}

function largest(values: Float64Array): number {
  let top = 0;
  for (let t = 0; t < values.length; t++) top = Math.max(top, values[t]!);
  return top;
}

/** The standardised error that lifts the next week's mean to `peak`. */
function largestError(forecast: Float64Array, floor: number, peak: number): number {
  const mu = forecast[0] ?? 0;
  return Math.max(0, peak - mu) / Math.max(mu, floor) ** LEVEL_POWER;
}

function standardise(
  residuals: readonly Residual[],
  gamma: number,
  floor: number,
  folds: number,
  most: number,
): Float64Array {
  const out = new Float64Array(residuals.length);
  residuals.forEach(({ step, error, forecast }, i) => {
    const level = Math.min(MAX_LEVEL_RATIO * 5 * floor, Math.max(forecast, floor));
    out[i] = Math.min(most, error / (level ** LEVEL_POWER * step ** gamma));
  });
  const shift = mean(out) * (BIAS_DOUBT_FOLDS / (folds + BIAS_DOUBT_FOLDS));
  for (let i = 0; i < out.length; i++) out[i] = out[i]! - shift;
  return out.sort();
}
