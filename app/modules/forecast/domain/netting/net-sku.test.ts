import { describe, expect, it } from 'vitest';
import { everyQuantile, sku, source } from './fixtures';
import { netSku } from './net-sku';
import { decodeTrace } from './trace';
import type { NettingInput, SkuNetting, SourceTrace } from './types';

function net(input: NettingInput): SkuNetting {
  const result = netSku(input);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const quantities = (input: NettingInput, sourceId = 'a') =>
  net(input).sources.find((s) => s.sourceId === sourceId)!.quantities.p50;

const codes = (trace: SourceTrace, week: number) => decodeTrace(trace, 'p50')[week]!.why.map((w) => w.code);

describe('netSku', () => {
  it('orders a week of demand per week once the target is reached', () => {
    // Lead time 14 days: the first order arrives in week 2, then 140 must be in stock and 3 × 70 were consumed.
    expect(quantities(sku())).toEqual([350, ...new Array<number>(12).fill(70)]);
  });

  it('offsets by lead time: nothing can be wanted before it, and no week is skipped', () => {
    const value = net(sku({ onHand: 280 }));
    expect(value.sources[0]!.leadTimeWeeks).toBe(2);
    expect(value.profile.p50.planned.slice(0, 4)).toEqual([0, 0, 70, 70]);
    expect(value.sources[0]!.quantities.p50.slice(0, 2)).toEqual([70, 70]);
  });

  it('takes only the days that are left of the first week', () => {
    const profile = net(sku({ remainingDays: 2, onHand: 500 })).profile.p50;
    expect(profile.gross.slice(0, 2)).toEqual([20, 70]);
    expect(profile.projected[0]).toBe(480);
  });

  it('sums the target forward over exact days', () => {
    const weekly = Array.from({ length: 39 }, (_, week) => 7 * (week + 1));
    const profile = net(sku({ weekly, targetDays: 90 })).profile.p50;
    let expected = 0;
    for (let week = 1; week <= 12; week++) expected += weekly[week]!;
    expect(profile.target[0]).toBe(expected + (weekly[13]! * 6) / 7);
  });

  it('carries a shortage and owed pieces instead of dropping them', () => {
    const value = net(sku({ onHand: -100 }));
    expect(value.profile.p50.projected.slice(0, 2)).toEqual([-170, -240]);
    expect(value.sources[0]!.quantities.p50[0]).toBe(450);
    expect(codes(value.sources[0]!.trace, 0)).toEqual(['lead_time_unreachable', 'shortage_carried']);
  });

  it('counts overdue receipts in week 0, in both kinds, and says so', () => {
    const value = net(
      sku({
        receipts: [
          { kind: 'open_order', week: 0, quantity: 60, overdue: true },
          { kind: 'in_transit', week: 1, quantity: 40, overdue: false },
          { kind: 'in_transit', week: 99, quantity: 5, overdue: false },
        ],
      }),
    );
    expect(value.sources[0]!.quantities.p50[0]).toBe(250);
    expect(value.receiptsBeyond).toBe(5);
    const bucket = decodeTrace(value.sources[0]!.trace, 'p50')[0]!;
    expect(bucket.before).toEqual({ inTransit: 40, openOrders: 60, planned: 0, gross: 140 });
    expect(bucket.why[0]).toEqual({
      code: 'overdue_receipt',
      params: { pieces: 60, inTransit: 0, openOrders: 60 },
    });
  });

  it('repeats the average of the last 13 weeks beyond the forecast, and says from where', () => {
    const weekly = [...new Array<number>(10).fill(500), ...new Array<number>(13).fill(26)];
    weekly[22] = 39;
    const value = net(sku({ weekly }));
    expect(value.profile.p50.gross).toHaveLength(15);
    const long = net(sku({ weekly: weekly.slice(10), targetDays: 28 }));
    expect(long.profile.p50.gross[13]).toBe(27);
    expect(codes(long.sources[0]!.trace, 6)).not.toContain('extrapolated_demand');
    expect(decodeTrace(long.sources[0]!.trace, 'p50')[7]!.why[0]).toEqual({
      code: 'extrapolated_demand',
      params: { fromWeek: 9 },
    });
  });

  it('raises to the minimum, then lives off the surplus', () => {
    const value = net(sku({ onHand: 280, sources: [source({ moq: 150, orderMultiple: 40 })] }));
    expect(value.sources[0]!.quantities.p50.slice(0, 5)).toEqual([160, 0, 160, 0, 160]);
    expect(decodeTrace(value.sources[0]!.trace, 'p50')[0]!.why.at(-1)).toEqual({
      code: 'moq_raised',
      params: { from: 70, to: 160, moq: 150 },
    });
    expect(decodeTrace(value.sources[0]!.trace, 'p50')[1]!.why).toEqual([
      { code: 'covered', params: { above: 20 } },
    ]);
  });

  it('splits by share, and equal shares exactly', () => {
    const sources = [
      source({ sourceId: 'a', shareBp: 5_000 }),
      source({ sourceId: 'b', shareBp: 5_000, priority: 2 }),
    ];
    const value = net(sku({ onHand: 280, sources }));
    expect(value.sources.map((s) => s.quantities.p50[0])).toEqual([35, 35]);
    const odd = net(sku({ onHand: 281, sources }));
    expect(odd.sources.map((s) => s.quantities.p50.slice(0, 3))).toEqual([
      [35, 35, 35],
      [34, 35, 35],
    ]);
  });

  it('scales the shares when a source is suspended, and lets a backup without a share stand by', () => {
    const sources = [
      source({ sourceId: 'a', shareBp: 6_000, status: 'suspended' }),
      source({ sourceId: 'b', shareBp: 4_000, priority: 2 }),
      source({ sourceId: 'c', shareBp: 0, priority: 3 }),
    ];
    const value = net(sku({ onHand: 280, sources }));
    expect(value.sources.map((s) => s.quantities.p50[0])).toEqual([0, 70, 0]);
    expect(codes(value.sources[0]!.trace, 3)).toEqual(['source_suspended']);
    expect(codes(value.sources[1]!.trace, 3)).toEqual(['share_scaled']);
    const alone = net(sku({ onHand: 280, sources: [sources[0]!, sources[2]!] }));
    expect(alone.sources.map((s) => s.quantities.p50[0])).toEqual([0, 70]);
  });

  it('starts from who is behind by past orders, so the first in priority does not win every week', () => {
    const both = (a: number, b: number) => [
      source({ sourceId: 'a', shareBp: 5_000, moq: 100, orderedToDate: a }),
      source({ sourceId: 'b', shareBp: 5_000, moq: 100, orderedToDate: b, priority: 2 }),
    ];
    const first = (a: number, b: number) =>
      net(sku({ onHand: 280, sources: both(a, b) })).sources.map((s) => s.quantities.p50[0]);
    expect(first(0, 0)).toEqual([100, 0]);
    expect(first(100, 0)).toEqual([0, 100]);
  });

  it('shows no source another one’s id or figures', () => {
    const sources = [
      source({ sourceId: 'own', shareBp: 7_000 }),
      source({ sourceId: 'secret', shareBp: 3_000, moq: 987, priority: 2, productionDays: 30 }),
    ];
    const text = JSON.stringify(net(sku({ sources })).sources[0]!.trace);
    expect(text).not.toContain('secret');
    expect(text).not.toContain('987');
  });

  it('gives the same first buckets for a longer horizon', () => {
    const sources = [
      source({ sourceId: 'a', shareBp: 5_000, moq: 90 }),
      source({ sourceId: 'b', shareBp: 5_000, moq: 60, productionDays: 40, priority: 2 }),
    ];
    for (const id of ['a', 'b']) {
      const short = quantities(sku({ sources, horizonWeeks: 8 }), id);
      expect(quantities(sku({ sources, horizonWeeks: 13 }), id).slice(0, 8)).toEqual(short);
    }
  });

  it('nets each quantile on its own', () => {
    const input = sku({ onHand: 280 });
    input.demand = { ...everyQuantile(new Array<number>(39).fill(70)), p90: new Array<number>(39).fill(100) };
    const value = net(input).sources[0]!;
    expect(value.quantities.p50[1]).toBe(70);
    expect(value.quantities.p90[1]).toBe(100);
  });

  it('plans nothing without sources', () => {
    const value = net(sku({ sources: [] }));
    expect(value.sources).toEqual([]);
    expect(value.profile.p50.projected[0]).toBe(-70);
  });

  it.each([
    ['horizonWeeks', { horizonWeeks: 0 }],
    ['remainingDays', { remainingDays: 8 }],
    ['targetDays', { targetDays: -1 }],
    ['onHand', { onHand: 0.5 }],
    ['demand.mean', { weekly: [1, Number.NaN] }],
    ['demand.mean', { weekly: [] }],
    ['demand.mean', { weekly: [-1] }],
    ['receipts.quantity', { receipts: [{ kind: 'in_transit', week: 0, quantity: -1, overdue: false }] }],
    ['receipts.week', { receipts: [{ kind: 'in_transit', week: 1, quantity: 1, overdue: true }] }],
    ['sourceId', { sources: [source(), source()] }],
    ['orderMultiple', { sources: [source({ orderMultiple: 0 })] }],
    ['productionDays', { sources: [source({ productionDays: -1 })] }],
  ] as [string, Parameters<typeof sku>[0]][])('refuses a wrong %s', (what, change) => {
    const result = netSku(sku(change));
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error).toMatchObject({ code: 'netting_invalid', params: { what } });
  });
});

describe('fences', () => {
  const fence = { frozenWeeks: 2, firmWeeks: 3, flexBp: 2_000 };
  const previous = (p50: number[], weeksAgo = 0, ordered: number[] = []) => ({
    weeksAgo,
    quantities: everyQuantile(p50),
    ordered,
  });
  const fenced = (p50: number[], change: Partial<Parameters<typeof source>[0]> = {}) =>
    net(sku({ onHand: 280, sources: [source({ fence, previous: previous(p50), ...change })] })).sources[0]!;

  it('keeps frozen weeks, clamps firm ones and makes up for it later', () => {
    const flat = new Array<number>(13).fill(40);
    // Wanted 70 a week. Frozen: 40. Firm: at most 48. Free from week 5: all that is missing at once.
    const value = fenced(flat);
    expect(value.quantities.p50).toEqual([40, 40, 48, 48, 48, 196, ...new Array<number>(7).fill(70)]);
    const buckets = decodeTrace(value.trace, 'p50');
    expect(buckets[0]!.why).toEqual([
      { code: 'fence_frozen', params: { wanted: 70, quantity: 40, previous: 40 } },
      { code: 'below_target_until', params: { pieces: 30, week: 7 } },
    ]);
    expect(buckets[2]!.why[0]).toEqual({
      code: 'fence_firm_clamped',
      params: { wanted: 130, quantity: 48, previous: 40, low: 32, high: 48 },
    });
    expect(buckets[5]!.why).toEqual([]);
    expect(buckets.map((b) => b.zone).slice(0, 6)).toEqual([
      'frozen',
      'frozen',
      'firm',
      'firm',
      'firm',
      'free',
    ]);
  });

  it('keeps firm weeks up as well as down, and lets the excess flow on', () => {
    const value = fenced([100, 100, 100, 100, 100, 100]);
    expect(value.quantities.p50.slice(0, 9)).toEqual([100, 100, 80, 80, 80, 0, 50, 70, 70]);
  });

  it('takes a whole multiple inside the band, or the previous figure if there is none', () => {
    expect(fenced([40, 40, 40], { orderMultiple: 15 }).quantities.p50[2]).toBe(45);
    const value = fenced([40, 40, 40], { orderMultiple: 100 });
    expect(value.quantities.p50[2]).toBe(40);
    expect(codes(value.trace, 2)).toContain('fence_without_lot');
  });

  it('takes what was ordered since off the forecast, and flexes the figure before that', () => {
    const value = fenced([], { previous: previous([40, 40, 40, 40], 0, [30, 90, 30]) });
    // frozen: 40-30, 40-90 → 0; firm week 2: 32…48 less 30.
    expect(value.quantities.p50.slice(0, 3)).toEqual([10, 0, 18]);
    expect(codes(value.trace, 0)).toContain('forecast_consumed');
  });

  it('aligns the previous version by calendar week and carries what was never ordered', () => {
    const aligned = fenced([], { previous: previous([40, 40, 50, 60], 2, [40, 40]) });
    expect(aligned.quantities.p50.slice(0, 2)).toEqual([50, 60]);
    const late = fenced([], { previous: previous([40, 40, 50, 60], 2, [40, 15]) });
    expect(late.quantities.p50.slice(0, 2)).toEqual([75, 60]);
    expect(decodeTrace(late.trace, 'p50')[0]!.why).toContainEqual({
      code: 'past_forecast_carried',
      params: { pieces: 25 },
    });
  });

  it('does not bind where the previous version says nothing', () => {
    expect(fenced([40]).quantities.p50.slice(0, 3)).toEqual([40, 100, 70]);
    expect(fenced([], { previous: null }).quantities.p50.slice(0, 2)).toEqual([70, 70]);
  });

  it('lets another source take in the same week what a fence forbids', () => {
    const sources = [
      source({ sourceId: 'a', shareBp: 5_000, fence, previous: previous([20, 20, 20, 20, 20]) }),
      source({ sourceId: 'b', shareBp: 5_000, priority: 2 }),
    ];
    const value = net(sku({ onHand: 280, sources }));
    expect(value.sources[0]!.quantities.p50.slice(0, 3)).toEqual([20, 20, 24]);
    expect(value.sources[1]!.quantities.p50.slice(0, 3)).toEqual([50, 50, 46]);
    expect(codes(value.sources[1]!.trace, 0)).toEqual(['rest_after_fenced']);
  });
});
