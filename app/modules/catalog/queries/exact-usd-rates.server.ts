import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import { selectUsdRateTexts } from '../data/usd-rate-text.server';
import type { UsdRates } from '../domain/convert';

/** The latest rates into US dollars, exact, for amounts that are compared and proposed. */
export async function exactUsdRates(tx: TenantTx | PlatformTx): Promise<UsdRates> {
  return new Map((await selectUsdRateTexts(tx)).map(({ currency, rate }) => [currency, rate]));
}
