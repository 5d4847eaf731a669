import type { CalendarDate } from '~/kernel/calendar-date';
import { fromEpochDay, toEpochDay } from '~/kernel/calendar-date';
import { addWeeks, weeksBetween } from '~/kernel/week';
import type { BacktestFigures, DemandEngine, DemandForecast } from './demand/engine';
import { type StockOutRange, weeklyHistory } from './demand/weekly-history';
import { type Effects, effectFactors, fitEffects } from './events/event-model';
import { type EventMarket, marketEvents, weeklyExposure } from './events/market-events';
import { type Elasticities, priceEvidence, priceFactors, skuElasticities } from './events/price-elasticity';
import { exposedWeeks, onSale, pricesPaid } from './events/prices-paid';
import { addPromotions, PROMOTION_PRIOR, type PromotionSpan } from './events/promotions';
import { uncensoredDemand } from './events/uncensor';
import { forecastLaunch } from './launch/forecast-launch';
import type { LaunchPrior } from './launch/launch-pool';

/** The curves that are kept and shown: the mean and five quantiles, units per week. */
export const DEMAND_CURVES = ['mean', 'p10', 'p50', 'p70', 'p80', 'p90'] as const;
export type DemandCurves = Record<(typeof DEMAND_CURVES)[number], number[]>;

/** Name of the line that holds a SKU's demand in all its markets. */
export const ALL_MARKETS = '*';

/** What is known of one SKU in one market. */
export interface MarketSales {
  marketCode: string;
  /** Week index (whole weeks since Monday 1970-01-05), units sold and what was paid for them, in the market's currency. */
  weeks: readonly { weekIndex: number; units: number; revenue?: number | null }[];
  stockOuts: readonly StockOutRange[];
  /** Days that the feed covers, both ends included. */
  covered: { from: CalendarDate; to: CalendarDate };
  /** The market's calendar and what its events do to the SKU's category; without it no week is special. */
  events?: { market: EventMarket; prior: Effects };
  /** Past and planned promotions of the SKU in this market. */
  promotions?: readonly PromotionSpan[];
  /** What prices do to demand in the SKU's category; without it no price is looked at. */
  elasticities?: Elasticities;
  /** What similar launches sold, used while the SKU's own history is short. */
  launch?: LaunchPrior | null;
}

export interface SkuDemandOptions {
  /** The SKU is being phased out: its demand declines to nothing from the first week on. */
  phaseOut?: boolean;
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

/** With fewer known weeks than this a SKU is forecast as a launch. */
export const LAUNCH_WEEKS = 10;
/** A SKU that is phased out sells nothing after this many weeks. */
const PHASE_OUT_WEEKS = 26;
/** How far a SKU stands from its category in what events do to it. */
const SKU_SPREAD = 0.2;
const LEVELS = [0.1, 0.5, 0.7, 0.8, 0.9] as const;
const SEASON_WEEKS = 52;
/** Weeks over which a market's level is read. */
const LEVEL_WEEKS = 26;
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
  /** What events do to each week, from the first value to the end of the horizon; empty where nothing is known. */
  factors: number[];
  launch: LaunchPrior | null;
}

/**
 * Forecasts one SKU in each market and in all of them together.
 *
 * The mean of all markets is the sum of the markets' means, so that totals add up at every level (bottom-up
 * reconciliation, Hyndman & Athanasopoulos, FPP3, ch. 11). Quantiles do not add up; the total's own backtest says how wide
 * its band is, and the band is moved onto the summed mean.
 *
 * Weeks that events, promotions and prices lift are freed of them before anything is learnt and get them back ahead, where
 * today's regular price is expected to hold; a SKU of few weeks is forecast as a launch.
 *
 * @param firstWeek Monday of index 0 of every curve
 * @param horizonWeeks length of every curve
 */
export function forecastSku(
  markets: readonly MarketSales[],
  firstWeek: CalendarDate,
  horizonWeeks: number,
  engine: DemandEngine,
  { phaseOut = false }: SkuDemandOptions = {},
): SkuDemand {
  const series = new Map<string, Series>();
  for (const market of markets) {
    const made = seriesOf(market, firstWeek, horizonWeeks);
    if (made) series.set(market.marketCode, made);
  }
  const forecast = (marketCode: string, one: Series) => {
    const line = lineOf(marketCode, one, firstWeek, horizonWeeks, engine);
    return phaseOut ? phasedOut(line) : line;
  };
  const lines = [...series].map(([marketCode, one]) => forecast(marketCode, one));
  const total = sumSeries([...series.values()]);
  if (!total) {
    return { lines: [emptyLine(horizonWeeks)], history: [], historyFirstWeek: null };
  }
  const all =
    lines.length === 1
      ? { ...lines[0]!, marketCode: ALL_MARKETS }
      : reconcile(forecast(ALL_MARKETS, total), lines);
  return { lines: [all, ...lines], history: total.values, historyFirstWeek: total.first };
}

function seriesOf(market: MarketSales, firstWeek: CalendarDate, horizonWeeks: number): Series | null {
  const history = weeklyHistory(
    market.weeks.map(({ weekIndex, units }) => ({ date: mondayOfIndex(weekIndex), units })),
    market.covered,
    market.stockOuts,
  );
  if (!history.startWeek) return null;
  const first = history.startWeek;
  const { sold, stockOutDays } = history;
  const gap = gapWeeks(first, sold.length, firstWeek);
  const { values, factors } = withEvents(market, sold, stockOutDays, first, sold.length + gap + horizonWeeks);
  const known = values.filter((value) => value !== null).length;
  return {
    first,
    values,
    censored: history.censored.filter(Boolean).length,
    factors,
    launch: known < LAUNCH_WEEKS ? (market.launch ?? null) : null,
  };
}

/**
 * The demand behind the sales, and what events, promotions and prices do to each week: the category's effects say what a week
 * sold out would have been, and the SKU's own past then moves them. Weeks of events and promotions have their prices' effect
 * in these; in all others the price paid says it.
 */
function withEvents(
  market: MarketSales,
  sold: readonly number[],
  stockOutDays: readonly number[],
  first: CalendarDate,
  weeks: number,
): { values: (number | null)[]; factors: number[] } {
  const { events, promotions = [] } = market;
  const end = addWeeks(first, weeks);
  const exposure = events
    ? weeklyExposure(marketEvents(events.market, first, end), first, weeks)
    : new Map<string, Float64Array>();
  const prices = pricesPaid(market, first, sold.length);
  const { elasticities } = market;
  const learnt =
    elasticities &&
    skuElasticities(
      priceEvidence(onSale(sold, stockOutDays), prices, exposedWeeks(exposure, sold.length)),
      elasticities,
    );
  addPromotions(exposure, promotions, first, weeks, learnt?.discount);
  const byPrice = learnt ? priceFactors(prices, exposedWeeks(exposure, weeks), learnt) : [];
  const hasPrices = byPrice.some((factor) => factor !== 1);
  if (exposure.size === 0 && !hasPrices) return { values: uncensoredDemand(sold, stockOutDays), factors: [] };
  const priced = (factors: readonly number[]) =>
    hasPrices ? factors.map((factor, week) => factor * (byPrice[week] ?? 1)) : [...factors];
  const prior: Effects = new Map([...(events?.prior ?? []), PROMOTION_PRIOR]);
  const values = uncensoredDemand(sold, stockOutDays, priced(effectFactors(exposure, prior, weeks)));
  const atOnePrice = hasPrices ? values.map((value, week) => value && value / (byPrice[week] ?? 1)) : values;
  const own = fitEffects([{ values: atOnePrice, exposure }], prior, SKU_SPREAD);
  return { values, factors: priced(effectFactors(exposure, own, weeks)) };
}

function lineOf(
  marketCode: string,
  series: Series,
  firstWeek: CalendarDate,
  horizonWeeks: number,
  engine: DemandEngine,
): SkuDemandLine {
  const gap = gapWeeks(series.first, series.values.length, firstWeek);
  const line = {
    marketCode,
    modelMean: null,
    historyWeeks: series.values.length,
    censoredWeeks: series.censored,
  };
  if (series.launch) {
    const curves = launchCurves(series.launch, series, gap, horizonWeeks);
    const backtest = { wape: null, bias: null, mase: null, folds: 0 };
    return { ...line, curves, model: 'launch', backtest };
  }
  const forecast = engine.forecast(
    {
      id: marketCode,
      seasonLength: SEASON_WEEKS,
      values: series.values,
      startWeek: series.first,
      isWhole: true,
      ...(series.factors.length > 0 ? { effects: series.factors } : {}),
    },
    { horizonWeeks: horizonWeeks + gap, quantiles: LEVELS },
  );
  const curves = curvesOf(forecast, gap, gap + horizonWeeks);
  return { ...line, curves, model: forecast.model, backtest: forecast.backtest };
}

function launchCurves(prior: LaunchPrior, series: Series, gap: number, horizonWeeks: number): DemandCurves {
  const { mean, quantiles } = forecastLaunch(
    prior,
    series.values,
    gap + horizonWeeks,
    LEVELS,
    series.factors,
  );
  const [p10, p50, p70, p80, p90] = quantiles.map((row) => row.slice(gap));
  return { mean: mean.slice(gap), p10: p10!, p50: p50!, p70: p70!, p80: p80!, p90: p90! };
}

/** A line that declines to nothing, evenly: what is left is sold, and nothing new is listed. */
function phasedOut(line: SkuDemandLine): SkuDemandLine {
  const curves = Object.fromEntries(
    DEMAND_CURVES.map((curve) => [
      curve,
      line.curves[curve].map((value, week) => value * Math.max(0, 1 - (week + 0.5) / PHASE_OUT_WEEKS)),
    ]),
  ) as DemandCurves;
  return { ...line, curves };
}

/**
 * Weeks between the end of the feed and the first week of the version: they are forecast too, and left out. After a feed
 * that ended long ago whole seasons are skipped, so that the answer stays within what an engine forecasts ahead and
 * keeps its place in the year.
 */
function gapWeeks(first: CalendarDate, length: number, firstWeek: CalendarDate): number {
  const gap = Math.max(0, weeksBetween(addWeeks(first, length), firstWeek));
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
  return {
    first,
    values,
    censored: Math.max(...all.map((s) => s.censored)),
    factors: mixedFactors(all, first),
    launch: null,
  };
}

/** What events do to the whole: each part's factors by what the part sells without them. */
function mixedFactors(all: readonly Series[], first: CalendarDate): number[] {
  if (all.every(({ factors }) => factors.length === 0)) return [];
  const parts = all.map(({ values, factors, first: own }) => {
    const shift = weeksBetween(first, own);
    const recent = values.slice(-LEVEL_WEEKS);
    const known = recent.flatMap((value, i) => {
      const factor = factors[values.length - recent.length + i] ?? 1;
      return value === null ? [] : [value / factor];
    });
    const level = known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : 0;
    return { level, factorAt: (week: number) => factors[week - shift] ?? 1 };
  });
  const whole = parts.reduce((sum, { level }) => sum + level, 0);
  const weeks = Math.max(...all.map((s) => weeksBetween(first, s.first) + s.factors.length));
  return Array.from({ length: weeks }, (_, week) =>
    whole > 0 ? parts.reduce((sum, { level, factorAt }) => sum + level * factorAt(week), 0) / whole : 1,
  );
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
