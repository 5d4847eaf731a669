import { allocateInteger } from './allocate';
import { type CurrencyCode, currencyCode, currencyExponent } from './currency';
import { problem } from './problem';
import type { BasisPoints } from './rate';
import { WHOLE_BP } from './rate';
import { err, ok, type Result } from './result';
import { divideRounded, type RoundingMode } from './rounding';

export {
  type CurrencyCode,
  currencyCode,
  currencyExponent,
  isCurrencyCode,
  parseCurrencyCode,
} from './currency';
export type { RoundingMode } from './rounding';

/** An exact amount: whole minor units (cents, fen, dong) of one currency, of any size and sign. */
export interface Money {
  readonly minor: bigint;
  readonly currency: CurrencyCode;
}

/** `minor` units of `currency`. @throws RangeError for an unknown currency. */
export function money(minor: bigint, currency: CurrencyCode): Money {
  return { minor, currency: currencyCode(currency) };
}

function assertSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} do not mix`);
}

/** a + b. @throws RangeError when the currencies differ. */
export function add(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return { minor: a.minor + b.minor, currency: a.currency };
}

/** a − b. @throws RangeError when the currencies differ. */
export function subtract(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return { minor: a.minor - b.minor, currency: a.currency };
}

/** −a. */
export function negate(a: Money): Money {
  return { minor: -a.minor, currency: a.currency };
}

/** Orders amounts, for `sort`: -1, 0 or 1. @throws RangeError when the currencies differ. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  assertSameCurrency(a, b);
  return a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0;
}

/** The sum of `amounts`, 0 for none. @throws RangeError when one is not in `currency`. */
export function sum(amounts: readonly Money[], currency: CurrencyCode): Money {
  return amounts.reduce(add, money(0n, currency));
}

/** `count` times `a`, exactly: a unit price and pieces. @throws RangeError when `count` is not a whole number. */
export function multiply(a: Money, count: bigint | number): Money {
  if (typeof count === 'number' && !Number.isSafeInteger(count)) {
    throw new RangeError(`Money is multiplied by whole numbers, got ${count}`);
  }
  return { minor: a.minor * BigInt(count), currency: a.currency };
}

/**
 * Splits `total` in proportion to `weights` (non-negative whole numbers) by largest remainders; the shares always
 * sum to the whole. See `allocateInteger` for who gets the odd units.
 *
 * @throws RangeError for no weights, negative or fractional ones, or weights that sum to 0
 */
export function allocate(total: Money, weights: readonly (bigint | number)[]): Money[] {
  return allocateInteger(total.minor, weights).map((minor) => ({ minor, currency: total.currency }));
}

/** `rate` of `amount`, rounded once to the minor unit. @throws RangeError when the rate is not whole. */
export function applyRate(amount: Money, rate: BasisPoints, rounding: RoundingMode): Money {
  const minor = divideRounded(amount.minor * BigInt(rate), BigInt(WHOLE_BP), rounding);
  return { minor, currency: amount.currency };
}

/** The amount as a plain decimal with exactly the currency's digits: `-1234.50`, `1500` (JPY), `0.001` (KWD). */
export function toDecimalString(amount: Money): string {
  const exponent = currencyExponent(amount.currency);
  const negative = amount.minor < 0n;
  const digits = String(negative ? -amount.minor : amount.minor).padStart(exponent + 1, '0');
  const point = digits.length - exponent;
  return `${negative ? '-' : ''}${digits.slice(0, point)}${exponent > 0 ? `.${digits.slice(point)}` : ''}`;
}

const MAX_MONEY_TEXT = 64;

/**
 * Reads a plain decimal such as `1234.5`, `-12` or `0.001`. Zeros beyond the currency's digits are accepted; they
 * change nothing. Thousands separators are refused, because `1,234` is a different amount in different countries.
 * Problems: `invalid_money` for other text or more than 64 characters, `money_too_precise` (with `digits`) when
 * the currency has no unit that small.
 *
 * @throws RangeError for an unknown currency
 */
export function parseMoney(text: string, currency: CurrencyCode): Result<Money> {
  const exponent = currencyExponent(currency);
  const value = String(text).slice(0, 40);
  const parts = text.length <= MAX_MONEY_TEXT ? /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text) : null;
  if (!parts) return err(problem('invalid_money', { value }));
  const fraction = parts[3] ?? '';
  if (/[1-9]/.test(fraction.slice(exponent))) {
    return err(problem('money_too_precise', { value, currency, digits: exponent }));
  }
  const size = BigInt(parts[2]! + fraction.slice(0, exponent).padEnd(exponent, '0'));
  return ok({ minor: parts[1] === '-' ? -size : size, currency });
}
