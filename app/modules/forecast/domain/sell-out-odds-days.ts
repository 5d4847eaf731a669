import { addDays, type CalendarDate, dateInZone, daysBetween } from '~/kernel/calendar-date';
import { weekOf, weeksBetween } from '~/kernel/week';
import type { OddsDay } from './sell-out-odds';

const DAY_MS = 86_400_000;

/** The days in `[from, until]` (epoch ms) in a zone, each with its week counted from `firstWeek`; at most 400. */
export function daysAhead(
  from: number,
  until: number,
  timeZone: string,
  firstWeek: CalendarDate,
): { days: OddsDay[]; firstDate: CalendarDate } {
  const firstDate = dateInZone(from, timeZone);
  if (until <= from) return { days: [], firstDate };
  const lastDate = dateInZone(until, timeZone);
  const count = Math.min(400, daysBetween(firstDate, lastDate) + 1);
  // What is left of today is the rest of the whole, so that the shares add up to the time there is.
  const rest = Math.min(1, Math.max(0.01, (until + 1 - from) / DAY_MS - (count - 1)));
  const days = Array.from({ length: count }, (_, index) => {
    const week = weeksBetween(firstWeek, weekOf(addDays(firstDate, index)));
    return { week, share: index === 0 ? rest : 1 };
  });
  return { days, firstDate };
}

/** The index of a day on which goods arrive: one day is for putting away, and what is overdue comes tomorrow. */
export function arrivalDay(firstDate: CalendarDate, expectedOn: CalendarDate): number {
  return Math.max(1, daysBetween(firstDate, expectedOn) + 1);
}
