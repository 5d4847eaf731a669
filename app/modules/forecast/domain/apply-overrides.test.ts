import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { applyOverrides, type DemandOverride, OVERRIDE_MODEL } from './apply-overrides';
import { ALL_MARKETS, DEMAND_CURVES, type SkuDemand } from './sku-demand';

const FIRST = '2026-11-23' as CalendarDate;
const WEEKS = 4;
const SHARES = { p10: 0.5, p50: 0.9, p70: 1.1, p80: 1.3, p90: 1.6 };

function line(marketCode: string, mean: number[]) {
  const curve = (factor: number) => mean.map((value) => value * factor);
  return {
    marketCode,
    curves: {
      mean,
      p10: curve(SHARES.p10),
      p50: curve(SHARES.p50),
      p70: curve(SHARES.p70),
      p80: curve(SHARES.p80),
      p90: curve(SHARES.p90),
    },
    modelMean: null,
    model: 'ets',
    backtest: { wape: null, bias: null, mase: null, folds: 0 },
    historyWeeks: 60,
    censoredWeeks: 0,
  };
}

function demandOf(markets: Record<string, number[]>): SkuDemand {
  const lines = Object.entries(markets).map(([code, mean]) => line(code, mean));
  const total = Array.from({ length: WEEKS }, (_, w) => lines.reduce((sum, l) => sum + l.curves.mean[w]!, 0));
  return { lines: [line(ALL_MARKETS, total), ...lines], history: [], historyFirstWeek: null };
}

const at = (marketCode: string, week: number, units: number): DemandOverride => ({
  marketCode,
  week: addWeeks(FIRST, week),
  units,
});

const meanOf = (demand: SkuDemand, marketCode: string) =>
  demand.lines.find((l) => l.marketCode === marketCode)!.curves.mean;

describe('putting planners’ figures into demand', () => {
  const demand = demandOf({ US: [100, 100, 100, 100], DE: [50, 50, 50, 0] });

  test('a market’s figure takes its place and moves the total; the engine’s mean is kept', () => {
    const done = applyOverrides(demand, FIRST, [at('US', 1, 150)]);
    expect(meanOf(done, 'US')).toEqual([100, 150, 100, 100]);
    expect(meanOf(done, ALL_MARKETS)).toEqual([150, 200, 150, 100]);
    expect(done.lines.find((l) => l.marketCode === 'US')!.modelMean).toEqual([100, 100, 100, 100]);
    expect(done.lines.find((l) => l.marketCode === 'DE')!.modelMean).toBeNull();
    expect(done.lines.find((l) => l.marketCode === 'US')!.curves.p90[1]).toBeCloseTo(240);
  });

  test('where nothing was expected the quantiles move up by the figure', () => {
    const done = applyOverrides(demand, FIRST, [at('DE', 3, 30)]);
    expect(done.lines.find((l) => l.marketCode === 'DE')!.curves.p90[3]).toBe(30);
  });

  test('a figure for all markets is spread by their means, around those with one of their own', () => {
    expect(meanOf(applyOverrides(demand, FIRST, [at(ALL_MARKETS, 0, 300)]), 'DE')[0]).toBe(100);
    const both = applyOverrides(demand, FIRST, [at(ALL_MARKETS, 0, 300), at('US', 0, 120)]);
    expect([meanOf(both, 'US')[0], meanOf(both, 'DE')[0]]).toEqual([120, 180]);
    const tooMuch = applyOverrides(demand, FIRST, [at(ALL_MARKETS, 0, 100), at('US', 0, 120)]);
    expect([meanOf(tooMuch, 'DE')[0], meanOf(tooMuch, ALL_MARKETS)[0]]).toEqual([0, 120]);
  });

  test('a market without a line gets one; a SKU without any takes the figure as its total', () => {
    const opened = applyOverrides(demand, FIRST, [at('TH', 2, 12)]);
    expect(opened.lines.find((l) => l.marketCode === 'TH')!.model).toBe(OVERRIDE_MODEL);
    expect(meanOf(opened, ALL_MARKETS)[2]).toBe(162);
    const fresh = { ...demand, lines: [line(ALL_MARKETS, [0, 0, 0, 0])] };
    expect(meanOf(applyOverrides(fresh, FIRST, [at(ALL_MARKETS, 1, 40)]), ALL_MARKETS)).toEqual([
      0, 40, 0, 0,
    ]);
  });

  test('weeks outside the curves and an empty list change nothing', () => {
    const outside = applyOverrides(demand, FIRST, [at('US', -1, 9), at('US', WEEKS, 9)]);
    expect(outside.lines.map(({ curves }) => curves)).toEqual(demand.lines.map(({ curves }) => curves));
    expect(outside.lines.every(({ modelMean }) => modelMean === null)).toBe(true);
  });

  test('totals add up, quantiles stay in order and at or above 0, other weeks are left alone', () => {
    const mean = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), {
      minLength: WEEKS,
      maxLength: WEEKS,
    });
    const override = fc.record({
      marketCode: fc.constantFrom(ALL_MARKETS, 'US', 'DE', 'TH'),
      week: fc.integer({ min: 0, max: WEEKS - 1 }),
      units: fc.double({ min: 0, max: 1e6, noNaN: true }),
    });
    fc.assert(
      fc.property(mean, mean, fc.array(override, { maxLength: 6 }), (us, de, list) => {
        const before = demandOf({ US: us, DE: de });
        const overrides = list.map(({ marketCode, week, units }) => at(marketCode, week, units));
        const done = applyOverrides(before, FIRST, overrides);
        const markets = done.lines.filter((l) => l.marketCode !== ALL_MARKETS);
        const touched = new Set(list.map(({ week }) => week));
        for (let w = 0; w < WEEKS; w++) {
          const sum = markets.reduce((total, l) => total + l.curves.mean[w]!, 0);
          expect(Math.abs(meanOf(done, ALL_MARKETS)[w]! - sum)).toBeLessThan(1e-6 * Math.max(1, sum));
          for (const l of done.lines) {
            for (const curve of DEMAND_CURVES) expect(l.curves[curve][w]).toBeGreaterThanOrEqual(0);
            const { p10, p50, p90 } = l.curves;
            expect(p10[w]! <= p50[w]! && p50[w]! <= p90[w]!).toBe(true);
          }
          if (!touched.has(w)) expect(meanOf(done, 'US')[w]).toBe(us[w]);
        }
      }),
    );
  });
});
