import { currencyCode, currencyExponent } from '~/kernel/currency';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import { selectUsdRates } from '../data/exchange-rates.server';

/**
 * What one minor unit of a currency is worth in US dollars, at the latest rate: for ranking sums of several currencies, never
 * for an amount that anyone pays. A currency without a rate counts as dollars.
 */
export async function usdPerMinorUnit(tx: TenantTx | PlatformTx): Promise<(currency: string) => number> {
  const rates = new Map((await selectUsdRates(tx)).map(({ currency, rate }) => [currency, rate]));
  return (currency) => (rates.get(currency) ?? 1) / 10 ** currencyExponent(currencyCode(currency));
}
