import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import {
  type FirstOrderLine,
  type LineKey,
  type SellOutLine,
  selectFirstOrderLines,
  selectSellOutLines,
} from '../data/sell-out-lines.server';

export type { FirstOrderLine, LineKey, SellOutLine };

/** The lines of an issued first order, or of all of them (`orderId` null): each has a sell-out clock. */
export function firstOrderLines(tx: PlatformTx, orderId: string | null): Promise<FirstOrderLine[]> {
  return selectFirstOrderLines(tx, orderId);
}

/** Agreed, received and rejected pieces of lines by id: what their sell-out clocks ask of the order. */
export async function sellOutLines(
  tx: PlatformTx | TenantTx,
  keys: readonly LineKey[],
): Promise<Map<string, SellOutLine>> {
  const lines = await selectSellOutLines(tx, keys);
  return new Map(lines.map((line) => [line.poLineId, line]));
}
