import type { PlatformTx } from '~db/tenancy.server';
import { writeAskedQuantities } from '../data/commit-refresh.server';
import { holdAnswers } from '../data/commit-writes.server';
import { COMMIT_QUANTILE } from '../domain/commit/commit-bucket';

/**
 * Lays a version that is being published over the answers that hold: what it asks of each answered bucket, how many pieces
 * are missing and what they cost. One statement, in the transaction that publishes.
 *
 * @returns how many answers changed their standing
 */
export async function refreshCommitBuckets(tx: PlatformTx, versionId: string): Promise<number> {
  await holdAnswers(tx);
  return writeAskedQuantities(tx, versionId, COMMIT_QUANTILE);
}
