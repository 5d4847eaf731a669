import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks, weeksBetween } from '~/kernel/week';
import { type Effects, type EventSeries, fitEffects } from './event-model';
import { type EventMarket, marketEvents, weeklyExposure } from './market-events';

/** Weekly units of a category in a market, from one Monday on, without gaps. */
export interface PooledSeries {
  category: string;
  market: string;
  firstWeek: CalendarDate;
  values: number[];
}

/** How far all stand from no effect, markets from all, and categories from their market. */
const GLOBAL_SPREAD = 0.7;
const MARKET_SPREAD = 0.35;
const CATEGORY_SPREAD = 0.25;

/** Effects of a category in a market; plain data. */
export interface PooledEffects {
  category: string;
  market: string;
  effects: [name: string, effect: number][];
}

/** Learns what events do to each category in each market from the sums of their sales. */
export function poolEffects(
  series: readonly PooledSeries[],
  markets: readonly EventMarket[],
): PooledEffects[] {
  const regions = new Map(markets.map((market) => [market.code, market]));
  const known = series.flatMap((one) => {
    const market = regions.get(one.market);
    return market ? [{ one, data: eventSeries(one.values, one.firstWeek, market) }] : [];
  });
  // Categories of a market share its luck of a week: their sum is one witness, not many.
  const wholes = [...regions.values()].flatMap((market) => {
    const own = known.filter(({ one }) => one.market === market.code).map(({ one }) => one);
    const whole = sumOf(own);
    return whole ? [{ market, data: eventSeries(whole.values, whole.firstWeek, market) }] : [];
  });
  const all = fitEffects(
    wholes.map(({ data }) => data),
    new Map(),
    GLOBAL_SPREAD,
  );
  const byMarket = new Map<string, Effects>(
    wholes.map(({ market, data }) => [market.code, withPrior(fitEffects([data], all, MARKET_SPREAD), all)]),
  );
  return known.map(({ one, data }) => ({
    category: one.category,
    market: one.market,
    effects: [
      ...withPrior(fitEffects([data], byMarket.get(one.market)!, CATEGORY_SPREAD), byMarket.get(one.market)!),
    ],
  }));
}

/** All series of a market in one; null without any. */
function sumOf(series: readonly PooledSeries[]): { firstWeek: CalendarDate; values: number[] } | null {
  if (series.length === 0) return null;
  const firstWeek = series.map((one) => one.firstWeek).sort()[0]!;
  const values: number[] = [];
  for (const one of series) {
    const shift = weeksBetween(firstWeek, one.firstWeek);
    one.values.forEach((value, w) => {
      values[shift + w] = (values[shift + w] ?? 0) + value;
    });
  }
  return { firstWeek, values: Array.from(values, (value) => value ?? 0) };
}

/** Events that a category has not met yet have the market's effect. */
export function withPrior(own: Effects, prior: Effects): Map<string, number> {
  return new Map([...prior, ...own]);
}

/** A series with what each event takes of its weeks. */
export function eventSeries(
  values: readonly (number | null)[],
  firstWeek: CalendarDate,
  market: EventMarket,
  ahead = 0,
): EventSeries {
  const weeks = values.length + ahead;
  const spans = marketEvents(market, firstWeek, addWeeks(firstWeek, weeks));
  return { values, exposure: weeklyExposure(spans, firstWeek, weeks) };
}
