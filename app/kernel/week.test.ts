import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDate, daysBetween, fromEpochDay, isoDayOfWeek } from './calendar-date';
import { addWeeks, isoWeek, weekOf, weekRange, weeksBetween } from './week';

const day = fc.integer({ min: -700_000, max: 2_900_000 }).map(fromEpochDay);

describe('isoWeek', () => {
  it.each([
    // The examples of ISO 8601 and the years around them.
    ['2005-01-01', 2004, 53],
    ['2005-01-02', 2004, 53],
    ['2005-12-31', 2005, 52],
    ['2006-01-01', 2005, 52],
    ['2006-01-02', 2006, 1],
    ['2007-12-31', 2008, 1],
    ['2008-12-28', 2008, 52],
    ['2008-12-29', 2009, 1],
    ['2009-12-31', 2009, 53],
    ['2010-01-03', 2009, 53],
    ['2010-01-04', 2010, 1],
    ['2020-12-31', 2020, 53],
    ['2021-01-03', 2020, 53],
    ['2021-01-04', 2021, 1],
    ['2024-12-29', 2024, 52],
    ['2024-12-30', 2025, 1],
    ['2025-11-24', 2025, 48],
    ['2026-12-31', 2026, 53],
    ['2027-01-03', 2026, 53],
    ['2027-01-04', 2027, 1],
  ])('%s is in %i week %i', (text, year, week) => {
    expect(isoWeek(calendarDate(text))).toEqual({ year, week });
  });

  it('finds exactly the long years of a 400-year cycle: 71', () => {
    const long = [];
    for (let year = 2000; year < 2400; year++) {
      // 28 December always lies in the last week of its year.
      if (isoWeek(calendarDate(`${year}-12-28`)).week === 53) long.push(year);
    }
    expect(long).toHaveLength(71);
    expect(long.slice(0, 6)).toEqual([2004, 2009, 2015, 2020, 2026, 2032]);
  });

  it('is the same for the seven days of a week, and another for the next week', () => {
    fc.assert(
      fc.property(day, (date) => {
        const monday = weekOf(date);
        expect(isoWeek(date)).toEqual(isoWeek(monday));
        expect(isoWeek(addDays(monday, 6))).toEqual(isoWeek(monday));
        const [here, next] = [isoWeek(monday), isoWeek(addDays(monday, 7))];
        if (next.year === here.year) expect(next.week).toBe(here.week + 1);
        else expect([next.year, next.week, here.week >= 52]).toEqual([here.year + 1, 1, true]);
      }),
    );
  });
});

describe('weeks by their Mondays', () => {
  it('begin on the Monday at or before each day', () => {
    expect(weekOf(calendarDate('2025-11-24'))).toBe('2025-11-24');
    expect(weekOf(calendarDate('2025-11-30'))).toBe('2025-11-24');
    expect(weekOf(calendarDate('2025-01-01'))).toBe('2024-12-30');
    fc.assert(
      fc.property(day, (date) => {
        const monday = weekOf(date);
        expect(isoDayOfWeek(monday)).toBe(1);
        expect(daysBetween(monday, date)).toBe(isoDayOfWeek(date) - 1);
      }),
    );
  });

  it('add, subtract and count', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -500, max: 500 }), (date, weeks) => {
        const monday = weekOf(date);
        const moved = addWeeks(monday, weeks);
        expect(weeksBetween(monday, moved)).toBe(weeks);
        expect(addWeeks(moved, -weeks)).toBe(monday);
      }),
    );
  });

  it('run in a row over the end of a long year', () => {
    expect(weekRange(calendarDate('2020-12-21'), 3)).toEqual(['2020-12-21', '2020-12-28', '2021-01-04']);
    expect(weekRange(calendarDate('2020-12-21'), 0)).toEqual([]);
  });

  it('refuse other days and parts of weeks', () => {
    const [monday, tuesday] = [calendarDate('2025-11-24'), calendarDate('2025-11-25')];
    expect(() => addWeeks(tuesday, 1)).toThrow(RangeError);
    expect(() => weeksBetween(monday, tuesday)).toThrow(RangeError);
    expect(() => weeksBetween(tuesday, monday)).toThrow(RangeError);
    expect(() => weekRange(tuesday, 1)).toThrow(RangeError);
    expect(() => addWeeks(monday, 1 / 7)).toThrow(RangeError);
    for (const count of [-1, 1.5, Number.NaN]) expect(() => weekRange(monday, count)).toThrow(RangeError);
  });
});
