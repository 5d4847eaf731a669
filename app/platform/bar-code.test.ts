import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sscc } from '~/modules/orders/domain/carton-sscc';
import { readGs1Digits } from '../../tests/support/code-128';
import { gs1Bars, qrModules } from './bar-code.server';

describe('GS1-128', () => {
  it('holds (00) and the 18 digits, whatever they are, in 156 modules', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (serial) => {
        const code = sscc('9521234', serial);
        const bars = gs1Bars(`(00)${code}`);
        expect(readGs1Digits(bars)).toBe(`00${code}`);
        expect(bars.reduce((sum, width) => sum + width, 0)).toBe(156);
      }),
      { numRuns: 50 },
    );
  });

  it('is not drawn for a wrong check digit', () => {
    expect(() => gs1Bars('(00)095212340000000014')).toThrow();
  });
});

describe('QR code', () => {
  it('has its three finders, and changes with its text', () => {
    const code = qrModules('ASN-261122-0007-1-1/1');
    const finder = (top: number, left: number) =>
      Array.from({ length: 7 }, (_, i) => [code.isDark(top + i, left), code.isDark(top, left + i)]).flat();
    for (const [top, left] of [
      [0, 0],
      [0, code.side - 7],
      [code.side - 7, 0],
    ] as const)
      expect(finder(top, left).every(Boolean)).toBe(true);
    const other = qrModules('ASN-261122-0007-1-1/2');
    const dark = ({ side, isDark }: typeof code) =>
      Array.from({ length: side * side }, (_, at) => (isDark(Math.floor(at / side), at % side) ? 1 : 0)).join(
        '',
      );
    expect(dark(other)).not.toBe(dark(code));
  });
});
