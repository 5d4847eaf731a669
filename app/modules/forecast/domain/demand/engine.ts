/**
 * The seam between the portal and whatever forecasts demand. Callers import this file and `current-engine`, nothing else
 * of this folder, so that a stronger engine can take over without a change to its callers.
 */

/** Levels that every forecast carries; the pages show p10–p90 as a band and let people choose among the rest. */
export const STANDARD_QUANTILES = [0.1, 0.5, 0.7, 0.8, 0.9] as const;

export type StandardQuantileKey = 'p10' | 'p50' | 'p70' | 'p80' | 'p90';

/** `p` and the level in percent: 0.5 → `p50`, 0.975 → `p97.5`. */
export type QuantileKey = `p${number}`;

/** How far apart the values of a series are: hours, days, weeks, months, quarters, years. */
export type Frequency = 'H' | 'D' | 'W' | 'M' | 'Q' | 'Y';

/** Something that lifts or lowers single points, in the past and ahead: a promotion, a holiday that moves. */
export interface SeriesEvent {
  name: string;
  /** Points it falls on, counted from the first value (0); those at or beyond the number of values lie ahead. */
  index: readonly number[];
}

/** One SKU × market as the engine sees it. */
export interface DemandSeries {
  id: string;
  /** Weeks in a season; 52 for a yearly one, 1 for none. */
  seasonLength: number;
  /**
   * Units per week, oldest first, one entry per week without gaps; null is unknown (for instance sold out all week).
   * NaN, infinite and absurd values (above 1e15) count as unknown, negative ones (net returns) as zero.
   */
  values: readonly (number | null)[];
  /** Monday of the first value, YYYY-MM-DD, for engines that know a calendar. */
  startWeek?: string;
  /** Hours and days may show a second, longer season; without it the season length is all that is known. */
  frequency?: Frequency;
  /** Their effect is learnt from the past points of the same name and applied to those ahead. */
  events?: readonly SeriesEvent[];
  /**
   * Effects that the caller knows: factors, one per value and then one per point ahead (missing ones are 1). History is divided
   * by them before anything is learnt, forecasts and quantiles are multiplied by them.
   */
  effects?: readonly number[];
  /** True where demand comes in whole pieces though some values are estimates; by default the values tell. */
  isWhole?: boolean;
}

export interface DemandForecastOptions {
  /** Weeks ahead, whole and not negative; at most 520 are answered. */
  horizonWeeks: number;
  /** Levels between 0 and 1, exclusive. The standard ones are always answered, whether listed or not. */
  quantiles: readonly number[];
}

/** How the chosen model did on the series' own past; null where nothing could be measured. */
export interface BacktestFigures {
  /** Sum of absolute errors ÷ sum of actual units. */
  wape: number | null;
  /** Sum of (forecast − actual) ÷ sum of actual units; above zero is over-forecast. */
  bias: number | null;
  /** Mean absolute error ÷ mean absolute week-to-week change of the history. */
  mase: number | null;
  /** Forecast origins that were replayed. */
  folds: number;
}

export interface DemandForecast {
  /** Expected units per week; index 0 is the week after the last value. Finite, not negative. */
  mean: number[];
  /** "With probability p, demand of that week is at or below this": finite, not negative, never crossing. */
  quantiles: Record<StandardQuantileKey, number[]> & Partial<Record<QuantileKey, number[]>>;
  /** What made the mean, for people: `ses`, or `ses+theta+tsb` for an average. */
  model: string;
  backtest: BacktestFigures;
}

export interface DemandEngine {
  readonly id: string;
  /** Changes whenever the same input could give a different forecast. */
  readonly version: string;
  /**
   * Forecasts one series; a pure function: same input, same output.
   * @throws RangeError for options no caller should pass (a level outside 0…1, a negative horizon). Values never make it throw.
   */
  forecast(series: DemandSeries, options: DemandForecastOptions): DemandForecast;
}

/** The name of a level in {@link DemandForecast.quantiles}: 0.1 → `p10`, 0.025 → `p2.5`. */
export function quantileKey(level: number): QuantileKey {
  return `p${Number((level * 100).toFixed(4))}`;
}
