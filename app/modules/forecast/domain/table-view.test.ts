import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { bucketChange, weekViews } from './table-view';

const MONDAY = '2026-12-21' as CalendarDate;

describe('weekViews', () => {
  test('names weeks by their Monday, over the turn of the year, with the zones of the fence', () => {
    expect(weekViews(MONDAY, 5, { frozenWeeks: 1, firmWeeks: 2 })).toEqual([
      { monday: '2026-12-21', zone: 'frozen' },
      { monday: '2026-12-28', zone: 'firm' },
      { monday: '2027-01-04', zone: 'firm' },
      { monday: '2027-01-11', zone: 'free' },
      { monday: '2027-01-18', zone: 'free' },
    ]);
  });

  test('has no zones where lines of several fences are shown', () => {
    expect(weekViews(MONDAY, 2, null).map(({ zone }) => zone)).toEqual([null, null]);
  });

  test('is empty for no weeks', () => {
    expect(weekViews(MONDAY, 0, null)).toEqual([]);
  });
});

describe('bucketChange', () => {
  test.each([
    [120, 100, 20],
    [80, 100, -20],
    [50, 0, 50],
    [0, 0, 0],
  ])('%d after %d is %d', (now, before, change) => {
    expect(bucketChange(now, before)).toBe(change);
  });

  test('is unknown where the version before said nothing', () => {
    expect(bucketChange(120, null)).toBeNull();
  });
});
