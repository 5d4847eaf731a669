/** Why a row is malformed: it is reported and left out, and the import ends with exit code 3. */
export const REJECT_REASONS = {
  bad_encoding: 'the bytes are not valid in the file’s encoding',
  bad_quote: 'a quoted field is followed by something other than a comma',
  unterminated_quote: 'a quoted field is never closed',
  column_count: 'the row does not have as many columns as the header',
  control_character: 'a field holds control characters',
  missing_value: 'a required field is empty',
  bad_sku: 'the SKU code is longer than 40 characters or holds other than letters, digits, space . _ / -',
  bad_invoice: 'the invoice number is not digits with at most one leading letter',
  bad_date: 'the date is not a calendar date written YYYY-MM-DD',
  date_out_of_range: 'the date lies outside 1990-01-01 to 2100-12-31',
  bad_units: 'the quantity is not a whole number',
  units_out_of_range: 'the quantity is larger than 10,000,000',
  negative_units: 'the quantity is negative and the row is no credit',
  positive_credit: 'a credit invoice has a quantity that is not negative',
  bad_price: 'the price is not a decimal number',
  negative_price: 'the price is negative',
  bad_revenue: 'the revenue is not a decimal number that the currency can express',
  negative_revenue: 'the revenue is negative',
  negative_returns: 'the number of returns is negative',
  amount_out_of_range: 'the amount is too large',
  unknown_market: 'the market is not a country known by ISO 3166',
  unknown_currency: 'the currency is not known by ISO 4217',
  currency_differs: 'the currency differs from that of earlier rows of the same market',
} as const;

/** Why a well-formed row is no sale of a product: a business rule, not an error. */
export const SKIP_REASONS = {
  blank_row: 'blank row',
  postage: 'postage and carriage',
  manual_entry: 'manual entry without a product',
  discount: 'discount booked as a line',
  samples: 'samples booked as a line',
  bad_debt: 'bad-debt adjustment',
  bank_charges: 'bank charges',
  marketplace_fee: 'marketplace fee',
  commission: 'commission or donation',
  accessory: 'accessory given at a token price',
  gift_voucher: 'gift voucher',
  test_entry: 'test entry',
  account_adjustment: 'account adjustment (invoice series other than sales and credits)',
  free_of_charge: 'free of charge: sample, replacement or correction',
  stock_adjustment: 'stock adjustment: negative quantity without a credit, at no price',
  zero_quantity: 'no pieces',
} as const;

export type RejectReason = keyof typeof REJECT_REASONS;
export type SkipReason = keyof typeof SKIP_REASONS;
export type Reason = RejectReason | SkipReason;

/** The sentence for a reason code, without a full stop. */
export function describeReason(reason: Reason): string {
  return reason in REJECT_REASONS
    ? REJECT_REASONS[reason as RejectReason]
    : SKIP_REASONS[reason as SkipReason];
}

/** How often a reason occurred, and where first. */
export interface ReasonCount {
  reason: Reason;
  rows: number;
  /** Line numbers of the first rows, in the order of the file; the header is line 1. */
  firstLines: number[];
}

/** Counts reasons in constant memory. */
export class ReasonTally {
  readonly #counts = new Map<Reason, ReasonCount>();

  constructor(readonly keepLines = 5) {}

  add(reason: Reason, line: number): void {
    const count = this.#counts.get(reason);
    if (!count) {
      this.#counts.set(reason, { reason, rows: 1, firstLines: [line] });
      return;
    }
    count.rows += 1;
    if (count.firstLines.length < this.keepLines) count.firstLines.push(line);
  }

  get total(): number {
    let total = 0;
    for (const count of this.#counts.values()) total += count.rows;
    return total;
  }

  /** Most frequent first; equal counts by code. */
  list(): ReasonCount[] {
    return [...this.#counts.values()].sort(
      (a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : 0),
    );
  }
}
