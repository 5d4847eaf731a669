import { type Candidate, candidateForecasts, type Setting } from './candidates';
import type { PreparedSeries } from './prepare';

/** Replays that a forecast pays for; more origins change the choice little and cost time. */
const MAX_FOLDS = 12;
const MIN_TRAIN_WEEKS = 6;
/**
 * Origins start at this share of the history, and no further back than two years of weeks or two weeks of hours: the models face
 * the present.
 */
const FIRST_ORIGIN_SHARE = 0.45;
const MAX_BACK = 104;
const MAX_STEPS = 60;

/** One replay: what every model would have said at `origin`, and what came; NaN where that is unknown. */
export interface Fold {
  /** Number of weeks that were known. */
  origin: number;
  actual: Float64Array;
  candidates: Candidate[];
}

/** Longest horizon worth replaying on a history: a third of it, at most a year of weeks or two days of hours. */
export function backtestSteps(historyWeeks: number, horizon: number): number {
  return Math.max(1, Math.min(horizon, MAX_STEPS, Math.floor(historyWeeks / 3)));
}

/**
 * Rolling-origin evaluation (Tashman 2000; FPP3, 5.10): every model is fitted again at each origin on nothing but the points
 * before it. Points at which nothing can be sold are no test of a model and count as unknown. The last origins see fewer steps than the first ones, so short horizons are measured up to the last week.
 */
export function backtest(series: PreparedSeries, horizon: number, closed: Uint8Array | null = null): Fold[] {
  const { values, observed, periods, zeroShare } = series;
  const setting: Setting = { periods, zeroShare };
  const n = values.length;
  const steps = backtestSteps(n, horizon);
  const shortest = Math.max(1, Math.min(steps, Math.ceil(steps / 3)));
  const longest = periods[periods.length - 1] ?? 1;
  const maxBack = Math.max(MAX_BACK, 3 * horizon, longest % 24 === 0 ? 2 * Math.min(longest, 168) : 0);
  const first = Math.max(MIN_TRAIN_WEEKS, Math.ceil(n * FIRST_ORIGIN_SHARE), n - maxBack);
  const last = n - shortest;
  const stride = Math.max(1, Math.ceil((last - first + 1) / MAX_FOLDS));
  const folds: Fold[] = [];
  for (let origin = last; origin >= first; origin -= stride) {
    const length = Math.min(steps, n - origin);
    const actual = new Float64Array(length).fill(Number.NaN);
    let known = 0;
    for (let h = 0; h < length; h++) {
      if (observed[origin + h] !== 1 || closed?.[origin + h] === 1) continue;
      actual[h] = values[origin + h]!;
      known += 1;
    }
    if (known === 0) continue;
    const candidates = candidateForecasts(values.subarray(0, origin), setting, length);
    folds.push({ origin, actual, candidates });
  }
  return folds.reverse();
}
