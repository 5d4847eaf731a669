import { describe, expect, it } from 'vitest';
import { prepare } from './prepare';

const series = (values: (number | null)[], seasonLength = 52) => ({ id: 'x', seasonLength, values });

describe('preparing a series', () => {
  it('scales by a power of two, so that no digit is lost', () => {
    const { values, unit, largest } = prepare(series([3, 1000, 0.1]), 1);
    expect(unit).toBe(512);
    expect(largest).toBe(1000);
    expect(Array.from(values, (v) => v * unit)).toEqual([3, 1000, 0.1]);
  });

  it('drops unknown values at the start and fills the others from their neighbours', () => {
    const { values, observed, unit, zeroShare } = prepare(
      series([null, Number.NaN, 2, null, 4, -6, 1e300]),
      1,
    );
    expect(Array.from(values, (v) => v * unit)).toEqual([2, 2, 4, 0, 2]);
    expect(Array.from(observed)).toEqual([1, 0, 1, 1, 0]);
    expect(zeroShare).toBeCloseTo(1 / 3);
  });

  it('tells whole pieces from measures', () => {
    expect(prepare(series([1, 2, null, 0]), 1).isWhole).toBe(true);
    expect(prepare(series([1, 2.5]), 1).isWhole).toBe(false);
    expect(prepare({ ...series([1, 2.5]), isWhole: true }, 1).isWhole).toBe(true);
  });

  it('knows which seasons to look for', () => {
    const periods = (m: number, length: number, frequency?: 'H' | 'D' | 'W') =>
      prepare({ ...series(new Array<number>(length).fill(1), m), ...(frequency ? { frequency } : {}) }, 1)
        .periods;
    expect(periods(1, 50)).toEqual([]);
    expect(periods(52, 50)).toEqual([52]);
    expect(periods(24, 50)).toEqual([24, 168]);
    expect(periods(24, 50, 'W')).toEqual([24]);
    expect(periods(7, 500)).toEqual([7]);
    expect(periods(7, 1200)).toEqual([7, 365]);
    expect(periods(Number.NaN, 50)).toEqual([]);
  });

  it('looks back only so far', () => {
    expect(prepare(series(new Array<number>(3000).fill(1)), 1).values).toHaveLength(520);
    expect(prepare(series(new Array<number>(3000).fill(1), 24), 1).values).toHaveLength(1344);
  });
});
