import { describe, expect, it } from 'vitest';
import { createRandom } from '~/kernel/random';
import { autoregression } from './autoregression';

const random = createRandom('autoregression');

describe('autoregression', () => {
  it('finds the way back to the mean', () => {
    let x = 0;
    const y = Float64Array.from({ length: 400 }, () => {
      x = 0.7 * x + random.normal(0, 1);
      return 50 + x;
    });
    y[399] = 58;
    const forecast = autoregression(y, [1], 6, false)!;
    const mean = y.reduce((a, b) => a + b, 0) / 400;
    expect((forecast[0]! - mean) / (58 - mean)).toBeCloseTo(0.7, 0.5);
    expect(Math.abs(forecast[5]! - mean)).toBeLessThan(Math.abs(forecast[0]! - mean) / 2);
  });

  it('carries momentum of changes on, and lets it fade', () => {
    let step = 0;
    let level = 100;
    const y = Float64Array.from({ length: 300 }, () => {
      step = 0.8 * step + random.normal(0, 1);
      level += step;
      return level;
    });
    const slope = y[299]! - y[298]!;
    const forecast = autoregression(y, [1, 2], 30, true)!;
    expect(Math.sign(forecast[0]! - y[299]!)).toBe(Math.sign(slope));
    expect(Math.abs(forecast[29]! - forecast[28]!)).toBeLessThan(Math.abs(forecast[0]! - y[299]!));
  });

  it('stays within what was seen, and refuses what it cannot fit', () => {
    const explosive = Float64Array.from({ length: 40 }, (_, t) => 1.2 ** t);
    expect(autoregression(explosive, [1, 2], 50, true)!.every(Number.isFinite)).toBe(true);
    expect(autoregression(new Float64Array(40).fill(3), [1], 5, true)).toBeNull();
    expect(autoregression(new Float64Array(5), [1, 2], 5, false)).toBeNull();
    expect(autoregression(new Float64Array(50), [], 5, false)).toBeNull();
  });
});
