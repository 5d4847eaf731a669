import type { Fold } from './backtest';
import { exp, ln, power } from './portable-math';
import { independentErrors, type Residual } from './residuals';
import { alikeness, gammaQuantile, mean, normalQuantile, studentQuantile } from './stats';

/**
 * Constants of the intervals, chosen on earlier windows of series of every frequency (docs/forecast-engine.md), never on the last.
 */
export const TUNING = {
  /** Independent errors at which the empirical distribution and the assumed one count alike. */
  trustedErrors: 1.5,
  /** Coefficient of variation assumed where a series cannot tell its own, and how many points that is worth. */
  priorVariation: 0.8,
  priorPoints: 2,
  /** The level itself is a guess after few points: the assumed variance grows by this many points ÷ their number. */
  unsettledPoints: 8,
  /** Growth of the error with the horizon, hᵞ: the prior of γ runs between these by the autocorrelation of the history. */
  leastGrowth: 0.1,
  mostGrowth: 0.6,
  /** Bound of γ, and how many steps of evidence the prior is worth. */
  maxGrowth: 1,
  priorGrowthWeight: 6,
  /** Bias of the replays is kept only as far as their number backs it. */
  biasDoubtFolds: 12,
  /** Residuals scale with the forecast to this power: between 1 (errors in per cent) and ½ (Poisson-like counts). */
  levelPower: 0.65,
  /** Range of the level correction of one residual. */
  maxLevelRatio: 20,
  /**
   * No past error counts for more than what lifts the forecast to this multiple of the largest value ever seen. Where a series
   * leaps from a trickle to bulk, errors in terms of the trickle, carried over to the bulk, would promise ten times what was
   * ever sold, and their average would press the median to nothing.
   */
  maxPeakRatio: 1.5,
  /** No quantile lies beyond this multiple of the largest value (or of the mean); a short history has not seen its peak yet. */
  maxQuantileRatio: 1.6,
  peakDoubtPoints: 12,
  /** The weights were chosen on the same replays that give the residuals; future errors are larger by about this. */
  optimism: 1,
  /** Degrees of freedom = independent errors to this power. */
  freedomPower: 1.2,
  /** Share of the widening that levels from 0.1 to 0.9 take; the tails take all of it, and these factors besides. */
  innerShare: 0.4,
  lowerTail: 1,
  upperTail: 1.15,
  minFreedom: 2.5,
  /** Each replay counts this much of the next one. */
  fading: 0.93,
};

export type Tuning = typeof TUNING;

/** Levels between this and 1 minus this are the middle of a distribution. */
const INNER_FROM = 0.0999;

export interface QuantileBasis {
  mean: Float64Array;
  folds: readonly Fold[];
  /** What the chosen combination forecast at each fold. */
  replayed: readonly Float64Array[];
  /** The points the forecast rests on, for the level and the fallback spread. */
  history: Float64Array;
  /** Season lengths, shortest first. */
  periods: readonly number[];
}

/**
 * Quantiles from the backtest: residuals of all origins and steps, brought to one scale (growth with the horizon, level of the
 * forecast) so that they can be pooled, then put around the mean of each point (split-conformal in spirit: Vovk et al. 2005;
 * FPP3, 5.5 for residual-based intervals). Replays overlap, so that a hundred residuals may hold the evidence of five; what is
 * not known of the spread for that reason widens them as Student's t does. With few residuals a gamma distribution takes over in
 * proportion. `levels` must ascend; the answer has one row per level, never negative and never crossing.
 */
export function quantileForecasts(
  basis: QuantileBasis,
  levels: readonly number[],
  tuning: Tuning = TUNING,
): Float64Array[] {
  const { history } = basis;
  const residuals = collect(basis);
  const likeness = alikeness(history);
  const priorGrowth = tuning.leastGrowth + (tuning.mostGrowth - tuning.leastGrowth) * likeness;
  const gamma = growthExponent(residuals, priorGrowth, tuning);
  const floor = levelFloor(history);
  const top = largest(history);
  const cap = tuning.maxQuantileRatio + tuning.peakDoubtPoints / Math.max(1, history.length);
  const scaleOf = (forecast: number, step: number) =>
    power(Math.max(forecast, floor), tuning.levelPower) * power(step, gamma);
  const next = basis.mean[0] ?? 0;
  const most = Math.max(0, tuning.maxPeakRatio * top - next) / scaleOf(next, 1);
  for (const residual of residuals) {
    const level = Math.min(tuning.maxLevelRatio * floor, residual.forecast);
    residual.error = Math.min(most, residual.error / scaleOf(level, residual.step));
  }
  const pooled = centred(residuals, basis.folds.length, tuning);
  const independent = independentErrors(residuals, basis.folds);
  const freedom = Math.max(tuning.minFreedom, power(independent, tuning.freedomPower));
  const trust = residuals.length > 0 ? independent / (independent + tuning.trustedErrors) : 0;
  const typical = Math.max(floor, mean(history));
  const variation = assumedVariation(basis, typical, tuning);
  const unsettled = Math.sqrt(1 + tuning.unsettledPoints / Math.max(1, history.length));
  const scales = Array.from(basis.mean, (mu, h) => scaleOf(mu, h + 1));
  const growth = Array.from(scales, (_, h) => power(h + 1, gamma));
  const rows = levels.map((level) => {
    const wide = widening(level, freedom, tuning);
    const error = weightedQuantile(pooled, level) * tuning.optimism * wide;
    return basis.mean.map((mu, h) => {
      const own = mu + error * scales[h]!;
      const spread = variation * Math.max(mu, 0.25 * typical) * growth[h]! * unsettled;
      const assumed = gammaQuantile(Math.max(mu, 0.05 * typical), spread * spread, level);
      return Math.min(cap * Math.max(top, mu), Math.max(0, trust * own + (1 - trust) * assumed));
    });
  });
  for (let q = 1; q < rows.length; q++) {
    const below = rows[q - 1]!;
    const row = rows[q]!;
    for (let h = 0; h < row.length; h++) row[h] = Math.max(row[h]!, below[h]!);
  }
  return rows;
}

/**
 * What Student's t needs beyond the normal at a level, and the error of the centre itself: √(1 + 1 ∕ ν). Errors pooled over a
 * series' past are heavier in the tails than in the middle already, so that the middle takes only part of it.
 */
function widening(level: number, freedom: number, tuning: Tuning): number {
  const z = normalQuantile(level);
  const ratio = Math.abs(z) < 1e-6 ? 1 : studentQuantile(level, freedom) / z;
  const full = ratio * Math.sqrt(1 + 1 / freedom);
  if (level < INNER_FROM) return full * tuning.lowerTail;
  return level > 1 - INNER_FROM ? full * tuning.upperTail : 1 + tuning.innerShare * (full - 1);
}

function collect({ folds, replayed }: QuantileBasis): Residual[] {
  const out: Residual[] = [];
  folds.forEach(({ actual }, fold) => {
    const forecast = replayed[fold]!;
    for (let h = 0; h < actual.length; h++) {
      const error = actual[h]! - forecast[h]!;
      if (!Number.isNaN(error)) out.push({ fold, step: h + 1, error, forecast: forecast[h]! });
    }
  });
  return out;
}

/** γ of |error| ∝ hᵞ by least squares on logarithms of the mean absolute error per step, shrunk toward the prior. */
function growthExponent(residuals: readonly Residual[], prior: number, tuning: Tuning): number {
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
    const point = { x: ln(step), y: ln(sum / count), count };
    points.push(point);
    w += count;
    wx += count * point.x;
    wy += count * point.y;
  }
  if (points.length < 3) return prior;
  let sxx = 0;
  let sxy = 0;
  for (const { x, y, count } of points) {
    sxx += count * (x - wx / w) * (x - wx / w);
    sxy += count * (x - wx / w) * (y - wy / w);
  }
  if (!(sxx > 0)) return prior;
  const share = points.length / (points.length + tuning.priorGrowthWeight);
  const slope = share * (sxy / sxx) + (1 - share) * prior;
  return Math.min(tuning.maxGrowth, Math.max(0, slope));
}

/**
 * Coefficient of variation of the next point where no backtest tells it: the root mean squared change from point to point (or
 * from season to season, if that is less), drawn toward the prior on the logarithmic scale, by their numbers. The change of mere
 * noise is √2 times its deviation and that of a random walk once, which is left as the margin of safety.
 */
function assumedVariation({ history, periods }: QuantileBasis, typical: number, tuning: Tuning): number {
  const { priorVariation, priorPoints } = tuning;
  const n = history.length - 1;
  let own = meanSquaredChange(history, 1);
  for (const m of periods) if (history.length >= 2 * m) own = Math.min(own, meanSquaredChange(history, m));
  if (!(own > 0)) return priorVariation / Math.max(1, n);
  return exp((n * ln(Math.sqrt(own) / typical) + priorPoints * ln(priorVariation)) / (n + priorPoints));
}

function meanSquaredChange(history: Float64Array, lag: number): number {
  let squares = 0;
  for (let t = lag; t < history.length; t++) {
    const change = history[t]! - history[t - lag]!;
    squares += change * change;
  }
  return history.length > lag ? squares / (history.length - lag) : 0;
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

interface Pool {
  /** Ascending. */
  errors: Float64Array;
  /** Weight of each, by the age of its replay; they sum to 1. */
  weights: Float64Array;
}

/** Errors in ascending order, their mean taken out as far as it is not backed by many replays. */
function centred(residuals: readonly Residual[], folds: number, tuning: Tuning): Pool {
  const age = (fold: number) => power(tuning.fading, folds - 1 - fold);
  let total = 0;
  let sum = 0;
  for (const { error, fold } of residuals) {
    total += age(fold);
    sum += age(fold) * error;
  }
  const shift = total > 0 ? (sum / total) * (tuning.biasDoubtFolds / (folds + tuning.biasDoubtFolds)) : 0;
  const order = residuals.map((_, i) => i).sort((a, b) => residuals[a]!.error - residuals[b]!.error);
  return {
    errors: Float64Array.from(order, (i) => residuals[i]!.error - shift),
    weights: Float64Array.from(order, (i) => age(residuals[i]!.fold) / total),
  };
}

/**
 * Quantile of weighted values by linear interpolation between the middles of their weights (Hyndman and Fan's definition 5 where
 * weights are equal), flat beyond the first and last.
 */
function weightedQuantile({ errors, weights }: Pool, level: number): number {
  let below = 0;
  let before = Number.NaN;
  for (let i = 0; i < errors.length; i++) {
    const position = below + weights[i]! / 2;
    if (position >= level) {
      if (i === 0) return errors[0]!;
      const share = (level - before) / (position - before);
      return errors[i - 1]! * (1 - share) + errors[i]! * share;
    }
    below += weights[i]!;
    before = position;
  }
  return errors[errors.length - 1] ?? 0;
}
