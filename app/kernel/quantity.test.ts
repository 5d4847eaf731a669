import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPieces, orderable, parsePieces, pieces, roundUpToMultiple, splitPieces } from './quantity';

const count = fc.nat(1_000_000_000);
const step = fc.integer({ min: 1, max: 100_000 });

describe('pieces', () => {
  it('are non-negative safe integers', () => {
    for (const good of [0, 1, Number.MAX_SAFE_INTEGER]) expect(pieces(good)).toBe(good);
    for (const bad of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => pieces(bad)).toThrow(RangeError);
      expect(isPieces(bad)).toBe(false);
    }
    for (const bad of ['5', 5n, null, undefined]) expect(isPieces(bad)).toBe(false);
  });

  it('are read from plain digits only', () => {
    expect(parsePieces('0500')).toEqual({ ok: true, value: 500 });
    expect(parsePieces('9007199254740991')).toEqual({ ok: true, value: Number.MAX_SAFE_INTEGER });
    for (const bad of [
      '',
      '-1',
      '+1',
      '1.0',
      '1,000',
      '1e3',
      '0x10',
      ' 1',
      '9007199254740992',
      '９',
      '1\n',
    ]) {
      expect(parsePieces(bad)).toEqual({
        ok: false,
        error: { code: 'invalid_quantity', params: { value: bad } },
      });
    }
  });
});

describe('roundUpToMultiple and orderable', () => {
  it.each([
    [0, 24, 0],
    [1, 24, 24],
    [24, 24, 24],
    [25, 24, 48],
    [7, 1, 7],
  ])('%i by %i gives %i', (q, m, out) => {
    expect(roundUpToMultiple(q, m)).toBe(out);
  });

  it.each([
    // quantity, minimum, multiple, ordered
    [0, 500, 50, 0],
    [1, 500, 50, 500],
    [500, 500, 50, 500],
    [501, 500, 50, 550],
    [1, 500, 48, 528],
    [30, 0, 1, 30],
  ])('of %i with minimum %i and multiple %i orders %i', (q, minimum, multiple, out) => {
    expect(orderable(q, minimum, multiple)).toBe(out);
  });

  it('give the smallest multiple that is enough', () => {
    fc.assert(
      fc.property(count, step, (q, m) => {
        const rounded = roundUpToMultiple(q, m);
        expect(rounded % m).toBe(0);
        expect(rounded - q).toBeGreaterThanOrEqual(0);
        expect(rounded - q).toBeLessThan(m);
      }),
    );
  });

  it('order at least what is wanted and the minimum, and no more than the rule makes one order', () => {
    fc.assert(
      fc.property(count, count, step, (q, minimum, multiple) => {
        const ordered = orderable(q, minimum, multiple);
        const wanted = q === 0 ? 0 : Math.max(q, minimum);
        expect(ordered).toBeGreaterThanOrEqual(wanted);
        expect(ordered).toBeLessThan(wanted + multiple);
        expect(orderable(ordered, minimum, multiple)).toBe(ordered);
      }),
    );
  });

  it('refuse what is no quantity', () => {
    expect(() => roundUpToMultiple(5, 0)).toThrow(RangeError);
    expect(() => roundUpToMultiple(5, -2)).toThrow(RangeError);
    expect(() => roundUpToMultiple(1.5, 2)).toThrow(RangeError);
    expect(() => orderable(-1, 0, 1)).toThrow(RangeError);
    expect(() => orderable(1, 0.5, 1)).toThrow(RangeError);
    expect(() => roundUpToMultiple(Number.MAX_SAFE_INTEGER, 2)).toThrow(RangeError);
  });
});

describe('splitPieces', () => {
  it('splits an order among sources by share', () => {
    expect(splitPieces(500, [6000, 4000])).toEqual([300, 200]);
    expect(splitPieces(100, [1, 1, 1])).toEqual([34, 33, 33]);
  });

  it('loses and doubles nothing', () => {
    fc.assert(
      fc.property(count, fc.array(fc.nat(10_000), { minLength: 1, maxLength: 12 }), (q, weights) => {
        fc.pre(weights.some((weight) => weight > 0));
        expect(splitPieces(q, weights).reduce((a, b) => a + b, 0)).toBe(q);
      }),
    );
  });
});
