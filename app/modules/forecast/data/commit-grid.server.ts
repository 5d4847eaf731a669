import type { Fragment } from 'postgres';
import { isReasonCode } from '../domain/commit/commit-bucket';
import type { HeldCommit } from '../domain/commit/decide-commit';
import type { PerQuantile } from '../domain/netting/types';
import type { ReadTx } from './forecast-lines.server';

export interface GridLineQuery {
  versionId: string;
  firstWeek: string;
  weeks: number;
  q?: string | undefined;
  category?: string | undefined;
  market?: string | undefined;
  show?: 'waiting' | 'short' | undefined;
  limit: number;
  offset: number;
}

/** A SKU of the grid: what the published version asks for, week by week. Quantities per quantile are for liability. */
export interface GridLine {
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  categoryCode: string;
  frozenWeeks: number;
  firmWeeks: number;
  unitCostMinor: string;
  currency: string;
  quantities: PerQuantile<number[]>;
}

/** The answer that holds for a bucket. */
export interface GridBucket {
  skuId: string;
  week: string;
  revision: number;
  forecastQuantity: number;
  commitQuantity: number;
  upsideQuantity: number;
  reasonCode: string | null;
  note: string | null;
  committedByName: string;
  /** Epoch ms. */
  committedAt: number;
}

/** One factory's lines of a version, as the filters of the grid choose them. The factory of the scope, or the given one. */
function where(tx: ReadTx, query: GridLineQuery, factoryId: string): Fragment {
  const { sql } = tx;
  const like = query.q && `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const bucket = sql`
    select 1 from generate_series(1, ${query.weeks}::int) w
    left join commit_bucket b on b.factory_id = l.factory_id and b.sku_id = l.sku_id
      and b.week = ${query.firstWeek}::date + (w - 1) * 7
    where w > l.frozen_weeks`;
  const shows = {
    waiting: sql`and exists (${bucket} and l.qty_p50[w] > 0 and (b.id is null or (b.commit_quantity < l.qty_p50[w] and b.forecast_quantity <> l.qty_p50[w])))`,
    short: sql`and exists (${bucket} and b.commit_quantity < l.qty_p50[w])`,
  };
  return sql`l.version_id = ${query.versionId} and l.factory_id = ${factoryId}
    ${query.category ? sql`and (l.category_code = ${query.category} or l.category_code like ${`${query.category}.%`})` : sql``}
    ${query.market ? sql`and ${query.market} = any(l.markets)` : sql``}
    ${like ? sql`and (l.sku_code ilike ${like} or l.sku_name_en ilike ${like} or l.sku_name_zh ilike ${like})` : sql``}
    ${query.show ? shows[query.show] : sql``}`;
}

/** One page of SKUs by code, and how many the filters show in all. */
export async function selectGridLines(
  tx: ReadTx,
  query: GridLineQuery,
  factoryId: string,
): Promise<{ lines: GridLine[]; total: number }> {
  const { sql } = tx;
  const rows = await sql<(GridLine & { total: number })[]>`
    select l.sku_id as "skuId", l.sku_code as "skuCode", l.sku_name_en as "skuNameEn", l.sku_name_zh as "skuNameZh",
      l.category_code as "categoryCode", l.frozen_weeks as "frozenWeeks", l.firm_weeks as "firmWeeks",
      l.unit_cost_minor::text as "unitCostMinor", l.currency, count(*) over ()::int as total,
      json_build_object('mean', l.qty_mean, 'p50', l.qty_p50, 'p70', l.qty_p70, 'p80', l.qty_p80, 'p90', l.qty_p90) as quantities
    from forecast_line l where ${where(tx, query, factoryId)}
    order by l.sku_code limit ${query.limit} offset ${query.offset}`;
  return { lines: rows.map(({ total: _, ...line }) => line), total: rows[0]?.total ?? 0 };
}

/** The answers that hold for the given SKUs from a week on. */
export async function selectGridBuckets(
  tx: ReadTx,
  factoryId: string,
  skuIds: readonly string[],
  fromWeek: string,
): Promise<GridBucket[]> {
  if (skuIds.length === 0) return [];
  return tx.sql<GridBucket[]>`
    select sku_id as "skuId", week::text as week, revision, forecast_quantity as "forecastQuantity",
      commit_quantity as "commitQuantity", upside_quantity as "upsideQuantity", reason_code as "reasonCode", note,
      committed_by_name as "committedByName", (extract(epoch from committed_at) * 1000)::float8 as "committedAt"
    from commit_bucket
    where factory_id = ${factoryId} and sku_id = any(${skuIds as string[]}::uuid[]) and week >= ${fromWeek}::date`;
}

/** One answer of a bucket's history. */
export interface CommitRevision extends Omit<GridBucket, 'skuId' | 'week'> {
  versionNumber: number;
  channel: 'grid' | 'mass' | 'file';
}

/** All answers to one bucket, newest first, each with the version that it answered. */
export async function selectCommitHistory(
  tx: ReadTx,
  factoryId: string,
  skuId: string,
  week: string,
): Promise<CommitRevision[]> {
  return tx.sql<CommitRevision[]>`
    select c.revision, c.forecast_quantity as "forecastQuantity", c.commit_quantity as "commitQuantity",
      c.upside_quantity as "upsideQuantity", c.reason_code as "reasonCode", c.note, c.channel,
      c.committed_by_name as "committedByName", (extract(epoch from c.committed_at) * 1000)::float8 as "committedAt",
      v.number as "versionNumber"
    from forecast_commit c join forecast_version v on v.id = c.version_id
    where c.factory_id = ${factoryId} and c.sku_id = ${skuId} and c.week = ${week}::date
    order by c.revision desc limit 50`;
}

/** What the versions of the past asked for in one week of a SKU, newest first: how the figure came to be. */
export async function selectAskedHistory(
  tx: ReadTx,
  factoryId: string,
  skuId: string,
  week: string,
): Promise<{ versionNumber: number; asOf: string; asked: number }[]> {
  return tx.sql<{ versionNumber: number; asOf: string; asked: number }[]>`
    select v.number as "versionNumber", v.as_of::text as "asOf", l.qty_p50[(${week}::date - v.first_week) / 7 + 1] as asked
    from forecast_line l join forecast_version v on v.id = l.version_id
    where l.factory_id = ${factoryId} and l.sku_id = ${skuId} and v.status in ('published', 'superseded')
      and v.first_week <= ${week}::date and l.qty_p50[(${week}::date - v.first_week) / 7 + 1] is not null
    order by v.number desc limit 20`;
}

/** A stored answer as the rules of saving see it. */
export function heldOf(bucket: GridBucket): HeldCommit {
  return {
    revision: bucket.revision,
    forecast: bucket.forecastQuantity,
    commit: bucket.commitQuantity,
    upside: bucket.upsideQuantity,
    reason: isReasonCode(bucket.reasonCode) ? bucket.reasonCode : null,
    note: bucket.note,
    byName: bucket.committedByName,
    at: bucket.committedAt,
  };
}
