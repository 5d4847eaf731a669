import { problem } from './problem';
import { err, ok, type Result } from './result';

declare const uuidBrand: unique symbol;

/** A UUID in canonical form: 36 characters, lower case, so that equal ids are equal strings. */
export type Uuid = string & { readonly [uuidBrand]: true };

const CANONICAL = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether `value` is a UUID of any version in canonical (lower-case) form. Never throws. */
export function isUuid(value: unknown): value is Uuid {
  return typeof value === 'string' && CANONICAL.test(value);
}

/** Reads a UUID in either case and returns it in canonical form; problem `invalid_id` for anything else. */
export function parseUuid(text: string): Result<Uuid> {
  const lower = typeof text === 'string' ? text.toLowerCase() : text;
  return isUuid(lower) ? ok(lower) : err(problem('invalid_id'));
}

const MAX_TIMESTAMP_MS = 2 ** 48 - 1;

/**
 * A version 7 UUID (RFC 9562, section 5.7): 48 bits of `nowMs`, then 74 of the 80 bits in `random`; ids made in
 * different milliseconds sort by time as text and as bytes.
 *
 * @param nowMs milliseconds since 1970-01-01T00:00Z, a whole number in [0, 2^48)
 * @param random exactly 10 random bytes; the six bits where version and variant stand are overwritten
 * @throws RangeError when either argument is out of range
 */
export function uuidv7(nowMs: number, random: Uint8Array): Uuid {
  if (!Number.isInteger(nowMs) || nowMs < 0 || nowMs > MAX_TIMESTAMP_MS) {
    throw new RangeError(`uuidv7 needs whole milliseconds in [0, 2^48), got ${nowMs}`);
  }
  if (random.length !== 10) throw new RangeError(`uuidv7 needs 10 random bytes, got ${random.length}`);
  const time = nowMs.toString(16).padStart(12, '0');
  let rest = '';
  random.forEach((byte, index) => {
    const fixed = index === 0 ? (byte & 0x0f) | 0x70 : index === 2 ? (byte & 0x3f) | 0x80 : byte;
    rest += fixed.toString(16).padStart(2, '0');
  });
  return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}` as Uuid;
}
