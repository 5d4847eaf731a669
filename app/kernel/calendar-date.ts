import { problem } from './problem';
import { err, ok, type Result } from './result';

declare const calendarDateBrand: unique symbol;

/**
 * A day of the proleptic Gregorian calendar as `YYYY-MM-DD`, years 0001 to 9999. It names no instant: which day
 * an instant belongs to is asked with a time zone (`dateInZone`). Strings of this type sort in time.
 */
export type CalendarDate = string & { readonly [calendarDateBrand]: true };

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;

/** Days of `month` (1..12) in `year`. */
function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isCalendarDate(text: unknown): text is CalendarDate {
  const parts = typeof text === 'string' ? FORM.exec(text) : null;
  if (!parts) return false;
  const year = Number(parts[1]);
  const month = Number(parts[2]);
  const day = Number(parts[3]);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Reads `YYYY-MM-DD`; problem `invalid_date` when it has another form or no such day exists. */
export function parseCalendarDate(text: string): Result<CalendarDate> {
  return isCalendarDate(text) ? ok(text) : err(problem('invalid_date', { value: String(text).slice(0, 40) }));
}

/** Asserts that `text` is a calendar date. @throws RangeError when it is not; use `parseCalendarDate` on input. */
export function calendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new RangeError(`Not a calendar date: ${JSON.stringify(text)}`);
  return text;
}

/**
 * Days since 1970-01-01 (negative before it). Howard Hinnant, "chrono-compatible low-level date algorithms",
 * days_from_civil: counts in 400-year eras of years that begin on 1 March, so the leap day comes last.
 */
export function toEpochDay(date: CalendarDate): number {
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear =
    Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(date.slice(8, 10)) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const FIRST_EPOCH_DAY = -719_162; // 0001-01-01
const LAST_EPOCH_DAY = 2_932_896; // 9999-12-31

/**
 * The date that is `epochDay` days after 1970-01-01 (civil_from_days, same source as `toEpochDay`).
 *
 * @throws RangeError when `epochDay` is not a whole number or falls outside years 0001 to 9999
 */
export function fromEpochDay(epochDay: number): CalendarDate {
  if (!Number.isInteger(epochDay) || epochDay < FIRST_EPOCH_DAY || epochDay > LAST_EPOCH_DAY) {
    throw new RangeError(`No calendar date has epoch day ${epochDay}`);
  }
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  return fromParts(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

function fromParts(year: number, month: number, day: number): CalendarDate {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return text as CalendarDate;
}

/** The date `days` (a whole number, may be negative) after `date`. @throws RangeError as `fromEpochDay`. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** Days from `from` to `to`: positive when `to` is later. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** Day of the week by ISO 8601: Monday 1 to Sunday 7. */
export function isoDayOfWeek(date: CalendarDate): number {
  // 1970-01-01 was a Thursday; the double remainder keeps earlier days positive.
  return ((((toEpochDay(date) + 3) % 7) + 7) % 7) + 1;
}

/** Orders dates in time, for `sort`: -1, 0 or 1. */
export function compareDates(a: CalendarDate, b: CalendarDate): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

const zoneFormatters = new Map<string, Intl.DateTimeFormat>();

/** Formatters cost about 50 µs to make and are kept; zones that do not exist throw before they are kept. */
function zoneFormatter(timeZone: string): Intl.DateTimeFormat {
  let formatter = zoneFormatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    zoneFormatters.set(timeZone, formatter);
  }
  return formatter;
}

/**
 * The calendar date that clocks in `timeZone` show at the instant `epochMs`, by the zone's own rules for that
 * instant (daylight saving, changes of offset).
 *
 * @param epochMs milliseconds since 1970-01-01T00:00Z
 * @param timeZone an IANA name such as `Asia/Shanghai`, or `UTC`
 * @throws RangeError for an unknown zone, or an instant outside years 0001 to 9999
 */
export function dateInZone(epochMs: number, timeZone: string): CalendarDate {
  if (!Number.isFinite(epochMs)) throw new RangeError(`Not an instant: ${epochMs}`);
  if (timeZone === 'UTC') return fromEpochDay(Math.floor(epochMs / MS_PER_DAY));
  let year = 0;
  let month = 0;
  let day = 0;
  for (const part of zoneFormatter(timeZone).formatToParts(Math.floor(epochMs))) {
    if (part.type === 'year') year = Number(part.value);
    else if (part.type === 'month') month = Number(part.value);
    else if (part.type === 'day') day = Number(part.value);
    else if (part.type === 'era' && !part.value.startsWith('A')) year = Number.NaN;
  }
  return calendarDate(fromParts(year, month, day));
}
