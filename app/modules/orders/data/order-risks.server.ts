import type { PlatformTx, TenantTx } from '~db/tenancy.server';

/** Open pieces of orders by where they are, in one currency. */
export interface OpenOrderSum {
  currency: string;
  orders: number;
  openPieces: number;
  transitPieces: number;
  openValueMinor: string;
  overduePieces: number;
  awaitingAnswer: number;
}

/** Sums over issued orders that are not wholly received. `today` YYYY-MM-DD decides what is overdue. */
export async function selectOpenOrderSums(tx: TenantTx | PlatformTx, today: string): Promise<OpenOrderSum[]> {
  const { sql } = tx;
  const own = 'factoryId' in tx ? sql`and o.factory_id = ${tx.factoryId}` : sql``;
  return sql<OpenOrderSum[]>`
    select o.currency, count(distinct o.id)::int as orders,
      coalesce(sum(greatest(0, s.quantity - greatest(s.shipped_quantity, s.received_quantity))), 0)::int as "openPieces",
      coalesce(sum(greatest(0, s.shipped_quantity - s.received_quantity)), 0)::int as "transitPieces",
      coalesce(sum((s.quantity - s.received_quantity) * l.unit_price_minor), 0)::text as "openValueMinor",
      coalesce(sum(s.quantity - s.shipped_quantity) filter
        (where coalesce(s.promised_ship_on, s.requested_ship_on) < ${today}::date and s.shipped_quantity < s.quantity), 0)::int as "overduePieces",
      (count(distinct o.id) filter (where o.status = 'issued'))::int as "awaitingAnswer"
    from purchase_order o
    join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
    join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
    where l.status in ('issued', 'acknowledged', 'in_production', 'inspected', 'shipped') ${own}
      and s.quantity > s.received_quantity
    group by o.currency order by o.currency`;
}

/** A schedule line whose ship date has passed with pieces unshipped. */
export interface LateLine {
  orderNumber: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  pieces: number;
  dueOn: string;
  daysLate: number;
  valueMinor: string;
  currency: string;
  factorySlug: string;
  factoryNameEn: string;
  factoryNameZh: string;
}

/**
 * Late lines by money, largest first.
 * @param worth what one minor unit of a currency is worth in one that all share; an order in another one counts as nothing
 */
export async function selectLateLines(
  tx: TenantTx | PlatformTx,
  today: string,
  limit: number,
  worth: readonly { currency: string; factor: number }[],
): Promise<LateLine[]> {
  const { sql } = tx;
  const own = 'factoryId' in tx ? sql`and o.factory_id = ${tx.factoryId}` : sql``;
  return sql<LateLine[]>`
    select o.number as "orderNumber", l.sku_code as "skuCode", l.sku_name_en as "skuNameEn",
      l.sku_name_zh as "skuNameZh", (s.quantity - s.shipped_quantity) as pieces,
      coalesce(s.promised_ship_on, s.requested_ship_on)::text as "dueOn",
      (${today}::date - coalesce(s.promised_ship_on, s.requested_ship_on)) as "daysLate",
      ((s.quantity - s.shipped_quantity) * l.unit_price_minor)::text as "valueMinor", o.currency,
      f.slug as "factorySlug", f.name_en as "factoryNameEn", f.name_zh as "factoryNameZh"
    from purchase_order o
    join factory f on f.id = o.factory_id
    join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
    join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
    left join jsonb_to_recordset(${JSON.stringify(worth)}::text::jsonb) as r(currency text, factor float8)
      on r.currency = o.currency
    where l.status in ('issued', 'acknowledged', 'in_production', 'inspected') ${own}
      and s.shipped_quantity < s.quantity and coalesce(s.promised_ship_on, s.requested_ship_on) < ${today}::date
    order by (s.quantity - s.shipped_quantity) * l.unit_price_minor * coalesce(r.factor, 0) desc, o.number, s.id
    limit ${limit}`;
}
