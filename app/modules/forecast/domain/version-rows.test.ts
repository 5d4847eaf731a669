import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { everyQuantile } from './netting/fixtures';
import { QUANTILES } from './netting/types';
import { lineFigures } from './version-rows';

const MONDAY = '2026-03-02' as CalendarDate;
const weeksBefore = (weeksAgo: number) => addWeeks(MONDAY, -weeksAgo);

describe('lineFigures', () => {
  test('of the first version: nothing to differ from', () => {
    const figures = lineFigures(everyQuantile([100, 0, 50]), null, MONDAY, null, 0);
    expect(figures.previous.p50).toEqual([null, null, null]);
    expect(figures.totals.p50).toBe(150);
    expect(figures.changes.p50).toBe(0);
    expect(figures.changeKind).toBe('unchanged');
  });

  test('lays the version before over the new weeks, and compares those that both cover', () => {
    const then = everyQuantile([10, 20, 30]);
    const figures = lineFigures(everyQuantile([25, 30, 99]), then, MONDAY, weeksBefore(1), 1);
    expect(figures.previous.mean).toEqual([20, 30, null]);
    expect(figures.changes.mean).toBe(25 + 30 - 20 - 30);
    expect(figures.totals.mean).toBe(154);
    expect(figures.changeKind).toBe('up');
  });

  test('tells the kind by the median curve', () => {
    const now = { ...everyQuantile([10]), p50: [5] };
    expect(lineFigures(now, everyQuantile([10]), MONDAY, MONDAY, 0).changeKind).toBe('down');
    expect(lineFigures(now, everyQuantile([10]), MONDAY, MONDAY, 0).changes).toMatchObject({
      mean: 0,
      p50: -5,
    });
  });

  test('a line that was not there before is new, one that ends is dropped', () => {
    const some = everyQuantile([50, 0]);
    const none = everyQuantile([0, 0]);
    expect(lineFigures(some, null, MONDAY, weeksBefore(1), 1).changeKind).toBe('new');
    expect(lineFigures({ ...none, p90: [50, 0] }, null, MONDAY, weeksBefore(1), 1).changeKind).toBe('new');
    expect(lineFigures(some, none, MONDAY, MONDAY, 0).changeKind).toBe('new');
    expect(lineFigures(none, some, MONDAY, MONDAY, 0).changeKind).toBe('dropped');
    expect(lineFigures(none, null, MONDAY, weeksBefore(1), 1).changeKind).toBe('unchanged');
  });

  test('a version so old that no week is common says nothing', () => {
    const figures = lineFigures(everyQuantile([7]), everyQuantile([9]), MONDAY, weeksBefore(4), 4);
    expect(figures.previous.p90).toEqual([null]);
    expect(figures.changes.p90).toBe(0);
  });

  test('every change is the total over common weeks less that of the version before', () => {
    const weeks = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 13, maxLength: 13 });
    fc.assert(
      fc.property(weeks, weeks, fc.integer({ min: 0, max: 15 }), (now, then, weeksAgo) => {
        const figures = lineFigures(
          everyQuantile(now),
          everyQuantile(then),
          MONDAY,
          weeksBefore(weeksAgo),
          weeksAgo,
        );
        const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
        const common = Math.max(0, 13 - weeksAgo);
        for (const quantile of QUANTILES) {
          expect(figures.totals[quantile]).toBe(sum(now));
          expect(figures.changes[quantile]).toBe(sum(now.slice(0, common)) - sum(then.slice(weeksAgo)));
          expect(figures.previous[quantile].filter((q) => q !== null)).toEqual(then.slice(weeksAgo));
        }
      }),
    );
  });
});
