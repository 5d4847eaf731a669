import type { PlatformTx } from '~db/tenancy.server';
import { type SourcingTerms, selectSourcedSkuIds, selectSourcing } from '../data/sourcing.server';

export type { SourcingTerms };

/** Ids of all SKUs that are sold and that some factory makes, in a stable order. */
export function sourcedSkuIds(tx: PlatformTx): Promise<string[]> {
  return selectSourcedSkuIds(tx);
}

/** Every factory's terms for the given SKUs, by SKU id. */
export async function sourcingForSkus(
  tx: PlatformTx,
  skuIds: readonly string[],
): Promise<Map<string, SourcingTerms[]>> {
  const bySku = new Map<string, SourcingTerms[]>();
  for (const terms of await selectSourcing(tx, skuIds)) {
    const list = bySku.get(terms.skuId);
    if (list) list.push(terms);
    else bySku.set(terms.skuId, [terms]);
  }
  return bySku;
}
