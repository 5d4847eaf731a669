import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bp, parsePercent, percentToBp, WHOLE_BP } from './rate';

describe('basis points', () => {
  it('are whole', () => {
    expect(bp(300)).toBe(300);
    expect(bp(-25)).toBe(-25);
    for (const bad of [0.5, Number.NaN, 2 ** 53]) expect(() => bp(bad)).toThrow(RangeError);
  });

  it.each([
    [15, 1500],
    [2.5, 250],
    ['8.29', 829],
    [8.29, 829],
    [1.1, 110],
    [0.07, 7],
    [-0.75, -75],
    ['-0', 0],
    ['3.5000', 350],
    [100, 10_000],
  ])('%j percent is %i', (percent, expected) => expect(percentToBp(percent)).toBe(expected));

  it('read every percentage of two digits, as number and as text', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (points) => {
        expect(percentToBp(points / 100)).toBe(points);
        expect(percentToBp((points / 100).toFixed(2))).toBe(points);
      }),
    );
    expect(percentToBp(100)).toBe(WHOLE_BP);
  });

  it('refuse junk and what is too fine', () => {
    for (const bad of ['', '%', '5%', ' 5', '1,5', '.5', '5.', '1e2', '--1', 'NaN', '1'.repeat(13)]) {
      expect(parsePercent(bad)).toEqual({
        ok: false,
        error: { code: 'invalid_percent', params: { value: bad } },
      });
    }
    const fine = parsePercent('0.015');
    expect(!fine.ok && fine.error.code).toBe('percent_too_precise');
    for (const bad of [0.015, Number.NaN, Number.POSITIVE_INFINITY, 1e21, 1e-7]) {
      expect(() => percentToBp(bad)).toThrow(RangeError);
    }
  });
});
