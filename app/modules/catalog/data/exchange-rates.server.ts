import type { PlatformTx, TenantTx } from '~db/tenancy.server';

/** The latest rate of each currency into US dollars, as units of USD for one unit of the currency. */
export async function selectUsdRates(
  tx: TenantTx | PlatformTx,
): Promise<{ currency: string; rate: number }[]> {
  return tx.sql<{ currency: string; rate: number }[]>`
    select distinct on (base) base as currency, rate::float8 as rate from exchange_rate
    where quote = 'USD' order by base, valid_on desc`;
}
