import { problem } from './problem';
import { err, ok, type Result } from './result';

declare const basisPointsBrand: unique symbol;

/** A rate in hundredths of a percent, a whole number: 300 is 3 %, 10 000 is the whole. May be negative. */
export type BasisPoints = number & { readonly [basisPointsBrand]: true };

/** The whole, 100 %, in basis points. */
export const WHOLE_BP = 10_000 as BasisPoints;

/** Asserts that `value` is a rate in basis points. @throws RangeError when it is not a safe integer. */
export function bp(value: number): BasisPoints {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Basis points are whole numbers, got ${value}`);
  return value as BasisPoints;
}

/**
 * Reads a percentage such as `15`, `2.5` or `-0.75` (no percent sign) as basis points, digit by digit, so that
 * 8.29 gives 829 and not 828.9999….
 * Problems: `invalid_percent` for other text, `percent_too_precise` when it is no whole number of basis points.
 */
export function parsePercent(text: string): Result<BasisPoints> {
  const value = String(text).slice(0, 40);
  const parts = /^([+-]?)(\d{1,12})(?:\.(\d{1,20}))?$/.exec(text);
  if (!parts) return err(problem('invalid_percent', { value }));
  const fraction = parts[3] ?? '';
  if (/[1-9]/.test(fraction.slice(2))) return err(problem('percent_too_precise', { value }));
  const size = Number(parts[2]) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0'));
  return ok(bp(parts[1] === '-' && size !== 0 ? -size : size));
}

/**
 * `percent` (2.5 is 2.5 %) in basis points, for figures that stand in code and seeds.
 *
 * @throws RangeError when it is no whole number of basis points; use `parsePercent` on input
 */
export function percentToBp(percent: number | string): BasisPoints {
  const read = parsePercent(String(percent));
  if (!read.ok) throw new RangeError(`Not a percentage in whole basis points: ${percent}`);
  return read.value;
}
