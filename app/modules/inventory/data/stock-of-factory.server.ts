import type { Fragment } from 'postgres';
import type { TenantTx } from '~db/tenancy.server';
import { PLACE_VALUES, type Place } from '../domain/stock-pages';
import type { FactoryInventorySearch } from '../domain/stock-search';

/** What a factory knows of one of its SKUs: its own orders, and the clock of its first order. Pieces. */
export interface FactoryStockRow {
  skuId: string;
  code: string;
  nameEn: string;
  nameZh: string;
  onOrder: number;
  inTransit: number;
  received: number;
  nextArrivalOn: string | null;
  clockStatus: string | null;
  clockSold: number | null;
  clockAccepted: number | null;
  /** Epoch ms. */
  clockExpiresAt: number | null;
  /** Net pieces of the first order sold in the last seven days; null without a clock that has started. */
  soldLately: number | null;
  place: string;
}

const ORDERS = {
  code: { key: 'code', type: 'text', fits: PLACE_VALUES.text },
  onOrder: { key: 'on_order', type: 'bigint', fits: PLACE_VALUES.whole },
  transit: { key: 'in_transit', type: 'bigint', fits: PLACE_VALUES.whole },
  received: { key: 'received', type: 'bigint', fits: PLACE_VALUES.whole },
  soldThrough: {
    key: 'coalesce(net_sold * 10000 / nullif(accepted, 0), -1)',
    type: 'bigint',
    fits: PLACE_VALUES.whole,
  },
} as const;

export const factoryPlaceFits = (sort: FactoryInventorySearch['sort']) => ORDERS[sort].fits;

/** The factory's SKUs with the sums of their orders and the newest clock. */
function rowsOf(tx: TenantTx, search: FactoryInventorySearch): Fragment {
  const { sql, factoryId } = tx;
  const like = search.q && `%${search.q.replace(/[\\%_]/g, '\\$&')}%`;
  const shows = {
    onOrder: sql`where on_order > 0`,
    transit: sql`where in_transit > 0`,
    clock: sql`where clock_id is not null`,
  };
  return sql`
    ordered as (
      select l.sku_id, max(l.sku_code) as code, max(l.sku_name_en) as name_en, max(l.sku_name_zh) as name_zh,
        coalesce(sum(greatest(0, s.quantity - greatest(s.shipped_quantity, s.received_quantity)))
          filter (where l.status not in ('received', 'closed')), 0)::bigint as on_order,
        coalesce(sum(greatest(0, s.shipped_quantity - s.received_quantity)) filter (where l.status <> 'closed'), 0)::bigint
          as in_transit,
        coalesce(sum(s.received_quantity), 0)::bigint as received,
        min(s.expected_arrival_on) filter (where l.status not in ('received', 'closed')
          and s.received_quantity < s.quantity) as next_arrival_on
      from po_line l join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
      where l.factory_id = ${factoryId} and l.status not in ('draft', 'cancelled') group by l.sku_id),
    clocks as (
      select distinct on (sku_id) sku_id, id as clock_id, status as clock_status, net_sold_units::bigint as net_sold,
        accepted_units::bigint as accepted, expires_at, started_at
      from sell_out_clock where factory_id = ${factoryId}
      order by sku_id, started_at desc nulls last, id desc),
    stock as (
      select * from (
        select coalesce(g.sku_id, o.sku_id) as sku_id, coalesce(g.sku_code, o.code) as code,
          coalesce(g.sku_name_en, o.name_en) as name_en, coalesce(g.sku_name_zh, o.name_zh) as name_zh,
          coalesce(o.on_order, 0) as on_order, coalesce(o.in_transit, 0) as in_transit,
          coalesce(o.received, 0) as received, o.next_arrival_on, c.clock_id, c.clock_status, c.net_sold, c.accepted,
          c.expires_at, c.started_at
        from (select * from sourcing where factory_id = ${factoryId}) g
        full join ordered o on o.sku_id = g.sku_id
        left join clocks c on c.sku_id = coalesce(g.sku_id, o.sku_id)
        where true ${like ? sql`and (coalesce(g.sku_code, o.code) ilike ${like} or coalesce(g.sku_name_en, o.name_en) ilike ${like} or coalesce(g.sku_name_zh, o.name_zh) ilike ${like})` : sql``}) every_row
      ${search.show ? shows[search.show] : sql``})`;
}

export async function selectFactoryStock(
  tx: TenantTx,
  search: FactoryInventorySearch,
  at: { after: Place | null; before: Place | null },
  limit: number,
  now: Date,
): Promise<FactoryStockRow[]> {
  const { sql, factoryId } = tx;
  const order = ORDERS[search.sort];
  const key = sql.unsafe(order.key);
  const place = at.before ?? at.after;
  const ascending = (search.dir === 'asc') !== (at.before !== null);
  const direction = sql.unsafe(ascending ? 'asc' : 'desc');
  const from = place
    ? sql`where (${key}, sku_id) ${sql.unsafe(ascending ? '>' : '<')} (${place.value}::text::${sql.unsafe(order.type)}, ${place.id}::uuid)`
    : sql``;
  const since = new Date(now.getTime() - 7 * 86_400_000).toISOString();
  const rows = await sql<FactoryStockRow[]>`
    with ${rowsOf(tx, search)},
    page as (
      select *, (${key})::text as place, row_number() over (order by ${key} ${direction}, sku_id ${direction}) as n
      from stock ${from} order by ${key} ${direction}, sku_id ${direction} limit ${limit})
    select sku_id as "skuId", code, name_en as "nameEn", name_zh as "nameZh", on_order::int as "onOrder",
      in_transit::int as "inTransit", received::int as received, next_arrival_on::text as "nextArrivalOn",
      clock_status as "clockStatus", net_sold::int as "clockSold", accepted::int as "clockAccepted",
      (extract(epoch from expires_at) * 1000)::float8 as "clockExpiresAt", place,
      case when started_at is null then null else (
        select coalesce(sum(case type when 'sale' then quantity when 'return' then -quantity else 0 end), 0)::int
        from sell_out_evidence e where e.factory_id = ${factoryId} and e.clock_id = page.clock_id
          and e.occurred_at >= ${since}::timestamptz) end as "soldLately"
    from page order by n`;
  return at.before ? rows.reverse() : [...rows];
}

export interface FactoryStockTotals {
  skus: number;
  onOrder: number;
  inTransit: number;
  received: number;
  running: number;
}

export async function selectFactoryStockTotals(
  tx: TenantTx,
  search: FactoryInventorySearch,
): Promise<FactoryStockTotals> {
  const [row] = await tx.sql<FactoryStockTotals[]>`
    with ${rowsOf(tx, search)}
    select count(*)::int as skus, coalesce(sum(on_order), 0)::int as "onOrder",
      coalesce(sum(in_transit), 0)::int as "inTransit", coalesce(sum(received), 0)::int as received,
      (count(*) filter (where clock_status in ('running', 'paused')))::int as running
    from stock`;
  return row!;
}
