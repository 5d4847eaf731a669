import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalInput } from './canonical';
import { zoneOf } from './fences';
import { source } from './fixtures';
import { lotAtLeast, lotOf } from './lots';
import { netSku } from './net-sku';
import { type SplitParty, splitNeed } from './split';
import { decodeTrace } from './trace';
import { type NettingInput, type NettingSource, QUANTILES, type SkuNetting } from './types';

const runs = { numRuns: 300 };

function net(input: NettingInput): SkuNetting {
  const result = netSku(input);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const milli = (pieces: number) => Math.round(pieces * 1000);
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

const pieces = fc.integer({ min: 0, max: 900 });
const demandOf = fc.array(
  fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 400_000 }).map((m) => m / 1000),
  ),
  { minLength: 8, maxLength: 39 },
);
const receiptOf = fc.oneof(
  fc.record({
    kind: fc.constantFrom('in_transit' as const, 'open_order' as const),
    week: fc.integer({ min: 0, max: 20 }),
    quantity: pieces,
    overdue: fc.constant(false),
  }),
  fc.record({
    kind: fc.constantFrom('in_transit' as const, 'open_order' as const),
    week: fc.constant(0),
    quantity: pieces,
    overdue: fc.constant(true),
  }),
);
const previousOf = fc.record({
  weeksAgo: fc.integer({ min: 0, max: 3 }),
  quantities: fc
    .array(pieces, { minLength: 4, maxLength: 13 })
    .map((q) => ({ mean: q, p50: q, p70: q, p80: q, p90: q })),
  ordered: fc.array(pieces, { maxLength: 6 }),
});

function sourcesOf(options: {
  fences: boolean;
  sameLead?: boolean;
  max?: number;
}): fc.Arbitrary<NettingSource[]> {
  const one = fc.record({
    productionDays: options.sameLead ? fc.constant(12) : fc.integer({ min: 0, max: 45 }),
    transitDays: options.sameLead ? fc.constant(9) : fc.integer({ min: 0, max: 35 }),
    shareBp: fc.integer({ min: 1, max: 10_000 }),
    priority: fc.integer({ min: 1, max: 2 }),
    moq: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 600 })),
    orderMultiple: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 120 })),
    orderedToDate: fc.integer({ min: 0, max: 2_000 }),
    fence: fc.record({
      frozenWeeks: fc.integer({ min: 0, max: 4 }),
      firmWeeks: fc.integer({ min: 0, max: 5 }),
      flexBp: fc.integer({ min: 0, max: 5_000 }),
    }),
    previous: options.fences ? fc.option(previousOf, { nil: null }) : fc.constant(null),
  });
  return fc
    .array(one, { minLength: 1, maxLength: options.max ?? 3 })
    .map((list) => list.map((s, i) => source({ ...s, sourceId: `s${i}` })));
}

function inputOf(sources: fc.Arbitrary<NettingSource[]>): fc.Arbitrary<NettingInput> {
  return fc.record({
    horizonWeeks: fc.integer({ min: 1, max: 13 }),
    remainingDays: fc.integer({ min: 1, max: 7 }),
    targetDays: fc.oneof(fc.constantFrom(15, 45, 90), fc.integer({ min: 0, max: 120 })),
    demand: fc.record({ mean: demandOf, p50: demandOf, p70: demandOf, p80: demandOf, p90: demandOf }),
    onHand: fc.integer({ min: -500, max: 5_000 }),
    receipts: fc.array(receiptOf, { maxLength: 6 }),
    sources,
  });
}

const unfenced = inputOf(sourcesOf({ fences: false }));
const fenced = inputOf(sourcesOf({ fences: true }));

describe('netting, for any input', () => {
  it('keeps projected stock at or above target from the first week that lead time can reach, when unfenced', () => {
    fc.assert(
      fc.property(unfenced, (input) => {
        const { profile, sources } = net(input);
        const first = Math.min(...sources.map((s) => s.leadTimeWeeks));
        for (const quantile of QUANTILES) {
          const { projected, target } = profile[quantile];
          for (let t = first; t < projected.length; t++) {
            expect(milli(projected[t]!)).toBeGreaterThanOrEqual(milli(target[t]!));
          }
        }
      }),
      runs,
    );
  });

  it('conserves: start + scheduled + planned − gross = end, in every week, to the thousandth of a piece', () => {
    fc.assert(
      fc.property(fenced, (input) => {
        const { profile, sources } = net(input);
        for (const quantile of QUANTILES) {
          const { gross, planned, projected } = profile[quantile];
          const demand = input.demand[quantile];
          let stock = input.onHand * 1000;
          for (let t = 0; t < projected.length; t++) {
            const scheduled = sum(input.receipts.filter((r) => r.week === t).map((r) => r.quantity));
            // The demand of a week is consumed once: whole, or its remaining days in week 0.
            if (t === 0)
              expect(milli(gross[0]!)).toBe(Math.round((milli(demand[0]!) * input.remainingDays) / 7));
            else if (t < demand.length) expect(milli(gross[t]!)).toBe(milli(demand[t]!));
            stock += (scheduled + planned[t]!) * 1000 - milli(gross[t]!);
            expect(milli(projected[t]!)).toBe(stock);
            // Every planned receipt is some source's bucket, one lead time earlier, and the reverse.
            const released = sources.map((s) => s.quantities[quantile][t - s.leadTimeWeeks] ?? 0);
            const whole = sources.every((s) => t - s.leadTimeWeeks < input.horizonWeeks);
            if (whole) expect(sum(released)).toBe(planned[t]);
            else expect(sum(released)).toBeLessThanOrEqual(planned[t]!);
          }
        }
      }),
      runs,
    );
  });

  it('orders nothing or at least the minimum in whole multiples, when unfenced', () => {
    fc.assert(
      fc.property(unfenced, (input) => {
        for (const s of net(input).sources) {
          const { moq, orderMultiple } = input.sources.find((one) => one.sourceId === s.sourceId)!;
          for (const quantity of QUANTILES.flatMap((quantile) => s.quantities[quantile])) {
            expect(quantity === 0 || (quantity >= moq && quantity % orderMultiple === 0)).toBe(true);
            expect(Number.isSafeInteger(quantity) && quantity >= 0).toBe(true);
          }
        }
      }),
      runs,
    );
  });

  it('gives two sources of one lead time their shares within one lot over the horizon, when unfenced', () => {
    const two = sourcesOf({ fences: false, sameLead: true, max: 2 }).map((list) =>
      list.map((s) => ({ ...s, orderedToDate: 0 })),
    );
    fc.assert(
      fc.property(inputOf(two), (input) => {
        const { sources } = net(input);
        const largest = Math.max(...input.sources.map((s) => lotOf(s.moq, s.orderMultiple).smallest));
        const shares = sum(input.sources.map((s) => s.shareBp));
        for (const quantile of QUANTILES) {
          const total = sum(sources.flatMap((s) => s.quantities[quantile]));
          for (const s of sources) {
            const agreed = input.sources.find((one) => one.sourceId === s.sourceId)!.shareBp / shares;
            const off = Math.abs(sum(s.quantities[quantile]) - agreed * total);
            expect(off).toBeLessThanOrEqual(largest + 1e-6);
          }
        }
      }),
      runs,
    );
  });

  it('leaves frozen buckets as they were and firm ones inside their band', () => {
    fc.assert(
      fc.property(fenced, (input) => {
        for (const s of net(input).sources) {
          const { fence, previous } = input.sources.find((one) => one.sourceId === s.sourceId)!;
          if (!previous) continue;
          const late =
            sum(previous.quantities.p50.slice(0, previous.weeksAgo)) -
            sum(previous.ordered.slice(0, previous.weeksAgo));
          for (let week = 0; week < input.horizonWeeks; week++) {
            const then = previous.quantities.p50[week + previous.weeksAgo];
            if (then === undefined) continue;
            const base = then + (week === 0 ? Math.max(0, late) : 0);
            const ordered = previous.ordered[week + previous.weeksAgo] ?? 0;
            const quantity = s.quantities.p50[week]!;
            const zone = zoneOf(week, fence);
            if (zone === 'frozen') expect(quantity).toBe(Math.max(0, base - ordered));
            if (zone === 'firm') {
              expect(quantity + ordered).toBeGreaterThanOrEqual((base * (10_000 - fence.flexBp)) / 10_000);
              const most = (base * (10_000 + fence.flexBp)) / 10_000;
              expect(quantity).toBeLessThanOrEqual(Math.max(0, most - ordered));
            }
          }
        }
      }),
      runs,
    );
  });

  it('does not depend on the order of sources and receipts, and is the same twice', () => {
    fc.assert(
      fc.property(fenced, (input) => {
        const turned = {
          ...input,
          sources: [...input.sources].reverse(),
          receipts: [...input.receipts].reverse(),
        };
        expect(net(turned)).toEqual(net(input));
        expect(canonicalInput(turned)).toBe(canonicalInput(input));
      }),
      runs,
    );
  });

  it('tells an arithmetic that adds up in every bucket, and survives JSON', () => {
    fc.assert(
      fc.property(fenced, (input) => {
        for (const s of net(input).sources) {
          const trace = JSON.parse(JSON.stringify(s.trace));
          expect(trace).toEqual(s.trace);
          const buckets = decodeTrace(trace, 'p80');
          expect(buckets.map((b) => b.quantity)).toEqual(s.quantities.p80);
          for (const b of buckets) {
            expect(b.arrivalWeek).toBe(b.releaseWeek + s.leadTimeWeeks);
            expect(b.exFactoryWeek).toBeGreaterThanOrEqual(b.releaseWeek);
            expect(b.exFactoryWeek).toBeLessThanOrEqual(b.arrivalWeek);
            const { inTransit, openOrders, planned, gross } = b.before;
            expect(milli(b.onHand + inTransit + openOrders + planned - gross)).toBe(milli(b.projectedBefore));
            const unplanned = b.projectedBefore + b.inTransit + b.openOrders - b.gross;
            expect(milli(b.net)).toBe(milli(Math.max(0, b.target - unplanned)));
            expect(milli(unplanned + b.planned)).toBe(milli(b.projectedAfter));
            expect(b.wanted + b.fenceEffect).toBe(b.quantity);
            expect(b.quantity).toBeLessThanOrEqual(b.planned);
            for (const { params } of b.why) {
              for (const value of Object.values(params)) expect(Number.isFinite(value)).toBe(true);
            }
            if (b.wanted !== b.quantity) expect(b.why.length).toBeGreaterThan(0);
          }
        }
      }),
      runs,
    );
  });

  it('gives the same plan a week later when the first bucket was ordered as forecast', () => {
    // Exact for sources of one lead time. With different ones the week between the two lead times is split among
    // fewer sources the second time, by design.
    const input = inputOf(sourcesOf({ fences: false, sameLead: true, max: 2 }));
    fc.assert(
      fc.property(input, (now) => {
        const before = { ...now, horizonWeeks: now.horizonWeeks + 1 };
        // A forecast long enough that neither plan extrapolates.
        // Its first week is a multiple of 7, so that what is left after any day is whole pieces.
        const long = (weekly: readonly number[]) =>
          Array.from({ length: 60 }, (_, i) =>
            i === 0 ? Math.round(weekly[0]!) * 7 : weekly[i % weekly.length]!,
          );
        before.demand = {
          mean: long(now.demand.mean),
          p50: long(now.demand.p50),
          p70: long(now.demand.p70),
          p80: long(now.demand.p80),
          p90: long(now.demand.p90),
        };
        const first = net(before);
        // Each quantile would order something else, so each is followed on its own.
        const followed = first.sources.map((s) => s.quantities.p70[0]!);
        const shift = (weekly: readonly number[]) => weekly.slice(1);
        const opening =
          before.onHand +
          sum(before.receipts.filter((r) => r.week === 0).map((r) => r.quantity)) +
          first.profile.p70.planned[0]! -
          first.profile.p70.gross[0]!;
        expect(Number.isInteger(opening)).toBe(true);
        const second = net({
          ...before,
          horizonWeeks: now.horizonWeeks,
          remainingDays: 7,
          demand: {
            mean: shift(before.demand.mean),
            p50: shift(before.demand.p50),
            p70: shift(before.demand.p70),
            p80: shift(before.demand.p80),
            p90: shift(before.demand.p90),
          },
          onHand: opening,
          receipts: [
            ...before.receipts.filter((r) => r.week > 0).map((r) => ({ ...r, week: r.week - 1 })),
            ...first.sources.flatMap((s, i) =>
              s.leadTimeWeeks === 0
                ? []
                : [
                    {
                      kind: 'open_order' as const,
                      week: s.leadTimeWeeks - 1,
                      quantity: followed[i]!,
                      overdue: false,
                    },
                  ],
            ),
          ],
          sources: before.sources.map((s) => ({
            ...s,
            orderedToDate:
              (s.orderedToDate ?? 0) + followed[first.sources.findIndex((f) => f.sourceId === s.sourceId)]!,
          })),
        });
        second.sources.forEach((s, i) => {
          expect(s.quantities.p70).toEqual(first.sources[i]!.quantities.p70.slice(1));
        });
      }),
      runs,
    );
  });
});

describe('splitNeed, for any parties', () => {
  const partyOf = fc
    .record({
      weight: fc.integer({ min: 1, max: 10_000 }),
      moq: fc.integer({ min: 0, max: 500 }),
      multiple: fc.integer({ min: 1, max: 100 }),
    })
    .map(({ weight, moq, multiple }): SplitParty => ({ weight, behind: 0, lot: lotOf(moq, multiple) }));
  const needsOf = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 60 });

  function follow(
    parties: SplitParty[],
    needs: readonly number[],
    check: (q: number[], need: number) => void,
  ) {
    const behind = parties.map((p) => ({ ...p }));
    for (const need of needs) {
      const { quantities, shares } = splitNeed(need, behind);
      check(quantities, need);
      const total = sum(quantities);
      behind.forEach((p, i) => {
        p.behind += shares[i]! * total - quantities[i]!;
      });
    }
    return behind.map((p) => p.behind);
  }

  it('covers the need, and by less than one lot more', () => {
    fc.assert(
      fc.property(fc.array(partyOf, { minLength: 1, maxLength: 4 }), needsOf, (parties, needs) => {
        const largest = Math.max(...parties.map((p) => p.lot.smallest));
        follow(parties, needs, (quantities, need) => {
          expect(sum(quantities)).toBeGreaterThanOrEqual(need);
          expect(sum(quantities) - need).toBeLessThan(Math.max(largest, 1));
          quantities.forEach((q, i) => {
            expect(q).toBe(lotAtLeast(q, parties[i]!.lot));
          });
        });
      }),
      runs,
    );
  });

  it('keeps two sources within one lot of their shares over the horizon, however many weeks', () => {
    fc.assert(
      fc.property(fc.array(partyOf, { minLength: 2, maxLength: 2 }), needsOf, (parties, needs) => {
        const largest = Math.max(...parties.map((p) => p.lot.smallest));
        for (const behind of follow(parties, needs, () => {})) {
          expect(Math.abs(behind)).toBeLessThanOrEqual(largest + 1e-6);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('lets no source get more than one lot ahead, nor further behind than the others are ahead', () => {
    fc.assert(
      fc.property(fc.array(partyOf, { minLength: 3, maxLength: 5 }), needsOf, (parties, needs) => {
        const largest = Math.max(...parties.map((p) => p.lot.smallest));
        const behind = follow(parties, needs, () => {});
        expect(sum(behind)).toBeCloseTo(0, 6);
        for (const pieces of behind) expect(-pieces).toBeLessThanOrEqual(largest + 1e-6);
      }),
      { numRuns: 1_000 },
    );
  });

  it('splits equal shares so that they sum exactly and differ by at most one multiple', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 30 }),
        (n, multiple, lots) => {
          const parties = Array.from({ length: n }, () => ({
            weight: 1,
            behind: 0,
            lot: lotOf(0, multiple),
          }));
          const totals = new Array<number>(n).fill(0);
          follow(
            parties,
            lots.map((count) => count * multiple),
            (quantities, need) => {
              expect(sum(quantities)).toBe(need);
              quantities.forEach((q, i) => {
                totals[i]! += q;
              });
              expect(Math.max(...totals) - Math.min(...totals)).toBeLessThanOrEqual(multiple);
            },
          );
        },
      ),
      runs,
    );
  });
});
