import type { Fragment } from 'postgres';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { Quantile } from '../domain/netting/types';
import type { ForecastSearch } from '../forms';

/** Either scope; a factory's transaction also names the factory in the query, so that it reads one shard. */
export type ReadTx = TenantTx | PlatformTx;

export interface LineQuery extends Omit<ForecastSearch, 'page' | 'size'> {
  versionId: string;
  weeks: number;
  limit: number;
  offset: number;
  /** In platform scope: one factory's lines alone. */
  factoryId?: string | undefined;
}

export interface LineRow {
  id: string;
  factoryId: string;
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  categoryCode: string;
  abcClass: string;
  markets: string[];
  leadTimeWeeks: number;
  frozenWeeks: number;
  firmWeeks: number;
  currency: string;
  unitCostMinor: string;
  quantities: number[];
  previous: (number | null)[];
  total: number;
  change: number;
  changeKind: 'new' | 'dropped' | 'up' | 'down' | 'unchanged';
  valueMinor: string;
}

export interface TotalsRow {
  lines: number;
  total: number;
  change: number;
  weeks: number[];
  previousWeeks: number[];
  values: { currency: string; minor: string }[];
}

const column = (prefix: 'qty' | 'prev' | 'total' | 'change', quantile: Quantile) => `${prefix}_${quantile}`;

/** Pieces of the chosen zone's weeks, or of all weeks. */
function shownTotal(tx: ReadTx, query: LineQuery): Fragment {
  return query.zone ? tx.sql`shown` : tx.sql`${tx.sql(column('total', query.quantile))}`;
}

/** The lines, each with the pieces of the chosen zone's weeks beside it, summed once however often they are asked for. */
function lines(tx: ReadTx, query: LineQuery): Fragment {
  const { sql } = tx;
  if (!query.zone) return sql`forecast_line`;
  const weeks = {
    frozen: sql`[1:frozen_weeks]`,
    firm: sql`[frozen_weeks + 1:frozen_weeks + firm_weeks]`,
    free: sql`[frozen_weeks + firm_weeks + 1:]`,
  }[query.zone];
  return sql`forecast_line cross join lateral
    (select coalesce(sum(x), 0)::int as shown from unnest(${sql(column('qty', query.quantile))}${weeks}) x) zone`;
}

function where(tx: ReadTx, query: LineQuery): Fragment {
  const { sql } = tx;
  const factoryId = 'factoryId' in tx ? tx.factoryId : query.factoryId;
  const change = sql(column('change', query.quantile));
  const changes = {
    new: sql`and change_kind = 'new'`,
    dropped: sql`and change_kind = 'dropped'`,
    up: sql`and ${change} > 0 and change_kind <> 'new'`,
    down: sql`and ${change} < 0 and change_kind <> 'dropped'`,
    unchanged: sql`and ${change} = 0 and change_kind not in ('new', 'dropped')`,
    changed: sql`and (${change} <> 0 or change_kind in ('new', 'dropped'))`,
  };
  const like = query.q && `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`version_id = ${query.versionId}
    ${factoryId ? sql`and factory_id = ${factoryId}` : sql``}
    ${query.category ? sql`and (category_code = ${query.category} or category_code like ${`${query.category}.%`})` : sql``}
    ${query.market ? sql`and ${query.market} = any(markets)` : sql``}
    ${query.change ? changes[query.change] : sql``}
    ${query.zone ? sql`and shown > 0` : sql``}
    ${like ? sql`and (sku_code ilike ${like} or sku_name_en ilike ${like} or sku_name_zh ilike ${like})` : sql``}`;
}

function orderBy(tx: ReadTx, query: LineQuery): Fragment {
  const { sql } = tx;
  const keys = {
    code: sql`sku_code`,
    name: sql`sku_name_en`,
    total: shownTotal(tx, query),
    change: sql`${sql(column('change', query.quantile))}`,
    value: sql`${shownTotal(tx, query)} * unit_cost_minor`,
    lead: sql`lead_time_weeks`,
  };
  return query.dir === 'asc'
    ? sql`${keys[query.sort]} asc, sku_code asc, id asc`
    : sql`${keys[query.sort]} desc, sku_code asc, id asc`;
}

/** One page of lines under the filters, in the asked order. */
export async function selectLines(tx: ReadTx, query: LineQuery): Promise<LineRow[]> {
  const { sql } = tx;
  return sql<LineRow[]>`
    select id, factory_id as "factoryId", sku_id as "skuId", sku_code as "skuCode", sku_name_en as "skuNameEn",
      sku_name_zh as "skuNameZh", category_code as "categoryCode", abc_class as "abcClass", markets,
      lead_time_weeks as "leadTimeWeeks", frozen_weeks as "frozenWeeks", firm_weeks as "firmWeeks", currency,
      unit_cost_minor::text as "unitCostMinor", ${sql(column('qty', query.quantile))} as quantities,
      ${sql(column('prev', query.quantile))} as previous, ${shownTotal(tx, query)} as total,
      ${sql(column('change', query.quantile))} as change, change_kind as "changeKind",
      (${shownTotal(tx, query)} * unit_cost_minor)::text as "valueMinor"
    from ${lines(tx, query)} where ${where(tx, query)}
    order by ${orderBy(tx, query)} limit ${query.limit} offset ${query.offset}`;
}

/** Sums per week of one column over `n` weeks, as one array. */
function weekSums(tx: ReadTx, name: string, n: number): Fragment {
  const { sql } = tx;
  const parts = Array.from({ length: n }, (_, i) => {
    const sum = sql`coalesce(sum(${sql(name)}[${sql.unsafe(String(i + 1))}]), 0)::int`;
    return i === 0 ? sum : sql`, ${sum}`;
  });
  return sql`array[${parts}]`;
}

/** Sums over everything that the filters let through, and the value per currency. */
export async function selectTotals(tx: ReadTx, query: LineQuery): Promise<TotalsRow> {
  const { sql } = tx;
  const rows = await sql<(Omit<TotalsRow, 'values'> & { currency: string; minor: string })[]>`
    select currency, count(*)::int as lines, coalesce(sum(${shownTotal(tx, query)}), 0)::int as total,
      coalesce(sum(${sql(column('change', query.quantile))}), 0)::int as change,
      ${weekSums(tx, column('qty', query.quantile), query.weeks)} as weeks,
      ${weekSums(tx, column('prev', query.quantile), query.weeks)} as "previousWeeks",
      coalesce(sum(${shownTotal(tx, query)} * unit_cost_minor), 0)::text as minor
    from ${lines(tx, query)} where ${where(tx, query)} group by currency order by currency`;
  const zeros = new Array<number>(query.weeks).fill(0);
  const add = (a: number[], b: number[]) => a.map((x, i) => x + (b[i] ?? 0));
  return {
    lines: rows.reduce((n, row) => n + row.lines, 0),
    total: rows.reduce((n, row) => n + row.total, 0),
    change: rows.reduce((n, row) => n + row.change, 0),
    weeks: rows.reduce((sum, row) => add(sum, row.weeks), zeros),
    previousWeeks: rows.reduce((sum, row) => add(sum, row.previousWeeks), zeros),
    values: rows.map(({ currency, minor }) => ({ currency, minor })),
  };
}

export interface GroupRow {
  key: string;
  nameEn: string;
  nameZh: string;
  lines: number;
  factories: number;
  quantities: number[];
  total: number;
  change: number;
}

/**
 * The platform's view: lines summed by factory, category or SKU, one page of groups.
 * @returns the rows and how many groups there are in all
 */
export async function selectGroups(
  tx: PlatformTx,
  query: LineQuery & { by: 'factory' | 'category' | 'sku' },
): Promise<{ rows: GroupRow[]; groups: number }> {
  const { sql } = tx;
  const key = { factory: sql`factory_id`, category: sql`category_code`, sku: sql`sku_id` }[query.by];
  const label = {
    factory: sql`f.slug as key, f.name_en as "nameEn", f.name_zh as "nameZh"`,
    category: sql`g.group_key as key, coalesce(c.name_en, g.group_key) as "nameEn", coalesce(c.name_zh, g.group_key) as "nameZh"`,
    sku: sql`k.code as key, k.name_en as "nameEn", k.name_zh as "nameZh"`,
  }[query.by];
  const join = {
    factory: sql`join factory f on f.id = g.group_key`,
    category: sql`left join product_category c on c.code = g.group_key`,
    sku: sql`join sku k on k.id = g.group_key`,
  }[query.by];
  const sortKeys = {
    code: sql`key`,
    name: sql`"nameEn"`,
    total: sql`total`,
    change: sql`change`,
    value: sql`total`,
    lead: sql`total`,
  };
  const direction = query.dir === 'asc' ? sql`asc` : sql`desc`;
  // A version has one line per factory and SKU, so only categories have factories to tell apart (which costs a sort).
  const factories = {
    factory: sql`1`,
    category: sql`count(distinct factory_id)::int`,
    sku: sql`count(*)::int`,
  }[query.by];
  const rows = await sql<(GroupRow & { groups: number })[]>`
    with g as (
      select ${key} as group_key, count(*)::int as lines, ${factories} as factories,
        ${weekSums(tx, column('qty', query.quantile), query.weeks)} as quantities,
        sum(${shownTotal(tx, query)})::int as total, sum(${sql(column('change', query.quantile))})::int as change
      from ${lines(tx, query)} where ${where(tx, query)} group by ${key}
    )
    select ${label}, g.lines, g.factories, g.quantities, g.total, g.change, count(*) over ()::int as groups
    from g ${join}
    order by ${sortKeys[query.sort]} ${direction}, key asc limit ${query.limit} offset ${query.offset}`;
  return { rows: rows.map(({ groups: _, ...row }) => row), groups: rows[0]?.groups ?? 0 };
}
