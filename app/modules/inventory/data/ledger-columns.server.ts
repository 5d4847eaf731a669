import type { Lot } from '../domain/ledger/types';

export interface LotRow extends Lot {
  skuId: string;
}

/** Of `stock_lot t`, as {@link LotRow}. */
export const LOT_COLUMNS = `t.sku_id as "skuId", t.id, t.warehouse_code as warehouse, t.receipt_movement_id as "movementId", t.kind,
  t.origin_lot_id as "originLotId", t.return_of_movement_id as "returnOfMovementId", t.order_factory_id as "orderFactoryId",
  t.po_line_id as "poLineId", floor(extract(epoch from t.received_at) * 1000)::float8 as "receivedAt",
  t.arrival_order as "arrivalOrder", t.received_quantity as received, t.shelved_quantity as shelved,
  t.remaining_quantity as remaining, floor(extract(epoch from t.sellable_at) * 1000)::float8 as "sellableAt"`;

/** Of `stock_movement t`, as a Movement with its SKU. */
export const MOVEMENT_COLUMNS = `t.sku_id as "skuId", t.id, t.type, t.warehouse_code as warehouse, t.quantity,
  floor(extract(epoch from t.occurred_at) * 1000)::float8 as at, t.source, t.source_ref as "sourceRef",
  t.transfer_ref as "transferRef", t.to_warehouse_code as "toWarehouse", t.sale_ref as "saleRef",
  t.is_damaged as "isDamaged", t.is_sellable as "isSellable", t.reason, t.order_factory_id as "orderFactoryId",
  t.po_line_id as "poLineId"`;
