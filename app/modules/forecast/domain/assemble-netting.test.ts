import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { assembleNetting, DEFAULT_FENCE, type NettingFacts, type SourceTerms } from './assemble-netting';
import { everyQuantile } from './netting/fixtures';
import { netSku } from './netting/net-sku';

/** A Wednesday; its week begins on 2 March. */
const WEDNESDAY = '2026-03-04' as CalendarDate;

const terms = (change: Partial<SourceTerms> = {}): SourceTerms => ({
  sourcingId: 'source-a',
  factoryId: 'a',
  isSuspended: false,
  productionLeadDays: 21,
  transitLeadDays: 14,
  minimumQuantity: 50,
  orderMultiple: 10,
  shareBp: 10_000,
  priority: 1,
  ...change,
});

const facts = (change: Partial<NettingFacts> = {}): NettingFacts => ({
  asOf: WEDNESDAY,
  abcClass: 'B',
  demand: { ...everyQuantile(new Array<number>(39).fill(70)), p10: new Array<number>(39).fill(50) },
  onHand: 12,
  supply: [],
  ordered: [],
  terms: [terms()],
  fences: new Map(),
  previousFirstWeek: null,
  previous: new Map(),
  ...change,
});

describe('assembleNetting', () => {
  test('counts the days that are left of the week, today included', () => {
    const left = (asOf: string) => assembleNetting(facts({ asOf: asOf as CalendarDate })).remainingDays;
    expect([left('2026-03-02'), left('2026-03-04'), left('2026-03-08')]).toEqual([7, 5, 1]);
  });

  test('takes target days by class and the curves that are netted', () => {
    expect(
      (['A', 'B', 'C'] as const).map((abcClass) => assembleNetting(facts({ abcClass })).targetDays),
    ).toEqual([90, 45, 15]);
    expect(Object.keys(assembleNetting(facts()).demand).sort()).toEqual(['mean', 'p50', 'p70', 'p80', 'p90']);
  });

  test('turns arrival days into weeks; what is late arrives this week and says so', () => {
    const arriving = (expectedArrivalOn: string, inTransit: number, openOrder: number) => ({
      factoryId: 'a',
      expectedArrivalOn,
      inTransit,
      openOrder,
    });
    const supply = [
      arriving('2026-03-03', 5, 0),
      arriving('2026-03-04', 6, 0),
      arriving('2026-03-08', 0, 7),
      arriving('2026-03-09', 8, 9),
      arriving('2026-03-30', 0, 0),
    ];
    expect(assembleNetting(facts({ supply })).receipts).toEqual([
      { kind: 'in_transit', week: 0, quantity: 5, overdue: true },
      { kind: 'in_transit', week: 0, quantity: 6, overdue: false },
      { kind: 'open_order', week: 0, quantity: 7, overdue: false },
      { kind: 'in_transit', week: 1, quantity: 8, overdue: false },
      { kind: 'open_order', week: 1, quantity: 9, overdue: false },
    ]);
  });

  test('gives each source its own terms, fence and past orders', () => {
    const fence = { frozenWeeks: 1, firmWeeks: 1, flexBp: 500 };
    const input = assembleNetting(
      facts({
        terms: [terms(), terms({ sourcingId: 'source-b', factoryId: 'b', isSuspended: true, shareBp: 0 })],
        fences: new Map([['b', fence]]),
        ordered: [
          { factoryId: 'a', week: '2026-01-05', quantity: 100, quantitySince: 0 },
          { factoryId: 'a', week: '2026-03-02', quantity: 40, quantitySince: 40 },
          { factoryId: 'b', week: '2026-03-02', quantity: 7, quantitySince: 0 },
        ],
      }),
    );
    expect(
      input.sources.map(({ sourceId, status, orderedToDate }) => [sourceId, status, orderedToDate]),
    ).toEqual([
      ['source-a', 'active', 140],
      ['source-b', 'suspended', 7],
    ]);
    expect(input.sources.map((source) => source.fence)).toEqual([DEFAULT_FENCE, fence]);
    expect(input.sources[0]).toMatchObject({
      productionDays: 21,
      transitDays: 14,
      moq: 50,
      orderMultiple: 10,
    });
  });

  test('lays orders issued since the version before over that version’s weeks', () => {
    const quantities = everyQuantile([100, 110, 120]);
    const input = assembleNetting(
      facts({
        terms: [terms(), terms({ sourcingId: 'source-b', factoryId: 'b' })],
        previousFirstWeek: '2026-02-23' as CalendarDate,
        previous: new Map([['a', { quantities }]]),
        ordered: [
          { factoryId: 'a', week: '2026-02-16', quantity: 9, quantitySince: 9 },
          { factoryId: 'a', week: '2026-02-23', quantity: 60, quantitySince: 50 },
          { factoryId: 'a', week: '2026-03-02', quantity: 30, quantitySince: 30 },
          { factoryId: 'b', week: '2026-03-02', quantity: 80, quantitySince: 80 },
        ],
      }),
    );
    expect(input.sources[0]!.previous).toEqual({ weeksAgo: 1, quantities, ordered: [50, 30, 0] });
    expect(input.sources[1]!.previous).toBeNull();
  });

  test('a version from a later week is no version before', () => {
    const input = assembleNetting(
      facts({
        previousFirstWeek: '2026-03-09' as CalendarDate,
        previous: new Map([['a', { quantities: everyQuantile([1]) }]]),
      }),
    );
    expect(input.sources[0]!.previous).toBeNull();
  });

  test('makes what the netting rule takes', () => {
    expect(netSku(assembleNetting(facts())).ok).toBe(true);
  });
});
