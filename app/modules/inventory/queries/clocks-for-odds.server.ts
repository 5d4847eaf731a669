import type { PlatformTx } from '~db/tenancy.server';
import { type OpenClock, selectClocksForOdds } from '../data/sell-out-odds.server';

export type { OpenClock };

/** Started clocks whose window is open, of the SKUs or of all (`skuIds` null). */
export function clocksForOdds(tx: PlatformTx, skuIds: readonly string[] | null): Promise<OpenClock[]> {
  return selectClocksForOdds(tx, skuIds);
}
