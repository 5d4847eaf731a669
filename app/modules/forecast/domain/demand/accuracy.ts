/**
 * Accuracy of forecasts against what came. Weeks whose actual (or forecast) is unknown are left out of every figure; a figure
 * whose denominator is empty or zero is null, never NaN. Never MAPE: it explodes on small sales and rewards low forecasts.
 * Definitions: Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., sections 5.8 and 5.9.
 */

export type Values = ArrayLike<number | null>;

const known = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** Sums that WAPE and bias are made of; add them over series to measure a category, a market or a version. */
export interface ErrorSums {
  /** Σ |forecast − actual|, units. */
  absoluteError: number;
  /** Σ (forecast − actual), units. */
  error: number;
  /** Σ |actual|, units. */
  actual: number;
  /** Weeks counted. */
  count: number;
}

/** The sums over the weeks that both arrays know. */
export function errorSums(actual: Values, forecast: Values): ErrorSums {
  const sums: ErrorSums = { absoluteError: 0, error: 0, actual: 0, count: 0 };
  for (let i = 0; i < Math.min(actual.length, forecast.length); i++) {
    const a = actual[i];
    const f = forecast[i];
    if (!known(a) || !known(f)) continue;
    sums.absoluteError += Math.abs(f - a);
    sums.error += f - a;
    sums.actual += Math.abs(a);
    sums.count += 1;
  }
  return sums;
}

/** Weighted absolute percentage error (a ratio: 0.25 is 25 %) with the bias beside it (above 0: over-forecast). */
export function wapeWithBias(sums: ErrorSums): { wape: number | null; bias: number | null } {
  if (!(sums.actual > 0)) return { wape: null, bias: null };
  return { wape: sums.absoluteError / sums.actual, bias: sums.error / sums.actual };
}

/**
 * Mean absolute change over `lag` weeks in the training values: the scale of MASE.
 * Null when no pair is known or nothing ever changed.
 */
export function naiveScale(train: Values, lag = 1): number | null {
  let sum = 0;
  let count = 0;
  for (let i = lag; i < train.length; i++) {
    const now = train[i];
    const before = train[i - lag];
    if (!known(now) || !known(before)) continue;
    sum += Math.abs(now - before);
    count += 1;
  }
  return count > 0 && sum > 0 ? sum / count : null;
}

/**
 * Mean absolute scaled error: below 1 is better than the naive forecast was inside the training values.
 * Hyndman and Koehler (2006), "Another look at measures of forecast accuracy".
 */
export function mase(train: Values, actual: Values, forecast: Values, lag = 1): number | null {
  const scale = naiveScale(train, lag);
  const sums = errorSums(actual, forecast);
  return scale === null || sums.count === 0 ? null : sums.absoluteError / sums.count / scale;
}

/** One quantile of a forecast: the level (0…1) and its value per week. */
export interface QuantileForecast {
  level: number;
  values: Values;
}

/**
 * Weighted quantile loss: twice the pinball loss, averaged over the levels, ÷ Σ |actual| (Gneiting and Raftery 2007; the M5
 * and GluonTS convention). At the single level 0.5 it equals WAPE.
 */
export function weightedQuantileLoss(actual: Values, quantiles: readonly QuantileForecast[]): number | null {
  let loss = 0;
  let units = 0;
  for (let i = 0; i < actual.length; i++) {
    const a = actual[i];
    if (!known(a) || !quantiles.every((q) => known(q.values[i]))) continue;
    units += Math.abs(a);
    for (const { level, values } of quantiles) {
      const f = values[i] as number;
      loss += (2 * (a >= f ? level * (a - f) : (1 - level) * (f - a))) / quantiles.length;
    }
  }
  return units > 0 && quantiles.length > 0 ? loss / units : null;
}

/** Share (0…1) of weeks whose actual lies in [lower, upper], with the number of weeks it was measured on. */
export function coverage(
  actual: Values,
  lower: Values,
  upper: Values,
): { share: number | null; count: number } {
  let inside = 0;
  let count = 0;
  for (let i = 0; i < actual.length; i++) {
    const a = actual[i];
    const l = lower[i];
    const u = upper[i];
    if (!known(a) || !known(l) || !known(u)) continue;
    count += 1;
    if (a >= l && a <= u) inside += 1;
  }
  return { share: count > 0 ? inside / count : null, count };
}

/** Value added over another forecast (usually naive): 0.2 means a fifth of its absolute error is gone; below 0 is harm. */
export function valueAdded(ours: ErrorSums, reference: ErrorSums): number | null {
  return reference.absoluteError > 0 ? 1 - ours.absoluteError / reference.absoluteError : null;
}
