import type { PlatformTx } from '~db/tenancy.server';
import type { Place } from '../domain/stock-pages';
import type { MovementSearch } from '../domain/stock-search';

/** A part of a movement that a lot gave or took, with the order behind it. */
export interface MovementTrace {
  lotId: string;
  quantity: number;
  orderNumber: string | null;
  lineNo: number | null;
  factorySlug: string | null;
  receivedAt: string;
}

export interface MovementRow {
  id: string;
  type: string;
  warehouse: string;
  market: string | null;
  quantity: number;
  /** Epoch ms. */
  occurredAt: number;
  recordedAt: number;
  source: string;
  sourceRef: string;
  reason: string | null;
  isDamaged: boolean;
  traces: MovementTrace[];
  /** `occurred_at` with microseconds, as a place names it. */
  place: string;
}

/**
 * A SKU's ledger from a place on, the latest first. Reads along each warehouse's part of the index and merges them, so that
 * a page costs the same at any depth and for any number of movements.
 */
export async function selectMovements(
  tx: PlatformTx,
  skuId: string,
  search: Pick<MovementSearch, 'warehouse' | 'type' | 'lot'>,
  at: { after: Place | null; before: Place | null },
  limit: number,
): Promise<MovementRow[]> {
  const { sql } = tx;
  const place = at.before ?? at.after;
  const direction = at.before ? sql`asc` : sql`desc`;
  const beyond = sql.unsafe(at.before ? '>' : '<');
  const from = place
    ? sql`and (v.occurred_at, v.id) ${beyond} (${place.value}::timestamptz, ${place.id}::uuid)`
    : sql``;
  const ofType = search.type ? sql`and v.type = ${search.type}` : sql``;
  const candidates = search.lot
    ? sql`
      select v.* from stock_movement v where v.sku_id = ${skuId} ${from} ${ofType}
        ${search.warehouse ? sql`and v.warehouse_code = ${search.warehouse}` : sql``}
        and (v.id in (select movement_id from stock_lot_consumption where sku_id = ${skuId} and lot_id = ${search.lot})
          or v.id = (select receipt_movement_id from stock_lot where sku_id = ${skuId} and id = ${search.lot}))`
    : sql`
      select v.* from warehouse w cross join lateral (
        select v.* from stock_movement v where v.sku_id = ${skuId} and v.warehouse_code = w.code ${from} ${ofType}
        order by v.occurred_at ${direction}, v.id ${direction} limit ${limit}) v
      ${search.warehouse ? sql`where w.code = ${search.warehouse}` : sql``}`;
  const rows = await sql<MovementRow[]>`
    with page as (
      select v.* from (${candidates}) v order by v.occurred_at ${direction}, v.id ${direction} limit ${limit}),
    -- Pieces that a lot gets and shelves, or shelves and gives, by one movement are told once.
    parts as (
      select movement_id, lot_id, max(quantity) as quantity from (
        select c.movement_id, c.lot_id, c.quantity from stock_lot_consumption c
        where c.sku_id = ${skuId} and c.movement_id in (select id from page)
        union all
        select l.receipt_movement_id, l.id, l.received_quantity from stock_lot l
        where l.sku_id = ${skuId} and l.receipt_movement_id in (select id from page)) each_part
      group by movement_id, lot_id),
    traces as (
      select parts.movement_id, json_agg(json_build_object('lotId', l.id, 'quantity', parts.quantity,
        'orderNumber', o.number, 'lineNo', p.line_no, 'factorySlug', f.slug,
        'receivedAt', l.received_at) order by l.received_at, l.id) as traces
      from parts join stock_lot l on l.sku_id = ${skuId} and l.id = parts.lot_id
      left join po_line p on p.factory_id = l.order_factory_id and p.id = l.po_line_id
      left join purchase_order o on o.factory_id = p.factory_id and o.id = p.purchase_order_id
      left join factory f on f.id = l.order_factory_id
      group by parts.movement_id)
    select v.id, v.type, v.warehouse_code as warehouse, v.market_code as market, v.quantity,
      (extract(epoch from v.occurred_at) * 1000)::float8 as "occurredAt", (extract(epoch from v.recorded_at) * 1000)::float8 as "recordedAt", v.source, v.source_ref as "sourceRef", v.reason,
      v.is_damaged as "isDamaged", coalesce(t.traces, '[]') as traces,
      to_char(v.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
    from page v left join traces t on t.movement_id = v.id
    order by v.occurred_at desc, v.id desc`;
  return [...rows];
}
