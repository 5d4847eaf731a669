import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { type Effects, type EventSeries, fitEffects } from './event-model';
import { type EventMarket, marketEvents, weeklyExposure } from './market-events';

/** Weekly units of a category in a market, from one Monday on, without gaps. */
export interface PooledSeries {
  category: string;
  market: string;
  firstWeek: CalendarDate;
  values: number[];
}

/** How far markets stand from all, categories from their market, on the logarithmic scale. */
const MARKET_SPREAD = 0.5;
const CATEGORY_SPREAD = 0.3;
const GLOBAL_SPREAD = 1;

/** log-effects of a category in a market; plain data. */
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
  const all = fitEffects(
    known.map(({ data }) => data),
    new Map(),
    GLOBAL_SPREAD,
  );
  const byMarket = new Map<string, Effects>();
  for (const code of new Set(known.map(({ one }) => one.market))) {
    const own = known.filter(({ one }) => one.market === code).map(({ data }) => data);
    byMarket.set(code, fitEffects(own, all, MARKET_SPREAD));
  }
  return known.map(({ one, data }) => ({
    category: one.category,
    market: one.market,
    effects: [
      ...withPrior(fitEffects([data], byMarket.get(one.market)!, CATEGORY_SPREAD), byMarket.get(one.market)!),
    ],
  }));
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
