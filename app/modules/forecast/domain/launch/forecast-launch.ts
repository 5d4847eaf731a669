import { CURVE_WEEKS, type LaunchPrior } from './launch-pool';
import { negativeBinomialQuantile } from './negative-binomial-quantile';

export interface LaunchForecast {
  mean: number[];
  /** By level, in the order asked for. */
  quantiles: number[][];
  /** How far the forecast stands on the SKU's own sales, 0…1. */
  own: number;
}

/** Noise of the curve itself and of the weeks to come, as a squared coefficient of variation. */
const CURVE_NOISE = 0.04;

/**
 * Forecasts a SKU of few weeks: the level among its analogues is a gamma prior, its own weeks update it (gamma–Poisson with
 * overdispersion, empirical Bayes; Robbins 1956, Gelman et al. 2013 §2.6), and the analogues' curve carries it ahead. Without
 * a week of its own it is the analogues'; after some ten weeks it is nearly its own.
 *
 * @param own demand per week of age so far; null is unknown
 * @param factors what events do to each week, own weeks first and then those ahead; 1 where nothing
 * @param levels quantile levels, ascending
 */
export function forecastLaunch(
  prior: LaunchPrior,
  own: readonly (number | null)[],
  horizon: number,
  levels: readonly number[],
  factors: readonly number[] = [],
): LaunchForecast {
  const at = (age: number) => prior.curve[Math.min(age, CURVE_WEEKS - 1)]! * (factors[age] ?? 1);
  const shape = 1 / prior.spread;
  const rate = shape / prior.level;
  let sold = 0;
  let exposed = 0;
  own.forEach((value, age) => {
    if (value === null) return;
    sold += Math.max(0, value) / prior.dispersion;
    exposed += at(age) / prior.dispersion;
  });
  const level = (shape + sold) / (rate + exposed);
  const doubt = 1 / (shape + sold) + CURVE_NOISE;
  const mean = Array.from({ length: horizon }, (_, h) => level * at(own.length + h));
  return {
    mean,
    quantiles: levels.map((p) =>
      mean.map((m) => negativeBinomialQuantile(p, m, m * prior.dispersion + m * m * doubt)),
    ),
    own: exposed / (rate + exposed),
  };
}
