import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '~/kernel/random';
import { currentEngine } from './current-engine';
import { type DemandForecast, quantileKey, STANDARD_QUANTILES } from './engine';

const LEVELS = [0.025, 0.1, 0.5, 0.7, 0.8, 0.9, 0.95, 0.975];
const run = (values: (number | null)[], horizonWeeks = 13, seasonLength = 52): DemandForecast =>
  currentEngine.forecast({ id: 'x', seasonLength, values }, { horizonWeeks, quantiles: LEVELS });

function expectSound(forecast: DemandForecast, horizon: number): void {
  expect(forecast.mean).toHaveLength(horizon);
  const rows = LEVELS.map((level) => forecast.quantiles[quantileKey(level)]!);
  for (const row of [forecast.mean, ...rows]) {
    expect(row).toHaveLength(horizon);
    expect(row.every((v) => Number.isFinite(v) && v >= 0)).toBe(true);
  }
  for (let q = 1; q < rows.length; q++) expect(rows[q]!.every((v, h) => v >= rows[q - 1]![h]!)).toBe(true);
  expect(forecast.model).not.toBe('');
  for (const figure of [forecast.backtest.wape, forecast.backtest.bias, forecast.backtest.mase])
    expect(figure === null || Number.isFinite(figure)).toBe(true);
}

describe('any input', () => {
  const wild = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 40 }) },
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity, -5, 1e12, 1e15, 1e308, 1e-300, -0),
    },
    { weight: 1, arbitrary: fc.double({ noNaN: false }) },
  );

  it('gives finite, non-negative, non-crossing forecasts', () => {
    fc.assert(
      fc.property(
        fc.array(wild, { maxLength: 170, size: 'max' }),
        fc.integer({ min: 0, max: 45 }),
        fc.constantFrom(52, 52, 52, 13, 12, 24, 7, 4, 2, 1, 0, -3, 365, 1e9, Number.NaN, 1.5),
        (values, horizon, seasonLength) => {
          expectSound(run(values, horizon, seasonLength), horizon);
        },
      ),
      { numRuns: 250 },
    );
  });

  it('rounds to a millionth, never to minus zero', () => {
    const { mean, backtest } = run([7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7]);
    expect(mean).toEqual(new Array<number>(13).fill(7));
    expect(Object.is(backtest.bias, 0)).toBe(true);
  });

  it('gives the same answer twice, and does not touch its input', () => {
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 120, size: 'max' }), (values) => {
        const before = [...values];
        expect(run(values)).toEqual(run([...values]));
        expect(values).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the unit of measure', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 30, maxLength: 90 }), (values) => {
        // Fractions, because quantiles of whole pieces are whole in their own unit.
        const one = run(values.map((v) => v + 0.3));
        const many = run(values.map((v) => (v + 0.3) * 1024));
        one.mean.forEach((v, h) => {
          expect(many.mean[h]! / 1024).toBeCloseTo(v, 4);
          expect(many.quantiles.p90[h]! / 1024).toBeCloseTo(one.quantiles.p90[h]!, 4);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('answers for every length of history around its thresholds', () => {
    for (const n of [0, 1, 2, 3, 5, 6, 7, 12, 59, 60, 61, 77, 78, 79, 104, 107, 108, 109, 208, 519, 520, 521])
      for (const horizon of [1, 39])
        expectSound(
          run(
            Array.from({ length: n }, (_, t) => 20 + 10 * Math.sin(t / 8) + (t % 3)),
            horizon,
          ),
          horizon,
        );
  });
});

describe('plain cases', () => {
  it('nothing known, nothing sold', () => {
    for (const values of [[], [null, null], [Number.NaN, 1e300]]) {
      const forecast = run(values);
      expect(forecast).toMatchObject({ model: 'no-history', backtest: { folds: 0, wape: null } });
      expect(forecast.mean.every((v) => v === 0)).toBe(true);
    }
    expect(run(new Array<number>(60).fill(0))).toMatchObject({ model: 'zero' });
    expect(run([0, null, 0]).quantiles.p90.every((v) => v === 0)).toBe(true);
  });

  it('one week known: that level, with an honest spread', () => {
    const forecast = run([40]);
    expect(forecast.mean[0]).toBe(40);
    expect(forecast.quantiles.p10[0]).toBeLessThan(20);
    expect(forecast.quantiles.p90[0]).toBeGreaterThan(60);
    expect(forecast.backtest.folds).toBe(0);
  });

  it('a constant stays what it is', () => {
    const forecast = run(new Array<number>(60).fill(12));
    for (const v of [...forecast.mean, ...forecast.quantiles.p10, ...forecast.quantiles.p90])
      expect(v).toBeCloseTo(12, 6);
    expect(forecast.backtest).toMatchObject({ wape: 0, bias: 0, mase: null });
  });

  it('a product that stopped selling goes to nearly nothing', () => {
    const values = Array.from({ length: 80 }, (_, t) => (t < 50 ? 20 + (t % 5) : 0));
    expect(Math.max(...run(values).mean)).toBeLessThan(1);
  });

  it('three years of season are carried on', () => {
    const season = (t: number) => 100 * (1 + 0.5 * Math.sin((2 * Math.PI * t) / 52)) + (t % 2 ? 3 : -3);
    const forecast = run(
      Array.from({ length: 156 }, (_, t) => season(t)),
      26,
    );
    const miss = forecast.mean.reduce((sum, v, h) => sum + Math.abs(v - season(156 + h)), 0);
    const size = forecast.mean.reduce((sum, _, h) => sum + season(156 + h), 0);
    expect(miss / size).toBeLessThan(0.06);
    expect(forecast.model).toContain('seasonal');
  });

  it('unknown weeks at the end keep the horizon where it is', () => {
    const values = Array.from({ length: 104 }, (_, t) => 50 + 30 * Math.sin((2 * Math.PI * t) / 52));
    const withGap = [...values.slice(0, 100), null, null, null, null];
    const peak = (mean: number[]) => mean.indexOf(Math.max(...mean));
    expect(Math.abs(peak(run(values, 30).mean) - peak(run(withGap, 30).mean))).toBeLessThanOrEqual(3);
  });
});

describe('quantiles', () => {
  it('always carry the standard levels, and whichever are asked', () => {
    const { quantiles } = currentEngine.forecast(
      { id: 'x', seasonLength: 52, values: [3, 4, 5] },
      { horizonWeeks: 2, quantiles: [0.975] },
    );
    expect(Object.keys(quantiles).sort()).toEqual(
      [...STANDARD_QUANTILES.map(quantileKey), 'p97.5' as const].sort(),
    );
  });

  it('promise no multiple of what was ever sold when a trickle turns into bulk', () => {
    const trickle = [
      344, 256, 454, 135, 199, 642, 651, 174, 140, 128, 2, 13, 6, 10, 1, 768, 1161, 10, 13, 35, 58, 373, 3,
      14,
    ];
    const bulk = [5593, 2666, 2641, 4277, 2331, 4460, 3203];
    const { quantiles } = run([...trickle, ...bulk], 39);
    for (const row of Object.values(quantiles)) expect(Math.max(...row!)).toBeLessThanOrEqual(2 * 5593);
    expect(Math.min(...quantiles.p50!)).toBeGreaterThan(300);
  });

  it('mean what they say on noise of known shape', () => {
    const random = createRandom('coverage');
    let below = 0;
    let inside = 0;
    let count = 0;
    for (let i = 0; i < 150; i++) {
      const level = 20 + 100 * random.next();
      const all = Array.from({ length: 78 + 13 }, () => random.negativeBinomial(level, 3));
      const { quantiles } = run(all.slice(0, 78));
      all.slice(78).forEach((actual, h) => {
        count += 1;
        if (actual <= quantiles.p90[h]!) below += 1;
        if (actual >= quantiles.p10[h]! && actual <= quantiles.p90[h]!) inside += 1;
      });
    }
    expect(below / count).toBeGreaterThan(0.86);
    expect(below / count).toBeLessThan(0.94);
    expect(inside / count).toBeGreaterThan(0.75);
    expect(inside / count).toBeLessThan(0.86);
  });

  it('reject what no caller should ask', () => {
    const ask = (horizonWeeks: number, quantiles: number[]) => () =>
      currentEngine.forecast({ id: 'x', seasonLength: 52, values: [1] }, { horizonWeeks, quantiles });
    expect(ask(-1, [])).toThrow(RangeError);
    expect(ask(2.5, [])).toThrow(RangeError);
    expect(ask(4, [1])).toThrow(RangeError);
    expect(ask(4, [0])).toThrow(RangeError);
    expect(ask(4, [Number.NaN])).toThrow(RangeError);
  });

  it('are named by their level in percent', () => {
    expect([0.1, 0.5, 0.025, 0.29, 0.975].map(quantileKey)).toEqual(['p10', 'p50', 'p2.5', 'p29', 'p97.5']);
  });
});
