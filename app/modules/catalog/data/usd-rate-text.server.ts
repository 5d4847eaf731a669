import type { PlatformTx, TenantTx } from '~db/tenancy.server';

/** The latest rate of each currency into US dollars, as the exact decimal text of the table. */
export async function selectUsdRateTexts(
  tx: TenantTx | PlatformTx,
): Promise<{ currency: string; rate: string }[]> {
  return tx.sql<{ currency: string; rate: string }[]>`
    select distinct on (base) base as currency, rate::text as rate from exchange_rate
    where quote = 'USD' order by base, valid_on desc`;
}
