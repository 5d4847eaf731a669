import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitOverFactories, sumOf } from './place-split';

const destinations = fc
  .array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 13 })
  .map((quantities) => quantities.map((quantity, i) => ({ warehouseCode: `W${i}`, quantity })));

describe('splitOverFactories', () => {
  it('gives each warehouse what it asked for, and each factory its pieces', () => {
    fc.assert(
      fc.property(destinations, fc.nat(10_000), (parts, share) => {
        const total = sumOf(parts);
        const backupPieces = Math.floor((total * share) / 10_000);
        const { main, backup } = splitOverFactories(parts, backupPieces);
        expect(sumOf(backup)).toBe(backupPieces);
        expect(sumOf(main)).toBe(total - backupPieces);
        const got = (code: string) =>
          sumOf([...main, ...backup].filter(({ warehouseCode }) => warehouseCode === code));
        for (const { warehouseCode, quantity } of parts) expect(got(warehouseCode)).toBe(quantity);
        for (const { quantity } of [...main, ...backup]) expect(quantity).toBeGreaterThan(0);
      }),
    );
  });

  it('refuses more pieces than there are', () => {
    expect(() => splitOverFactories([{ warehouseCode: 'W', quantity: 5 }], 6)).toThrow(RangeError);
  });
});
