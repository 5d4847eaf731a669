import { addDays, type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { startOfDay } from '~/modules/identity/domain/zone-day';

const DAY_MS = 86_400_000;
const MOST_KEPT = 20_000;

/** Starts of days that have been asked for: a clock asks for the same thirty again and again. */
const known = new Map<string, number>();

/** The first instant (epoch ms) at which clocks in `timeZone` show `date`; remembers what it has found. */
export function dayStart(date: CalendarDate, timeZone: string): number {
  const key = `${timeZone} ${date}`;
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const found = following(date, timeZone) ?? startOfDay(date, timeZone);
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, found);
  return found;
}

/** Most days begin 24 hours after the one before; two looks at the calendar prove it. */
function following(date: CalendarDate, timeZone: string): number | null {
  const before = known.get(`${timeZone} ${addDays(date, -1)}`);
  if (before === undefined) return null;
  const candidate = before + DAY_MS;
  const fits = dateInZone(candidate, timeZone) === date && dateInZone(candidate - 1, timeZone) < date;
  return fits ? candidate : null;
}

/** The first instant after `date` in `timeZone`. */
export function dayEnd(date: CalendarDate, timeZone: string): number {
  return dayStart(addDays(date, 1), timeZone);
}

/** The end (exclusive) of the local day that the instant just before `at` belongs to: midnight stays where it is. */
export function endOfDayBefore(at: number, timeZone: string): number {
  return dayEnd(dateInZone(at - 1, timeZone), timeZone);
}
