import type { TenantTx } from '~db/tenancy.server';

/** What answering a SKU needs to know of its line in a version. Quantities are those that are answered. */
export interface CommitLine {
  skuId: string;
  skuCode: string;
  frozenWeeks: number;
  firmWeeks: number;
  unitCostMinor: string;
  currency: string;
  quantities: number[];
}

const columns = (
  tx: TenantTx,
) => tx.sql`sku_id as "skuId", sku_code as "skuCode", frozen_weeks as "frozenWeeks",
  firm_weeks as "firmWeeks", unit_cost_minor::text as "unitCostMinor", currency, qty_p50 as quantities`;

/** The own lines of a version by SKU id. */
export async function selectCommitLines(
  tx: TenantTx,
  versionId: string,
  skuIds: readonly string[],
): Promise<Map<string, CommitLine>> {
  const rows = await tx.sql<CommitLine[]>`
    select ${columns(tx)} from forecast_line
    where factory_id = ${tx.factoryId} and version_id = ${versionId} and sku_id = any(${skuIds as string[]}::uuid[])`;
  return new Map(rows.map((line) => [line.skuId, line]));
}

/** The own lines of a version by SKU code. */
export async function selectCommitLinesByCode(
  tx: TenantTx,
  versionId: string,
  codes: readonly string[],
): Promise<Map<string, CommitLine>> {
  const rows = await tx.sql<CommitLine[]>`
    select ${columns(tx)} from forecast_line
    where factory_id = ${tx.factoryId} and version_id = ${versionId} and sku_code = any(${codes as string[]}::text[])`;
  return new Map(rows.map((line) => [line.skuCode, line]));
}
