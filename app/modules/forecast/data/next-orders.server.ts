import type { TenantTx } from '~db/tenancy.server';

export interface NextOrderRow {
  skuId: string;
  quantities: number[];
}

/** Middle forecast per week of the given SKUs of the factory in a version. */
export function selectNextOrders(
  tx: TenantTx,
  versionId: string,
  skuIds: readonly string[],
): Promise<NextOrderRow[]> {
  return tx.sql<NextOrderRow[]>`
    select sku_id as "skuId", qty_p50 as quantities from forecast_line
    where factory_id = ${tx.factoryId} and version_id = ${versionId} and sku_id = any(${skuIds as string[]}::uuid[])`;
}
