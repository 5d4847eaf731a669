import { describe, expect, it } from 'vitest';
import { holtWinters } from './holt-winters';

const SHAPE = [0.6, 1.2, 1.5, 0.7];
const made = (n: number, value: (t: number) => number) =>
  Float64Array.from({ length: n }, (_, t) => value(t));

describe('Holt–Winters', () => {
  it('carries on a season in per cent of the level', () => {
    const forecast = holtWinters(
      made(40, (t) => 100 * SHAPE[t % 4]!),
      4,
      'multiplicative',
      6,
    )!;
    forecast.forEach((v, h) => {
      expect(v).toBeCloseTo(100 * SHAPE[(40 + h) % 4]!, 6);
    });
  });

  it('carries on a season in units, zeros and all', () => {
    const forecast = holtWinters(
      made(42, (t) => (t % 7 === 6 ? 0 : 10 + (t % 7))),
      7,
      'additive',
      7,
    )!;
    forecast.forEach((v, h) => {
      expect(v).toBeCloseTo(h === 6 ? 0 : 10 + h, 6);
    });
  });

  it('follows a trend some way', () => {
    const forecast = holtWinters(
      made(80, (t) => 50 + 2 * t + 10 * SHAPE[t % 4]!),
      4,
      'additive',
      4,
    )!;
    expect(forecast[3]).toBeGreaterThan(50 + 2 * 80);
  });

  it('needs two seasons and two points, and something sold in each', () => {
    expect(
      holtWinters(
        made(9, () => 5),
        4,
        'additive',
        3,
      ),
    ).toBeNull();
    expect(
      holtWinters(
        made(20, (t) => (t < 4 ? 0 : 5)),
        4,
        'multiplicative',
        3,
      ),
    ).toBeNull();
    expect(
      holtWinters(
        made(20, () => 5),
        1,
        'additive',
        3,
      ),
    ).toBeNull();
  });
});
