import { describe, expect, it } from 'vitest';
import { deseasonalise, reseasonalise, seasonalIndices, seasonalNaive } from './seasonality';

const wave = (weeks: number, level = 100, amplitude = 0.5) =>
  Float64Array.from({ length: weeks }, (_, t) => level * (1 + amplitude * Math.sin((2 * Math.PI * t) / 52)));

describe('seasonal indices', () => {
  it('finds a known season from three years, and from a year and a half', () => {
    for (const weeks of [156, 80]) {
      const indices = seasonalIndices(wave(weeks), 52)!;
      expect(indices).toHaveLength(52);
      expect(indices.reduce((a, b) => a + b, 0) / 52).toBeCloseTo(1, 9);
      expect(indices[13]).toBeGreaterThan(1.35);
      expect(indices[39]).toBeLessThan(0.65);
    }
  });

  it('is not fooled by growth when only a year and a half is known', () => {
    const grown = wave(90).map((v, t) => v * 1.5 ** (t / 52));
    const indices = seasonalIndices(grown, 52)!;
    expect(indices[13]).toBeGreaterThan(1.35);
    expect(indices[39]).toBeLessThan(0.65);
  });

  it('works with an odd season', () => {
    const y = Float64Array.from({ length: 70 }, (_, t) => 10 + (t % 7));
    const x = deseasonalise(y, seasonalIndices(y, 7)!);
    const spread = Math.max(...x) - Math.min(...x);
    expect(spread).toBeLessThan(4);
  });

  it('says nothing for short, intermittent or flat histories', () => {
    expect(seasonalIndices(wave(77), 52)).toBeNull();
    expect(seasonalIndices(wave(156), 1)).toBeNull();
    expect(
      seasonalIndices(
        wave(156).map((v, t) => (t % 2 ? v : 0)),
        52,
      ),
    ).toBeNull();
    expect(seasonalIndices(new Float64Array(156).fill(7), 52)).toBeNull();
    expect(seasonalIndices(new Float64Array(156), 52)).toBeNull();
  });

  it('puts back what it took out', () => {
    const y = wave(104);
    const indices = seasonalIndices(y, 52)!;
    const back = reseasonalise(deseasonalise(y, indices), indices, 0);
    y.forEach((v, t) => {
      expect(back[t]).toBeCloseTo(v, 9);
    });
  });
});

describe('seasonal naive', () => {
  it('repeats last season where the level stayed', () => {
    const y = wave(104);
    const forecast = seasonalNaive(y, 52, 5)!;
    for (let h = 0; h < 5; h++) expect(forecast[h]).toBeCloseTo(y[52 + h]!, 6);
  });

  it('scales it to the present level', () => {
    const y = wave(104).map((v, t) => (t < 52 ? v : 2 * v));
    expect(seasonalNaive(y, 52, 1)![0]).toBeCloseTo(2 * y[52]!, 6);
  });

  it('needs a season and eight weeks', () => {
    expect(seasonalNaive(wave(59), 52, 5)).toBeNull();
    expect(seasonalNaive(wave(60), 52, 5)).not.toBeNull();
  });
});
