import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { currentEngine } from './demand/current-engine';
import type { DemandEngine, DemandSeries } from './demand/engine';
import { ALL_MARKETS, DEMAND_CURVES, forecastSku, type MarketSales, mondayOfIndex } from './sku-demand';

const FIRST = mondayOfIndex(2900);
const until = (weeks: number): CalendarDate => addDays(FIRST, weeks * 7 - 1);

/** A market with units per week from `FIRST` on; `from` shifts its first week. */
const market = (marketCode: string, units: readonly number[], from = 0): MarketSales => ({
  marketCode,
  weeks: units.map((n, i) => ({ weekIndex: 2900 + from + i, units: n })),
  stockOuts: [],
  covered: { from: FIRST, to: until(from + units.length) },
});

interface Asked {
  series: DemandSeries;
  horizon: number;
}

/** Forecasts the week's number as the mean, so that a shift of weeks is seen; the band is ±20 %, wider for the total. */
function fakeEngine(asked: Asked[] = []): DemandEngine {
  return {
    id: 'fake',
    version: '1',
    forecast(series, { horizonWeeks }) {
      asked.push({ series, horizon: horizonWeeks });
      const width = series.id === ALL_MARKETS ? 0.5 : 0.2;
      const mean = Array.from({ length: horizonWeeks }, (_, w) => w + 1);
      const at = (share: number) => mean.map((m) => m * (1 + width * share));
      return {
        mean,
        quantiles: { p10: at(-1), p50: at(0), p70: at(0.3), p80: at(0.6), p90: at(1) },
        model: `model of ${series.id}`,
        backtest: { wape: 0.1, bias: 0, mase: 1, folds: 3 },
      };
    },
  };
}

describe('forecastSku', () => {
  test('forecasts each market and all of them, which is their sum', () => {
    const asked: Asked[] = [];
    const result = forecastSku(
      [market('US', [1, 2, 3]), market('DE', [10, 20, 30])],
      addWeeks(FIRST, 3),
      4,
      fakeEngine(asked),
    );
    expect(result.lines.map((line) => line.marketCode)).toEqual([ALL_MARKETS, 'US', 'DE']);
    expect(asked.map(({ series }) => [series.id, series.values, series.startWeek])).toEqual([
      ['US', [1, 2, 3], FIRST],
      ['DE', [10, 20, 30], FIRST],
      [ALL_MARKETS, [11, 22, 33], FIRST],
    ]);
    expect(result.lines[0]!.curves.mean).toEqual([2, 4, 6, 8]);
    expect(result.history).toEqual([11, 22, 33]);
    expect(result.historyFirstWeek).toBe(FIRST);
  });

  test('moves the total’s own band onto the summed mean', () => {
    const [all] = forecastSku(
      [market('US', [1]), market('DE', [1])],
      addWeeks(FIRST, 1),
      2,
      fakeEngine(),
    ).lines;
    // Own mean 1, 2 with ±50 %; the markets sum to 2, 4: the band keeps its width.
    expect(all!.curves.p10).toEqual([1.5, 3]);
    expect(all!.curves.p50).toEqual([2, 4]);
    expect(all!.curves.p90).toEqual([2.5, 5]);
    expect(all!.model).toBe('model of *');
  });

  test('of one market, all markets are that market', () => {
    const [all, us] = forecastSku([market('US', [4, 5])], addWeeks(FIRST, 2), 3, fakeEngine()).lines;
    expect(all).toEqual({ ...us, marketCode: ALL_MARKETS });
  });

  test('brings past weeks to the price of now: a dearer past is lifted, a discount taken out', () => {
    const asked: Asked[] = [];
    const units = new Array<number>(30).fill(20);
    const one = market('US', units);
    const priced = {
      ...one,
      weeks: one.weeks.map((week, i) => ({
        ...week,
        revenue: 20 * (i < 20 ? 1000 : 800) * (i === 25 ? 0.7 : 1),
      })),
      elasticities: { lasting: -1.5, discount: -3 },
    };
    forecastSku([priced], addWeeks(FIRST, 30), 2, fakeEngine(asked));
    const effects = asked[0]!.series.effects!;
    expect(effects[0]).toBeCloseTo(1.25 ** -1.5, 10);
    expect(effects[24]).toBe(1);
    expect(effects[25]).toBeCloseTo(0.7 ** -3, 10);
    expect(effects[30]).toBeCloseTo((29 + 0.7 ** -3) / 30, 10);
    expect(asked[0]!.series.values).toEqual(units);
    // Without prices, or where nothing is known of what they do, nothing is touched.
    forecastSku([one, { ...priced, elasticities: undefined }], addWeeks(FIRST, 30), 2, fakeEngine(asked));
    for (const { series } of asked.slice(2)) expect(series.effects).toBeUndefined();
  });

  test('without sales there is one line of zeros', () => {
    for (const markets of [[], [market('US', [0, 0, 0])]]) {
      const result = forecastSku(markets, addWeeks(FIRST, 3), 5, fakeEngine());
      expect(result.lines).toHaveLength(1);
      expect(result.lines[0]).toMatchObject({ marketCode: ALL_MARKETS, model: 'none', historyWeeks: 0 });
      for (const curve of DEMAND_CURVES) expect(result.lines[0]!.curves[curve]).toEqual([0, 0, 0, 0, 0]);
      expect(result).toMatchObject({ history: [], historyFirstWeek: null });
    }
  });

  test('forecasts over the weeks between the end of the feed and the first week, and leaves them out', () => {
    const asked: Asked[] = [];
    const { lines } = forecastSku([market('US', [1, 2])], addWeeks(FIRST, 5), 4, fakeEngine(asked));
    expect(asked[0]!.horizon).toBe(4 + 3);
    expect(lines[0]!.curves.mean).toEqual([4, 5, 6, 7]);
  });

  test('after a feed that ended years ago keeps the place in the year and the length', () => {
    const asked: Asked[] = [];
    const { lines } = forecastSku(
      [market('US', [1, 2])],
      addWeeks(FIRST, 2 + 520 + 7),
      39,
      fakeEngine(asked),
    );
    expect(asked[0]!.horizon).toBe(39 + 52 + 7);
    expect(lines[0]!.curves.mean).toHaveLength(39);
    expect(lines[0]!.curves.mean[0]).toBe(52 + 7 + 1);
  });

  test('a market that began later adds nothing before; one whose feed ended leaves the sum unknown', () => {
    const asked: Asked[] = [];
    const markets = [market('US', [1, 1, 1, 1]), market('DE', [5, 5], 1)];
    const { history } = forecastSku(markets, addWeeks(FIRST, 4), 1, fakeEngine(asked));
    expect(history).toEqual([1, 6, 6, null]);
  });

  test('corrects stock-outs and says how many weeks they touched', () => {
    const sold = {
      ...market('US', [70, 40, 70]),
      stockOuts: [{ from: addDays(FIRST, 7), to: addDays(FIRST, 9) }],
    };
    const { lines, history } = forecastSku([sold], addWeeks(FIRST, 3), 1, fakeEngine());
    expect(history).toEqual([70, 70, 70]);
    expect(lines[0]).toMatchObject({ historyWeeks: 3, censoredWeeks: 1 });
  });

  test('with the engine in use: coherent, ordered, finite, whatever was sold', { timeout: 60_000 }, () => {
    const units = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(
        fc.array(units, { minLength: 0, maxLength: 3 }),
        fc.integer({ min: 0, max: 700 }),
        (all, gap) => {
          const markets = all.map((sold, i) => market(`M${i}`, sold));
          const longest = Math.max(0, ...all.map((sold) => sold.length));
          const { lines } = forecastSku(markets, addWeeks(FIRST, longest + gap), 6, currentEngine);
          const [total, ...parts] = lines;
          for (const { curves } of lines) {
            for (let w = 0; w < 6; w++) {
              const { p10, p50, p70, p80, p90 } = curves;
              const values = [p10, p50, p70, p80, p90].map((curve) => curve[w]!);
              expect([...values, curves.mean[w]!].every((v) => Number.isFinite(v) && v >= 0)).toBe(true);
              values.forEach((value, i) => {
                expect(value).toBeGreaterThanOrEqual((values[i - 1] ?? 0) - 1e-9);
              });
            }
          }
          if (parts.length > 0) {
            total!.curves.mean.forEach((mean, w) => {
              expect(mean).toBeCloseTo(
                parts.reduce((sum, part) => sum + part.curves.mean[w]!, 0),
                6,
              );
            });
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
