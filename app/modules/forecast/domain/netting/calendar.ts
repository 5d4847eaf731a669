import { type CalendarDate, compareDates, daysBetween, isoDayOfWeek } from '~/kernel/calendar-date';
import { weekOf } from '~/kernel/week';
import type { ReceiptKind, ScheduledReceipt } from './types';

/** Where a plan made on `today` starts: the Monday of week 0 and the days of it that are left, today included. */
export function planningStart(today: CalendarDate): { origin: CalendarDate; remainingDays: number } {
  return { origin: weekOf(today), remainingDays: 8 - isoDayOfWeek(today) };
}

/**
 * An expected arrival as the scheduled receipt of a plan made on `today`. A date before today has passed without
 * the goods: they are still owed, so they count in week 0 and are marked overdue. Today is not overdue.
 */
export function scheduleReceipt(
  today: CalendarDate,
  expected: CalendarDate,
  kind: ReceiptKind,
  quantity: number,
): ScheduledReceipt {
  if (compareDates(expected, today) < 0) return { kind, week: 0, quantity, overdue: true };
  return { kind, week: Math.floor(daysBetween(weekOf(today), expected) / 7), quantity, overdue: false };
}
