import type { PlatformTx } from '~db/tenancy.server';
import { lapseBefore } from '../data/frozen-changes.server';

/**
 * Ends the requests to change frozen weeks that nobody answered before their week was over: weeks before the first one of
 * the version that is being published.
 *
 * @returns how many lapsed
 */
export function lapseFrozenChanges(tx: PlatformTx, versionId: string): Promise<number> {
  return lapseBefore(tx, versionId);
}
