import type { PlatformTx } from '~db/tenancy.server';

/** What a SKU is like, apart from its terms with factories. */
export interface SkuTraits {
  skuId: string;
  categoryCode: string;
  listPriceMinor: string | null;
  listPriceCurrency: string | null;
  attributes: Record<string, unknown>;
  status: 'candidate' | 'active' | 'phasing_out' | 'discontinued';
}

export async function selectSkuTraits(tx: PlatformTx, skuIds: readonly string[]): Promise<SkuTraits[]> {
  return tx.sql<SkuTraits[]>`
    select id as "skuId", category_code as "categoryCode", list_price_minor::text as "listPriceMinor",
      list_price_currency as "listPriceCurrency", attributes, status
    from sku where id = any(${skuIds as string[]}::uuid[])`;
}

/** Every market with its region, by code. */
export async function selectMarketRegions(tx: PlatformTx): Promise<{ code: string; region: string }[]> {
  return tx.sql<{ code: string; region: string }[]>`select code, region from market order by code`;
}
