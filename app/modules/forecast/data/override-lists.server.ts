import type { PlatformTx } from '~db/tenancy.server';

/** Overrides that were written together: one market, one comment, weeks in a row. */
export interface OverrideGroup {
  key: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  marketCode: string;
  fromWeek: string;
  toWeek: string;
  /** Weeks that were written, and those that still hold. */
  weeks: number;
  activeWeeks: number;
  units: number;
  baseUnits: number;
  comment: string;
  authorName: string;
  /** Epoch ms */
  createdAt: number;
  endedAt: number | null;
  endedByName: string | null;
}

export interface OverrideQuery {
  skuId?: string | undefined;
  q?: string | undefined;
  market?: string | undefined;
  /** Only what holds, in weeks from `fromWeek` on. */
  isActive: boolean;
  fromWeek: string;
}

function where({ sql }: PlatformTx, query: OverrideQuery) {
  const like = query.q && `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`true
    ${query.skuId ? sql`and o.sku_id = ${query.skuId}` : sql``}
    ${query.market ? sql`and o.market_code = ${query.market}` : sql``}
    ${query.isActive ? sql`and o.is_active and o.week >= ${query.fromWeek}::date` : sql``}
    ${
      like
        ? sql`and (s.code ilike ${like} or s.name_en ilike ${like} or s.name_zh ilike ${like}
            or o.author_name ilike ${like} or o.comment ilike ${like})`
        : sql``
    }`;
}

/** One page of groups, the newest first, and how many there are. */
export async function selectOverrideGroups(
  tx: PlatformTx,
  query: OverrideQuery,
  limit: number,
  offset: number,
): Promise<{ rows: OverrideGroup[]; total: number }> {
  const rows = await tx.sql<(OverrideGroup & { total: number })[]>`
    select o.sku_id::text || ' ' || o.market_code || ' ' || min(o.id::text) as key, s.code as "skuCode",
      s.name_en as "skuNameEn", s.name_zh as "skuNameZh", o.market_code as "marketCode", min(o.week)::text as "fromWeek",
      max(o.week)::text as "toWeek", count(*)::int as weeks, (count(*) filter (where o.is_active))::int as "activeWeeks",
      sum(o.units)::float8 as units, sum(o.base_units)::float8 as "baseUnits", o.comment, o.author_name as "authorName",
      extract(epoch from o.created_at)::float8 * 1000 as "createdAt",
      extract(epoch from max(o.ended_at))::float8 * 1000 as "endedAt", max(o.ended_by_name) as "endedByName",
      count(*) over ()::int as total
    from forecast_override o join sku s on s.id = o.sku_id
    where ${where(tx, query)}
    group by o.sku_id, s.code, s.name_en, s.name_zh, o.market_code, o.created_at, o.author_name, o.comment
    order by o.created_at desc, s.code, o.market_code limit ${limit} offset ${offset}`;
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** One week of an override, for the export. */
export interface OverrideWeekRow {
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  marketCode: string;
  week: string;
  units: number;
  baseUnits: number;
  comment: string;
  authorName: string;
  createdAt: number;
  isActive: boolean;
  endedAt: number | null;
  endedByName: string | null;
}

export async function selectOverrideWeeks(
  tx: PlatformTx,
  query: OverrideQuery,
  limit: number,
): Promise<OverrideWeekRow[]> {
  return tx.sql<OverrideWeekRow[]>`
    select s.code as "skuCode", s.name_en as "skuNameEn", s.name_zh as "skuNameZh", o.market_code as "marketCode",
      o.week::text, o.units::float8 as units, o.base_units::float8 as "baseUnits", o.comment,
      o.author_name as "authorName", extract(epoch from o.created_at)::float8 * 1000 as "createdAt",
      o.is_active as "isActive", extract(epoch from o.ended_at)::float8 * 1000 as "endedAt",
      o.ended_by_name as "endedByName"
    from forecast_override o join sku s on s.id = o.sku_id
    where ${where(tx, query)} order by o.created_at desc, s.code, o.market_code, o.week limit ${limit}`;
}
