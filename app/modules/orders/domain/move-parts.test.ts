import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysLost, takeParts } from './move-parts';

describe('takeParts', () => {
  it('moves what is asked for and leaves what is gone', () => {
    const parts = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 900 }), fc.nat(100)).map(([quantity, share]) => ({
        warehouseCode: 'W',
        quantity,
        gone: Math.floor((quantity * share) / 100),
      })),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(parts, fc.nat(100), (list, share) => {
        const open = list.reduce((sum, { quantity, gone }) => sum + quantity - gone, 0);
        const moved = Math.floor((open * share) / 100);
        const taken = takeParts(list, moved);
        expect(taken.reduce((sum, { moves }) => sum + moves, 0)).toBe(moved);
        for (const { part, moves, stays } of taken) {
          expect(moves + stays).toBe(part.quantity);
          expect(moves).toBeGreaterThanOrEqual(0);
          expect(stays).toBeGreaterThanOrEqual(part.gone);
        }
      }),
    );
  });

  it('refuses more than is open', () => {
    expect(() => takeParts([{ warehouseCode: 'W', quantity: 5, gone: 2 }], 4)).toThrow(RangeError);
  });
});

describe('daysLost', () => {
  it.each([
    ['the trouble lies within', { from: 10, to: 19 }, { startsOn: 1, dueOn: 30 }, 10],
    ['it began before', { from: 1, to: 12 }, { startsOn: 10, dueOn: 30 }, 3],
    ['it outlasts production', { from: 28, to: 50 }, { startsOn: 10, dueOn: 30 }, 3],
    ['it is over', { from: 1, to: 5 }, { startsOn: 10, dueOn: 30 }, 0],
    ['it has no end', { from: 1, to: null }, { startsOn: 10, dueOn: 30 }, null],
  ] as const)('%s', (_, trouble, production, expected) => {
    expect(daysLost(trouble, production)).toBe(expected);
  });
});
