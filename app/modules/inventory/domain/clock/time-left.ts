import { addDays, dateInZone } from '~/kernel/calendar-date';
import { dayEnd, endOfDayBefore } from './local-days';

/**
 * The last millisecond that a started clock has if nothing pauses it from `now` on: its expiry, or while a pause is open
 * the end of its window moved by the pauses as last read.
 */
export function lastInstant(clock: {
  startedAt: number;
  expiresAt: number | null;
  pausedMs: number;
  timeZone: string;
  windowDays: number;
}): number {
  if (clock.expiresAt !== null) return clock.expiresAt;
  const plainEnd = dayEnd(
    addDays(dateInZone(clock.startedAt, clock.timeZone), clock.windowDays),
    clock.timeZone,
  );
  return endOfDayBefore(plainEnd + clock.pausedMs, clock.timeZone) - 1;
}
