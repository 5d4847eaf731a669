import type { PlatformTx } from '~db/tenancy.server';

export interface WeeklyDemandRow {
  skuId: string;
  marketCode: string;
  mean: number[];
}

/** Mean demand per market of the given SKUs in a version, weeks from its first week on. */
export function selectWeeklyDemand(
  tx: PlatformTx,
  versionId: string,
  skuIds: readonly string[],
): Promise<WeeklyDemandRow[]> {
  return tx.sql<WeeklyDemandRow[]>`
    select sku_id as "skuId", market_code as "marketCode", mean from demand_line
    where sku_id = any(${skuIds as string[]}::uuid[]) and version_id = ${versionId} and market_code <> '*'
    order by sku_id, market_code`;
}
