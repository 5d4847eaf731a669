import type { ReadTx } from './forecast-lines.server';

/** The order forecast of a version in a few figures; pieces by the median curve. */
export interface SummaryRow {
  currency: string;
  lines: number;
  /** With something to order. */
  factories: number;
  pieces: number;
  valueMinor: string;
  /** Next four release weeks. */
  nearPieces: number;
  nearValueMinor: string;
  frozenPieces: number;
  changePieces: number;
  changeValueMinor: string;
}

/** Sums per currency: a factory has one, the platform as many as its factories. */
export async function selectSummary(tx: ReadTx, versionId: string): Promise<SummaryRow[]> {
  const { sql } = tx;
  const own = 'factoryId' in tx ? sql`and factory_id = ${tx.factoryId}` : sql``;
  return sql<SummaryRow[]>`
    select currency, (count(*) filter (where total_p50 > 0))::int as lines,
      (count(distinct factory_id) filter (where total_p50 > 0))::int as factories, sum(total_p50)::int as pieces,
      sum(total_p50 * unit_cost_minor)::text as "valueMinor", sum(near)::int as "nearPieces",
      sum(near * unit_cost_minor)::text as "nearValueMinor", sum(frozen)::int as "frozenPieces",
      sum(change_p50)::int as "changePieces", sum(change_p50 * unit_cost_minor)::text as "changeValueMinor"
    from forecast_line cross join lateral (
      select coalesce(sum(x) filter (where n <= 4), 0) as near, coalesce(sum(x) filter (where n <= frozen_weeks), 0) as frozen
      from unnest(qty_p50[1:greatest(4, frozen_weeks)]) with ordinality u(x, n)
    ) weeks
    where version_id = ${versionId} ${own} group by currency order by currency`;
}

/** A line whose forecast moved against the version before. */
export interface MoverRow {
  factorySlug: string | null;
  factoryNameEn: string | null;
  factoryNameZh: string | null;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  changeKind: 'new' | 'dropped' | 'up' | 'down';
  change: number;
  total: number;
  valueMinor: string;
  currency: string;
}

/** What one minor unit of a currency is worth in one that all of them share: money of several currencies is ranked by it. */
export interface CurrencyWorth {
  currency: string;
  factor: number;
}

const worthTable = ({ sql }: ReadTx, worth: readonly CurrencyWorth[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(worth)}::text::jsonb) as r(currency text, factor float8)`;

/**
 * The lines that moved most in money, largest first.
 * @param worth one per currency of the version's lines; a line in another currency counts as nothing
 */
export async function selectMovers(
  tx: ReadTx,
  versionId: string,
  limit: number,
  worth: readonly CurrencyWorth[],
): Promise<MoverRow[]> {
  const { sql } = tx;
  const isTenant = 'factoryId' in tx;
  const own = isTenant ? sql`and l.factory_id = ${tx.factoryId}` : sql``;
  return sql<MoverRow[]>`
    select f.slug as "factorySlug", f.name_en as "factoryNameEn", f.name_zh as "factoryNameZh",
      l.sku_code as "skuCode", l.sku_name_en as "skuNameEn", l.sku_name_zh as "skuNameZh",
      l.change_kind as "changeKind", l.change_p50 as change, l.total_p50 as total,
      (abs(l.change_p50) * l.unit_cost_minor)::text as "valueMinor", l.currency
    from forecast_line l join factory f on f.id = l.factory_id
    left join ${worthTable(tx, worth)} on r.currency = l.currency
    where l.version_id = ${versionId} ${own} and l.change_p50 <> 0
    order by abs(l.change_p50) * l.unit_cost_minor * coalesce(r.factor, 0) desc, l.sku_code, l.id limit ${limit}`;
}

/**
 * Lines with the most to order, in money, in the current and the next week: what the factory must be ready for.
 * @param worth as for `selectMovers`
 */
export async function selectDueSoon(
  tx: ReadTx,
  versionId: string,
  limit: number,
  worth: readonly CurrencyWorth[],
): Promise<DueRow[]> {
  const { sql } = tx;
  const own = 'factoryId' in tx ? sql`and factory_id = ${tx.factoryId}` : sql``;
  return sql<DueRow[]>`
    select sku_code as "skuCode", sku_name_en as "skuNameEn", sku_name_zh as "skuNameZh",
      (coalesce(qty_p50[1], 0) + coalesce(qty_p50[2], 0)) as pieces,
      ((coalesce(qty_p50[1], 0) + coalesce(qty_p50[2], 0)) * unit_cost_minor)::text as "valueMinor", l.currency,
      lead_time_weeks as "leadTimeWeeks"
    from forecast_line l left join ${worthTable(tx, worth)} on r.currency = l.currency
    where version_id = ${versionId} ${own}
      and coalesce(qty_p50[1], 0) + coalesce(qty_p50[2], 0) > 0
    order by (coalesce(qty_p50[1], 0) + coalesce(qty_p50[2], 0)) * unit_cost_minor * coalesce(r.factor, 0) desc,
      sku_code, id limit ${limit}`;
}

export interface DueRow {
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  pieces: number;
  valueMinor: string;
  currency: string;
  leadTimeWeeks: number;
}
