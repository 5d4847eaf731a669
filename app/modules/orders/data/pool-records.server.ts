import type { PlatformTx } from '~db/tenancy.server';

/** Days after the promised ship date plus transit that a delivery may take and still count as on time. */
export const ON_TIME_GRACE_DAYS = 3;
/** Days that the records of a factory look back. */
export const RECORD_DAYS = 365;

/** A factory's record over the last year of goods receipts: deliveries in time, and pieces accepted. */
export interface FactoryRecord {
  factoryId: string;
  deliveries: number;
  onTime: number;
  received: number;
  accepted: number;
}

/**
 * Records of the given factories. A delivery is on time when it was received by the promised ship date (or the requested one)
 * plus the source's transit days and three more.
 */
export async function selectFactoryRecords(
  tx: PlatformTx,
  factoryIds: readonly string[],
  today: string,
): Promise<FactoryRecord[]> {
  return tx.sql<FactoryRecord[]>`
    select r.factory_id as "factoryId", count(*)::int as deliveries,
      (count(*) filter (where (r.received_at at time zone 'UTC')::date <= coalesce(s.promised_ship_on, s.requested_ship_on)
        + coalesce(k.transit_lead_days, s.expected_arrival_on - coalesce(s.promised_ship_on, s.requested_ship_on))
        + ${ON_TIME_GRACE_DAYS}::int))::int as "onTime",
      sum(r.accepted_quantity + r.rejected_quantity)::int as received, sum(r.accepted_quantity)::int as accepted
    from goods_receipt r
    join po_line_schedule s on s.factory_id = r.factory_id and s.id = r.po_line_schedule_id
    join po_line l on l.factory_id = s.factory_id and l.id = s.po_line_id
    left join sourcing k on k.factory_id = l.factory_id and k.sku_id = l.sku_id
    where r.factory_id = any(${factoryIds as string[]}::uuid[]) and r.received_at > ${today}::date - ${RECORD_DAYS}::int
    group by r.factory_id`;
}

/** What a factory has open, in its own currency. */
export interface FactoryOpen {
  factoryId: string;
  orders: number;
  pieces: number;
  valueMinor: string;
  currency: string;
}

/** Open orders of the given factories: issued and not wholly received. */
export async function selectFactoryOpen(
  tx: PlatformTx,
  factoryIds: readonly string[],
): Promise<FactoryOpen[]> {
  return tx.sql<FactoryOpen[]>`
    select o.factory_id as "factoryId", count(distinct o.id)::int as orders, o.currency,
      sum(s.quantity - s.received_quantity)::int as pieces,
      sum((s.quantity - s.received_quantity) * l.unit_price_minor)::text as "valueMinor"
    from purchase_order o
    join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
    join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
    where o.factory_id = any(${factoryIds as string[]}::uuid[])
      and o.status in ('issued', 'acknowledged', 'in_production', 'inspected', 'shipped')
      and l.status in ('issued', 'acknowledged', 'in_production', 'inspected', 'shipped')
      and s.quantity > s.received_quantity
    group by o.factory_id, o.currency order by o.factory_id, o.currency`;
}
