import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '~/kernel/random';
import { ageing } from './ageing';
import { openingLots } from './opening-stock';
import type { AbcClass } from './policy';

const lotsOf = (abcClass: AbcClass, pieces: number, piecesPerDay: number, seed = 1, maxAgeDays = 400) =>
  openingLots({ abcClass, pieces, piecesPerDay, maxAgeDays, random: createRandom(seed) });

/** Mean age of the stock of many SKUs, days. */
function meanAge(abcClass: AbcClass, pieces: number, piecesPerDay: number): number {
  const lots = Array.from({ length: 200 }, (_, seed) => lotsOf(abcClass, pieces, piecesPerDay, seed)).flat();
  const aged = lots.map((lot) => ({ since: -lot.ageDays * 86_400_000, pieces: lot.pieces }));
  return ageing(aged, 0).meanDays!;
}

test('lots add up to the stock, oldest first, each on a day of its own and none older than the SKU', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<AbcClass>('A', 'B', 'C'),
      fc.integer({ min: 0, max: 100_000 }),
      fc.double({ min: 0, max: 3000, noNaN: true }),
      fc.integer({ min: 1, max: 900 }),
      fc.integer(),
      (abcClass, pieces, piecesPerDay, maxAgeDays, seed) => {
        const lots = lotsOf(abcClass, pieces, piecesPerDay, seed, maxAgeDays);
        expect(lots.reduce((sum, lot) => sum + lot.pieces, 0)).toBe(pieces);
        expect(lots.length).toBeLessThanOrEqual(6);
        const ages = lots.map(({ ageDays }) => ageDays);
        expect(ages).toEqual([...new Set(ages)].sort((a, b) => b - a));
        for (const lot of lots) {
          expect(Number.isInteger(lot.ageDays) && lot.ageDays >= 1 && lot.ageDays <= maxAgeDays).toBe(true);
          expect(Number.isInteger(lot.pieces) && lot.pieces > 0).toBe(true);
        }
      },
    ),
  );
});

test('stock is about half as old as it lasts, and no part of it much older than that', () => {
  expect(meanAge('A', 900, 10)).toBeGreaterThan(40);
  expect(meanAge('A', 900, 10)).toBeLessThan(60);
  const oldest = lotsOf('A', 900, 10)[0]!.ageDays;
  expect(oldest).toBeGreaterThan(70);
  expect(oldest).toBeLessThan(120);
});

test('the same cover is older where deliveries are rare, and old where nothing sells', () => {
  expect(meanAge('A', 150, 10)).toBeLessThan(meanAge('B', 150, 10));
  expect(meanAge('B', 150, 10)).toBeLessThan(meanAge('C', 150, 10));
  expect(lotsOf('C', 15, 1)).toHaveLength(1);
  expect(Math.min(...lotsOf('C', 40, 0).map(({ ageDays }) => ageDays))).toBeGreaterThanOrEqual(70);
});
