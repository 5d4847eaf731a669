import { describe, expect, it } from 'vitest';
import { createRandom } from '~/kernel/random';
import { currentEngine } from './current-engine';
import { brokenLevel, decline } from './end-of-life';

describe('the end of a product', () => {
  const fading = Float64Array.from({ length: 60 }, (_, t) => (t < 40 ? 100 : 100 * 0.85 ** (t - 39)));

  it('goes on falling, somewhat slower', () => {
    const forecast = decline(fading, 8)!;
    for (let h = 0; h < 8; h++) {
      expect(forecast[h]).toBeGreaterThan(100 * 0.85 ** (21 + h) * 0.8);
      expect(forecast[h]).toBeLessThan(100 * 0.9 ** (21 + h) * 1.3);
    }
  });

  it('is not seen in a poor month, in growth, in a short history or in nothing', () => {
    expect(
      decline(
        Float64Array.from({ length: 60 }, (_, t) => (t < 56 ? 100 : 30)),
        8,
      ),
    ).toBeNull();
    expect(
      decline(
        Float64Array.from({ length: 60 }, (_, t) => t),
        8,
      ),
    ).toBeNull();
    expect(decline(fading.slice(48), 8)).toBeNull();
    expect(decline(new Float64Array(60), 8)).toBeNull();
  });

  it('pulls the forecast below what the last weeks sold', () => {
    const { mean, model } = currentEngine.forecast(
      { id: 'x', seasonLength: 52, values: Array.from(fading) },
      { horizonWeeks: 8, quantiles: [] },
    );
    expect(model).toContain('decline');
    expect(mean[7]).toBeLessThan(fading[59]!);
  });
});

describe('a level that broke', () => {
  const random = createRandom('break');
  const noise = (n: number, level: number) =>
    Array.from({ length: n }, () => level + random.normal(0, level / 5));

  it('is forecast by what came since, down or up', () => {
    for (const after of [10, 300]) {
      const y = Float64Array.from([...noise(40, 100), ...noise(5, after)]);
      const since = y.slice(40).reduce((a, b) => a + b, 0) / 5;
      expect(brokenLevel(y, 3)).toEqual(new Float64Array(3).fill(since));
    }
  });

  it('is none after two points, in a trend, among zeros or in a short history', () => {
    expect(brokenLevel(Float64Array.from([...noise(40, 100), 10, 12]), 3)).toBeNull();
    expect(
      brokenLevel(
        Float64Array.from({ length: 60 }, (_, t) => t),
        3,
      ),
    ).toBeNull();
    expect(
      brokenLevel(
        Float64Array.from({ length: 60 }, (_, t) => (t % 4 ? 0 : 3)),
        3,
      ),
    ).toBeNull();
    expect(brokenLevel(Float64Array.from([...noise(10, 100), 1, 1, 1]), 3)).toBeNull();
    expect(brokenLevel(new Float64Array(50).fill(4), 3)).toBeNull();
  });
});
