import type { PlatformTx } from '~db/tenancy.server';

/** The forecast of a SKU in all its markets, week by week from the version's first. */
export interface SkuDemandWeeks {
  skuId: string;
  mean: number[];
  p50: number[];
  p70: number[];
  p80: number[];
  p90: number[];
}

/** The demand lines over all markets of SKUs in a version. */
export async function selectDemandWeeks(
  tx: PlatformTx,
  versionId: string,
  skuIds: readonly string[],
): Promise<SkuDemandWeeks[]> {
  return tx.sql<SkuDemandWeeks[]>`
    select sku_id as "skuId", mean, p50, p70, p80, p90 from demand_line
    where sku_id = any(${skuIds as string[]}::uuid[]) and version_id = ${versionId} and market_code = '*'`;
}
