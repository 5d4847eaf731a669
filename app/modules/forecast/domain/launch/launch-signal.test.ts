import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { launchPrior } from './launch-pool';
import { launchSignal } from './launch-signal';

describe('the signals behind a launch', () => {
  it('say nothing without a candidate, and the usual level for usual points', () => {
    expect(launchSignal(undefined)).toBeNull();
    expect(launchSignal({ points: 62, usual: 62 })).toBe(1);
  });

  it('lift and lower the level the more they differ, within limits', () => {
    const points = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(points, points, points, (a, b, usual) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((p) => launchSignal({ points: p, usual })!);
        expect(low! <= high! && low! >= 0.67 && high! <= 1.5).toBe(true);
      }),
    );
  });

  it('move what a launch is expected to sell', () => {
    const weekly = new Array<number>(20).fill(10);
    const past = Array.from({ length: 6 }, (_, i) => ({
      skuId: `s${i}`,
      category: 'lamps',
      market: 'US',
      price: 20,
      attributes: [],
      weekly,
    }));
    const sku = { category: 'lamps', market: 'US', price: 20, attributes: [] };
    const plain = launchPrior(sku, past)!;
    const signal = launchSignal({ points: 75, usual: 60 })!;
    expect(launchPrior({ ...sku, signal }, past)!.level).toBeCloseTo(plain.level * signal, 10);
    expect(signal).toBeGreaterThan(1.2);
  });
});
