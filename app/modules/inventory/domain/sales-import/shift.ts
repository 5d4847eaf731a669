import { type CalendarDate, daysBetween } from '~/kernel/calendar-date';

/**
 * Days (whole weeks, so that weekdays stay true) that bring the last day to the target or at most 6 days before it.
 * Negative if the file ends after the target.
 */
export function wholeWeekShift(lastDay: CalendarDate, target: CalendarDate): number {
  const shift = Math.floor(daysBetween(lastDay, target) / 7) * 7;
  return shift === 0 ? 0 : shift;
}
