import { describe, expect, it } from 'vitest';
import { croston, fitCrostonSba, fitTsb, tsb } from './intermittent';

describe('Croston', () => {
  it('smooths sizes and intervals apart', () => {
    // First demand 3 after 3 weeks; then 5 after 2: size 4, interval 2.5.
    expect(croston([0, 0, 3, 0, 5], 0.5, false).rate).toBeCloseTo(1.6, 12);
  });

  it('takes α ÷ 2 off with the Syntetos–Boylan correction', () => {
    expect(croston([0, 0, 3, 0, 5], 0.5).rate).toBeCloseTo(1.6 * 0.75, 12);
  });

  it('keeps its rate while nothing sells, and has none before the first demand', () => {
    expect(croston([0, 0, 3, 0, 5, 0, 0, 0, 0], 0.5, false).rate).toBeCloseTo(1.6, 12);
    expect(fitCrostonSba([0, 0, 0])).toEqual({ rate: 0, mse: 0 });
  });
});

describe('TSB', () => {
  it('smooths the probability every week and the size with each demand', () => {
    // No demand: ½ → ¼. Demand of 4: ¼ → ⅝ and size 2 → 3.
    const fit = tsb([0, 4], { alpha: 0.5, beta: 0.5 }, { probability: 0.5, size: 2 });
    expect(fit.rate).toBeCloseTo(0.625 * 3, 12);
    expect(fit.mse).toBeCloseTo((1 + 3.5 ** 2) / 2, 12);
  });

  it('falls toward zero at the end of a life', () => {
    const alive = [3, 0, 4, 2, 0, 3, 5, 0, 2, 3, 0, 4];
    const ended = [...alive, ...new Array<number>(20).fill(0)];
    expect(fitTsb(ended).rate).toBeLessThan(0.25 * fitTsb(alive).rate);
  });
});
