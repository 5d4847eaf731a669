import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDate } from '~/kernel/calendar-date';
import { dailyRate, projectStockOut, reorderNeed, splitByShare } from './reorder';

const today = calendarDate('2026-11-22');

describe('dailyRate', () => {
  it.each([
    [0, 0, 0],
    [280, 900, 10],
    [280, 0, 6],
    [0, 900, 4],
  ])('%s in 28 days and %s in 90: %s a day', (sold28, sold90, rate) => {
    expect(dailyRate(sold28, sold90)).toBeCloseTo(rate, 10);
  });
});

describe('projectStockOut', () => {
  it.each([
    ['stock alone', 100, [], 10, { day: '2026-12-02', isGap: false }],
    ['nothing there', 0, [], 10, { day: '2026-11-22', isGap: false }],
    ['an arrival in time', 100, [['2026-12-01', 50]], 10, { day: '2026-12-07', isGap: false }],
    ['an arrival on the last day', 100, [['2026-12-02', 50]], 10, { day: '2026-12-07', isGap: false }],
    ['an arrival too late', 100, [['2026-12-10', 50]], 10, { day: '2026-12-02', isGap: true }],
    ['an overdue arrival', 100, [['2026-11-01', 50]], 10, { day: '2026-12-07', isGap: false }],
    ['nothing sells', 100, [], 0, null],
    ['what lasts for ever', 100_000, [], 1, null],
  ] as const)('%s', (_, onHand, arrivals, rate, expected) => {
    const list = arrivals.map(([arrivesOn, pieces]) => ({ arrivesOn, pieces }));
    expect(projectStockOut(onHand, list, rate, today)).toEqual(expected);
  });

  it('is never earlier for more stock', () => {
    const arrivals = fc.array(
      fc.record({
        arrivesOn: fc.constantFrom('2026-11-20', '2026-12-01', '2027-01-05'),
        pieces: fc.nat(500),
      }),
    );
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(500),
        arrivals,
        fc.integer({ min: 1, max: 40 }),
        (a, more, list, rate) => {
          const less = projectStockOut(a, list, rate, today);
          const later = projectStockOut(a + more, list, rate, today);
          if (less && later) expect(later.day >= less.day).toBe(true);
        },
      ),
    );
  });
});

describe('reorderNeed', () => {
  it.each([
    [
      { rate: 10, supply: 200, leadDays: 50, targetDays: 45 },
      { need: 750, coverDays: 20, daysToOrder: -30, urgency: 'late' },
    ],
    [
      { rate: 10, supply: 600, leadDays: 50, targetDays: 45 },
      { need: 350, coverDays: 60, daysToOrder: 10, urgency: 'due' },
    ],
    [
      { rate: 10, supply: 800, leadDays: 50, targetDays: 45 },
      { need: 150, coverDays: 80, daysToOrder: 30, urgency: 'soon' },
    ],
    [
      { rate: 10, supply: 950, leadDays: 50, targetDays: 45 },
      { need: 0, coverDays: 95, daysToOrder: 45, urgency: 'soon' },
    ],
    [
      { rate: 0, supply: 0, leadDays: 50, targetDays: 45 },
      { need: 0, coverDays: 9999, daysToOrder: 9949, urgency: 'soon' },
    ],
  ] as const)('%j', (facts, expected) => {
    expect(reorderNeed(facts)).toEqual(expected);
  });
});

describe('splitByShare', () => {
  const source = (factoryId: string, shareBp: number, minimumQuantity = 200, orderMultiple = 50) => ({
    factoryId,
    shareBp,
    minimumQuantity,
    orderMultiple,
    priority: 1,
  });

  it('splits by share, and gives a part that is too small to the largest', () => {
    expect(splitByShare(1000, [source('b', 4000), source('a', 6000)])).toEqual([
      { factoryId: 'a', quantity: 600 },
      { factoryId: 'b', quantity: 400 },
    ]);
    expect(splitByShare(230, [source('a', 7000), source('b', 3000)])).toEqual([
      { factoryId: 'a', quantity: 250 },
    ]);
    expect(splitByShare(10, [source('a', 10_000)])).toEqual([{ factoryId: 'a', quantity: 200 }]);
    expect(splitByShare(100, [source('a', 0)])).toEqual([]);
  });

  it('covers the need with parts that each source takes, and little more', () => {
    const sources = fc
      .array(
        fc.record({
          shareBp: fc.nat(10_000),
          minimumQuantity: fc.integer({ min: 1, max: 600 }),
          orderMultiple: fc.integer({ min: 1, max: 120 }),
          priority: fc.nat(3),
        }),
        { minLength: 1, maxLength: 4 },
      )
      .map((list) => list.map((one, i) => ({ factoryId: `f${i}`, ...one })));
    fc.assert(
      fc.property(fc.nat(20_000), sources, (need, list) => {
        const parts = splitByShare(need, list);
        if (need === 0 || list.every(({ shareBp }) => shareBp === 0)) {
          expect(parts).toEqual([]);
          return;
        }
        expect(parts.reduce((sum, { quantity }) => sum + quantity, 0)).toBeGreaterThanOrEqual(need);
        for (const { factoryId, quantity } of parts) {
          const { minimumQuantity, orderMultiple } = list.find((one) => one.factoryId === factoryId)!;
          expect(quantity).toBeGreaterThanOrEqual(minimumQuantity);
          expect(quantity % orderMultiple).toBe(0);
        }
        const slack = list.reduce((sum, one) => sum + one.minimumQuantity + one.orderMultiple, 0);
        expect(parts.reduce((sum, { quantity }) => sum + quantity, 0)).toBeLessThanOrEqual(need + slack);
      }),
    );
  });
});
