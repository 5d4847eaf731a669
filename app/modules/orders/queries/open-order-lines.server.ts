import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import { type OpenOrderLine, selectOpenOrderLines } from '../data/open-order-lines.server';

export type { OpenOrderLine };

/** What is on order or on its way of one SKU, by expected arrival. */
export function openOrderLines(tx: TenantTx | PlatformTx, skuId: string): Promise<OpenOrderLine[]> {
  return selectOpenOrderLines(tx, skuId);
}
