import type { PlatformTx } from '~db/tenancy.server';
import { type SkuTraits, selectMarketRegions, selectSkuTraits } from '../data/sku-traits.server';

export type { SkuTraits };

/** Category, list price, attributes and state of SKUs, by id. */
export async function skuTraits(tx: PlatformTx, skuIds: readonly string[]): Promise<Map<string, SkuTraits>> {
  return new Map((await selectSkuTraits(tx, skuIds)).map((traits) => [traits.skuId, traits]));
}

/** Every market with its region. */
export function marketRegions(tx: PlatformTx): Promise<{ code: string; region: string }[]> {
  return selectMarketRegions(tx);
}
