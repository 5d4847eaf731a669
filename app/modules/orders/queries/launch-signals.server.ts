import type { PlatformTx } from '~db/tenancy.server';
import { type LaunchSignalRow, selectLaunchSignals } from '../data/launch-signals.server';

export type { LaunchSignalRow };

/**
 * What the demand signals behind SKUs made from candidates said, by SKU id: points 0…100, beside the mean of those of their
 * category (of all, where it has fewer than five) that became SKUs.
 */
export async function launchSignals(
  tx: PlatformTx,
  skuIds: readonly string[],
): Promise<Map<string, LaunchSignalRow>> {
  return new Map((await selectLaunchSignals(tx, skuIds)).map((row) => [row.skuId, row]));
}
