import { addDays, type CalendarDate, calendarDate, toEpochDay } from '~/kernel/calendar-date';
import { blackFriday, eidAlFitr, lunarNewYear, ramadan, yearsOf } from './moving-days';

/** A market and what decides which days matter to it. */
export interface EventMarket {
  code: string;
  region: string;
}

/** A stretch of days that lifts or lowers demand, both ends included. */
export interface EventSpan {
  name: string;
  from: CalendarDate;
  to: CalendarDate;
}

/** Markets with a large Muslim population among those that cross-border shops serve. */
const RAMADAN_MARKETS = ['ID', 'MY', 'AE', 'SA', 'QA', 'KW', 'BH', 'OM', 'EG', 'TR', 'PK', 'BD', 'MA'];
/** Markets that celebrate the lunar new year. */
const LUNAR_MARKETS = ['CN', 'HK', 'TW', 'SG', 'MY', 'VN', 'KR', 'ID', 'PH', 'TH'];
const WESTERN_REGIONS = ['north_america', 'europe', 'oceania', 'NA', 'EU'];
const DOUBLE_DAY_REGIONS = ['southeast_asia', 'east_asia'];
/** Shopping days of the double dates, Singles' Day among them. */
const DOUBLE_DAYS = ['06-06', '09-09', '10-10', '11-11', '12-12'];

/**
 * The sales events and holidays of a market between two days. What leads up to a day and the day itself are events of their
 * own: shops sell more before a holiday and less during it. Promotions of single shops are data, not calendar.
 */
export function marketEvents(market: EventMarket, from: CalendarDate, to: CalendarDate): EventSpan[] {
  const spans: EventSpan[] = [];
  const add = (name: string, first: CalendarDate, last: CalendarDate) => {
    if (toEpochDay(last) >= toEpochDay(from) && toEpochDay(first) <= toEpochDay(to))
      spans.push({ name, from: first, to: last });
  };
  const around = (name: string, day: CalendarDate, before: number, after: number) =>
    add(name, addDays(day, before), addDays(day, after));
  for (const year of yearsOf(addDays(from, -40), addDays(to, 40))) {
    const on = (monthDay: string) => calendarDate(`${year}-${monthDay}`);
    if (WESTERN_REGIONS.includes(market.region)) {
      const friday = blackFriday(year);
      around('black_friday_week', friday, -7, -1);
      // To Cyber Monday.
      around('black_friday', friday, 0, 3);
      add('christmas_shopping', on('12-05'), on('12-18'));
      add('christmas', on('12-20'), on('12-26'));
    }
    if (DOUBLE_DAY_REGIONS.includes(market.region)) {
      for (const day of DOUBLE_DAYS) around(`double_day_${day.slice(0, 2)}`, on(day), -1, 1);
    }
    if (market.code === 'TH') {
      add('songkran_shopping', on('03-29'), on('04-11'));
      add('songkran', on('04-13'), on('04-16'));
    }
    if (LUNAR_MARKETS.includes(market.code)) {
      const day = lunarNewYear(year);
      around('lunar_new_year_shopping', day, -24, -5);
      around('lunar_new_year', day, -2, 5);
    }
    if (RAMADAN_MARKETS.includes(market.code)) {
      for (const day of ramadan(year)) around('ramadan', day, 5, 25);
      for (const day of eidAlFitr(year)) around('eid', day, -1, 5);
    }
  }
  return spans;
}

/**
 * How much of each week an event takes, 0…1: the regressors of a weekly model.
 * @param firstWeek Monday of index 0
 * @returns by name; only events that touch a week
 */
export function weeklyExposure(
  spans: readonly EventSpan[],
  firstWeek: CalendarDate,
  weeks: number,
): Map<string, Float64Array> {
  const origin = toEpochDay(firstWeek);
  const exposure = new Map<string, Float64Array>();
  for (const { name, from, to } of spans) {
    const first = Math.max(0, toEpochDay(from) - origin);
    const last = Math.min(weeks * 7 - 1, toEpochDay(to) - origin);
    for (let day = first; day <= last; day++) {
      const row = exposure.get(name) ?? new Float64Array(weeks);
      exposure.set(name, row);
      const week = Math.floor(day / 7);
      row[week] = Math.min(1, row[week]! + 1 / 7);
    }
  }
  return exposure;
}
