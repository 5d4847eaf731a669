import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { addDays } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import type { MarketSales } from '../sku-demand';
import { actualSeries, actualWeek, closedWeeks, type KeptVersion, versionFor } from './measured-sku';

const MONDAY = '2026-01-05' as CalendarDate;
const INDEX_OF_MONDAY = 2922;
const version = (weeks: number, horizonWeeks = 52): KeptVersion => ({
  id: `v${weeks}`,
  firstWeek: addWeeks(MONDAY, weeks),
  horizonWeeks,
});

describe('the version that speaks for a week', () => {
  const versions = [version(0), version(2), version(3)];
  test.each([
    [5, 5, 'v0', 5],
    [6, 5, 'v0', 6],
    [7, 5, 'v2', 5],
    [9, 5, 'v3', 6],
    [3, 0, 'v3', 0],
  ])('week %i at a lead of %i is told by %s, index %i', (week, lag, id, index) => {
    expect(versionFor(addWeeks(MONDAY, week), lag, versions)).toEqual({
      version: expect.objectContaining({ id }),
      index,
    });
  });

  test('is none when all are younger, or it does not reach so far', () => {
    expect(versionFor(addWeeks(MONDAY, 4), 5, versions)).toBeNull();
    expect(versionFor(addWeeks(MONDAY, 30), 5, [version(0, 26)])).toBeNull();
  });
});

test('a week is closed when its Sunday has passed', () => {
  const weeks = (asOf: CalendarDate, most = 10) => closedWeeks(MONDAY, asOf, most);
  expect(weeks(addDays(MONDAY, 6))).toEqual([]);
  expect(weeks(addDays(MONDAY, 7))).toEqual([MONDAY]);
  expect(weeks(addWeeks(MONDAY, 5), 2)).toEqual([addWeeks(MONDAY, 3), addWeeks(MONDAY, 4)]);
});

const market = (
  marketCode: string,
  units: readonly number[],
  from = 0,
  stockOut?: [number, number],
): MarketSales => ({
  marketCode,
  weeks: units.map((value, i) => ({ weekIndex: INDEX_OF_MONDAY + from + i, units: value })),
  stockOuts: stockOut ? [{ from: addDays(MONDAY, stockOut[0]), to: addDays(MONDAY, stockOut[1]) }] : [],
  covered: { from: MONDAY, to: addDays(addWeeks(MONDAY, from + units.length), -1) },
});

describe('what came of a week', () => {
  test('all markets are the sum; a launch later counts from its first week', () => {
    const series = actualSeries([market('US', [10, 20, 30]), market('DE', [5], 2)]);
    expect(series.get('*')).toMatchObject({ first: MONDAY, values: [10, 20, 35], sold: [10, 20, 35] });
  });

  test('a week without stock is marked, and keeps what sold when its demand cannot be told', () => {
    const series = actualSeries([market('US', [10, 20, 3], 0, [14, 19])]);
    expect(actualWeek(series.get('*')!, addWeeks(MONDAY, 2), addWeeks(MONDAY, 1))).toEqual({
      actual: 3,
      isCensored: true,
      naive: 10,
      scale: null,
    });
  });

  test('before the launch and after the feed nothing is known', () => {
    const series = actualSeries([market('US', [10, 20])]).get('US')!;
    expect(actualWeek(series, addWeeks(MONDAY, -1), MONDAY)).toBeNull();
    expect(actualWeek(series, addWeeks(MONDAY, 2), MONDAY)).toBeNull();
    // A version made before anything sold knew nothing.
    expect(actualWeek(series, MONDAY, MONDAY)).toMatchObject({ naive: 0, scale: null });
  });

  test('naive and scale know nothing of the weeks after the version', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(500), { minLength: 6, maxLength: 30 }),
        fc.array(fc.nat(500), { minLength: 3, maxLength: 3 }),
        (known, later) => {
          const at = addWeeks(MONDAY, known.length);
          const read = (tail: number[]) => {
            const series = actualSeries([market('US', [1, ...known.slice(1), ...tail])]).get('US')!;
            const { naive, scale } = actualWeek(series, addWeeks(at, 2), at)!;
            return { naive, scale };
          };
          expect(read(later)).toEqual(read([0, 0, 0]));
        },
      ),
    );
  });
});
