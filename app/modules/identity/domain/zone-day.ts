import { addDays, type CalendarDate, dateInZone, toEpochDay } from '~/kernel/calendar-date';

const DAY_MS = 86_400_000;

/** The first instant (epoch ms) at which clocks in `timeZone` show `date`. */
export function startOfDay(date: CalendarDate, timeZone: string): number {
  const midnightUtc = toEpochDay(date) * DAY_MS;
  // No zone is further from UTC than 14 hours, and the date that a zone shows only moves forward: halving finds it.
  let before = midnightUtc - DAY_MS;
  let from = midnightUtc + DAY_MS;
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dateInZone(middle, timeZone) < date) before = middle;
    else from = middle;
  }
  return from;
}

/** The first instant after `date` in `timeZone`. */
export function endOfDay(date: CalendarDate, timeZone: string): number {
  return startOfDay(addDays(date, 1), timeZone);
}
