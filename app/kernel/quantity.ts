import { allocateInteger } from './allocate';
import { problem } from './problem';
import { err, ok, type Result } from './result';

/** A count of sellable pieces: a whole number from 0 to 2^53 − 1. */
export type Pieces = number;

/** Whether `value` is a non-negative safe integer. */
export function isPieces(value: unknown): value is Pieces {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Asserts that `value` counts pieces. @throws RangeError when it is negative, fractional or beyond 2^53 − 1. */
export function pieces(value: number): Pieces {
  if (!isPieces(value)) throw new RangeError(`Not a number of pieces: ${value}`);
  return value;
}

/** Reads digits such as `500`; problem `invalid_quantity` for signs, fractions, separators and numbers too large. */
export function parsePieces(text: string): Result<Pieces> {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return isPieces(value) ? ok(value) : err(problem('invalid_quantity', { value: String(text).slice(0, 40) }));
}

/**
 * The smallest multiple of `multiple` (at least 1) that is at least `quantity`; 0 stays 0.
 *
 * @throws RangeError for arguments that are no piece counts, `multiple` 0, or a result beyond 2^53 − 1
 */
export function roundUpToMultiple(quantity: Pieces, multiple: Pieces): Pieces {
  pieces(quantity);
  if (pieces(multiple) === 0) throw new RangeError('An order multiple is at least 1');
  const over = quantity % multiple;
  return over === 0 ? quantity : pieces(quantity - over + multiple);
}

/**
 * What has to be ordered to get `quantity`: nothing for 0, otherwise at least `minimum` (the minimum order
 * quantity; 0 for none) rounded up to the order multiple.
 *
 * @throws RangeError as `roundUpToMultiple`
 */
export function orderable(quantity: Pieces, minimum: Pieces, multiple: Pieces): Pieces {
  const wanted = pieces(quantity) === 0 ? 0 : Math.max(quantity, pieces(minimum));
  return roundUpToMultiple(wanted, multiple);
}

/**
 * Splits `quantity` in proportion to `weights` (non-negative whole numbers, for instance shares in basis
 * points) into whole pieces that sum to it; see `allocateInteger` for who gets the odd pieces.
 *
 * @throws RangeError for no weights, negative or fractional ones, or weights that sum to 0
 */
export function splitPieces(quantity: Pieces, weights: readonly number[]): Pieces[] {
  return allocateInteger(BigInt(pieces(quantity)), weights).map(Number);
}
