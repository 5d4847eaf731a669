import type { PlatformTx } from '~db/tenancy.server';
import { selectFactoriesForSku, selectNextSkuCode } from '../data/new-sku.server';

/** What the form for a new SKU offers: a free code of the category and the factories that may make it. */
export async function newSkuOptions(tx: PlatformTx, categoryCode: string) {
  return {
    suggestedCode: await selectNextSkuCode(tx, categoryCode),
    factories: await selectFactoriesForSku(tx, categoryCode),
  };
}
