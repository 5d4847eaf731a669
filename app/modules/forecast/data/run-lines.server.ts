import type { PlatformTx } from '~db/tenancy.server';
import type { Fence, PerQuantile } from '../domain/netting/types';

/** Rows as the tables name their columns: they are written as one JSON document per table and chunk. */
export type Row = Record<string, unknown>;

/** What the given version told each factory of the given SKUs: by SKU id, then factory id. */
export async function selectPreviousLines(
  tx: PlatformTx,
  versionId: string,
  skuIds: readonly string[],
): Promise<Map<string, Map<string, PreviousRow>>> {
  const rows = await tx.sql<(PreviousRow & { skuId: string; factoryId: string })[]>`
    select sku_id as "skuId", factory_id as "factoryId", sourcing_id as "sourcingId", sku_code as "skuCode",
      sku_name_en as "skuNameEn", sku_name_zh as "skuNameZh", category_code as "categoryCode", abc_class as "abcClass",
      markets, unit_cost_minor::text as "unitCostMinor", currency, lead_time_weeks as "leadTimeWeeks",
      json_build_object('mean', qty_mean, 'p50', qty_p50, 'p70', qty_p70, 'p80', qty_p80, 'p90', qty_p90) as quantities
    from forecast_line where version_id = ${versionId} and sku_id = any(${skuIds as string[]}::uuid[])`;
  const bySku = new Map<string, Map<string, PreviousRow>>();
  for (const row of rows) {
    const lines = bySku.get(row.skuId) ?? new Map<string, PreviousRow>();
    lines.set(row.factoryId, row);
    bySku.set(row.skuId, lines);
  }
  return bySku;
}

export interface PreviousRow {
  sourcingId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  categoryCode: string;
  abcClass: string;
  markets: string[];
  unitCostMinor: string;
  currency: string;
  leadTimeWeeks: number;
  quantities: PerQuantile<number[]>;
}

/** Ids of the SKUs that the given version has lines for. */
export async function selectLineSkuIds(tx: PlatformTx, versionId: string): Promise<string[]> {
  const rows = await tx.sql<{ sku_id: string }[]>`
    select distinct sku_id from forecast_line where version_id = ${versionId} order by sku_id`;
  return rows.map((row) => row.sku_id);
}

/** Each factory's fences in force on a day. */
export async function selectFences(tx: PlatformTx, asOf: string): Promise<Map<string, Fence>> {
  const rows = await tx.sql<(Fence & { factoryId: string })[]>`
    select distinct on (factory_id) factory_id as "factoryId", frozen_weeks as "frozenWeeks",
      firm_weeks as "firmWeeks", flex_bp as "flexBp"
    from fence where valid_from <= ${asOf}::date order by factory_id, valid_from desc`;
  return new Map(rows.map(({ factoryId, ...fence }) => [factoryId, fence]));
}

export async function insertDemandLines(tx: PlatformTx, rows: readonly Row[]): Promise<void> {
  await tx.sql`insert into demand_line select * from jsonb_populate_recordset(null::demand_line, ${json(rows)}::text::jsonb)`;
}

export async function insertForecastLines(tx: PlatformTx, rows: readonly Row[]): Promise<void> {
  await tx.sql`
    insert into forecast_line select * from jsonb_populate_recordset(null::forecast_line, ${json(rows)}::text::jsonb)`;
}

export async function insertForecastTraces(tx: PlatformTx, rows: readonly Row[]): Promise<void> {
  await tx.sql`
    insert into forecast_trace select * from jsonb_populate_recordset(null::forecast_trace, ${json(rows)}::text::jsonb)`;
}

const json = (rows: readonly Row[]): string => JSON.stringify(rows);
