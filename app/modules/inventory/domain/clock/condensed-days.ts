import { type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { dayEnd, dayStart } from './local-days';
import type { Flow } from './types';

/**
 * A day's sales and returns in four figures: the instant of its first sale (of its first return where none was sold), of
 * its last event, pieces sold and pieces that came back. Windows end with days, so whole days are enough for every
 * figure of a clock but the instant of selling out on such a day.
 */
export type CondensedDay = [first: number, last: number, sold: number, returned: number];

/** The days of flows in a zone, in time. */
export function condense(sales: readonly Flow[], returns: readonly Flow[], timeZone: string): CondensedDay[] {
  const days = new Map<string, CondensedDay>();
  const dateOf = datesInZone(timeZone);
  const take = (flows: readonly Flow[], place: 2 | 3) => {
    for (const { at, quantity } of flows) {
      const date = dateOf(at);
      const day = days.get(date);
      if (!day) {
        const made: CondensedDay = [at, at, 0, 0];
        made[place] = quantity;
        days.set(date, made);
        continue;
      }
      // Sales come first, so that the first instant is a sale's wherever there is one.
      if (at < day[0] && (place === 2 || day[2] === 0)) day[0] = at;
      if (at > day[1]) day[1] = at;
      day[place] += quantity;
    }
  };
  take(sales, 2);
  take(returns, 3);
  return [...days.values()].sort((a, b) => a[1] - b[1]);
}

/** Local dates of instants: those of one day after another need a single look at the zone. */
function datesInZone(timeZone: string): (at: number) => CalendarDate {
  let date: CalendarDate | null = null;
  let from = 0;
  let until = 0;
  return (at) => {
    if (date === null || at < from || at >= until) {
      date = dateInZone(at, timeZone);
      from = dayStart(date, timeZone);
      until = dayEnd(date, timeZone);
    }
    return date;
  };
}

/** Flows that condense to these days: what was sold at the first and the last instant, what came back at the last. */
export function expand(days: readonly CondensedDay[]): { sales: Flow[]; returns: Flow[] } {
  const sales: Flow[] = [];
  const returns: Flow[] = [];
  for (const [first, last, sold, returned] of days) {
    if (sold > 0) sales.push({ at: first, quantity: 1 });
    if (sold > 1) sales.push({ at: last, quantity: sold - 1 });
    if (returned > 0) returns.push({ at: last, quantity: returned });
  }
  return { sales, returns };
}

/** The start of the day that an instant belongs to: whatever is before it belongs to days that are whole. */
export function startOfDayOf(at: number, timeZone: string): number {
  return dayStart(dateInZone(at, timeZone), timeZone);
}
