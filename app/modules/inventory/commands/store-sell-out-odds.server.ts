import type { PlatformTx } from '~db/tenancy.server';
import { announceClocks } from '../data/sell-out-clock.server';
import { type OddsUpdate, updateOdds } from '../data/sell-out-odds.server';

export type { OddsUpdate };

/** Stores the odds of clocks with their reasoning, and announces the clocks. */
export async function storeSellOutOdds(
  tx: PlatformTx,
  odds: readonly OddsUpdate[],
  nowMs: number,
): Promise<void> {
  await updateOdds(tx, odds, nowMs);
  await announceClocks(
    tx,
    odds.map((row) => row.id),
  );
}
