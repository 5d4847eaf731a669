import { describe, expect, it } from 'vitest';
import { createRandom } from '~/kernel/random';
import { closedPoints } from './closed';
import { currentEngine } from './current-engine';

const random = createRandom('closed');
const shop = Array.from({ length: 140 }, (_, t) => (t % 7 === 5 ? 0 : random.poisson(2)));

describe('closed points', () => {
  it('are the days that never sell, where that is no chance', () => {
    const closed = closedPoints(Float64Array.from(shop), [7, 365], 14)!;
    expect(Array.from(closed)).toEqual(Array.from({ length: 154 }, (_, t) => (t % 7 === 5 ? 1 : 0)));
  });

  it('are not places that happened to sell nothing, nor weeks of a year', () => {
    const rare = Float64Array.from({ length: 60 }, (_, t) => (t % 13 === 0 ? 1 : 0));
    expect(closedPoints(rare, [7], 7)).toBeNull();
    const summer = Float64Array.from({ length: 260 }, (_, t) => (t % 52 < 26 ? 5 : 0));
    expect(closedPoints(summer, [52], 7)).toBeNull();
    expect(closedPoints(new Float64Array(70), [7], 7)).toBeNull();
    expect(closedPoints(new Float64Array(), [7], 7)).toBeNull();
  });

  it('are forecast as nothing at every level, and the others are not', () => {
    const { mean, quantiles } = currentEngine.forecast(
      { id: 'x', seasonLength: 7, values: shop },
      { horizonWeeks: 14, quantiles: [0.975] },
    );
    mean.forEach((v, h) => {
      expect(v === 0).toBe(h % 7 === 5);
      expect(quantiles['p97.5']![h] === 0).toBe(h % 7 === 5);
    });
  });
});
