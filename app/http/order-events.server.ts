import type { Params } from '@remix-run/react';
import { onOrderChanged } from '~/modules/orders/commands/watch-orders.server';
import { orderChange } from '~/modules/orders/queries/order-change.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import { changeEvents } from './change-events.server';
import { orderOf } from './order-of.server';

type Read = <T>(work: (tx: TenantTx | PlatformTx) => Promise<T>) => Promise<T>;

/**
 * A stream of `order` events `{ version }`: what the order that an address names stands at now at once, then again as it
 * changes, on either side.
 * @param read runs a read in the reader's own scope
 */
export async function orderEvents(request: Request, params: Params, read: Read): Promise<Response> {
  const order = await read((tx) => orderOf(tx, params));
  return changeEvents(request, {
    event: 'order',
    current: () => read((tx) => orderChange(tx, order)),
    subscribe: (listener) => onOrderChanged(order, listener),
  });
}
