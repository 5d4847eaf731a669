import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertMinor, type UsdRates } from './convert';

const rates: UsdRates = new Map([
  ['CNY', '0.14000000'],
  ['VND', '0.00004000'],
  ['EUR', '1.08'],
]);

describe('convertMinor', () => {
  it.each([
    [100_00n, 'CNY', 'USD', 14_00n],
    [14_00n, 'USD', 'CNY', 100_00n],
    [25_000n, 'VND', 'USD', 1_00n],
    [1_08n, 'USD', 'EUR', 1_00n],
    [108_00n, 'EUR', 'CNY', 833_14n],
    [-1_00n, 'EUR', 'USD', -1_08n],
    [7n, 'THB', 'THB', 7n],
  ] as const)('%s %s in %s', (minor, from, to, expected) => {
    expect(convertMinor(minor, from, to, rates, 'half_even')).toBe(expected);
  });

  it('says so when a rate is missing or unusable', () => {
    expect(convertMinor(1n, 'THB', 'USD', rates, 'half_even')).toBeNull();
    expect(convertMinor(1n, 'THB', 'USD', new Map([['THB', '0']]), 'half_even')).toBeNull();
    expect(convertMinor(1n, 'THB', 'USD', new Map([['THB', '-1']]), 'half_even')).toBeNull();
  });

  it('comes back to what it was, give or take the rounding', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (minor) => {
        const there = convertMinor(minor, 'USD', 'CNY', rates, 'half_even');
        const back = convertMinor(there ?? 0n, 'CNY', 'USD', rates, 'half_even');
        expect(back).toBe(minor);
      }),
    );
  });
});
