import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { abcClasses, classMoves } from './abc';

const shares = { aShareBp: 8000, bShareBp: 9500 };
const classesOf = (revenues: readonly (number | bigint)[], of = shares) => {
  const rows = revenues.map((revenue, index) => ({ skuId: String(index), revenueMinor: BigInt(revenue) }));
  const classes = abcClasses(rows, of);
  return rows.map(({ skuId }) => classes.get(skuId)).join('');
};

describe('classes by cumulative revenue', () => {
  test.each([
    ['nothing', [], ''],
    ['nobody sells', [0, 0], 'CC'],
    ['one SKU is A, however large its share', [100], 'A'],
    ['the one that crosses the border is A', [79, 20, 1], 'AAC'],
    ['a border met exactly ends the class', [80, 15, 5], 'ABC'],
    ['one cent below the border does not', [799_999, 150_001, 50_000], 'AAC'],
    ['equal revenue, equal class', [50, 30, 5, 5, 5, 5], 'AABBBB'],
    ['more returned than sold counts as nothing', [100, -40], 'AC'],
    ['beyond the numbers that a double holds', [8n * 10n ** 17n, 2n * 10n ** 17n - 1n, 1n], 'ABC'],
  ] as const)('%s', (_, revenues, expected) => {
    expect(classesOf(revenues)).toBe(expected);
  });

  test('shares of 0 and 100 % leave a class empty or take all that sells', () => {
    expect(classesOf([5, 3, 0], { aShareBp: 0, bShareBp: 10_000 })).toBe('BBC');
    expect(classesOf([5, 3, 0], { aShareBp: 10_000, bShareBp: 10_000 })).toBe('AAC');
  });

  const revenues = fc.array(fc.oneof(fc.nat(30), fc.nat(100_000_000), fc.constant(0)), { maxLength: 60 });

  test('properties: order does not matter, classes follow revenue, A reaches its share and would not without its last', () => {
    fc.assert(
      fc.property(
        revenues,
        fc.nat(10_000),
        fc.nat(10_000),
        fc.infiniteStream(fc.nat()),
        (amounts, x, y, keys) => {
          const of = { aShareBp: Math.min(x, y), bShareBp: Math.max(x, y) };
          const rows = amounts.map((amount, index) => ({
            skuId: String(index),
            revenueMinor: BigInt(amount),
          }));
          const classes = abcClasses(rows, of);
          const shuffled = rows
            .map((row) => ({ row, key: keys.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ row }) => row);
          expect(new Map([...abcClasses(shuffled, of)].sort())).toEqual(new Map([...classes].sort()));
          for (const [i, a] of amounts.entries())
            for (const [j, b] of amounts.entries()) {
              if (a > b) expect(classes.get(String(i))! <= classes.get(String(j))!).toBe(true);
              if (a === b) expect(classes.get(String(i))).toBe(classes.get(String(j)));
            }
          const total = amounts.reduce((sum, amount) => sum + amount, 0);
          for (const [upTo, bp] of [
            ['A', of.aShareBp],
            ['B', of.bShareBp],
          ] as const) {
            const inside = amounts.filter((_, index) => classes.get(String(index))! <= upTo);
            const sum = inside.reduce((all, amount) => all + amount, 0);
            expect(BigInt(sum) * 10_000n >= BigInt(total) * BigInt(bp)).toBe(true);
            const least = Math.min(...inside);
            const above = inside.filter((amount) => amount > least).reduce((all, amount) => all + amount, 0);
            if (inside.length > 0)
              expect(BigInt(above) * 10_000n < BigInt(total) * BigInt(bp) || sum === 0).toBe(true);
          }
        },
      ),
    );
  });
});

test('moves between classes are counted by their way', () => {
  const map = (text: string) => new Map([...text].map((name, index) => [String(index), name as 'A']));
  expect(classMoves(map('AABBC'), map('ABCCC'))).toEqual([
    { from: 'B', to: 'C', skus: 2 },
    { from: 'A', to: 'B', skus: 1 },
  ]);
  expect(classMoves(map('AB'), map('AB'))).toEqual([]);
});
