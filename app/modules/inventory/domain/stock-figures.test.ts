import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { inventoryRule, readRule } from '../inventory-forms';
import { ageing } from './ageing';
import { DEFAULT_RULE } from './policy';
import { dailyFromWeekly, projectStock, stockOutDay } from './projected';
import { coverDays, meanStock, slowReason, turnoverHundredths } from './slow';
import { skuStockFigures } from './summary';

const today = '2026-11-22' as CalendarDate;
const on = (offset: number) => addDays(today, offset);

describe('projected stock', () => {
  test('on hand, less demand, plus what arrives in the morning', () => {
    const { days, stockOutOn, backInStockOn, unmet } = projectStock({
      today,
      onHand: 25,
      arrivals: [
        { day: on(4), inTransit: 30, openOrder: 10 },
        { day: on(-3), inTransit: 5, openOrder: 0 },
      ],
      demand: 10,
      horizonDays: 7,
    });
    expect(days.map(({ stock }) => stock)).toEqual([20, 10, 0, 0, 30, 20, 10]);
    expect(days.map(({ arriving }) => arriving)).toEqual([5, 0, 0, 0, 40, 0, 0]);
    expect([stockOutOn, backInStockOn, unmet]).toEqual([on(3), on(4), 10]);
  });

  test('a day short of a fraction is a stock-out, an even end is none', () => {
    const base = { today, arrivals: [], horizonDays: 3 };
    expect(stockOutDay({ ...base, onHand: 3, perDay: 1 })).toBeNull();
    expect(stockOutDay({ ...base, onHand: 2, perDay: 1 })).toBe(on(2));
    expect(stockOutDay({ ...base, onHand: 1, perDay: 1 / 3 })).toBeNull();
    expect(stockOutDay({ ...base, onHand: 0, perDay: 0 })).toBeNull();
  });

  test('weekly demand is spread over days, and goes on after its end', () => {
    const monday = '2026-11-23' as CalendarDate;
    expect(dailyFromWeekly([7, 14], monday, today, 10).map((x) => x)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 2, 2]);
    expect(dailyFromWeekly([], monday, today, 2)).toEqual([0, 0]);
  });

  test('property: nothing is lost or made: start + arrivals = served + end', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.array(fc.record({ offset: fc.integer({ min: -5, max: 40 }), pieces: fc.nat(300) }), {
          maxLength: 6,
        }),
        fc.array(fc.nat(40), { minLength: 1, maxLength: 40 }),
        (onHand, orders, demand) => {
          const arrivals = orders.map(({ offset, pieces }) => ({
            day: on(offset),
            inTransit: 0,
            openOrder: pieces,
          }));
          const { days, unmet } = projectStock({ today, onHand, arrivals, demand, horizonDays: 30 });
          const sum = (pick: (day: (typeof days)[number]) => number) =>
            days.reduce((all, day) => all + pick(day), 0);
          expect(onHand + sum((d) => d.arriving)).toBe(sum((d) => d.demand) - unmet + days.at(-1)!.stock);
          expect(days.every(({ stock }) => stock >= 0)).toBe(true);
        },
      ),
    );
  });
});

describe('turnover, age and slow stock', () => {
  test('mean stock weighs by time', () => {
    // 100 pieces for a day, then a sale of 40 and 60 pieces for three days: 70 on the mean.
    expect(meanStock(60, -40 * 1, 4)).toBe(70);
    expect(meanStock(60, 0, 0)).toBe(60);
    expect(meanStock(-5, 0, 10)).toBe(0);
  });

  test('turns per year, scaled up for a young SKU', () => {
    expect(turnoverHundredths(365, 365, 100)).toBe(365);
    expect(turnoverHundredths(10, 73, 100)).toBe(50);
    expect(turnoverHundredths(10, 73, 0)).toBeNull();
  });

  test('cover rounds down and is unknown when nothing sells', () => {
    expect([coverDays(29, 28), coverDays(9, 56), coverDays(0, 3), coverDays(7, 0)]).toEqual([29, 4, 0, null]);
  });

  test('ages fall into buckets at their borders', () => {
    const now = Date.UTC(2026, 10, 22);
    const days = (n: number) => now - n * 86_400_000;
    const { buckets, meanDays, oldestAt } = ageing(
      [0, 30, 31, 60, 61, 90, 91, 180, 181, -2].map((age) => ({ since: days(age), pieces: 1 })),
      now,
    );
    expect(buckets.map(({ pieces }) => pieces)).toEqual([3, 2, 2, 2, 1]);
    expect(buckets.map(({ fromDay, toDay }) => [fromDay, toDay])).toEqual([
      [0, 30],
      [31, 60],
      [61, 90],
      [91, 180],
      [181, null],
    ]);
    expect([meanDays, oldestAt]).toEqual([72, days(181)]);
    expect(ageing([], now)).toMatchObject({ meanDays: null, oldestAt: null });
  });

  const facts = {
    abcClass: 'C' as const,
    onHand: 30,
    soldInRateDays: 28,
    soldInNoSaleDays: 60,
    oldestAgeDays: 100,
  };

  test.each([
    ['exactly twice the target is not slow', {}, null],
    ['one piece more is', { onHand: 31 }, 'cover'],
    ['the same cover of an A item is not', { onHand: 31, abcClass: 'A' as const }, null],
    ['no sale in 60 days', { soldInRateDays: 0, soldInNoSaleDays: 0 }, 'no_sale'],
    ['no sale, but stock came lately', { soldInRateDays: 0, soldInNoSaleDays: 0, oldestAgeDays: 59 }, null],
    ['no sale and nobody knows since when', { soldInNoSaleDays: 0, oldestAgeDays: null }, 'no_sale'],
    ['nothing in stock is never slow', { onHand: 0, soldInNoSaleDays: 0 }, null],
  ])('%s', (_, given, expected) => {
    expect(slowReason({ ...facts, ...given }, DEFAULT_RULE)).toBe(expected);
  });

  test('the figures of a line', () => {
    const now = Date.UTC(2026, 10, 22, 2);
    expect(
      skuStockFigures(
        {
          onHand: 200,
          inTransfer: 10,
          arrivals: [{ day: on(9), inTransit: 20, openOrder: 30 }],
          sold28: 280,
          sold90: 900,
          soldInNoSaleDays: 600,
          soldYear: 3650,
          soldDays: 365,
          unitCostUsdCents: 812.5,
          weightedMs: 0,
          windowMs: 0,
          aged: [{ since: now - 5 * 86_400_000, pieces: 200 }],
        },
        'A',
        DEFAULT_RULE,
        today,
        now,
      ),
    ).toEqual({
      inTransit: 20,
      openOrder: 30,
      stockValueMinor: 170_625n,
      targetDays: 90,
      coverDays: 20,
      turnoverHundredths: 1825,
      oldestAt: now - 5 * 86_400_000,
      meanAgeDays: 5,
      projectedStockOutOn: on(26),
      isSlow: false,
    });
  });
});

describe('the stored rule', () => {
  test('has the defaults for what it does not say', () => {
    expect(readRule(null)).toEqual(DEFAULT_RULE);
    expect(readRule({ targetDays: { A: 60 } }).targetDays).toEqual({ A: 60, B: 45, C: 15 });
    expect(DEFAULT_RULE).toMatchObject({ abc: { aShareBp: 8000, bShareBp: 9500, windowDays: 365 } });
  });

  test('what cannot be read is the default', () => {
    expect(readRule({ abc: { aShareBp: 'many' } })).toEqual(DEFAULT_RULE);
    expect(inventoryRule.safeParse({ targetDays: { A: 0 } }).success).toBe(false);
  });
});
