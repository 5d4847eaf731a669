import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideRounded, type RoundingMode } from './rounding';

const modes: RoundingMode[] = ['half_even', 'half_up', 'down', 'up'];
const numerator = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const denominator = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).filter((d) => d !== 0n);
const abs = (n: bigint) => (n < 0n ? -n : n);

describe('divideRounded', () => {
  // Tenths, rounded as in the table of java.math.RoundingMode.
  it.each([
    [55, 6, 6, 5, 6],
    [25, 2, 3, 2, 3],
    [16, 2, 2, 1, 2],
    [11, 1, 1, 1, 2],
    [10, 1, 1, 1, 1],
    [5, 0, 1, 0, 1],
    [15, 2, 2, 1, 2],
    [-5, 0, -1, 0, -1],
    [-10, -1, -1, -1, -1],
    [-11, -1, -1, -1, -2],
    [-15, -2, -2, -1, -2],
    [-16, -2, -2, -1, -2],
    [-25, -2, -3, -2, -3],
    [-55, -6, -6, -5, -6],
    [0, 0, 0, 0, 0],
  ])('%i tenths', (tenths, halfEven, halfUp, down, up) => {
    const expected = [halfEven, halfUp, down, up].map(BigInt);
    expect(modes.map((mode) => divideRounded(BigInt(tenths), 10n, mode))).toEqual(expected);
    expect(modes.map((mode) => divideRounded(BigInt(-tenths), -10n, mode))).toEqual(expected);
  });

  it('stays within one unit, within half for the nearest, and is exact where nothing is left over', () => {
    fc.assert(
      fc.property(numerator, denominator, fc.constantFrom(...modes), (n, d, mode) => {
        const off = abs(divideRounded(n, d, mode) * d - n);
        expect(off < abs(d)).toBe(true);
        if (mode.startsWith('half')) expect(off * 2n <= abs(d)).toBe(true);
        expect(divideRounded(n * d, d, mode)).toBe(n);
      }),
    );
  });

  it('is symmetric around 0 in every mode', () => {
    fc.assert(
      fc.property(numerator, denominator, fc.constantFrom(...modes), (n, d, mode) => {
        expect(divideRounded(-n, d, mode)).toBe(-divideRounded(n, d, mode));
        expect(divideRounded(-n, -d, mode)).toBe(divideRounded(n, d, mode));
      }),
    );
  });

  it('refuses 0 below the line and a mode that does not exist', () => {
    expect(() => divideRounded(1n, 0n, 'down')).toThrow(RangeError);
    expect(() => divideRounded(1n, 2n, 'ceiling' as RoundingMode)).toThrow(RangeError);
  });
});
