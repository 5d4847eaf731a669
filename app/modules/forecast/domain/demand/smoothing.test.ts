import { describe, expect, it } from 'vitest';
import { fitSes, holt, holtForecast, movingMean, ses, theta } from './smoothing';

describe('simple exponential smoothing', () => {
  it('follows the recursion from a given start', () => {
    // 10 → 10 (no error) → 11 (half of 2) → 11 (no error); squared errors 0, 4, 0.
    const fit = ses([10, 12, 11], 0.5, 10);
    expect(fit.level).toBe(11);
    expect(fit.mse).toBeCloseTo(4 / 3, 12);
  });

  it('is the discounted mean without a start', () => {
    // Weights 1, ½, ¼ from the newest: (11 + 6 + 2.5) ÷ 1.75.
    expect(ses([10, 12, 11], 0.5).level).toBeCloseTo(19.5 / 1.75, 12);
  });

  it('chooses little smoothing for a jump and much for noise', () => {
    expect(fitSes([1, 1, 1, 1, 9, 9, 9, 9]).alpha).toBeGreaterThanOrEqual(0.8);
    expect(fitSes([1, 9, 1, 9, 1, 9, 1, 9, 1, 9]).alpha).toBeLessThan(0.1);
  });

  it('answers zero for nothing', () => {
    expect(fitSes([])).toMatchObject({ level: 0, mse: 0 });
  });
});

describe('damped trend', () => {
  it('follows the recursion and the damped sum', () => {
    // Expected 10 + ½·2 = 11, error 1: level 11.5, trend 1 + ¼ = 1.25.
    const fit = holt([12], { alpha: 0.5, beta: 0.5, phi: 0.5 }, { level: 10, trend: 2 });
    expect(fit).toMatchObject({ level: 11.5, trend: 1.25, mse: 1 });
    expect([...holtForecast(fit, 2)]).toEqual([12.125, 12.4375]);
  });
});

describe('theta', () => {
  it('carries a straight line on at half its slope once smoothing has caught up', () => {
    expect([...theta([1, 2, 3, 4], 2, 1)]).toEqual([4.5, 5]);
  });

  it('averages the line and the smoothed θ = 2 line', () => {
    // Line 2.5 + 0.5 t; θ = 2 values 1.5, 5, 2.5 smooth to 21.5 ÷ 7 at α = ½; the line reaches 4 and 4.5.
    const level = (2.5 + 5 / 2 + 1.5 / 4) / 1.75;
    const forecast = theta([2, 4, 3], 2, 0.5);
    expect(forecast[0]).toBeCloseTo((4 + level) / 2, 12);
    expect(forecast[1]).toBeCloseTo((4.5 + level) / 2, 12);
  });
});

it('takes the mean of what there is when the window is longer than the history', () => {
  expect(movingMean([2, 4], 13)).toBe(3);
  expect(movingMean([100, 2, 4], 2)).toBe(3);
  expect(movingMean([], 4)).toBe(0);
});
