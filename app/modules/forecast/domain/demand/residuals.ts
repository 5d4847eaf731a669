import type { Fold } from './backtest';

/** One error of the backtest: actual − forecast, in whatever units the caller brought it to. */
export interface Residual {
  fold: number;
  step: number;
  error: number;
  forecast: number;
}

/** Correlation of errors within one replay where few replays can tell: errors ahead of one origin go astray together. */
const PRIOR_CORRELATION = 0.35;
const PRIOR_FOLDS = 4;

/**
 * How many independent errors the residuals are worth. Replays overlap, so only the distinct points count; and within a replay
 * errors are alike, by the intraclass correlation ρ (one-way analysis of variance, shrunk toward a prior), which divides them by
 * the design effect 1 + (k − 1) ρ of clusters of k (Kish 1965, Survey Sampling).
 */
export function independentErrors(residuals: readonly Residual[], folds: readonly Fold[]): number {
  const clusters = new Map<number, { sum: number; squares: number; count: number }>();
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { fold, step, error } of residuals) {
    const cluster = clusters.get(fold) ?? { sum: 0, squares: 0, count: 0 };
    cluster.sum += error;
    cluster.squares += error * error;
    cluster.count += 1;
    clusters.set(fold, cluster);
    const at = folds[fold]!.origin + step;
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  if (residuals.length === 0) return 0;
  const distinct = Math.min(residuals.length, last - first + 1);
  const size = residuals.length / clusters.size;
  const rho = intraclass([...clusters.values()], residuals.length);
  return distinct / (1 + (size - 1) * rho);
}

function intraclass(clusters: readonly { sum: number; squares: number; count: number }[], n: number): number {
  const groups = clusters.length;
  const prior = PRIOR_FOLDS / (groups + PRIOR_FOLDS);
  if (groups < 2 || n <= groups) return PRIOR_CORRELATION;
  let total = 0;
  let within = 0;
  let between = 0;
  for (const { sum } of clusters) total += sum;
  const average = total / n;
  for (const { sum, squares, count } of clusters) {
    const own = sum / count;
    within += Math.max(0, squares - count * own * own);
    between += count * (own - average) * (own - average);
  }
  const withinMean = within / (n - groups);
  const betweenMean = between / (groups - 1);
  const size = n / groups;
  const whole = betweenMean + (size - 1) * withinMean;
  const measured = whole > 0 ? Math.min(1, Math.max(0, (betweenMean - withinMean) / whole)) : 1;
  return prior * PRIOR_CORRELATION + (1 - prior) * measured;
}
