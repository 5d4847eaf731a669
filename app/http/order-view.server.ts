import type { Params } from '@remix-run/react';
import type { Access } from '~/modules/identity/domain/access';
import { clocksOfOrder } from '~/modules/inventory/queries/clocks-of-order.server';
import { orderChange } from '~/modules/orders/queries/order-change.server';
import { orderDetail } from '~/modules/orders/queries/order-detail.server';
import { shipNoticesOfOrder } from '~/modules/orders/queries/ship-notices.server';
import { storedFilesOfOrder } from '~/modules/orders/queries/stored-files.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import { orderNotFound, orderOf } from './order-of.server';

/**
 * What an order's page shows on both sides, as far as the scope may see it.
 * @param now epoch ms
 * @throws Response 404 where the scope has no such order
 */
export async function orderView(tx: TenantTx | PlatformTx, access: Access, params: Params, now: number) {
  const known = await orderOf(tx, params);
  // Before all else: what changes while the rest is read is announced as newer than this.
  const change = await orderChange(tx, known);
  const order = await orderDetail(tx, access, known.id, now);
  if (!order) throw orderNotFound();
  return {
    order,
    change,
    files: await storedFilesOfOrder(tx, known),
    notices: await shipNoticesOfOrder(tx, known),
    clocks: await clocksOfOrder(tx, known.id, now),
  };
}
