import { errorSums, naiveScale, wapeWithBias } from './accuracy';
import { backtest, type Fold } from './backtest';
import { candidateForecasts } from './candidates';
import { closedPoints, keepClosed } from './closed';
import { combine, weigh } from './combine';
import type { BacktestFigures, DemandEngine, DemandForecast, DemandForecastOptions } from './engine';
import { quantileKey, STANDARD_QUANTILES } from './engine';
import { type PreparedSeries, prepare } from './prepare';
import { quantileForecasts } from './quantiles';
import { meansRounded, quantilesRounded } from './round';

const MAX_HORIZON = 10_000;
const NO_BACKTEST: BacktestFigures = { wape: null, bias: null, mase: null, folds: 0 };

export interface EngineOptions {
  /** Uses nothing but the named models, for measuring them one by one; where none of them can answer, `ses` does. */
  only?: readonly string[];
}

/**
 * Exponential smoothing, damped trend, theta, Holt–Winters, autoregression, Croston-SBA, TSB, ADIDA, moving means, seasonal naive
 * and seasonal indices, weighed per series by a rolling-origin backtest that also gives the quantiles. See docs/forecast-engine.md
 * and the files of this folder for each part's source.
 */
export function engineOf({ only }: EngineOptions = {}): DemandEngine {
  return {
    id: only ? `backtested-${only.join('+')}` : 'backtested-combination',
    version: '3',
    forecast(series, options) {
      const { horizon, levels } = checked(options);
      const prepared = prepare(series, horizon);
      if (prepared.zeroShare === 1) return zeros('zero', horizon, levels);
      if (prepared.observedCount === 0) return zeros('no-history', horizon, levels);
      return forecastKnown(prepared, horizon, levels, only);
    },
  };
}

export const backtestedEngine: DemandEngine = engineOf();

function forecastKnown(
  prepared: PreparedSeries,
  horizon: number,
  levels: readonly number[],
  only: readonly string[] | undefined,
): DemandForecast {
  const intermittent = prepared.zeroShare > 0;
  const { values, periods } = prepared;
  const closed = closedPoints(values, periods, horizon);
  const available = candidateForecasts(values, prepared, horizon);
  const asked = only ? available.filter(({ id }) => only.includes(id)) : available;
  const candidates = asked.length > 0 ? asked : available.slice(0, 1);
  const folds = backtest(prepared, horizon, closed);
  const members = weigh(folds, candidates, intermittent);
  const mean = keepClosed(combine(candidates, members, intermittent), closed, values.length);
  const replayed = folds.map((fold) => combine(fold.candidates, members, intermittent));
  const rows = quantileForecasts({ mean, folds, replayed, history: values, periods }, levels);
  if (closed) for (const row of rows) keepClosed(row, closed, values.length);
  return {
    mean: meansRounded(mean, prepared),
    quantiles: named(levels, quantilesRounded(rows, levels, prepared)),
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

/** Ratios to a millionth; adding zero turns −0 into 0. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}

function zeros(model: string, horizon: number, levels: readonly number[]): DemandForecast {
  const row = () => new Array<number>(horizon).fill(0);
  return {
    mean: row(),
    quantiles: named(
      levels,
      levels.map(() => row()),
    ),
    model,
    backtest: NO_BACKTEST,
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
  return { horizon: Math.min(horizonWeeks, MAX_HORIZON), levels };
}
