import type { CalendarDate } from '~/kernel/calendar-date';
import type { RejectReason, SkipReason } from './reasons';

export const SALES_FORMATS = ['online-retail', 'generic'] as const;
export type SalesFormat = (typeof SALES_FORMATS)[number];

/** Currency amounts travel as whole ten-thousandths of the major unit: exact for every price of up to four decimals. */
export const AMOUNT_SCALE = 10_000;
export const AMOUNT_DECIMALS = 4;
export const MAX_UNITS = 10_000_000;

/**
 * One validated line. No field can hold a person.
 * - `sale` and `credit`: `units` > 0 pieces at `priceE4` each; a credit is a cancellation if it exactly reverses a sale
 *   of the same SKU × market × day × price × units, else a return.
 * - `summary`: `units` sold and `returned` pieces of a day, `amountE4` revenue.
 */
export interface SalesLine {
  kind: 'sale' | 'credit' | 'summary';
  sku: string;
  /** ISO 3166-1 alpha-2, or XX where the file does not say. */
  market: string;
  soldOn: CalendarDate;
  units: number;
  returned: number;
  priceE4: number;
  amountE4: number;
  currency: string;
  /** The file's description of the SKU; empty if it has none. */
  name: string;
}

export type RowVerdict =
  | { outcome: 'taken'; line: SalesLine }
  | { outcome: 'skipped'; reason: SkipReason }
  | { outcome: 'rejected'; reason: RejectReason; field?: string; value?: string };

/** Decides one row of a format. Keeps state only where a rule spans rows. */
export interface RowClassifier {
  readonly columns: number;
  /** Position of a column that must not be read at all, or -1. */
  readonly dropColumn: number;
  classify(fields: readonly string[]): RowVerdict;
  /** True if the fields are those of a row: used to tell a broken quote from a field with line breaks. */
  looksLikeRow(fields: readonly string[]): boolean;
}

export const taken = (line: SalesLine): RowVerdict => ({ outcome: 'taken', line });
export const skipped = (reason: SkipReason): RowVerdict => ({ outcome: 'skipped', reason });
export const rejected = (reason: RejectReason, field?: string, value?: string): RowVerdict => ({
  outcome: 'rejected',
  reason,
  field,
  value: value === undefined ? undefined : showValue(value),
});

/** What of a value may be shown: one line, at most 40 characters. */
export function showValue(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  const clean = value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '\ufffd');
  return clean.length > 40 ? `${clean.slice(0, 39)}…` : clean;
}
