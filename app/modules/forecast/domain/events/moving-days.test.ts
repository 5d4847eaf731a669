import { describe, expect, it } from 'vitest';
import { blackFriday, eidAlFitr, islamicMonth, lunarNewYear, ramadan } from './moving-days';

describe('days that move', () => {
  it('Black Friday follows the fourth Thursday of November', () => {
    expect([2023, 2024, 2025, 2026, 2027].map(blackFriday)).toEqual([
      '2023-11-24',
      '2024-11-29',
      '2025-11-28',
      '2026-11-27',
      '2027-11-26',
    ]);
  });

  // Hong Kong Observatory, Gregorian–lunar conversion tables.
  it.each([
    '2000-02-05',
    '2007-02-18',
    '2012-01-23',
    '2015-02-19',
    '2018-02-16',
    '2019-02-05',
    '2020-01-25',
    '2021-02-12',
    '2022-02-01',
    '2023-01-22',
    '2024-02-10',
    '2025-01-29',
    '2026-02-17',
    '2027-02-06',
    '2028-01-26',
    '2029-02-13',
    '2030-02-03',
    '2031-01-23',
    '2032-02-11',
    '2033-01-31',
    '2034-02-19',
    '2035-02-08',
  ])('the lunar year begins on %s', (day) => {
    expect(lunarNewYear(Number(day.slice(0, 4)))).toBe(day);
  });

  it('Islamic months by the tabular calendar, within a day of what was announced', () => {
    expect(islamicMonth(1, 1)).toBe('0622-07-19');
    expect(islamicMonth(1445, 9)).toBe('2024-03-11');
    // Announced in Saudi Arabia: 2024-03-11, 2025-03-01, 2026-02-18.
    const days = (date: string) =>
      Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8)) / 86_400_000;
    for (const [year, day] of [
      [2024, '2024-03-11'],
      [2025, '2025-03-01'],
      [2026, '2026-02-18'],
    ] as const) {
      expect(Math.abs(days(ramadan(year)[0]!) - days(day))).toBeLessThanOrEqual(1);
    }
    // Twice in 2030.
    expect(ramadan(2030)).toHaveLength(2);
    expect(eidAlFitr(2025)).toHaveLength(1);
  });
});
