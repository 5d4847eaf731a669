import { fitCrostonSba, fitTsb } from './intermittent';
import { deseasonalise, reseasonalise, seasonalIndices, seasonalNaive } from './seasonality';
import { fitHolt, fitSes, holtForecast, movingMean, theta } from './smoothing';

/** Shares of zero weeks: from where demand counts as intermittent, Croston joins, and trends stop making sense. */
export const INTERMITTENT_FROM = 0.1;
const CROSTON_FROM = 0.3;
const TRENDLESS_FROM = 0.6;
const TREND_MIN_WEEKS = 10;

export interface Candidate {
  id: string;
  values: Float64Array;
}

/**
 * What stands in for a model at earlier origins where the history was still too short for it. `ses` is always there.
 */
export const STAND_INS: Readonly<Record<string, string>> = {
  'ses-seasonal': 'ses',
  'damped-trend-seasonal': 'damped-trend',
  'theta-seasonal': 'theta',
};

/**
 * The models that can say something about a history. Which ones join depends on what the history can support, not on their
 * accuracy: the backtest weighs them. Values are finite, not negative, and at most three times the largest week of the history.
 */
export function candidateForecasts(
  y: Float64Array,
  seasonLength: number,
  zeroShare: number,
  horizon: number,
): Candidate[] {
  const flat = (value: number) => new Float64Array(horizon).fill(value);
  const out: Candidate[] = [{ id: 'ses', values: flat(fitSes(y).level) }];
  const trended = y.length >= TREND_MIN_WEEKS && zeroShare < TRENDLESS_FROM;
  if (trended) {
    out.push({ id: 'damped-trend', values: holtForecast(fitHolt(y), horizon) });
    out.push({ id: 'theta', values: theta(y, horizon) });
  }
  if (zeroShare >= CROSTON_FROM) out.push({ id: 'croston-sba', values: flat(fitCrostonSba(y).rate) });
  const carried = seasonalNaive(y, seasonLength, horizon);
  if (carried) out.push({ id: 'seasonal-naive', values: carried });
  const indices = seasonalIndices(y, seasonLength);
  if (indices) {
    const x = deseasonalise(y, indices);
    const season = (id: string, values: Float64Array) =>
      out.push({ id, values: reseasonalise(values, indices, y.length) });
    season('ses-seasonal', flat(fitSes(x).level));
    if (trended) {
      season('damped-trend-seasonal', holtForecast(fitHolt(x), horizon));
      season('theta-seasonal', theta(x, horizon));
    }
  }
  if (!indices || zeroShare >= INTERMITTENT_FROM) {
    // Levels only: they steady the combination where demand is noisy, and lag where it is smooth and seasonal.
    out.push({ id: 'tsb', values: flat(fitTsb(y).rate) });
    out.push({ id: 'mean-4', values: flat(movingMean(y, 4)) });
    out.push({ id: 'mean-13', values: flat(movingMean(y, 13)) });
  }
  return out.map(({ id, values }) => ({ id, values: guarded(values, y) }));
}

/** A trend may not carry a forecast below zero, or beyond three times anything that was ever sold. */
const MAX_GROWTH = 3;

function guarded(values: Float64Array, y: Float64Array): Float64Array {
  let top = 0;
  for (let t = 0; t < y.length; t++) top = Math.max(top, y[t]!);
  return values.map((v) => Math.min(MAX_GROWTH * top, Math.max(0, v)));
}
