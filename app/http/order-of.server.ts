import type { Params } from '@remix-run/react';
import { orderKey } from '~/modules/orders/queries/order-key.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';

/**
 * The order that an address names by its number (`:order`), in the platform's addresses together with its factory's slug.
 * @throws Response 404 where the scope has no such order
 */
export async function orderOf(tx: TenantTx | PlatformTx, { order, factory }: Params) {
  // What no number looks like is not asked for: the database refuses a NUL in a text.
  const found = order && /^[\w.-]{1,60}$/.test(order) ? await orderKey(tx, order) : null;
  if (!found || found.factorySlug !== factory) throw orderNotFound();
  return found;
}

export function orderNotFound(): Response {
  return new Response(null, { status: 404, statusText: 'Not Found' });
}
