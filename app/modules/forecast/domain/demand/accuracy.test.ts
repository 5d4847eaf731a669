import { describe, expect, it } from 'vitest';
import {
  coverage,
  errorSums,
  mase,
  naiveScale,
  valueAdded,
  wapeWithBias,
  weightedQuantileLoss,
} from './accuracy';

describe('WAPE with bias', () => {
  it('adds errors up before dividing', () => {
    const sums = errorSums([10, 0, 30], [12, 3, 25]);
    expect(sums).toEqual({ absoluteError: 10, error: 0, actual: 40, count: 3 });
    expect(wapeWithBias(sums)).toEqual({ wape: 0.25, bias: 0 });
  });

  it('leaves unknown weeks out and is null without units', () => {
    expect(errorSums([10, null, 30], [12, 3, null]).count).toBe(1);
    expect(wapeWithBias(errorSums([0, 0], [1, 1]))).toEqual({ wape: null, bias: null });
  });
});

describe('MASE', () => {
  it('scales by the week-to-week change of the training values', () => {
    // Changes 2, 1, 3: scale 2. Errors 1 and 3: mean 2.
    expect(naiveScale([5, 7, 6, 9])).toBe(2);
    expect(mase([5, 7, 6, 9], [10, 10], [11, 7])).toBe(1);
  });

  it('takes a seasonal lag, skips unknown pairs, and is null for a constant', () => {
    expect(naiveScale([1, 2, 4, 8], 2)).toBe(4.5);
    expect(naiveScale([1, null, 4, 8])).toBe(4);
    expect(mase([3, 3, 3], [4], [3])).toBeNull();
  });
});

describe('weighted quantile loss', () => {
  it('equals WAPE at the median', () => {
    expect(weightedQuantileLoss([10, 30], [{ level: 0.5, values: [12, 24] }])).toBeCloseTo(8 / 40, 12);
  });

  it('charges a p90 nine times more for being too low than too high', () => {
    const low = weightedQuantileLoss([10], [{ level: 0.9, values: [8] }])!;
    const high = weightedQuantileLoss([10], [{ level: 0.9, values: [12] }])!;
    expect(low / high).toBeCloseTo(9, 9);
  });

  it('is null without units or levels', () => {
    expect(weightedQuantileLoss([0], [{ level: 0.5, values: [1] }])).toBeNull();
    expect(weightedQuantileLoss([5], [])).toBeNull();
  });
});

it('counts the ends of an interval as covered', () => {
  expect(coverage([1, 5, 9, null], [1, 6, 2, 0], [4, 8, 9, 9])).toEqual({ share: 2 / 3, count: 3 });
  expect(coverage([], [], [])).toEqual({ share: null, count: 0 });
});

it('measures value added over another forecast', () => {
  expect(valueAdded(errorSums([10], [12]), errorSums([10], [14]))).toBe(0.5);
  expect(valueAdded(errorSums([10], [12]), errorSums([10], [10]))).toBeNull();
});
