import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateInteger } from './allocate';

const total = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
const weights = fc
  .array(fc.oneof(fc.nat(20), fc.bigInt({ min: 0n, max: 10n ** 30n })), { minLength: 1, maxLength: 20 })
  .filter((list) => list.some((weight) => weight > 0));
const abs = (n: bigint) => (n < 0n ? -n : n);

describe('allocateInteger', () => {
  it.each([
    [100n, [1, 1, 1], [34n, 33n, 33n]],
    [-100n, [1, 1, 1], [-34n, -33n, -33n]],
    [5n, [3, 0, 7], [2n, 0n, 3n]],
    [1n, [1, 1], [1n, 0n]],
    [0n, [2, 3], [0n, 0n]],
    [7n, [5], [7n]],
    [10n, [1, 1, 2, 2], [2n, 2n, 3n, 3n]],
  ] as [bigint, number[], bigint[]][])('%s by %s gives %s', (whole, by, shares) => {
    expect(allocateInteger(whole, by)).toEqual(shares);
  });

  it('always sums to the whole', () => {
    fc.assert(
      fc.property(total, weights, (whole, by) => {
        expect(allocateInteger(whole, by).reduce((a, b) => a + b, 0n)).toBe(whole);
      }),
    );
  });

  it('keeps each share within one unit of its proportion, with the sign of the whole, 0 for weight 0', () => {
    fc.assert(
      fc.property(total, weights, (whole, by) => {
        const sum = by.reduce<bigint>((a, b) => a + BigInt(b), 0n);
        allocateInteger(whole, by).forEach((share, index) => {
          expect(abs(share * sum - whole * BigInt(by[index]!)) < sum).toBe(true);
          expect(share * whole >= 0n).toBe(true);
          if (BigInt(by[index]!) === 0n) expect(share).toBe(0n);
        });
      }),
    );
  });

  it('gives no more to a smaller weight, mirrors with the sign, and depends on proportions only', () => {
    fc.assert(
      fc.property(total, weights, (whole, by) => {
        const shares = allocateInteger(whole, by);
        by.forEach((weight, i) => {
          by.forEach((other, j) => {
            if (BigInt(weight) > BigInt(other)) expect(abs(shares[i]!) >= abs(shares[j]!)).toBe(true);
          });
        });
        expect(allocateInteger(-whole, by)).toEqual(shares.map((share) => -share));
        expect(
          allocateInteger(
            whole,
            by.map((weight) => BigInt(weight) * 7n),
          ),
        ).toEqual(shares);
      }),
    );
  });

  it('refuses weights that say nothing', () => {
    for (const bad of [[], [0], [0, 0n], [1, -1], [-1n], [0.5, 0.5], [Number.NaN], [2 ** 53]]) {
      expect(() => allocateInteger(10n, bad)).toThrow(RangeError);
    }
    expect(() => allocateInteger(0n, [])).toThrow(RangeError);
  });
});
