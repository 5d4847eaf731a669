import {
  addDays,
  type CalendarDate,
  calendarDate,
  fromEpochDay,
  isoDayOfWeek,
  toEpochDay,
} from '~/kernel/calendar-date';
import { newMoon, newMoonAtOrAfter, sunLongitude } from './astronomy';

/** China's standard time, in which its calendar is reckoned. */
const BEIJING_DAYS = 8 / 24;
const EPOCH_OF_HIJRA = -492_148;

const yearOf = (epochDay: number): number => Number(fromEpochDay(epochDay).slice(0, 4));

/** The day after Thanksgiving, which is the fourth Thursday of November (5 U.S.C. 6103). */
export function blackFriday(year: number): CalendarDate {
  const first = calendarDate(`${year}-11-01`);
  const firstThursday = addDays(first, (4 - isoDayOfWeek(first) + 7) % 7);
  return addDays(firstThursday, 22);
}

/**
 * The first day of a month of the tabular Islamic calendar, civil epoch and intercalary years 2, 5, 7, 10, 13, 16, 18, 21,
 * 24, 26, 29 of thirty (Reingold & Dershowitz, "Calendrical Calculations", 4th ed. 2018, chapter 7). The sighted month
 * begins on that day or one day to either side.
 */
export function islamicMonth(year: number, month: number): CalendarDate {
  const days =
    EPOCH_OF_HIJRA + (year - 1) * 354 + Math.floor((3 + 11 * year) / 30) + Math.ceil(29.5 * (month - 1));
  return fromEpochDay(days);
}

/** The Islamic months of one number that begin in a Gregorian year: one, or two, or rarely none. */
export function islamicMonthsIn(gregorianYear: number, month: number): CalendarDate[] {
  const near = Math.floor(((gregorianYear - 622) * 33) / 32);
  return [near - 1, near, near + 1, near + 2]
    .map((year) => islamicMonth(year, month))
    .filter((day) => day.startsWith(`${gregorianYear}-`));
}

/** First days of Ramadan in a Gregorian year. */
export const ramadan = (year: number): CalendarDate[] => islamicMonthsIn(year, 9);
/** Days of Eid al-Fitr, the first of Shawwal, in a Gregorian year. */
export const eidAlFitr = (year: number): CalendarDate[] => islamicMonthsIn(year, 10);

/** The day (in Beijing) on which a lunar month begins. */
const monthStart = (k: number): number => Math.floor(newMoon(k) + BEIJING_DAYS);

/** The sun's sign (0…11, 30° each from the spring equinox) as a Beijing day begins. */
const signAt = (day: number): number => Math.floor(sunLongitude(day - BEIJING_DAYS) / 30);

/** The number of the month that holds the winter solstice (270°) of a Gregorian year: the eleventh. */
function eleventhMonth(year: number): number {
  let solstice = toEpochDay(calendarDate(`${year}-12-19`));
  while (signAt(solstice + 1) !== 9) solstice += 1;
  let k = newMoonAtOrAfter(solstice - 31);
  while (monthStart(k + 1) <= solstice) k += 1;
  return k;
}

/**
 * First day of the Chinese lunar year: the second month after the one that holds the winter solstice; where thirteen months
 * lie between two solstices' months, the first without a principal term is the leap month and does not count. Rule of
 * GB/T 33661-2017, as told in Helmer Aslaksen, "The Mathematics of the Chinese Calendar", 2010.
 */
export function lunarNewYear(year: number): CalendarDate {
  let day = known.get(year);
  if (!day) {
    day = reckonLunarNewYear(year);
    known.set(year, day);
  }
  return day;
}

/** Answers so far: the reckoning takes a thousand sines, and every series asks for the same few years. */
const known = new Map<number, CalendarDate>();

function reckonLunarNewYear(year: number): CalendarDate {
  const eleventh = eleventhMonth(year - 1);
  const isLeapYear = eleventhMonth(year) - eleventh === 13;
  let months = 0;
  let hasLeap = false;
  for (let k = eleventh + 1; ; k++) {
    const hasTerm = signAt(monthStart(k)) !== signAt(monthStart(k + 1));
    if (isLeapYear && !hasLeap && !hasTerm) {
      hasLeap = true;
      continue;
    }
    months += 1;
    if (months === 2) return fromEpochDay(monthStart(k));
  }
}

/** Gregorian years that a span of days touches. */
export function yearsOf(from: CalendarDate, to: CalendarDate): number[] {
  const [first, last] = [yearOf(toEpochDay(from)), yearOf(toEpochDay(to))];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
