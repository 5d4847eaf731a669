import type { CalendarDate } from '~/kernel/calendar-date';
import { fromEpochDay, toEpochDay } from '~/kernel/calendar-date';
import { addWeeks, weeksBetween } from '~/kernel/week';
import type { BacktestFigures, DemandEngine, DemandForecast } from './demand/engine';
import { type StockOutRange, weeklyHistory } from './demand/weekly-history';

/** The curves that are kept and shown: the mean and five quantiles, units per week. */
export const DEMAND_CURVES = ['mean', 'p10', 'p50', 'p70', 'p80', 'p90'] as const;
export type DemandCurves = Record<(typeof DEMAND_CURVES)[number], number[]>;

/** Name of the line that holds a SKU's demand in all its markets. */
export const ALL_MARKETS = '*';

/** What is known of one SKU in one market. */
export interface MarketSales {
  marketCode: string;
  /** Week index (whole weeks since Monday 1970-01-05) and units sold. */
  weeks: readonly { weekIndex: number; units: number }[];
  stockOuts: readonly StockOutRange[];
  /** Days that the feed covers, both ends included. */
  covered: { from: CalendarDate; to: CalendarDate };
}

export interface SkuDemandLine {
  marketCode: string;
  curves: DemandCurves;
  /** The engine's mean where a planner changed it; null where nobody did. */
  modelMean: number[] | null;
  model: string;
  backtest: BacktestFigures;
  historyWeeks: number;
  censoredWeeks: number;
}

export interface SkuDemand {
  /** One line per market and one for all of them, {@link ALL_MARKETS} first. */
  lines: SkuDemandLine[];
  /** Corrected weekly units of all markets, oldest first. */
  history: (number | null)[];
  /** Monday of the first one; null without history. */
  historyFirstWeek: CalendarDate | null;
}

const SEASON_WEEKS = 52;
/** Two seasons: a gap beyond is shortened by whole ones. */
const MAX_GAP_WEEKS = 2 * SEASON_WEEKS;
const EPOCH_MONDAY = toEpochDay('1970-01-05' as CalendarDate);

/** The Monday of a week index. */
export function mondayOfIndex(weekIndex: number): CalendarDate {
  return fromEpochDay(EPOCH_MONDAY + weekIndex * 7);
}

interface Series {
  first: CalendarDate;
  values: (number | null)[];
  censored: number;
}

/**
 * Forecasts one SKU in each market and in all of them together.
 *
 * The mean of all markets is the sum of the markets' means, so that totals add up at every level (bottom-up
 * reconciliation, Hyndman & Athanasopoulos, FPP3, ch. 11). Quantiles do not add up; the total's own backtest says how wide
 * its band is, and the band is moved onto the summed mean.
 *
 * @param firstWeek Monday of index 0 of every curve
 * @param horizonWeeks length of every curve
 */
export function forecastSku(
  markets: readonly MarketSales[],
  firstWeek: CalendarDate,
  horizonWeeks: number,
  engine: DemandEngine,
): SkuDemand {
  const series = new Map<string, Series>();
  for (const market of markets) {
    const made = seriesOf(market);
    if (made) series.set(market.marketCode, made);
  }
  const lines: SkuDemandLine[] = [];
  for (const [marketCode, one] of series) {
    lines.push(lineOf(marketCode, one, firstWeek, horizonWeeks, engine));
  }
  const total = sumSeries([...series.values()]);
  if (!total) {
    return { lines: [emptyLine(horizonWeeks)], history: [], historyFirstWeek: null };
  }
  const all =
    lines.length === 1
      ? { ...lines[0]!, marketCode: ALL_MARKETS }
      : reconcile(lineOf(ALL_MARKETS, total, firstWeek, horizonWeeks, engine), lines);
  return { lines: [all, ...lines], history: total.values, historyFirstWeek: total.first };
}

function seriesOf(market: MarketSales): Series | null {
  const history = weeklyHistory(
    market.weeks.map(({ weekIndex, units }) => ({ date: mondayOfIndex(weekIndex), units })),
    market.covered,
    market.stockOuts,
  );
  if (!history.startWeek) return null;
  return {
    first: history.startWeek,
    values: history.values,
    censored: history.censored.filter(Boolean).length,
  };
}

function lineOf(
  marketCode: string,
  series: Series,
  firstWeek: CalendarDate,
  horizonWeeks: number,
  engine: DemandEngine,
): SkuDemandLine {
  const gap = gapWeeks(series, firstWeek);
  const forecast = engine.forecast(
    { id: marketCode, seasonLength: SEASON_WEEKS, values: series.values, startWeek: series.first },
    { horizonWeeks: horizonWeeks + gap, quantiles: [0.1, 0.5, 0.7, 0.8, 0.9] },
  );
  return {
    marketCode,
    curves: curvesOf(forecast, gap, gap + horizonWeeks),
    modelMean: null,
    model: forecast.model,
    backtest: forecast.backtest,
    historyWeeks: series.values.length,
    censoredWeeks: series.censored,
  };
}

/**
 * Weeks between the end of the feed and the first week of the version: they are forecast too, and left out. After a feed
 * that ended long ago whole seasons are skipped, so that the answer stays within what an engine forecasts ahead and
 * keeps its place in the year.
 */
function gapWeeks(series: Series, firstWeek: CalendarDate): number {
  const gap = Math.max(0, weeksBetween(addWeeks(series.first, series.values.length), firstWeek));
  return gap < MAX_GAP_WEEKS ? gap : MAX_GAP_WEEKS - SEASON_WEEKS + (gap % SEASON_WEEKS);
}

function curvesOf(forecast: DemandForecast, from: number, to: number): DemandCurves {
  const { quantiles } = forecast;
  return {
    mean: forecast.mean.slice(from, to),
    p10: quantiles.p10.slice(from, to),
    p50: quantiles.p50.slice(from, to),
    p70: quantiles.p70.slice(from, to),
    p80: quantiles.p80.slice(from, to),
    p90: quantiles.p90.slice(from, to),
  };
}

/** Adds series week by week; a week that any of them does not know is unknown. Series end together or are cut to. */
function sumSeries(all: readonly Series[]): Series | null {
  if (all.length === 0) return null;
  const firsts = all.map(({ first }) => first).sort();
  const first = firsts[0]!;
  const length = Math.max(...all.map((s) => weeksBetween(first, s.first) + s.values.length));
  const values = new Array<number | null>(length).fill(0);
  for (const s of all) {
    const shift = weeksBetween(first, s.first);
    s.values.forEach((value, index) => {
      const before = values[shift + index]!;
      values[shift + index] = value === null || before === null ? null : before + value;
    });
    for (let w = shift + s.values.length; w < length; w++) values[w] = null;
  }
  return { first, values, censored: Math.max(...all.map((s) => s.censored)) };
}

function reconcile(total: SkuDemandLine, parts: readonly SkuDemandLine[]): SkuDemandLine {
  const mean = total.curves.mean.map((_, w) =>
    parts.reduce((sum, part) => sum + (part.curves.mean[w] ?? 0), 0),
  );
  const moved = (curve: readonly number[]) =>
    curve.map((value, w) => Math.max(0, mean[w]! + value - total.curves.mean[w]!));
  return {
    ...total,
    curves: {
      mean,
      p10: moved(total.curves.p10),
      p50: moved(total.curves.p50),
      p70: moved(total.curves.p70),
      p80: moved(total.curves.p80),
      p90: moved(total.curves.p90),
    },
  };
}

function emptyLine(horizonWeeks: number): SkuDemandLine {
  const zeros = () => new Array<number>(horizonWeeks).fill(0);
  return {
    marketCode: ALL_MARKETS,
    curves: { mean: zeros(), p10: zeros(), p50: zeros(), p70: zeros(), p80: zeros(), p90: zeros() },
    modelMean: null,
    model: 'none',
    backtest: { wape: null, bias: null, mase: null, folds: 0 },
    historyWeeks: 0,
    censoredWeeks: 0,
  };
}
