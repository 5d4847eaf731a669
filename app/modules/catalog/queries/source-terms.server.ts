import type { PlatformTx } from '~db/tenancy.server';
import {
  type SourcedSku,
  type SourceOfSku,
  selectSkuByCode,
  selectSourcesOfSku,
} from '../data/source-terms.server';

export type { SourceOfSku };

export interface SourceTermsView {
  sku: SourcedSku;
  /** The factory's own terms; null: it is not approved for the SKU yet. */
  own: SourceOfSku | null;
  /** The other factories that make it, by share. */
  others: SourceOfSku[];
}

/** Who may make a SKU, by share. */
export function sourcesOfSku(tx: PlatformTx, skuId: string): Promise<SourceOfSku[]> {
  return selectSourcesOfSku(tx, skuId);
}

/** A factory's terms for a SKU beside those of others; null when no SKU has the code. */
export async function sourceTerms(
  tx: PlatformTx,
  factoryId: string,
  skuCode: string,
): Promise<SourceTermsView | null> {
  const sku = await selectSkuByCode(tx, skuCode);
  if (!sku) return null;
  const sources = await selectSourcesOfSku(tx, sku.id);
  return {
    sku,
    own: sources.find((source) => source.factoryId === factoryId) ?? null,
    others: sources.filter((source) => source.factoryId !== factoryId),
  };
}
