import { addDays, type CalendarDate, calendarDate, fromEpochDay, isoDayOfWeek } from '~/kernel/calendar-date';

/** First day of the lunar year (China; Tết falls on the same day in these years). */
const LUNAR_NEW_YEAR: Record<number, string> = {
  2022: '02-01',
  2023: '01-22',
  2024: '02-10',
  2025: '01-29',
  2026: '02-17',
  2027: '02-06',
  2028: '01-26',
  2029: '02-13',
  2030: '02-03',
  2031: '01-23',
  2032: '02-11',
  2033: '01-31',
  2034: '02-19',
  2035: '02-08',
};

/** First Eid al-Fitr of the year, as announced or expected in South-East Asia. */
const EID_AL_FITR: Record<number, string> = {
  2022: '05-03',
  2023: '04-22',
  2024: '04-10',
  2025: '03-31',
  2026: '03-20',
  2027: '03-10',
  2028: '02-27',
  2029: '02-15',
  2030: '02-05',
  2031: '01-25',
  2032: '01-14',
  2033: '01-03',
};

const inYear = (table: Record<number, string>, year: number): CalendarDate | undefined => {
  const day = table[year];
  return day === undefined ? undefined : calendarDate(`${year}-${day}`);
};

export const lunarNewYear = (year: number) => inYear(LUNAR_NEW_YEAR, year);
export const eidAlFitr = (year: number) => inYear(EID_AL_FITR, year);

/** The day after Thanksgiving, which is the fourth Thursday of November. */
export function blackFriday(year: number): CalendarDate {
  const first = calendarDate(`${year}-11-01`);
  const firstThursday = addDays(first, (4 - isoDayOfWeek(first) + 7) % 7);
  return addDays(firstThursday, 22);
}

export const yearOf = (epochDay: number): number => Number(fromEpochDay(epochDay).slice(0, 4));
