import { addDays, type CalendarDate, daysBetween, isoDayOfWeek, toEpochDay } from './calendar-date';

// A week is named by its Monday: one value that sorts, adds and joins, whatever the year does.

/** The Monday of the week that contains `date`. */
export function weekOf(date: CalendarDate): CalendarDate {
  return addDays(date, 1 - isoDayOfWeek(date));
}

function assertMonday(date: CalendarDate): void {
  if (isoDayOfWeek(date) !== 1) throw new RangeError(`A week is named by its Monday, got ${date}`);
}

/**
 * The week `weeks` (a whole number, may be negative) after the week that begins on `monday`.
 *
 * @throws RangeError when `monday` is another day, or `weeks` is not whole
 */
export function addWeeks(monday: CalendarDate, weeks: number): CalendarDate {
  assertMonday(monday);
  if (!Number.isInteger(weeks)) throw new RangeError(`Not a whole number of weeks: ${weeks}`);
  return addDays(monday, weeks * 7);
}

/** Weeks from `from` to `to`, both Mondays: positive when `to` is later. @throws RangeError for another day. */
export function weeksBetween(from: CalendarDate, to: CalendarDate): number {
  assertMonday(from);
  assertMonday(to);
  return daysBetween(from, to) / 7;
}

/**
 * Week number and the year it belongs to by ISO 8601: week 1 is the one with the year's first Thursday, so a
 * year has 52 or 53 weeks and the first days of January may belong to the year before.
 */
export function isoWeek(date: CalendarDate): { year: number; week: number } {
  const thursday = addDays(date, 4 - isoDayOfWeek(date));
  const newYear = `${thursday.slice(0, 4)}-01-01` as CalendarDate;
  return {
    year: Number(thursday.slice(0, 4)),
    week: Math.floor((toEpochDay(thursday) - toEpochDay(newYear)) / 7) + 1,
  };
}

/**
 * `count` weeks in a row, the first being `start`, each as its Monday.
 *
 * @throws RangeError when `start` is no Monday or `count` is not a whole number of at least 0
 */
export function weekRange(start: CalendarDate, count: number): CalendarDate[] {
  assertMonday(start);
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`Not a number of weeks: ${count}`);
  return Array.from({ length: count }, (_, index) => addDays(start, index * 7));
}
