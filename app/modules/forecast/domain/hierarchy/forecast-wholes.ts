import { type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { addWeeks, weeksBetween } from '~/kernel/week';
import type { DemandEngine } from '../demand/engine';
import { type Effects, effectFactors } from '../events/event-model';
import type { EventMarket } from '../events/market-events';
import { eventSeries, type PooledEffects, type PooledSeries } from '../events/pool-effects';
import type { Wholes } from './reconcile';

/** Weeks over which the size of a part is read. */
const SIZE_WEEKS = 26;

/**
 * Forecasts each category, each market and the total as a series of its own, from the sums of sales. What events do to a whole is
 * the mean of what they do to its cells, by size.
 */
export function forecastWholes(
  pooled: readonly PooledSeries[],
  effects: readonly PooledEffects[],
  markets: readonly EventMarket[],
  firstWeek: CalendarDate,
  weeks: number,
  engine: DemandEngine,
): Wholes {
  const known = new Map(effects.map((row) => [`${row.category} ${row.market}`, new Map(row.effects)]));
  const marketOf = new Map(markets.map((market) => [market.code, market]));
  const whole = (series: readonly PooledSeries[]): number[] => {
    const first = series.map((one) => one.firstWeek).sort(compareDates)[0]!;
    const length = Math.max(...series.map((one) => weeksBetween(first, one.firstWeek) + one.values.length));
    const gap = Math.max(0, weeksBetween(addWeeks(first, length), firstWeek));
    const all = length + gap + weeks;
    const values = new Array<number>(length).fill(0);
    const mixed = new Array<number>(all).fill(0);
    let size = 0;
    for (const one of series) {
      const shift = weeksBetween(first, one.firstWeek);
      one.values.forEach((value, w) => {
        values[shift + w]! += value;
      });
      const market = marketOf.get(one.market);
      const own: Effects = known.get(`${one.category} ${one.market}`) ?? new Map();
      const part = one.values.slice(-SIZE_WEEKS).reduce((a, b) => a + b, 0);
      const factors = market
        ? effectFactors(eventSeries(new Array<number>(all).fill(0), first, market).exposure, own, all)
        : new Array<number>(all).fill(1);
      size += part;
      factors.forEach((factor, w) => {
        mixed[w]! += part * factor;
      });
    }
    const { mean } = engine.forecast(
      {
        id: 'whole',
        seasonLength: 52,
        values,
        startWeek: first,
        effects: mixed.map((sum) => (size > 0 ? sum / size : 1)),
      },
      { horizonWeeks: gap + weeks, quantiles: [] },
    );
    return mean.slice(gap);
  };
  const by = (key: 'category' | 'market') =>
    new Map(
      [...new Set(pooled.map((one) => one[key]))]
        .sort()
        .map((code) => [code, whole(pooled.filter((one) => one[key] === code))]),
    );
  return {
    categories: by('category'),
    markets: by('market'),
    total: pooled.length > 0 ? whole(pooled) : null,
  };
}
