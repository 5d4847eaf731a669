import type { PlatformTx } from '~db/tenancy.server';

/** A clock and the instant (epoch ms) from which its evidence is written anew. */
export interface EvidenceSpan {
  factoryId: string;
  id: string;
  poLineId: string;
  skuId: string;
  since: number;
}

/**
 * Writes the evidence of clocks anew from an instant on: what came in, was put away, moved, sold, came back or was lost,
 * one row per movement and lot. Sales that were owed when the lot came in stand at its arrival. Ids follow from what a row
 * is about, so writing it again gives the same row.
 */
export async function rewriteEvidence(tx: PlatformTx, spans: readonly EvidenceSpan[]): Promise<void> {
  if (spans.length === 0) return;
  const { sql } = tx;
  const given = sql`
    (select factory_id, id, po_line_id, sku_id, to_timestamp(ms / 1000) as since
    from unnest(${spans.map((span) => span.factoryId)}::uuid[], ${spans.map((span) => span.id)}::uuid[],
      ${spans.map((span) => span.poLineId)}::uuid[], ${spans.map((span) => span.skuId)}::uuid[],
      ${spans.map((span) => span.since)}::float8[]) as g (factory_id, id, po_line_id, sku_id, ms))`;
  await sql`
    delete from sell_out_evidence e using ${given} c
    where e.factory_id = c.factory_id and e.clock_id = c.id and e.occurred_at >= c.since`;
  await sql`
    insert into sell_out_evidence (factory_id, id, clock_id, movement_id, lot_id, type, warehouse_code, market_code,
      quantity, occurred_at, source, source_ref)
    select r.factory_id, md5(r.movement_id::text || r.lot_id::text || r.type)::uuid, r.clock_id, r.movement_id, r.lot_id,
      r.type, m.warehouse_code, m.market_code, r.quantity, r.occurred_at, m.source, m.source_ref
    from (
      select c.factory_id, c.id as clock_id, l.sku_id, l.receipt_movement_id as movement_id, l.id as lot_id,
        case l.kind when 'transfer' then 'transfer_in' else 'receipt' end as type, l.received_quantity as quantity,
        l.received_at as occurred_at
      from ${given} c
      join stock_lot l on l.order_factory_id = c.factory_id and l.po_line_id = c.po_line_id and l.sku_id = c.sku_id
      where l.kind in ('receipt', 'transfer') and l.received_at >= c.since
      union all
      select c.factory_id, c.id, l.sku_id, u.movement_id, l.id,
        case u.purpose when 'shelve' then 'put_away' when 'return' then 'return' else m.type end, u.quantity,
        greatest(m.occurred_at, l.received_at)
      from ${given} c
      join stock_movement m on m.sku_id = c.sku_id and m.occurred_at >= c.since
      join stock_lot_consumption u on u.sku_id = m.sku_id and u.movement_id = m.id
      join stock_lot l on l.sku_id = u.sku_id and l.id = u.lot_id
      where l.order_factory_id = c.factory_id and l.po_line_id = c.po_line_id
        and not (u.purpose = 'take' and m.type = 'return')
      union all
      select c.factory_id, c.id, l.sku_id, u.movement_id, l.id, m.type, u.quantity, l.received_at
      from ${given} c
      join stock_lot l on l.order_factory_id = c.factory_id and l.po_line_id = c.po_line_id and l.sku_id = c.sku_id
      join stock_lot_consumption u on u.sku_id = l.sku_id and u.lot_id = l.id
      join stock_movement m on m.sku_id = u.sku_id and m.id = u.movement_id
      where l.received_at >= c.since and m.occurred_at < c.since and u.purpose = 'take' and m.type <> 'return'
    ) r
    join stock_movement m on m.sku_id = r.sku_id and m.id = r.movement_id`;
}

/** Sales, returns and put-aways of clocks, as parallel lists of instants (epoch ms) and pieces. */
export interface FlowRow {
  clockId: string;
  type: 'sale' | 'return' | 'put_away';
  at: number[];
  quantity: number[];
}

/**
 * What clocks count, out of their evidence from an instant on (epoch ms); put-aways only of the lots that the warehouse
 * received from the factory.
 */
export async function selectFlows(
  tx: PlatformTx,
  clocks: readonly { factoryId: string; id: string; skuId: string; from: number }[],
): Promise<FlowRow[]> {
  return tx.sql<FlowRow[]>`
    select e.clock_id as "clockId", e.type,
      array_agg(floor(extract(epoch from e.occurred_at) * 1000)::float8 order by e.occurred_at, e.id) as at,
      array_agg(e.quantity order by e.occurred_at, e.id) as quantity
    from unnest(${clocks.map((clock) => clock.factoryId)}::uuid[], ${clocks.map((clock) => clock.id)}::uuid[],
      ${clocks.map((clock) => clock.skuId)}::uuid[], ${clocks.map((clock) => clock.from)}::float8[])
      as c (factory_id, id, sku_id, from_ms)
    join sell_out_evidence e on e.factory_id = c.factory_id and e.clock_id = c.id
      and e.occurred_at >= to_timestamp(c.from_ms / 1000)
    where e.type in ('sale', 'return')
      or e.type = 'put_away' and exists (
        select from stock_lot l where l.sku_id = c.sku_id and l.id = e.lot_id and l.kind = 'receipt')
    group by e.clock_id, e.type`;
}
