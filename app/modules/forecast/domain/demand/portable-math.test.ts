import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binaryExponent, exp, ln, power, powerOfTwo } from './portable-math';

const near = (actual: number, wanted: number, relative: number) =>
  Math.abs(actual - wanted) <= relative * Math.max(Math.abs(wanted), 1e-300);

describe('portable mathematics', () => {
  it('agrees with the platform', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
        expect(Math.abs(ln(x) - Math.log(x))).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(Math.log(x))));
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(near(exp(x), Math.exp(x), 1e-13)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
        fc.double({ min: -8, max: 8, noNaN: true }),
        (x, y) => {
          expect(near(power(x, y), x ** y, 1e-11)).toBe(true);
        },
      ),
    );
  });

  it('knows the edges', () => {
    expect([
      ln(0),
      ln(-1),
      ln(1),
      exp(0),
      exp(-1e9),
      exp(1e9),
      power(0, 0.5),
      power(0, 0),
      power(0, -1),
    ]).toEqual([-Infinity, Number.NaN, 0, 1, 0, Infinity, 0, 1, Infinity]);
    expect([
      powerOfTwo(10),
      powerOfTwo(-3),
      binaryExponent(1),
      binaryExponent(1023),
      binaryExponent(0.3),
    ]).toEqual([1024, 0.125, 0, 9, -2]);
  });

  it('is the only source of transcendental functions in this folder', () => {
    const folder = import.meta.dirname;
    for (const file of readdirSync(folder)) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      const code = readFileSync(path.join(folder, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect.soft(code, file).not.toMatch(/Math\.(log|exp|pow|sin|cos|tan|cbrt|hypot|a?sinh?|a?tanh?)|\*\*/);
    }
  });
});
