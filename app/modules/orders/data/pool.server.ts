import type { Fragment } from 'postgres';
import type { PlatformTx } from '~db/tenancy.server';
import type { PoolStatus } from '../domain/eligibility';

export interface PoolQuery {
  q?: string | undefined;
  status?: PoolStatus | undefined;
  country?: string | undefined;
  documents?: 'expiring' | 'missing' | undefined;
  sort: 'name' | 'open';
  dir: 'asc' | 'desc';
  today: string;
  /** US cents for one minor unit of each currency: for ranking only. */
  usd: readonly { currency: string; cents: number }[];
  limit: number;
  after?: { key: string; id: string } | undefined;
  before?: { key: string; id: string } | undefined;
}

export interface PoolRow {
  id: string;
  slug: string;
  nameEn: string;
  nameZh: string;
  countryCode: string;
  city: string;
  currency: string;
  status: PoolStatus;
  /** SKUs on its list that are not suspended, and those of them that nobody else may make. */
  skus: number;
  soleSkus: number;
  /** Documents that end within sixty days or have ended, and are not revoked. */
  expiring: number;
  sortKey: string;
}

export interface PoolTotals {
  factories: number;
  byStatus: Record<string, number>;
}

/** Days before its end at which a document counts as expiring. */
export const EXPIRING_DAYS = 60;

function pool(tx: PlatformTx, query: PoolQuery): Fragment {
  const { sql } = tx;
  const like = query.q && `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const isByOpen = query.sort === 'open';
  // What all factories have open is added up only where it ranks them.
  const open = sql`
    open as (
      select o.factory_id, sum((s.quantity - s.received_quantity) * l.unit_price_minor
        * coalesce(usd.cents, 0))::bigint as cents
      from purchase_order o
      join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
      join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
      left join usd on usd.currency = o.currency
      where o.status in ('issued', 'acknowledged', 'in_production', 'inspected', 'shipped')
        and l.status in ('issued', 'acknowledged', 'in_production', 'inspected', 'shipped')
        and s.quantity > s.received_quantity
      group by o.factory_id),`;
  return sql`
    usd as (
      select * from unnest(${query.usd.map(({ currency }) => currency)}::text[],
        ${query.usd.map(({ cents }) => cents)}::float8[]) as u (currency, cents)),
    papers as (
      select factory_id, count(*)::int as expiring from compliance_document
      where revoked_at is null and valid_to is not null and valid_to < ${query.today}::date + ${EXPIRING_DAYS}::int
      group by factory_id),
    ${isByOpen ? open : sql``}
    pool as materialized (
      select f.id, f.slug, f.name_en, f.name_zh, f.country_code, f.city, f.currency, f.status,
        coalesce(papers.expiring, 0) as expiring,
        ${isByOpen ? sql`coalesce(open.cents, 0)` : sql`f.slug`} as sort_key
      from factory f left join papers on papers.factory_id = f.id
      ${isByOpen ? sql`left join open on open.factory_id = f.id` : sql``}
      where true ${query.status ? sql`and f.status = ${query.status}` : sql``}
        ${query.country ? sql`and f.country_code = ${query.country}` : sql``}
        ${query.documents === 'expiring' ? sql`and papers.expiring > 0` : sql``}
        ${like ? sql`and (f.slug ilike ${like} or f.name_en ilike ${like} or f.name_zh ilike ${like} or f.city ilike ${like})` : sql``})`;
}

/** One page of the factory pool with what is summed over everything that the filters show. */
export async function selectPool(
  tx: PlatformTx,
  query: PoolQuery,
): Promise<{ rows: PoolRow[]; totals: PoolTotals }> {
  const { sql } = tx;
  const from = query.before ?? query.after;
  const forward = (query.dir === 'asc') !== (query.before !== undefined);
  const type = sql.unsafe(query.sort === 'name' ? 'text' : 'bigint');
  const order = sql.unsafe(forward ? 'asc' : 'desc');
  const beyond = from
    ? sql`where (sort_key, id) ${sql.unsafe(forward ? '>' : '<')} (${from.key}::${type}, ${from.id}::uuid)`
    : sql``;
  const found = await sql<(Partial<PoolRow> & { totals: PoolTotals })[]>`
    with ${pool(tx, query)},
    totals as (
      select json_build_object('factories', (select count(*)::int from pool), 'byStatus',
        coalesce((select json_object_agg(status, n) from (select status, count(*)::int as n from pool group by status) s),
          '{}'::json)) as totals),
    page as materialized (select * from pool ${beyond} order by sort_key ${order}, id ${order} limit ${query.limit}),
    made as (
      select s.factory_id, count(*)::int as skus, (count(*) filter (where not exists (
        select from sourcing o where o.sku_id = s.sku_id and o.factory_id <> s.factory_id
          and o.status <> 'suspended')))::int as sole
      from page join sourcing s on s.factory_id = page.id where s.status <> 'suspended' group by s.factory_id)
    select totals.totals, page.id, page.slug, page.name_en as "nameEn", page.name_zh as "nameZh",
      page.country_code as "countryCode", page.city, page.currency, page.status,
      coalesce(made.skus, 0) as skus, coalesce(made.sole, 0) as "soleSkus", page.expiring, page.sort_key::text as "sortKey"
    from totals left join page on true left join made on made.factory_id = page.id
    order by page.sort_key ${order}, page.id ${order}`;
  const rows = found.filter((row) => row.id).map(({ totals: _, ...row }) => row as PoolRow);
  if (query.before) rows.reverse();
  return { rows, totals: found[0]!.totals };
}

/** Countries in which factories are. */
export async function selectPoolCountries(tx: PlatformTx): Promise<string[]> {
  const rows = await tx.sql<{ code: string }[]>`select distinct country_code as code from factory order by 1`;
  return rows.map(({ code }) => code);
}

export interface PoolFactory {
  id: string;
  slug: string;
  nameEn: string;
  nameZh: string;
  countryCode: string;
  city: string;
  timeZone: string;
  currency: string;
  status: PoolStatus;
}

/** A factory by its slug; `lock` holds it for a change. */
export async function selectPoolFactory(
  tx: PlatformTx,
  slug: string,
  lock = false,
): Promise<PoolFactory | null> {
  const { sql } = tx;
  const [row] = await sql<PoolFactory[]>`
    select id, slug, name_en as "nameEn", name_zh as "nameZh", country_code as "countryCode", city,
      time_zone as "timeZone", currency, status
    from factory where slug = ${slug} ${lock ? sql`for no key update` : sql``}`;
  return row ?? null;
}

/** Sets where a factory stands. */
export async function updateFactoryStatus(tx: PlatformTx, id: string, status: PoolStatus): Promise<void> {
  await tx.sql`update factory set status = ${status} where id = ${id}`;
}

export interface PoolSkuRow {
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  categoryCode: string;
  abcClass: string;
  status: 'active' | 'backup' | 'suspended';
  unitCostMinor: string;
  currency: string;
  productionLeadDays: number;
  transitLeadDays: number;
  minimumQuantity: number;
  orderMultiple: number;
  shareBp: number;
  /** Other factories that may make it. */
  others: number;
}

/** SKUs on a factory's list by code, from after a code on. */
export async function selectPoolSkus(
  tx: PlatformTx,
  factoryId: string,
  after: string | undefined,
  limit: number,
): Promise<PoolSkuRow[]> {
  const { sql } = tx;
  return sql<PoolSkuRow[]>`
    select s.sku_id as "skuId", s.sku_code as "skuCode", s.sku_name_en as "skuNameEn", s.sku_name_zh as "skuNameZh",
      s.category_code as "categoryCode", s.abc_class as "abcClass", s.status,
      s.unit_cost_minor::text as "unitCostMinor", s.currency, s.production_lead_days as "productionLeadDays",
      s.transit_lead_days as "transitLeadDays", s.minimum_quantity as "minimumQuantity",
      s.order_multiple as "orderMultiple", s.share_bp as "shareBp",
      (select count(*)::int from sourcing o join factory f on f.id = o.factory_id where o.sku_id = s.sku_id
        and o.factory_id <> s.factory_id and o.status <> 'suspended' and f.status <> 'suspended') as others
    from sourcing s where s.factory_id = ${factoryId} ${after ? sql`and s.sku_code > ${after}` : sql``}
    order by s.sku_code limit ${limit}`;
}

/** What a suspension or a release touches: SKUs that nobody else may make, and all of them. */
export async function selectPoolReach(
  tx: PlatformTx,
  factoryId: string,
): Promise<{ skus: number; soleSkus: number }> {
  const [row] = await tx.sql<{ skus: number; soleSkus: number }[]>`
    select count(*)::int as skus, (count(*) filter (where not exists (
      select from sourcing o join factory f on f.id = o.factory_id where o.sku_id = s.sku_id
        and o.factory_id <> s.factory_id and o.status <> 'suspended' and f.status <> 'suspended')))::int as "soleSkus"
    from sourcing s where s.factory_id = ${factoryId} and s.status <> 'suspended'`;
  return row ?? { skus: 0, soleSkus: 0 };
}

/** The markets, the category and the SKU that a document names, as far as they exist. */
export async function selectDocumentScope(
  tx: PlatformTx,
  input: { sku: string; category: string; markets: readonly string[] },
): Promise<{ skuId: string | null; category: string | null; markets: string[] }> {
  const [row] = await tx.sql<{ skuId: string | null; category: string | null; markets: string[] }[]>`
    select (select id from sku where code = ${input.sku}) as "skuId",
      (select code from product_category where code = ${input.category}) as category,
      coalesce((select array_agg(code order by code) from market where code = any(${input.markets as string[]})), '{}')
        as markets`;
  return row!;
}
