import { autoregression } from './autoregression';
import { brokenLevel, decline } from './end-of-life';
import { holtWinters } from './holt-winters';
import { fitAdida, fitCrostonSba, fitTsb } from './intermittent';
import { deseasonalise, reseasonalise, seasonalFactors, seasonalNaive } from './seasonality';
import { fitHolt, fitSes, holtForecast, movingMean, theta } from './smoothing';

/** Shares of zero points: from where demand counts as intermittent, Croston joins, and trends stop making sense. */
export const INTERMITTENT_FROM = 0.1;
const CROSTON_FROM = 0.3;
const TRENDLESS_FROM = 0.6;
/** A trend among zeros needs a long history before it is more than chance. */
const TREND_AMONG_ZEROS_POINTS = 104;
const TREND_MIN_POINTS = 8;
const REGRESSION_MIN_POINTS = 24;
/** Longer seasons have too many states for smoothing to follow. */
const MAX_SMOOTHED_SEASON = 24;

/** Every model there is, as `model` of a forecast names them. */
export const MODELS = [
  'ses',
  'damped-trend',
  'theta',
  'ar',
  'croston-sba',
  'tsb',
  'adida',
  'mean-4',
  'mean-13',
  'decline',
  'broken-level',
  'seasonal-naive',
  'seasonal-naive-long',
  'ses-seasonal',
  'damped-trend-seasonal',
  'theta-seasonal',
  'ar-seasonal',
  'holt-winters-additive',
  'holt-winters-multiplicative',
] as const;
export type ModelId = (typeof MODELS)[number];

export interface Candidate {
  id: string;
  values: Float64Array;
}

/** What the choice of models rests on: facts of the series, not of their accuracy. */
export interface Setting {
  periods: readonly number[];
  zeroShare: number;
}

/**
 * What stands in for a model at earlier origins where the history was still too short for it. `ses` is always there.
 */
export const STAND_INS: Readonly<Record<string, string>> = {
  'ses-seasonal': 'ses',
  'damped-trend-seasonal': 'damped-trend',
  'theta-seasonal': 'theta',
  'ar-seasonal': 'ar',
};

/**
 * The models that can say something about a history. Which ones join depends on what the history can support, not on their
 * accuracy: the backtest weighs them. Values are finite, not negative, and at most three times the largest of the history.
 */
export function candidateForecasts(y: Float64Array, setting: Setting, horizon: number): Candidate[] {
  const { periods, zeroShare } = setting;
  const m = periods[0] ?? 1;
  // A run of quiet hours is an evening.
  const hourly = m > 1 && m % 24 === 0;
  const flat = (value: number) => new Float64Array(horizon).fill(value);
  const out: Candidate[] = [{ id: 'ses', values: flat(fitSes(y).level) }];
  const add = (id: string, values: Float64Array | null) => {
    if (values) out.push({ id, values });
  };
  const trended =
    y.length >= (zeroShare < INTERMITTENT_FROM ? TREND_MIN_POINTS : TREND_AMONG_ZEROS_POINTS) &&
    zeroShare < TRENDLESS_FROM;
  if (trended) {
    add('damped-trend', holtForecast(fitHolt(y), horizon));
    add('theta', theta(y, horizon));
  }
  const regressed = trended && y.length >= REGRESSION_MIN_POINTS && zeroShare < INTERMITTENT_FROM;
  if (zeroShare >= CROSTON_FROM) add('croston-sba', flat(fitCrostonSba(y).rate));
  add('seasonal-naive', seasonalNaive(y, m, horizon));
  const long = periods[1];
  if (long !== undefined && y.length >= 2 * long) add('seasonal-naive-long', seasonalNaive(y, long, horizon));
  const factors = seasonalFactors(y, periods, horizon);
  if (factors) {
    const x = deseasonalise(y, factors);
    const season = (id: string, values: Float64Array | null) =>
      values && add(id, reseasonalise(values, factors, y.length));
    season('ses-seasonal', flat(fitSes(x).level));
    if (trended) {
      season('damped-trend-seasonal', holtForecast(fitHolt(x), horizon));
      season('theta-seasonal', theta(x, horizon));
    }
    season('decline', decline(x, horizon));
    if (!hourly) season('broken-level', brokenLevel(x, horizon));
    if (regressed) season('ar-seasonal', autoregression(x, [1, 2, 3, 4], horizon, true));
  }
  if (!factors) {
    add('decline', decline(y, horizon));
    if (!hourly) add('broken-level', brokenLevel(y, horizon));
  }
  if (regressed && !factors) add('ar', autoregression(y, [1, 2, 3, 4], horizon, true));
  if (trended && m <= MAX_SMOOTHED_SEASON) {
    add('holt-winters-additive', holtWinters(y, m, 'additive', horizon));
    if (zeroShare < INTERMITTENT_FROM)
      add('holt-winters-multiplicative', holtWinters(y, m, 'multiplicative', horizon));
  }
  if (!factors || zeroShare >= INTERMITTENT_FROM) {
    // Levels only: they steady the combination where demand is noisy, and lag where it is smooth and seasonal.
    add('tsb', flat(fitTsb(y).rate));
    add('mean-4', flat(movingMean(y, 4)));
    add('mean-13', flat(movingMean(y, 13)));
  }
  if (zeroShare >= CROSTON_FROM) add('adida', flat(fitAdida(y)));
  return out.map(({ id, values }) => ({ id, values: guarded(values, y) }));
}

/** A trend may not carry a forecast below zero, or beyond three times anything that was ever sold. */
const MAX_GROWTH = 3;

function guarded(values: Float64Array, y: Float64Array): Float64Array {
  let top = 0;
  for (let t = 0; t < y.length; t++) top = Math.max(top, y[t]!);
  top *= MAX_GROWTH;
  for (let h = 0; h < values.length; h++) values[h] = Math.min(top, Math.max(0, values[h]!));
  return values;
}
