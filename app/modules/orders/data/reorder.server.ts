import type { Fragment } from 'postgres';
import type { PlatformTx } from '~db/tenancy.server';
import { DUE_WITHIN_DAYS, LEAD_DAYS_UNSOURCED, RATE_WEIGHTS, type Urgency } from '../domain/reorder';

export type ReorderSort = 'risk' | 'urgency' | 'quantity' | 'code';

export interface ReorderQuery {
  q?: string | undefined;
  category?: string | undefined;
  abc?: string | undefined;
  urgency?: Urgency | undefined;
  draft?: 'with' | 'without' | undefined;
  /** Slug of a factory that is a source. */
  factory?: string | undefined;
  /** These SKUs alone. */
  skuIds?: readonly string[] | undefined;
  /** US cents for one minor unit of each currency: for ranking only. */
  usd: readonly { currency: string; cents: number }[];
  sort: ReorderSort;
  dir: 'asc' | 'desc';
  limit: number;
  /** The row next to which the page begins: its sort key as text and its id. */
  after?: ReorderCursor | undefined;
  before?: ReorderCursor | undefined;
}

export interface ReorderCursor {
  key: string;
  skuId: string;
}

export interface ReorderRow {
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  categoryCode: string;
  abcClass: string;
  onHand: number;
  inTransit: number;
  openOrder: number;
  sold28: number;
  sold90: number;
  targetDays: number;
  /** Of the source with the largest share; null when nobody may make it. */
  leadDays: number | null;
  need: number;
  /** Sales value of the need, US cents. */
  riskMinor: string;
  /** Pieces on drafts. */
  draftPieces: number;
  draftNumbers: string[];
  sortKey: string;
}

export interface ReorderTotals {
  skus: number;
  pieces: number;
  riskMinor: string;
  late: number;
}

/** When the summaries of stock were made; null when they never were. */
export async function selectSummaryTime(tx: PlatformTx): Promise<string | null> {
  const [row] = await tx.sql<{ at: string | null }[]>`
    select to_char(min(computed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from sku_stock_summary`;
  return row?.at ?? null;
}

/** Stock, supply and sales per SKU: from the summaries plus what was issued since, or from the rows themselves. */
function base(tx: PlatformTx, summaryAt: string | null, query: ReorderQuery): Fragment {
  const { sql } = tx;
  const only = query.skuIds ? sql`and k.id = any(${query.skuIds as string[]}::uuid[])` : sql``;
  if (summaryAt !== null) {
    return sql`
      since as (
        select l.sku_id, sum(l.quantity)::int as pieces
        from purchase_order o join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
        where o.created_at > ${summaryAt}::timestamptz - interval '30 days' and o.issued_at > ${summaryAt}::timestamptz
          and o.kind <> 'sample' and l.status not in ('draft', 'cancelled')
        group by l.sku_id),
      base as (
        select k.id as sku_id, m.on_hand + m.in_transfer as on_hand, m.in_transit,
          m.open_order + coalesce(since.pieces, 0) as open_order, m.sold_28, m.sold_90, m.target_days, m.abc_class
        from sku_stock_summary m join sku k on k.id = m.sku_id left join since on since.sku_id = m.sku_id
        where k.status = 'active' ${only})`;
  }
  return sql`
    last as (select coalesce(max(sold_on), current_date) as day from sales_daily),
    stock as (select sku_id, sum(on_hand + in_transfer)::int as on_hand from stock_balance group by sku_id),
    sold as (
      select d.sku_id, sum(d.units) filter (where d.sold_on > last.day - 28)::int as sold_28, sum(d.units)::int as sold_90
      from last, sales_daily d where d.sold_on > last.day - 90 group by d.sku_id),
    supply as (
      select l.sku_id, sum(greatest(0, s.shipped_quantity - s.received_quantity))::int as in_transit,
        sum(greatest(0, s.quantity - greatest(s.shipped_quantity, s.received_quantity)))::int as open_order
      from po_line l join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
      where l.status in ('issued', 'acknowledged', 'in_production', 'inspected', 'shipped') group by l.sku_id),
    base as (
      select k.id as sku_id, coalesce(stock.on_hand, 0) as on_hand, coalesce(supply.in_transit, 0) as in_transit,
        coalesce(supply.open_order, 0) as open_order, coalesce(sold.sold_28, 0) as sold_28,
        coalesce(sold.sold_90, 0) as sold_90, case k.abc_class when 'A' then 90 when 'B' then 45 else 15 end as target_days,
        k.abc_class
      from sku k left join stock on stock.sku_id = k.id left join sold on sold.sku_id = k.id
      left join supply on supply.sku_id = k.id
      where k.status = 'active' ${only})`;
}

/** Every SKU that needs pieces, with what it is filtered and ranked by. */
function needs(tx: PlatformTx, summaryAt: string | null, query: ReorderQuery): Fragment {
  const { sql } = tx;
  const like = query.q && `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const days = sql`floor((on_hand + in_transit + open_order) / rate + 1e-9) - lead`;
  const urgency = {
    late: sql`and ${days} < 0`,
    due: sql`and ${days} between 0 and ${DUE_WITHIN_DAYS}::int`,
    soon: sql`and ${days} > ${DUE_WITHIN_DAYS}::int`,
  };
  const keys = {
    risk: sql`risk`,
    urgency: sql`days_to_order`,
    quantity: sql`need`,
    code: sql`sku_code`,
  };
  return sql`
    ${base(tx, summaryAt, query)},
    source as (
      select distinct on (s.sku_id) s.sku_id, s.production_lead_days + s.transit_lead_days as lead
      from sourcing s join factory f on f.id = s.factory_id
      where s.status <> 'suspended' and f.status <> 'suspended'
      order by s.sku_id, s.share_bp desc, s.priority, s.factory_id),
    rated as (
      select b.*, (${RATE_WEIGHTS.days28}::int * b.sold_28 / 28.0 + ${RATE_WEIGHTS.days90}::int * b.sold_90 / 90.0) / 10
          as rate, source.lead as source_lead, coalesce(source.lead, ${LEAD_DAYS_UNSOURCED}::int) as lead
      from base b left join source on source.sku_id = b.sku_id
      where b.sold_90 > 0 or b.sold_28 > 0),
    short as (
      select r.*, ceil(rate * (lead + target_days) - 1e-9)::int - (on_hand + in_transit + open_order) as need,
        (${days})::int as days_to_order
      from rated r
      where rate * (lead + target_days) > on_hand + in_transit + open_order ${query.urgency ? urgency[query.urgency] : sql``}),
    usd as (
      select * from unnest(${query.usd.map(({ currency }) => currency)}::text[],
        ${query.usd.map(({ cents }) => cents)}::float8[]) as u (currency, cents)),
    draft as (
      select l.sku_id, sum(l.quantity)::int as pieces, array_agg(distinct o.number order by o.number) as numbers
      from purchase_order o join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
      where o.status = 'draft' and o.kind <> 'sample' group by l.sku_id),
    named as (
      select short.*, k.code as sku_code, k.name_en, k.name_zh, k.category_code,
        round(short.need * coalesce(k.list_price_minor, 0) * coalesce(usd.cents, 0))::bigint as risk,
        coalesce(draft.pieces, 0) as draft_pieces, coalesce(draft.numbers, '{}') as draft_numbers
      from short join sku k on k.id = short.sku_id left join usd on usd.currency = k.list_price_currency
      left join draft on draft.sku_id = short.sku_id
      where true
        ${query.category ? sql`and (k.category_code = ${query.category} or k.category_code like ${`${query.category}.%`})` : sql``}
        ${query.abc ? sql`and short.abc_class = ${query.abc}` : sql``}
        ${query.draft === 'with' ? sql`and draft.sku_id is not null` : sql``}
        ${query.draft === 'without' ? sql`and draft.sku_id is null` : sql``}
        ${
          query.factory
            ? sql`and exists (select from sourcing s join factory f on f.id = s.factory_id
              where s.sku_id = short.sku_id and s.status <> 'suspended' and f.slug = ${query.factory})`
            : sql``
        }
        ${like ? sql`and (k.code ilike ${like} or k.name_en ilike ${like} or k.name_zh ilike ${like})` : sql``}),
    ranked as materialized (select named.*, ${keys[query.sort]} as sort_key from named)`;
}

/**
 * SKUs that lack pieces, one page of them in the asked order, with sums over all that the filters let through. With summaries
 * it reads one row per SKU, its sources, and the orders placed since; without them it adds up stock and sales itself.
 */
export async function selectReorders(
  tx: PlatformTx,
  query: ReorderQuery,
): Promise<{ rows: ReorderRow[]; totals: ReorderTotals }> {
  const { sql } = tx;
  const summaryAt = await selectSummaryTime(tx);
  const from = query.before ?? query.after;
  const forward = (query.dir === 'asc') !== (query.before !== undefined);
  const type = sql.unsafe(query.sort === 'code' ? 'text' : 'bigint');
  const beyond = from
    ? sql`where (sort_key, sku_id) ${sql.unsafe(forward ? '>' : '<')} (${from.key}::${type}, ${from.skuId}::uuid)`
    : sql``;
  const order = sql.unsafe(forward ? 'asc' : 'desc');
  const found = await sql<(Partial<ReorderRow> & { totals: ReorderTotals })[]>`
    with ${needs(tx, summaryAt, query)},
    totals as (
      select json_build_object('skus', count(*)::int, 'pieces', coalesce(sum(need), 0)::int,
        'riskMinor', coalesce(sum(risk), 0)::text, 'late', (count(*) filter (where days_to_order < 0))::int) as totals
      from ranked),
    page as (
      select * from ranked ${beyond} order by sort_key ${order}, sku_id ${order} limit ${query.limit})
    select totals.totals, page.sku_id as "skuId", page.sku_code as "skuCode", page.name_en as "skuNameEn",
      page.name_zh as "skuNameZh", page.category_code as "categoryCode", page.abc_class as "abcClass",
      page.on_hand as "onHand", page.in_transit as "inTransit", page.open_order as "openOrder",
      page.sold_28 as "sold28", page.sold_90 as "sold90", page.target_days as "targetDays",
      page.source_lead as "leadDays", page.need, page.risk::text as "riskMinor", page.draft_pieces as "draftPieces",
      page.draft_numbers as "draftNumbers", page.sort_key::text as "sortKey"
    from totals left join page on true order by page.sort_key ${order}, page.sku_id ${order}`;
  const rows = found.filter((row) => row.skuId).map(({ totals: _, ...row }) => row as ReorderRow);
  if (query.before) rows.reverse();
  return { rows, totals: found[0]!.totals };
}

/** Where the last order of each SKU went (its largest part's warehouse), or else where most of its stock is. */
export async function selectUsualWarehouses(
  tx: PlatformTx,
  skuIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.sql<{ skuId: string; warehouseCode: string }[]>`
    with ordered as (
    select distinct on (l.sku_id) l.sku_id, s.warehouse_code
    from po_line l join purchase_order o on o.factory_id = l.factory_id and o.id = l.purchase_order_id
    join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
    where l.sku_id = any(${skuIds as string[]}::uuid[]) and l.status <> 'cancelled' and o.kind <> 'sample'
    order by l.sku_id, o.created_at desc, s.quantity desc, s.warehouse_code),
    kept as (
      select distinct on (sku_id) sku_id, warehouse_code from stock_balance
      where sku_id = any(${skuIds as string[]}::uuid[]) order by sku_id, on_hand desc, warehouse_code)
    select sku_id as "skuId", coalesce(ordered.warehouse_code, kept.warehouse_code) as "warehouseCode"
    from ordered full join kept using (sku_id)`;
  return new Map(rows.map((row) => [row.skuId, row.warehouseCode]));
}

/** Holds the given SKUs until the end of the transaction, so that two people do not draft the same reorder. */
export async function lockSkus(tx: PlatformTx, skuIds: readonly string[]): Promise<void> {
  await tx.sql`select id from sku where id = any(${skuIds as string[]}::uuid[]) order by id for no key update`;
}
