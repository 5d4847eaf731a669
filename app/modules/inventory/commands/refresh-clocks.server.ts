import type { PlatformTx } from '~db/tenancy.server';
import { lockTouchedClocks } from '../data/sell-out-clock.server';
import { rewriteEvidence } from '../data/sell-out-evidence.server';
import { readClocks } from './read-clocks.server';

/** A SKU whose ledger or listing has changed, and the earliest instant (epoch ms) that was written anew; 0 for all. */
export interface TouchedSku {
  skuId: string;
  sinceMs: number;
}

/**
 * Brings the clocks of touched SKUs and of changed order lines up to date, with their evidence, in the transaction that
 * wrote the movements, the lots and the consumption.
 *
 * Reads `stock_lot` and `stock_lot_consumption`: a lot of kind `receipt` names its order line, lots made of it by transfer
 * or return name the same line; a receipt that needs no put-away has a `shelve` consumption by the receipt itself.
 *
 * @param touched SKUs with the earliest instant (`occurred_at`) from which lots, consumption or listing changed
 * @param lineIds order lines whose agreed, received or rejected pieces changed otherwise
 * @param nowMs the instant at which the clocks are read
 */
export async function refreshClocks(
  tx: PlatformTx,
  touched: readonly TouchedSku[],
  lineIds: readonly string[],
  nowMs: number,
): Promise<void> {
  if (touched.length === 0 && lineIds.length === 0) return;
  const clocks = await lockTouchedClocks(tx, touched, lineIds);
  const spans = clocks.flatMap((clock) => (clock.since === null ? [] : [{ ...clock, since: clock.since }]));
  await rewriteEvidence(tx, spans);
  await readClocks(tx, clocks, nowMs);
}
