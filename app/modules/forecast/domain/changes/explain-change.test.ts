import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { everyQuantile, sku, source } from '../netting/fixtures';
import { netSku } from '../netting/net-sku';
import { keptUnits, type StoredNettingInput, storedInput } from '../netting/replay';
import { type NettingInput, QUANTILES } from '../netting/types';
import { CAUSES, movingCauses } from './causes';
import { type ExplainedLine, explainSku, type SkuVersion } from './explain-change';

const FIRST = '2026-11-23' as CalendarDate;
const KEPT_WEEKS = 26;

function version(
  input: NettingInput,
  firstWeek = FIRST,
  more: Pick<StoredNettingInput, 'modelDemand' | 'agreed'> = {},
): SkuVersion {
  const netted = netSku(input);
  if (!netted.ok) throw new Error(JSON.stringify(netted.error));
  const kept = Object.fromEntries(QUANTILES.map((q) => [q, input.demand[q].slice(0, KEPT_WEEKS)]));
  return {
    firstWeek,
    lines: netted.value.sources.map(({ sourceId, quantities }) => ({ sourceId, quantities: quantities.p50 })),
    netted: {
      firstWeek,
      stored: storedInput(input, KEPT_WEEKS, more),
      kept: kept as unknown as NettingInput['demand'],
    },
  };
}

const partOf = (line: ExplainedLine, cause: (typeof CAUSES)[number]) => line.parts![CAUSES.indexOf(cause)]!;

const weekly = fc
  .array(fc.double({ min: 0, max: 900, noNaN: true }), { minLength: 39, maxLength: 39 })
  .map((units) => units.map(keptUnits));
const receipt = fc.record({
  kind: fc.constantFrom('in_transit' as const, 'open_order' as const),
  week: fc.integer({ min: 0, max: 8 }),
  quantity: fc.integer({ min: 0, max: 900 }),
  overdue: fc.constant(false),
});
const oneSource = (sourceId: string) =>
  fc
    .record({
      productionDays: fc.integer({ min: 0, max: 30 }),
      transitDays: fc.integer({ min: 0, max: 30 }),
      shareBp: fc.integer({ min: 0, max: 10_000 }),
      moq: fc.integer({ min: 0, max: 300 }),
      orderMultiple: fc.integer({ min: 1, max: 20 }),
      status: fc.constantFrom('active' as const, 'active' as const, 'suspended' as const),
      orderedToDate: fc.integer({ min: 0, max: 900 }),
      fence: fc.record({
        frozenWeeks: fc.integer({ min: 0, max: 3 }),
        firmWeeks: fc.integer({ min: 0, max: 4 }),
        flexBp: fc.integer({ min: 0, max: 5000 }),
      }),
      previous: fc.option(
        fc.record({
          weeksAgo: fc.integer({ min: 0, max: 2 }),
          quantities: fc
            .array(fc.integer({ min: 0, max: 900 }), { minLength: 13, maxLength: 13 })
            .map((told) => everyQuantile(told)),
          ordered: fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 4 }),
        }),
      ),
    })
    .map((change) => source({ sourceId, ...change }));
const input = fc
  .record({
    weekly,
    onHand: fc.integer({ min: -500, max: 5000 }),
    remainingDays: fc.integer({ min: 1, max: 7 }),
    targetDays: fc.constantFrom(15, 45, 90),
    receipts: fc.array(receipt, { maxLength: 4 }),
    sources: fc.oneof(
      oneSource('a').map((one) => [one]),
      fc.tuple(oneSource('a'), oneSource('b')),
    ),
  })
  .map((change) => sku(change));

describe('why an order forecast changed', () => {
  test('parts are whole, sum exactly to the change, and replay leaves nothing over', () => {
    fc.assert(
      fc.property(input, input, fc.integer({ min: 0, max: 4 }), (then, now, apart) => {
        const a = version(then);
        const b = version(now, addWeeks(FIRST, apart));
        for (const line of explainSku(a, b, 'p50')) {
          expect(line.change).toBe(line.now - line.was);
          expect(line.parts!.every(Number.isInteger)).toBe(true);
          expect(line.parts!.reduce((sum, part) => sum + part, 0)).toBe(line.change);
          expect(partOf(line, 'rule')).toBe(0);
        }
        expect(explainSku(a, b, 'p50')).toEqual(explainSku(a, b, 'p50'));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test('nothing differs, nothing changed', () => {
    const same = version(sku({ onHand: 100 }));
    expect(explainSku(same, same, 'p50')).toEqual([
      expect.objectContaining({ change: 0, parts: new Array(CAUSES.length).fill(0) }),
    ]);
  });

  test.each([
    ['demand', sku({ weekly: new Array(39).fill(90) })],
    ['stock', sku({ onHand: 300 })],
    ['orders', sku({ receipts: [{ kind: 'open_order', week: 3, quantity: 200, overdue: false }] })],
    ['lead', sku({ sources: [source({ productionDays: 30 })] })],
    ['terms', sku({ sources: [source({ moq: 500 })] })],
    ['share', sku({ sources: [source({ shareBp: 5000 }), source({ sourceId: 'b', shareBp: 5000 })] })],
  ] as const)('a single cause has all of it: %s', (cause, now) => {
    const lines = explainSku(version(sku()), version(now), 'p50');
    expect(lines.some(({ change }) => change !== 0)).toBe(true);
    for (const line of lines) {
      for (const moved of movingCauses(line.parts!)) expect(moved.cause).toBe(cause);
    }
  });

  test('weeks that go as planned are time; what sold or was ordered otherwise is stock and orders', () => {
    const fenced = { frozenWeeks: 3, firmWeeks: 0, flexBp: 0 };
    const then = version(sku({ onHand: 250, sources: [source({ fence: fenced })] }));
    const planned = then.lines[0]!.quantities;
    expect(planned[0]! + planned[1]!).toBeGreaterThan(0);
    // Two weeks on: what was to be sold has been sold, and what was to be ordered is on order.
    const later = (onHand: number, first = planned[0]!) =>
      version(
        sku({
          onHand,
          receipts: [
            { kind: 'open_order', week: 0, quantity: first, overdue: false },
            { kind: 'open_order', week: 1, quantity: planned[1]!, overdue: false },
          ],
          sources: [
            source({
              fence: fenced,
              previous: {
                weeksAgo: 2,
                quantities: everyQuantile(planned as number[]),
                ordered: [first, planned[1]!],
              },
            }),
          ],
        }),
        addWeeks(FIRST, 2),
      );
    const causesOf = (now: SkuVersion) =>
      movingCauses(explainSku(then, now, 'p50')[0]!.parts!).map(({ cause }) => cause);
    expect(causesOf(later(250 - 140)).filter((cause) => cause !== 'time' && cause !== 'demand')).toEqual([]);
    expect(causesOf(later(250 - 240))).toContain('stock');
    expect(causesOf(later(250 - 140, 0))).toContain('orders');
  });

  test('a planner’s figure and the engine’s are told apart', () => {
    const engine = new Array<number>(39).fill(70);
    const planned = engine.map((units, week) => (week < 8 ? units + 20 : units));
    const now = version(sku({ weekly: planned }), FIRST, { modelDemand: everyQuantile(engine) });
    const [line] = explainSku(version(sku()), now, 'p50');
    expect(partOf(line!, 'override')).toBe(line!.change);
    expect(line!.change).toBeGreaterThan(0);
  });

  test('an agreed change of a frozen week is named as such', () => {
    const told = new Array<number>(13).fill(60);
    const after = told.map((pieces, week) => (week === 1 ? 5000 : pieces));
    const fenced = (quantities: number[]) =>
      sku({
        sources: [
          source({
            fence: { frozenWeeks: 2, firmWeeks: 0, flexBp: 0 },
            previous: { weeksAgo: 0, quantities: everyQuantile(quantities), ordered: [] },
          }),
        ],
      });
    const now = version(fenced(after), FIRST, {
      agreed: [{ sourceId: 'a', week: 1, was: everyQuantile(60), to: 5000 }],
    });
    const [line] = explainSku(version(fenced(told)), now, 'p50');
    expect(movingCauses(line!.parts!)).toEqual([{ cause: 'agreed', pieces: line!.change }]);
    expect(line!.change).toBeGreaterThan(3000);
    expect(partOf(line!, 'fence')).toBe(0);
  });

  test('a SKU that was added or taken out says so; without an input nothing is claimed', () => {
    const some = version(sku({ sources: [source({ moq: 10 })] }));
    const none: SkuVersion = { firstWeek: FIRST, lines: [], netted: null };
    const [added] = explainSku(none, some, 'p50');
    expect(partOf(added!, 'share')).toBe(added!.change);
    const [gone] = explainSku(some, none, 'p50');
    expect(partOf(gone!, 'share')).toBe(gone!.change);
    expect(gone!.change).toBeLessThan(0);
    expect(explainSku({ ...some, netted: null }, some, 'p50')[0]!.parts).toBeNull();
  });

  test('what a replay cannot reproduce is the rule’s', () => {
    const then = version(sku());
    const now = version(sku());
    const moved = {
      ...now,
      lines: now.lines.map((l) => ({ ...l, quantities: l.quantities.map((q) => q + 1) })),
    };
    expect(partOf(explainSku(then, moved, 'p50')[0]!, 'rule')).toBe(13);
  });
});
