import type { OrdersTx } from '../data/order-records.server';
import { type ShipNoticeRecord, selectShipNotices } from '../data/ship-notice.server';

/** A ship notice in a list. Masses in grams, volume in mm³, instants epoch ms. */
export type ShipNoticeView = Omit<ShipNoticeRecord, 'factoryId' | 'purchaseOrderId'>;

/** The ship notices of an order, oldest first. */
export async function shipNoticesOfOrder(
  tx: OrdersTx,
  order: { factoryId: string; id: string },
): Promise<ShipNoticeView[]> {
  return (await selectShipNotices(tx, order)).map(shipNoticeView);
}

export function shipNoticeView({
  factoryId: _,
  purchaseOrderId: __,
  ...view
}: ShipNoticeRecord): ShipNoticeView {
  return view;
}
