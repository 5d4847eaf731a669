import { errorSums, naiveScale, wapeWithBias } from './accuracy';
import { backtest, type Fold } from './backtest';
import { candidateForecasts, INTERMITTENT_FROM } from './candidates';
import { combine, weigh } from './combine';
import type {
  BacktestFigures,
  DemandEngine,
  DemandForecast,
  DemandForecastOptions,
  DemandSeries,
} from './engine';
import { quantileKey, STANDARD_QUANTILES } from './engine';
import { type PreparedSeries, prepare } from './prepare';
import { quantileForecasts } from './quantiles';

const MAX_HORIZON_WEEKS = 520;
const NO_BACKTEST: BacktestFigures = { wape: null, bias: null, mase: null, folds: 0 };

/**
 * Exponential smoothing, damped trend, theta, Croston-SBA, TSB, moving means, seasonal naive and seasonal indices, weighed per
 * series by a rolling-origin backtest that also gives the quantiles. See the files of this folder for each part's source.
 */
export const backtestedEngine: DemandEngine = {
  id: 'backtested-combination',
  version: '2',
  forecast(series, options) {
    const { horizon, levels } = checked(options);
    const prepared = prepare(series.values);
    if (prepared.zeroShare === 1) return zeros('zero', horizon, levels, NO_BACKTEST);
    if (prepared.observedCount === 0) return zeros('no-history', horizon, levels, NO_BACKTEST);
    return forecastKnown(series, prepared, horizon, levels);
  },
};

function forecastKnown(
  series: DemandSeries,
  prepared: PreparedSeries,
  horizon: number,
  levels: readonly number[],
): DemandForecast {
  const seasonLength = Math.max(1, Math.floor(series.seasonLength) || 1);
  const robust = prepared.zeroShare >= INTERMITTENT_FROM;
  const candidates = candidateForecasts(prepared.values, seasonLength, prepared.zeroShare, horizon);
  const folds = backtest(prepared, seasonLength, horizon);
  const members = weigh(folds, candidates);
  const mean = combine(candidates, members, robust);
  const replayed = folds.map((fold) => combine(fold.candidates, members, robust));
  const rows = quantileForecasts({ mean, folds, replayed, history: prepared.values }, levels);
  return {
    mean: Array.from(mean, rounded),
    quantiles: named(
      levels,
      rows.map((row) => row.map(rounded)),
    ),
    model: members.map(({ id }) => id).join('+'),
    backtest: figures(prepared, folds, replayed),
  };
}

function figures(
  prepared: PreparedSeries,
  folds: readonly Fold[],
  replayed: readonly Float64Array[],
): BacktestFigures {
  const total = { absoluteError: 0, error: 0, actual: 0, count: 0 };
  folds.forEach(({ actual }, i) => {
    const sums = errorSums(actual, replayed[i]!);
    total.absoluteError += sums.absoluteError;
    total.error += sums.error;
    total.actual += sums.actual;
    total.count += sums.count;
  });
  const scale = naiveScale(Array.from(prepared.values, (v, t) => (prepared.observed[t] === 1 ? v : null)));
  const { wape, bias } = wapeWithBias(total);
  return {
    wape: wape === null ? null : rounded(wape),
    bias: bias === null ? null : rounded(bias),
    mase: scale !== null && total.count > 0 ? rounded(total.absoluteError / total.count / scale) : null,
    folds: folds.length,
  };
}

/**
 * To a millionth, so that rounding noise (39.999999999999) neither reaches a reader nor tips a netting that rounds up to whole
 * pieces; adding zero turns −0 into 0.
 */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}

function zeros(
  model: string,
  horizon: number,
  levels: readonly number[],
  measured: BacktestFigures,
): DemandForecast {
  const row = () => new Array<number>(horizon).fill(0);
  return {
    mean: row(),
    quantiles: named(
      levels,
      levels.map(() => row()),
    ),
    model,
    backtest: measured,
  };
}

function named(levels: readonly number[], rows: readonly number[][]): DemandForecast['quantiles'] {
  return Object.fromEntries(
    levels.map((level, i) => [quantileKey(level), rows[i]!]),
  ) as DemandForecast['quantiles'];
}

function checked({ horizonWeeks, quantiles }: DemandForecastOptions): {
  horizon: number;
  levels: readonly number[];
} {
  if (!Number.isInteger(horizonWeeks) || horizonWeeks < 0)
    throw new RangeError(`the horizon must be a whole number of weeks, not ${horizonWeeks}`);
  for (const level of quantiles)
    if (!(level > 0 && level < 1))
      throw new RangeError(`a quantile level lies between 0 and 1, not at ${level}`);
  const levels = [...new Set([...STANDARD_QUANTILES, ...quantiles])].sort((a, b) => a - b);
  return { horizon: Math.min(horizonWeeks, MAX_HORIZON_WEEKS), levels };
}
