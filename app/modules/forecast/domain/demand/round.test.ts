import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meansRounded, quantilesRounded } from './round';

const basis = { largest: 100, unit: 1, isWhole: false, effectsAhead: null };
const LEVELS = [0.025, 0.1, 0.5, 0.7, 0.9];

describe('rounding', () => {
  it('keeps nine digits of the largest value', () => {
    const third = Float64Array.of(1 / 3);
    expect(meansRounded(third, basis)).toEqual([0.333333]);
    expect(meansRounded(third, { ...basis, largest: 0.5 })).toEqual([0.333333333]);
    expect(meansRounded(third, { ...basis, largest: 1e12 })).toEqual([0]);
    expect(meansRounded(Float64Array.of(1 / 3), { ...basis, largest: 4e-7, unit: 1e-6 })).toEqual([
      3.33333e-7,
    ]);
    expect(meansRounded(Float64Array.of(39.9999999999), basis)).toEqual([40]);
    expect(Object.is(meansRounded(Float64Array.of(-1e-9), basis)[0], 0)).toBe(true);
  });

  it('multiplies by effects ahead', () => {
    expect(meansRounded(Float64Array.of(2, 2), { ...basis, effectsAhead: Float64Array.of(1, 3) })).toEqual([
      2, 6,
    ]);
  });

  it('makes quantiles of pieces whole without moving what they promise', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 99_000 }), { minLength: 5, maxLength: 5 }), (row) => {
        const sorted = row.map((v) => v / 1000).toSorted((a, b) => a - b);
        const whole = quantilesRounded(
          sorted.map((v) => [v]),
          LEVELS,
          { ...basis, isWhole: true },
        ).map(([v]) => v!);
        whole.forEach((v, q) => {
          expect(Number.isInteger(v)).toBe(true);
          expect(v).toBeGreaterThanOrEqual(whole[q - 1] ?? 0);
          expect(Math.abs(v - sorted[q]!)).toBeLessThanOrEqual(1);
        });
        // No whole number lies on one side of a bound before rounding and on the other after, unless the median is in the way.
        const [low, high] = [sorted[1]!, sorted[4]!];
        const median = Math.round(sorted[2]!);
        for (let y = 0; y < 100; y++) {
          if (y < median) expect(y >= low).toBe(y >= whole[1]!);
          if (y > median) expect(y <= high).toBe(y <= whole[4]!);
        }
      }),
    );
  });
});
