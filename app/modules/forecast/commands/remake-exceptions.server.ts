import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import type { PlatformTx } from '~db/tenancy.server';
import { remakeFactoryExceptions } from '../data/remake-factory-exceptions.server';
import { remakePlatformExceptions, selectLineCurrencies } from '../data/remake-platform-exceptions.server';

/**
 * Remakes both sides' lists of what deserves attention from the version that has just been published.
 * @param day the day that the lists are of, YYYY-MM-DD
 */
export async function remakeExceptions(tx: PlatformTx, versionId: string, day: string): Promise<void> {
  const perUnit = await usdPerMinorUnit(tx);
  const currencies = await selectLineCurrencies(tx, versionId);
  await remakeFactoryExceptions(tx, versionId, day);
  await remakePlatformExceptions(
    tx,
    versionId,
    day,
    currencies.map((currency) => ({ currency, cents: perUnit(currency) * 100 })),
  );
}
