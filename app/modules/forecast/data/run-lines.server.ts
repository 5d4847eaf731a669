import type { PlatformTx } from '~db/tenancy.server';
import type { Fence } from '../domain/netting/types';
import type { EarlierLine } from '../domain/pipeline/facts';

/** A row as its table names the columns: many are written as one JSON document. */
export type Row = Record<string, unknown>;

/** What the given version told each factory of the given SKUs: by SKU id, then factory id. */
export async function selectPreviousLines(
  tx: PlatformTx,
  versionId: string,
  skuIds: readonly string[],
): Promise<Map<string, Map<string, EarlierLine>>> {
  const rows = await tx.sql<(EarlierLine & { skuId: string; factoryId: string })[]>`
    select sku_id as "skuId", factory_id as "factoryId", sourcing_id as "sourcingId", sku_code as "skuCode",
      sku_name_en as "skuNameEn", sku_name_zh as "skuNameZh", category_code as "categoryCode", abc_class as "abcClass",
      markets, unit_cost_minor::text as "unitCostMinor", currency, lead_time_weeks as "leadTimeWeeks",
      json_build_object('mean', qty_mean, 'p50', qty_p50, 'p70', qty_p70, 'p80', qty_p80, 'p90', qty_p90) as quantities
    from forecast_line where version_id = ${versionId} and sku_id = any(${skuIds as string[]}::uuid[])`;
  const bySku = new Map<string, Map<string, EarlierLine>>();
  for (const row of rows) {
    const lines = bySku.get(row.skuId) ?? new Map<string, EarlierLine>();
    lines.set(row.factoryId, row);
    bySku.set(row.skuId, lines);
  }
  return bySku;
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

/** Writes the rows of some SKUs, each table's as one JSON document. */
export async function insertChunk(
  tx: PlatformTx,
  rows: { demand: string; lines: string; traces: string },
): Promise<void> {
  await tx.sql`
    insert into demand_line select * from jsonb_populate_recordset(null::demand_line, ${rows.demand}::text::jsonb)`;
  await tx.sql`
    insert into forecast_line select * from jsonb_populate_recordset(null::forecast_line, ${rows.lines}::text::jsonb)`;
  await tx.sql`
    insert into forecast_trace select * from jsonb_populate_recordset(null::forecast_trace, ${rows.traces}::text::jsonb)`;
}

/** Ids of the SKUs of which a version has rows already: a chunk is written as a whole or not at all. */
export async function selectWrittenSkuIds(tx: PlatformTx, versionId: string): Promise<Set<string>> {
  const rows = await tx.sql<{ id: string }[]>`
    select sku_id as id from demand_line where version_id = ${versionId} and market_code = '*'
    union select sku_id from forecast_line where version_id = ${versionId}`;
  return new Set(rows.map(({ id }) => id));
}

/**
 * What a version was made from and how much it holds, from its rows in the order of their SKUs: the same however often it
 * was interrupted.
 * @param head what the hash begins with
 */
export async function selectVersionDigest(
  tx: PlatformTx,
  versionId: string,
  head: string,
): Promise<{ inputHash: string; lineCount: number; seriesCount: number }> {
  const [row] = await tx.sql<{ inputHash: string; lineCount: number; seriesCount: number }[]>`
    select encode(sha256(convert_to(${head} || coalesce(string_agg(input_hash, '' order by sku_id, factory_id), ''),
        'UTF8')), 'hex') as "inputHash",
      count(*)::int as "lineCount",
      (select count(*)::int from demand_line where version_id = ${versionId}) as "seriesCount"
    from forecast_line where version_id = ${versionId}`;
  return row!;
}

/** Deletes what was written of a version that is not published. */
export async function deleteVersionRows(tx: PlatformTx, versionId: string): Promise<void> {
  await tx.sql`
    delete from forecast_trace t using forecast_line l
    where l.version_id = ${versionId} and t.factory_id = l.factory_id and t.id = l.id`;
  await tx.sql`delete from forecast_line where version_id = ${versionId}`;
  await tx.sql`delete from demand_line where version_id = ${versionId}`;
  await tx.sql`delete from demand_total where version_id = ${versionId}`;
}
