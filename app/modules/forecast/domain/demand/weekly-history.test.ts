import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDate } from '~/kernel/calendar-date';
import { uncensored, weeklyHistory } from './weekly-history';

// 2024-01-01 is a Monday.
const monday = calendarDate('2024-01-01');
const day = (offset: number) => addDays(monday, offset);
const threeWeeks = { from: day(0), to: day(20) };

describe('weekly history', () => {
  it('sums ISO weeks from Monday to Sunday', () => {
    const history = weeklyHistory(
      [
        { date: day(13), units: 4 },
        { date: day(0), units: 1 },
        { date: day(6), units: 2 },
        { date: day(7), units: 3 },
        { date: day(7), units: 5 },
      ],
      threeWeeks,
    );
    expect(history).toEqual({
      startWeek: monday,
      values: [3, 12, 0],
      sold: [3, 12, 0],
      stockOutDays: [0, 0, 0],
      censored: [false, false, false],
    });
  });

  it('counts only weeks that are covered from Monday to Sunday', () => {
    const sales = Array.from({ length: 21 }, (_, i) => ({ date: day(i), units: 1 }));
    const cut = weeklyHistory(sales, { from: day(1), to: day(19) });
    expect(cut).toMatchObject({ startWeek: day(7), values: [7] });
    expect(weeklyHistory(sales, { from: day(1), to: day(12) })).toMatchObject({
      startWeek: null,
      values: [],
    });
    expect(weeklyHistory(sales, { from: day(14), to: day(2) }).values).toEqual([]);
  });

  it('starts with the first sale, whatever was out of stock before', () => {
    const history = weeklyHistory([{ date: day(9), units: 6 }], threeWeeks, [{ from: day(0), to: day(6) }]);
    expect(history).toMatchObject({ startWeek: day(7), values: [6, 0], censored: [false, false] });
    expect(weeklyHistory([], threeWeeks)).toMatchObject({ startWeek: null, values: [] });
  });

  it('corrects stock-outs, marks them, and keeps what was sold', () => {
    const history = weeklyHistory(
      [
        { date: day(0), units: 7 },
        { date: day(8), units: 10 },
        { date: day(15), units: 3 },
      ],
      threeWeeks,
      // Two days of the second week, said twice; six of the third.
      [
        { from: day(9), to: day(10) },
        { from: day(10), to: day(10) },
        { from: day(14), to: day(14) },
        { from: day(16), to: day(30) },
      ],
    );
    expect(history).toMatchObject({
      values: [7, 14, null],
      sold: [7, 10, 3],
      stockOutDays: [0, 2, 6],
      censored: [false, true, true],
    });
  });

  it('reads a week of returns as zero', () => {
    expect(
      weeklyHistory(
        [
          { date: day(0), units: 5 },
          { date: day(7), units: -3 },
        ],
        threeWeeks,
      ).values,
    ).toEqual([5, 0, 0]);
  });

  it('scales by 7 ÷ (7 − k) up to five days, and knows nothing from six', () => {
    expect([0, 1, 5, 6, 7].map((k) => uncensored(10, k))).toEqual([10, 70 / 6, 35, null, null]);
  });

  it('loses and doubles no unit, and never lowers a week', () => {
    const sale = fc.record({
      offset: fc.integer({ min: 0, max: 69 }),
      units: fc.integer({ min: 0, max: 50 }),
    });
    const range = fc.record({
      start: fc.integer({ min: -5, max: 75 }),
      days: fc.integer({ min: 0, max: 12 }),
    });
    fc.assert(
      fc.property(fc.array(sale), fc.array(range, { maxLength: 6 }), (sales, ranges) => {
        const history = weeklyHistory(
          sales.map(({ offset, units }) => ({ date: day(offset), units })),
          { from: day(0), to: day(69) },
          ranges.map(({ start, days }) => ({ from: day(start), to: day(start + days) })),
        );
        const total = sales.reduce((sum, { units }) => sum + units, 0);
        expect(history.sold.reduce((a, b) => a + b, 0)).toBe(total);
        history.values.forEach((value, i) => {
          if (value !== null) expect(value).toBeGreaterThanOrEqual(history.sold[i]!);
          expect(value === null).toBe(history.stockOutDays[i]! >= 6);
          expect(history.censored[i]).toBe(history.stockOutDays[i]! > 0);
        });
      }),
    );
  });
});
