import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shapleyParts, wholeParts } from './shapley';

/** The definition itself: the average over every order of the causes. */
function overAllOrders(n: number, outcome: (set: number) => number): number[] {
  const parts = new Array<number>(n).fill(0);
  let orders = 0;
  const walk = (set: number, order: number[]): void => {
    if (order.length === n) {
      let before = 0;
      orders++;
      for (const cause of order) {
        const after = before | (1 << cause);
        parts[cause]! += outcome(after) - outcome(before);
        before = after;
      }
      return;
    }
    for (let i = 0; i < n; i++) if (!(set & (1 << i))) walk(set | (1 << i), [...order, i]);
  };
  walk(0, []);
  return parts.map((part) => part / orders);
}

describe('sharing a change among its causes', () => {
  test('is the average over all orders', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 32, maxLength: 32 }),
        (n, values) => {
          const parts = shapleyParts(n, (set) => [values[set]!]).map(([part]) => part!);
          overAllOrders(n, (set) => values[set]!).forEach((part, i) => {
            expect(parts[i]).toBeCloseTo(part, 6);
          });
          const sum = parts.reduce((a, b) => a + b, 0);
          expect(sum).toBeCloseTo(values[(1 << n) - 1]! - values[0]!, 6);
        },
      ),
    );
  });

  test('without causes there are no parts', () => {
    expect(shapleyParts(0, () => [7])).toEqual([]);
  });
});

describe('whole parts', () => {
  test('sum to the total and stay within one of what they round', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 10 }),
        (parts) => {
          const total = Math.round(parts.reduce((a, b) => a + b, 0));
          const whole = wholeParts(parts, total);
          expect(whole.reduce((a, b) => a + b, 0)).toBe(total + 0);
          whole.forEach((part, i) => {
            expect(Number.isInteger(part)).toBe(true);
            expect(Math.abs(part - parts[i]!)).toBeLessThanOrEqual(1.000002);
          });
        },
      ),
    );
  });

  test('equal inputs give equal outputs, and no minus zero', () => {
    expect(wholeParts([0.5, 0.5], 1)).toEqual([1, 0]);
    expect(Object.is(wholeParts([-0.4, 0.4], 0)[0], -0)).toBe(false);
  });
});
