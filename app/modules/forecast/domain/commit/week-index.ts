import { type CalendarDate, isoDayOfWeek, parseCalendarDate } from '~/kernel/calendar-date';
import { weeksBetween } from '~/kernel/week';

/** Place of a week in a version's horizon, 0 for its first; null for a day that is no Monday of it. */
export function weekIndex(
  version: { firstWeek: string; orderHorizonWeeks: number },
  week: string,
): number | null {
  const monday = parseCalendarDate(week);
  if (!monday.ok || isoDayOfWeek(monday.value) !== 1) return null;
  const index = weeksBetween(version.firstWeek as CalendarDate, monday.value);
  return index >= 0 && index < version.orderHorizonWeeks ? index : null;
}
