import { describe, expect, it } from 'vitest';
import { gammaQuantile, line, normalQuantile, sortedQuantile } from './stats';

describe('quantile functions', () => {
  it('know the normal table', () => {
    expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963985, 8);
    expect(normalQuantile(0.1)).toBeCloseTo(-1.281551566, 8);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306, 8);
  });

  it('come near the gamma table', () => {
    // Shape 4, scale 1 (χ² with 8 degrees of freedom, halved): 1.745, 3.672, 6.681.
    expect(gammaQuantile(4, 4, 0.1)).toBeCloseTo(1.745, 1);
    expect(gammaQuantile(4, 4, 0.5)).toBeCloseTo(3.672, 1);
    expect(gammaQuantile(4, 4, 0.9)).toBeCloseTo(6.681, 1);
    expect(gammaQuantile(0, 4, 0.9)).toBe(0);
    expect(gammaQuantile(5, 0, 0.9)).toBe(5);
  });

  it('interpolate samples and stay inside them', () => {
    expect(sortedQuantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(sortedQuantile([1, 2, 3, 4], 0.01)).toBe(1);
    expect(sortedQuantile([1, 2, 3, 4], 0.99)).toBe(4);
    expect(sortedQuantile([], 0.5)).toBe(0);
  });
});

it('fits a line through its points', () => {
  expect(line([3, 5, 7])).toEqual({ intercept: 3, slope: 2 });
  expect(line([3])).toEqual({ intercept: 3, slope: 0 });
  expect(line([])).toEqual({ intercept: 0, slope: 0 });
});
