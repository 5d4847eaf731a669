import { describe, expect, it } from 'vitest';
import { deseasonalise, reseasonalise, seasonalFactors, seasonalIndices, seasonalNaive } from './seasonality';

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
    const factors = seasonalFactors(y, [52], 0)!;
    const back = reseasonalise(deseasonalise(y, factors), factors, 0);
    y.forEach((v, t) => {
      expect(back[t]).toBeCloseTo(v, 9);
    });
  });
});

describe('seasons of days and hours', () => {
  it('keep a day on which nothing is ever sold at nothing, and the level untouched by it', () => {
    const y = Float64Array.from({ length: 140 }, (_, t) => (t % 7 === 5 ? 0 : 70 + 10 * (t % 3)));
    const factors = seasonalFactors(y, [7], 14)!;
    expect(factors[140 + 5]).toBeLessThan(0.01);
    expect(Math.min(...deseasonalise(y, factors))).toBeGreaterThan(40);
  });

  it('show a week beside the day', () => {
    const shape = (t: number) => (1 + 0.5 * Math.sin((2 * Math.PI * t) / 24)) * (t % 168 >= 120 ? 0.5 : 1);
    const y = Float64Array.from({ length: 24 * 7 * 5 }, (_, t) => 100 * shape(t));
    const factors = seasonalFactors(y, [24, 168], 168)!;
    const ahead = (h: number) => factors[y.length + h]! / factors[y.length]!;
    for (const h of [50, 121, 130, 150])
      expect(ahead(h)).toBeCloseTo(shape(y.length + h) / shape(y.length), 1);
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
