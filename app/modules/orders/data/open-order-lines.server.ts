import type { PlatformTx, TenantTx } from '~db/tenancy.server';

/** A schedule line still to come of one SKU. Dates YYYY-MM-DD, pieces. */
export interface OpenOrderLine {
  orderNumber: string;
  orderKind: string;
  status: string;
  warehouseCode: string;
  requestedShipOn: string;
  promisedShipOn: string | null;
  expectedArrivalOn: string;
  quantity: number;
  shippedQuantity: number;
  receivedQuantity: number;
}

/** Open schedule lines of a SKU: the factory's own in its scope, all in the platform's, by expected arrival. */
export async function selectOpenOrderLines(
  tx: TenantTx | PlatformTx,
  skuId: string,
): Promise<OpenOrderLine[]> {
  const { sql } = tx;
  const own = 'factoryId' in tx ? sql`and l.factory_id = ${tx.factoryId}` : sql``;
  return sql<OpenOrderLine[]>`
    select o.number as "orderNumber", o.kind as "orderKind", l.status, s.warehouse_code as "warehouseCode",
      s.requested_ship_on::text as "requestedShipOn", s.promised_ship_on::text as "promisedShipOn",
      s.expected_arrival_on::text as "expectedArrivalOn", s.quantity, s.shipped_quantity as "shippedQuantity",
      s.received_quantity as "receivedQuantity"
    from po_line l
    join purchase_order o on o.factory_id = l.factory_id and o.id = l.purchase_order_id
    join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
    where l.sku_id = ${skuId} ${own}
      and l.status in ('issued', 'acknowledged', 'in_production', 'inspected', 'shipped')
      and s.quantity > s.received_quantity
    order by s.expected_arrival_on, o.number, s.schedule_no`;
}
