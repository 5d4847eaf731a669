import type { PlatformTx, TenantTx } from '~db/tenancy.server';

/** A line of a first order that has been issued, with the factory's own names of the SKU. */
export interface FirstOrderLine {
  factoryId: string;
  poLineId: string;
  lineNo: number;
  orderNumber: string;
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
}

/** The lines of an issued first order, or of all of them (`orderId` null); none for orders of another kind. */
export async function selectFirstOrderLines(
  tx: PlatformTx,
  orderId: string | null,
): Promise<FirstOrderLine[]> {
  const { sql } = tx;
  return sql<FirstOrderLine[]>`
    select l.factory_id as "factoryId", l.id as "poLineId", l.line_no as "lineNo", o.number as "orderNumber",
      l.sku_id as "skuId", l.sku_code as "skuCode", l.sku_name_en as "skuNameEn", l.sku_name_zh as "skuNameZh"
    from purchase_order o
    join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
    where o.kind = 'first_order' and o.status <> 'draft' and l.status <> 'draft'
      ${orderId === null ? sql`` : sql`and o.id = ${orderId}`}
    order by l.factory_id, l.id`;
}

/** What a clock asks of an order line. Pieces; instants in epoch ms. */
export interface SellOutLine {
  factoryId: string;
  poLineId: string;
  /** Agreed pieces, or the ordered ones while nobody has answered. */
  agreedUnits: number;
  /** Nothing more will come. */
  isComplete: boolean;
  receipts: { at: number; accepted: number; rejected: number }[];
}

export interface LineKey {
  factoryId: string;
  poLineId: string;
}

/** The facts of lines by their ids, in no order. */
export async function selectSellOutLines(
  tx: PlatformTx | TenantTx,
  lines: readonly LineKey[],
): Promise<SellOutLine[]> {
  if (lines.length === 0) return [];
  const { sql } = tx;
  const own = 'factoryId' in tx ? sql`and l.factory_id = ${tx.factoryId}` : sql``;
  return sql<SellOutLine[]>`
    select l.factory_id as "factoryId", l.id as "poLineId",
      coalesce(l.agreed_quantity, case when l.status = 'cancelled' then 0 else l.quantity end) as "agreedUnits",
      l.status in ('received', 'closed', 'cancelled') as "isComplete",
      coalesce(r.receipts, '[]'::json) as receipts
    from unnest(${lines.map((line) => line.factoryId)}::uuid[], ${lines.map((line) => line.poLineId)}::uuid[])
      as wanted (factory_id, id)
    join po_line l on l.factory_id = wanted.factory_id and l.id = wanted.id
    left join lateral (
      select json_agg(json_build_object(
        'at', floor(extract(epoch from g.received_at) * 1000)::bigint,
        'accepted', g.accepted_quantity, 'rejected', g.rejected_quantity)
        order by g.received_at, g.id) as receipts
      from po_line_schedule s
      join goods_receipt g on g.factory_id = s.factory_id and g.po_line_schedule_id = s.id
      where s.factory_id = l.factory_id and s.po_line_id = l.id
    ) r on true
    where true ${own}`;
}

/** Pieces of lines that are still to come (rejected ones are not made again), by the day on which they are expected (YYYY-MM-DD). */
export async function selectLineArrivals(
  tx: PlatformTx,
  lines: readonly LineKey[],
): Promise<{ poLineId: string; expectedOn: string; quantity: number }[]> {
  if (lines.length === 0) return [];
  return tx.sql`
    select s.po_line_id as "poLineId", s.expected_arrival_on::text as "expectedOn",
      (s.quantity - s.received_quantity - r.rejected)::int as quantity
    from unnest(${lines.map((line) => line.factoryId)}::uuid[], ${lines.map((line) => line.poLineId)}::uuid[])
      as wanted (factory_id, id)
    join po_line l on l.factory_id = wanted.factory_id and l.id = wanted.id
    join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
    cross join lateral (
      select coalesce(sum(g.rejected_quantity), 0) as rejected from goods_receipt g
      where g.factory_id = s.factory_id and g.po_line_schedule_id = s.id
    ) r
    where l.status not in ('received', 'closed', 'cancelled') and s.quantity > s.received_quantity + r.rejected
    order by s.expected_arrival_on, s.schedule_no`;
}
