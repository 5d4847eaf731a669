import { type CalendarDate, parseCalendarDate } from '~/kernel/calendar-date';
import { AMOUNT_DECIMALS, MAX_UNITS } from './model';
import type { RejectReason } from './reasons';

type Parsed<T> = { ok: true; value: T } | { ok: false; reason: RejectReason };
const good = <T>(value: T): Parsed<T> => ({ ok: true, value });
const bad = (reason: RejectReason): Parsed<never> => ({ ok: false, reason });

const WHOLE = /^[+-]?\d+$/;
const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$/;
const SKU_CODE = /^[A-Z0-9](?:[A-Z0-9 ._/-]{0,38}[A-Z0-9])?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/;

export const hasControlCharacter = (text: string): boolean => CONTROL.test(text);

/** A SKU code in upper case (`85123a` and `85123A` are one SKU), or the reason why not. */
export function parseSkuCode(text: string): Parsed<string> {
  const code = text.trim().toUpperCase();
  if (code === '') return bad('missing_value');
  return SKU_CODE.test(code) ? good(code) : bad('bad_sku');
}

/** A signed whole number of pieces, at most 10,000,000 either way. */
export function parseUnits(text: string): Parsed<number> {
  const trimmed = text.trim();
  if (trimmed === '') return bad('missing_value');
  if (!WHOLE.test(trimmed)) return bad('bad_units');
  const value = Number(trimmed);
  return Math.abs(value) <= MAX_UNITS ? good(value === 0 ? 0 : value) : bad('units_out_of_range');
}

/**
 * A decimal number as whole ten-thousandths, exactly; more than four decimals are accepted only if they are zeros.
 * @param malformed the reason if the text is not such a number
 */
export function parseAmountE4(
  text: string,
  malformed: RejectReason,
  decimals = AMOUNT_DECIMALS,
): Parsed<number> {
  const trimmed = text.trim();
  if (trimmed === '') return bad('missing_value');
  const match = DECIMAL.exec(trimmed);
  if (!match) return bad(malformed);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return bad(malformed);
  const value = Number(`${match[2]}${fraction.padEnd(AMOUNT_DECIMALS, '0')}`);
  if (!Number.isSafeInteger(value)) return bad('amount_out_of_range');
  return good(match[1] === '-' && value !== 0 ? -value : value);
}

/**
 * The calendar date at the start of a field: `2010-12-01`, or with a time of day after a space or T, which is dropped.
 * Keeps the answers for dates already seen, since a file names few of them often.
 */
export class DateReader {
  readonly #known = new Map<string, Parsed<CalendarDate>>();

  read(text: string): Parsed<CalendarDate> {
    const trimmed = text.trim();
    if (trimmed === '') return bad('missing_value');
    if (trimmed.length > 10 && !TIME.test(trimmed.slice(10))) return bad('bad_date');
    const day = trimmed.slice(0, 10);
    const known = this.#known.get(day);
    if (known) return known;
    const parsed = parseCalendarDate(day);
    const answer = !parsed.ok
      ? bad('bad_date')
      : day < '1990-01-01' || day > '2100-12-31'
        ? bad('date_out_of_range')
        : good(parsed.value);
    if (this.#known.size >= 4096) this.#known.clear();
    this.#known.set(day, answer);
    return answer;
  }
}

const TIME = /^[ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?$/;
