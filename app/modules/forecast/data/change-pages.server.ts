import type { PlatformTx } from '~db/tenancy.server';
import type { ReadTx } from './forecast-lines.server';

export interface ChangeQuery {
  versionId: string;
  fromVersionId: string;
  /** In platform scope: one factory's lines alone. */
  factoryId?: string | undefined;
  /** Index of a cause: lines that it moved, the most moved first. */
  cause?: number | undefined;
  q?: string | undefined;
}

export interface ChangeRow {
  id: string;
  factoryId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  was: number;
  now: number;
  change: number;
  parts: number[] | null;
  unitCostMinor: string;
  currency: string;
}

/** What all lines under the filters add up to, per currency. */
export interface ChangeSum {
  currency: string;
  lines: number;
  /** Lines of which an input was not kept. */
  unexplained: number;
  was: number;
  now: number;
  change: number;
  changeMinor: string;
  parts: number[];
  /** Each part at its line's unit cost. */
  partsMinor: string[];
}

function where({ sql, ...tx }: ReadTx, query: ChangeQuery) {
  const factoryId = 'factoryId' in tx ? (tx as { factoryId: string }).factoryId : query.factoryId;
  const like = query.q && `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`version_id = ${query.versionId} and from_version_id = ${query.fromVersionId}
    ${factoryId ? sql`and factory_id = ${factoryId}` : sql``}
    ${query.cause === undefined ? sql`` : sql`and parts[${query.cause + 1}::int] <> 0`}
    ${like ? sql`and (sku_code ilike ${like} or sku_name_en ilike ${like} or sku_name_zh ilike ${like})` : sql``}`;
}

/** One page of changed lines, the most money first. */
export async function selectChanges(
  tx: ReadTx,
  query: ChangeQuery,
  limit: number,
  offset: number,
): Promise<ChangeRow[]> {
  return tx.sql<ChangeRow[]>`
    select id, factory_id as "factoryId", sku_code as "skuCode", sku_name_en as "skuNameEn",
      sku_name_zh as "skuNameZh", then_quantity as was, now_quantity as now, change_quantity as change, parts,
      unit_cost_minor::text as "unitCostMinor", currency
    from forecast_change where ${where(tx, query)}
    order by rank_cents desc nulls last, factory_id, id limit ${limit} offset ${offset}`;
}

/** Sums by cause over everything that the filters let through. */
export async function selectChangeSums(tx: ReadTx, query: ChangeQuery, causes: number): Promise<ChangeSum[]> {
  const { sql } = tx;
  const each = (of: (i: number) => ReturnType<typeof sql>) => {
    const parts = Array.from({ length: causes }, (_, i) => (i === 0 ? of(i + 1) : sql`, ${of(i + 1)}`));
    return sql`array[${parts}]`;
  };
  const index = (i: number) => sql.unsafe(String(i));
  return sql<ChangeSum[]>`
    select currency, count(*)::int as lines, (count(*) filter (where parts is null))::int as unexplained,
      sum(then_quantity)::int as was, sum(now_quantity)::int as now, sum(change_quantity)::int as change,
      sum(change_quantity * unit_cost_minor)::text as "changeMinor",
      ${each((i) => sql`coalesce(sum(parts[${index(i)}]), 0)::int`)} as parts,
      ${each((i) => sql`coalesce(sum(parts[${index(i)}] * unit_cost_minor), 0)::text`)} as "partsMinor"
    from forecast_change where ${where(tx, query)} group by currency order by currency`;
}

/** Every factory by slug, for a picker. */
export async function selectAllFactories(
  tx: PlatformTx,
): Promise<{ id: string; slug: string; nameEn: string; nameZh: string }[]> {
  return tx.sql`select id, slug, name_en as "nameEn", name_zh as "nameZh" from factory order by slug`;
}
