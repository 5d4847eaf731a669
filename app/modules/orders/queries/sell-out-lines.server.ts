import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import {
  type FirstOrderLine,
  type LineKey,
  type SellOutLine,
  selectFirstOrderLines,
  selectLineArrivals,
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

/** Pieces of lines still to come, in the order of their expected days (YYYY-MM-DD), by line. */
export async function lineArrivals(
  tx: PlatformTx,
  keys: readonly LineKey[],
): Promise<Map<string, { expectedOn: string; quantity: number }[]>> {
  const byLine = new Map<string, { expectedOn: string; quantity: number }[]>();
  for (const { poLineId, ...arrival } of await selectLineArrivals(tx, keys)) {
    byLine.set(poLineId, [...(byLine.get(poLineId) ?? []), arrival]);
  }
  return byLine;
}
