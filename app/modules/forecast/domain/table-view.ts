import type { CalendarDate } from '~/kernel/calendar-date';
import { weekRange } from '~/kernel/week';
import { zoneOf } from './netting/fences';
import type { Zone } from './netting/types';

/** A version as pages name it. Dates YYYY-MM-DD, instants epoch ms. */
export interface VersionView {
  id: string;
  number: number;
  asOf: string;
  firstWeek: string;
  publishedAt: number | null;
  hasPrevious: boolean;
}

/** A week of the table's head: its Monday, and the zone where all shown lines agree on one. */
export interface WeekView {
  monday: CalendarDate;
  zone: Zone | null;
}

/** The weeks of a version's order forecast with the zones of one set of fences; without fences, no zones. */
export function weekViews(
  firstWeek: CalendarDate,
  count: number,
  fence: { frozenWeeks: number; firmWeeks: number } | null,
): WeekView[] {
  return weekRange(firstWeek, count).map((monday, index) => ({
    monday,
    zone: fence ? zoneOf(index, { ...fence, flexBp: 0 }) : null,
  }));
}

/** Change of one bucket against the version before: null where that one said nothing about the week. */
export function bucketChange(quantity: number, previous: number | null): number | null {
  return previous === null ? null : quantity - previous;
}
