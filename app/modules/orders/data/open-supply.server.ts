import type { PlatformTx } from '~db/tenancy.server';

/** What is still to come of one schedule line of an issued order. */
export interface OpenSchedule {
  skuId: string;
  factoryId: string;
  /** YYYY-MM-DD */
  expectedArrivalOn: string;
  /** Shipped, not received. */
  inTransit: number;
  /** Ordered, not shipped. */
  openOrder: number;
}

/** Pieces of a SKU ordered from a factory in the ISO week that begins on `week`. */
export interface OrderedWeek {
  skuId: string;
  factoryId: string;
  /** Monday, YYYY-MM-DD */
  week: string;
  quantity: number;
  /** The part of it issued after the moment asked for. */
  quantitySince: number;
}

/** Schedule lines of the given SKUs, of orders issued by the end of `asOf`, of which something is still to come. */
export async function selectOpenSchedules(
  tx: PlatformTx,
  skuIds: readonly string[],
  asOf: string,
): Promise<OpenSchedule[]> {
  return tx.sql<OpenSchedule[]>`
    select l.sku_id as "skuId", l.factory_id as "factoryId", s.expected_arrival_on::text as "expectedArrivalOn",
      greatest(0, s.shipped_quantity - s.received_quantity) as "inTransit",
      greatest(0, s.quantity - greatest(s.shipped_quantity, s.received_quantity)) as "openOrder"
    from po_line l
    join purchase_order o on o.factory_id = l.factory_id and o.id = l.purchase_order_id
    join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
    where l.sku_id = any(${skuIds as string[]}::uuid[])
      and l.status in ('issued', 'acknowledged', 'in_production', 'inspected', 'shipped')
      and o.issued_at < ${asOf}::date + 1
      and s.quantity > s.received_quantity`;
}

/**
 * Pieces ordered per factory, SKU and week of issue since the day `from` and by the end of `asOf`; cancelled lines do
 * not count. `since` (epoch ms) splits off what was issued after a moment; null: nothing.
 */
export async function selectOrderedWeeks(
  tx: PlatformTx,
  skuIds: readonly string[],
  from: string,
  asOf: string,
  since: number | null,
): Promise<OrderedWeek[]> {
  const moment = since === null ? null : new Date(since).toISOString();
  return tx.sql<OrderedWeek[]>`
    select l.sku_id as "skuId", l.factory_id as "factoryId",
      date_trunc('week', o.issued_at at time zone 'UTC')::date::text as week, sum(l.quantity)::int as quantity,
      coalesce(sum(l.quantity) filter (where o.issued_at > ${moment}::timestamptz), 0)::int as "quantitySince"
    from po_line l
    join purchase_order o on o.factory_id = l.factory_id and o.id = l.purchase_order_id
    where l.sku_id = any(${skuIds as string[]}::uuid[]) and l.status not in ('draft', 'cancelled')
      and o.issued_at >= ${from}::date and o.issued_at < ${asOf}::date + 1
    group by 1, 2, 3`;
}
