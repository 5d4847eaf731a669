import { currencyExponent, isCurrencyCode } from '~/kernel/currency';
import { DateReader, parseAmountE4, parseSkuCode, parseUnits } from './fields';
import type { HeaderRule } from './header';
import { marketOfCode } from './markets';
import { AMOUNT_DECIMALS, AMOUNT_SCALE, type RowClassifier, type RowVerdict, rejected, taken } from './model';

/** Columns of the generic format, in any order; a file with any other column is refused. */
export const GENERIC_HEADER: HeaderRule = {
  required: ['sku', 'market', 'date', 'units', 'revenue', 'currency', 'returns'],
  optional: [],
};

/**
 * Decides the rows of the generic format: units sold and returned and the revenue of a SKU in a market on a day. Rows that
 * name the same SKU × market × day add up. A market's sales have one currency per file. An empty `returns` means none.
 * @param columns number of columns of the header
 * @param at position of each column
 */
export function genericClassifier(columns: number, at: Record<string, number>): RowClassifier {
  const field = (fields: readonly string[], name: string) => fields[at[name]!]!;
  const dates = new DateReader();
  const currencyOfMarket = new Map<string, string>();

  function read(fields: readonly string[]): RowVerdict {
    const sku = parseSkuCode(field(fields, 'sku'));
    if (!sku.ok) return rejected(sku.reason, 'sku', field(fields, 'sku'));
    const market = marketOfCode(field(fields, 'market'));
    if (!market) return rejected('unknown_market', 'market', field(fields, 'market'));
    const soldOn = dates.read(field(fields, 'date'));
    if (!soldOn.ok) return rejected(soldOn.reason, 'date', field(fields, 'date'));
    const units = parseUnits(field(fields, 'units'));
    if (!units.ok) return rejected(units.reason, 'units', field(fields, 'units'));
    if (units.value < 0) return rejected('negative_units', 'units', field(fields, 'units'));
    const currency = field(fields, 'currency').trim().toUpperCase();
    if (!isCurrencyCode(currency)) return rejected('unknown_currency', 'currency', field(fields, 'currency'));
    const revenueText = field(fields, 'revenue');
    const revenue = parseAmountE4(
      revenueText,
      'bad_revenue',
      Math.min(currencyExponent(currency), AMOUNT_DECIMALS),
    );
    if (!revenue.ok) return rejected(revenue.reason, 'revenue', revenueText);
    if (revenue.value < 0) return rejected('negative_revenue', 'revenue', revenueText);
    if (revenue.value > MAX_AMOUNT_E4) return rejected('amount_out_of_range', 'revenue', revenueText);
    const returnsText = field(fields, 'returns');
    const returned = returnsText.trim() === '' ? { ok: true as const, value: 0 } : parseUnits(returnsText);
    if (!returned.ok) return rejected(returned.reason, 'returns', returnsText);
    if (returned.value < 0) return rejected('negative_returns', 'returns', returnsText);
    return taken({
      kind: 'summary',
      sku: sku.value,
      market,
      soldOn: soldOn.value,
      units: units.value,
      returned: returned.value,
      priceE4: 0,
      amountE4: revenue.value,
      currency,
      name: '',
    });
  }

  return {
    columns,
    dropColumn: -1,
    classify(fields) {
      const verdict = read(fields);
      if (verdict.outcome !== 'taken') return verdict;
      const { market, currency } = verdict.line;
      const first = currencyOfMarket.get(market);
      if (first === undefined) currencyOfMarket.set(market, currency);
      else if (first !== currency)
        return rejected('currency_differs', 'currency', `${currency} after ${first}`);
      return verdict;
    },
    looksLikeRow: (fields) => read(fields).outcome !== 'rejected',
  };
}

/** 100,000,000,000 for one day: above it a comma or a column is in the wrong place. */
const MAX_AMOUNT_E4 = 100_000_000_000 * AMOUNT_SCALE;
