import { DateReader, hasControlCharacter, parseAmountE4, parseSkuCode, parseUnits } from './fields';
import type { HeaderRule } from './header';
import { marketOfCountry } from './markets';
import { AMOUNT_SCALE, type RowClassifier, type RowVerdict, rejected, skipped, taken } from './model';
import type { SkipReason } from './reasons';

/** Columns of the invoice file. CustomerID is known so that it can be left unread. */
export const ONLINE_RETAIL_HEADER: HeaderRule = {
  required: ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'Country'],
  optional: ['CustomerID'],
};

export const ONLINE_RETAIL_CURRENCY = 'GBP';

/** Stock codes, in upper case, under which the shop books what is no product. */
const NON_PRODUCT_CODES: Record<string, SkipReason> = {
  POST: 'postage',
  DOT: 'postage',
  C2: 'postage',
  C3: 'postage',
  M: 'manual_entry',
  D: 'discount',
  S: 'samples',
  SAMPLES: 'samples',
  B: 'bad_debt',
  'BANK CHARGES': 'bank_charges',
  AMAZONFEE: 'marketplace_fee',
  CRUK: 'commission',
  PADS: 'accessory',
};

/** The same for codes known by how they begin. */
const NON_PRODUCT_PREFIXES: readonly (readonly [string, SkipReason])[] = [
  ['GIFT_', 'gift_voucher'],
  ['GIFT VOUCHER', 'gift_voucher'],
  ['TEST', 'test_entry'],
  ['ADJUST', 'account_adjustment'],
];

/** Why a stock code is not a product, or undefined if it is one. @param code upper case */
export function nonProductReason(code: string): SkipReason | undefined {
  if (Object.hasOwn(NON_PRODUCT_CODES, code)) return NON_PRODUCT_CODES[code];
  return NON_PRODUCT_PREFIXES.find(([prefix]) => code.startsWith(prefix))?.[1];
}

const INVOICE = /^[A-Za-z]?\d{1,12}$/;

/**
 * Decides the rows of the invoice file. In this order: form of every field; what is no product; quantity and price against
 * the invoice series (`C…` credits, `A…` account adjustments, else sales).
 * @param columns number of columns of the header
 * @param at position of each column, -1 if absent
 */
export function onlineRetailClassifier(columns: number, at: Record<string, number>): RowClassifier {
  const position = (name: string) => at[name] ?? -1;
  const invoiceAt = position('InvoiceNo');
  const codeAt = position('StockCode');
  const nameAt = position('Description');
  const unitsAt = position('Quantity');
  const dateAt = position('InvoiceDate');
  const priceAt = position('UnitPrice');
  const countryAt = position('Country');
  const dates = new DateReader();

  function classify(fields: readonly string[]): RowVerdict {
    const codeText = fields[codeAt]!;
    const name = fields[nameAt]!;
    if (hasControlCharacter(codeText)) return rejected('control_character', 'StockCode', codeText);
    if (hasControlCharacter(name)) return rejected('control_character', 'Description', name);
    const invoice = fields[invoiceAt]!.trim();
    if (invoice === '') return rejected('missing_value', 'InvoiceNo');
    if (!INVOICE.test(invoice)) return rejected('bad_invoice', 'InvoiceNo', invoice);
    const code = parseSkuCode(codeText);
    if (!code.ok) return rejected(code.reason, 'StockCode', codeText);
    const units = parseUnits(fields[unitsAt]!);
    if (!units.ok) return rejected(units.reason, 'Quantity', fields[unitsAt]);
    const soldOn = dates.read(fields[dateAt]!);
    if (!soldOn.ok) return rejected(soldOn.reason, 'InvoiceDate', fields[dateAt]);
    const price = parseAmountE4(fields[priceAt]!, 'bad_price');
    if (!price.ok) return rejected(price.reason, 'UnitPrice', fields[priceAt]);
    const country = fields[countryAt]!;
    const market = marketOfCountry(country);
    // A country that holds digits is a shifted row: what stands there may be the customer's number, so it is not shown.
    if (!market) return rejected('unknown_market', 'Country', /\d/.test(country) ? undefined : country);

    const other = nonProductReason(code.value);
    if (other) return skipped(other);
    const series = invoice.charAt(0).toUpperCase();
    const isCredit = series === 'C';
    if (!isCredit && series >= 'A') return skipped('account_adjustment');
    if (price.value < 0) return rejected('negative_price', 'UnitPrice', fields[priceAt]);
    if (units.value === 0) return skipped('zero_quantity');
    if (isCredit && units.value > 0) return rejected('positive_credit', 'Quantity', fields[unitsAt]);
    if (price.value === 0)
      return skipped(!isCredit && units.value < 0 ? 'stock_adjustment' : 'free_of_charge');
    if (!isCredit && units.value < 0) return rejected('negative_units', 'Quantity', fields[unitsAt]);
    const pieces = Math.abs(units.value);
    const amount = pieces * price.value;
    if (amount > MAX_AMOUNT_E4) return rejected('amount_out_of_range', 'UnitPrice', fields[priceAt]);
    return taken({
      kind: isCredit ? 'credit' : 'sale',
      sku: code.value,
      market,
      soldOn: soldOn.value,
      units: pieces,
      returned: 0,
      priceE4: price.value,
      amountE4: amount,
      currency: ONLINE_RETAIL_CURRENCY,
      name: name.trim().replace(/\s+/g, ' ').slice(0, 200),
    });
  }

  return {
    columns,
    dropColumn: position('CustomerID'),
    classify,
    looksLikeRow: (fields) => classify(fields).outcome !== 'rejected',
  };
}

/** 100,000,000.00 for one line: above it a comma or a column is in the wrong place. */
const MAX_AMOUNT_E4 = 100_000_000 * AMOUNT_SCALE;
