import type { Fold } from './backtest';
import { type Candidate, STAND_INS } from './candidates';
import { power } from './portable-math';

/** Weight = relative error to this power, negated: of two models with errors 1 : 1.1 the better counts about twice. */
const SHARPNESS = 8;
/** Origins' worth of doubt: relative errors are pulled toward 1 (as good as `ses`) when few origins back them. */
const DOUBT_FOLDS = 1;
/** Keeps the weight finite for a model that was never wrong. */
const SMALLEST_RATIO = 0.05;
/** Models with less weight than this change nothing and are left out. */
const SMALLEST_SHARE = 0.06;
/** Part of the relative error that is absolute; the rest is root squared. */
const ABSOLUTE_PART = 0.75;
const YARDSTICK = 'ses';
/** Each replay counts this much of the next one: models face the present. */
const FADING = 0.9;
/**
 * What a model is worth beforehand. Where demand has zeros, a dozen replays hardly tell models apart, and over many series TSB was
 * the best of them. A decline or a broken level speaks up only when
 * sales run out or leap, which the replays of other times know nothing of.
 */
const PRIOR: Readonly<Record<string, number>> = { decline: 8, 'broken-level': 8 };
const INTERMITTENT_PRIOR: Readonly<Record<string, number>> = { ...PRIOR, tsb: 6 };

export interface Member {
  id: string;
  /** Shares sum to 1. */
  share: number;
}

/**
 * Weighs the available models by their backtest: share ∝ (relative error)⁻⁸, where the relative error is three quarters
 * absolute, one quarter root squared, each against simple exponential smoothing on the same weeks. (Absolute error alone would favour forecasts
 * below the mean wherever demand is skewed.) A guard rail by construction: no model is trusted alone unless it was far better.
 * Bates and Granger (1969), "The combination of forecasts"; FPP3, 13.4. Strongest first; ties keep the order of `available`.
 */
export function weigh(
  folds: readonly Fold[],
  available: readonly Candidate[],
  intermittent = false,
): Member[] {
  const base = errors(folds, YARDSTICK);
  let evidence = 0;
  for (let i = 0; i < folds.length; i++) evidence = 1 + FADING * evidence;
  const weights = available.map(({ id }) => {
    const own = errors(folds, id);
    const ratio =
      ABSOLUTE_PART * relative(own.absolute, base.absolute) +
      (1 - ABSOLUTE_PART) * Math.sqrt(relative(own.squared, base.squared));
    const trusted = 1 + (ratio - 1) * (evidence / (evidence + DOUBT_FOLDS));
    const prior = (intermittent ? INTERMITTENT_PRIOR : PRIOR)[id] ?? 1;
    return prior / power(Math.max(SMALLEST_RATIO, trusted), SHARPNESS);
  });
  const total = weights.reduce((sum, w) => sum + w, 0);
  const kept = available
    .map(({ id }, i) => ({ id, share: weights[i]! / total }))
    .filter(({ share }) => share >= SMALLEST_SHARE)
    .sort((a, b) => b.share - a.share);
  const keptTotal = kept.reduce((sum, { share }) => sum + share, 0);
  return kept.map(({ id, share }) => ({ id, share: share / keptTotal }));
}

/**
 * One forecast of several: their weighted mean, or, with `robust`, their weighted median, which a single model that chases the
 * last spike cannot move (for intermittent demand).
 */
export function combine(
  candidates: readonly Candidate[],
  members: readonly Member[],
  robust: boolean,
): Float64Array {
  const values = members.map(({ id }) => find(candidates, id));
  const shares = members.map(({ share }) => share);
  const out = new Float64Array(values[0]?.length ?? 0);
  const row = new Array<number>(values.length).fill(0);
  for (let h = 0; h < out.length; h++) {
    for (let j = 0; j < values.length; j++) row[j] = values[j]![h]!;
    out[h] = robust ? weightedMedian(row, shares) : weightedMean(row, shares);
  }
  return out;
}

function weightedMean(values: readonly number[], shares: readonly number[]): number {
  let sum = 0;
  for (let j = 0; j < values.length; j++) sum += shares[j]! * values[j]!;
  return sum;
}

/** Weighted median with linear interpolation between the midpoints of the cumulated shares; shares sum to 1. */
export function weightedMedian(values: readonly number[], shares: readonly number[]): number {
  const order = values.map((_, j) => j).sort((a, b) => values[a]! - values[b]!);
  let cumulated = 0;
  let before = 0;
  let lower = Number.NaN;
  for (const j of order) {
    const position = cumulated + shares[j]! / 2;
    if (position >= 0.5) {
      if (Number.isNaN(lower)) return values[j]!;
      const step = (0.5 - before) / (position - before);
      return lower * (1 - step) + values[j]! * step;
    }
    cumulated += shares[j]!;
    before = position;
    lower = values[j]!;
  }
  return lower;
}

function find(candidates: readonly Candidate[], id: string): Float64Array {
  for (const wanted of [id, STAND_INS[id], YARDSTICK])
    for (const candidate of candidates) if (candidate.id === wanted) return candidate.values;
  throw new RangeError(`no candidate ${YARDSTICK}`);
}

/** Errors below this share of the actual values are rounding, and no reason to prefer a model. */
const ROUNDING = 1e-9;

function errors(folds: readonly Fold[], id: string): { absolute: number; squared: number } {
  let absolute = 0;
  let squared = 0;
  for (const { actual, candidates } of folds) {
    absolute *= FADING;
    squared *= FADING * FADING;
    const forecast = find(candidates, id);
    for (let h = 0; h < actual.length; h++) {
      const error = Math.abs(actual[h]! - forecast[h]!);
      if (!(error > ROUNDING * actual[h]!)) continue;
      absolute += error;
      squared += error * error;
    }
  }
  return { absolute, squared };
}

function relative(own: number, base: number): number {
  if (base > 0) return own / base;
  return own > 0 ? 2 : 1;
}
