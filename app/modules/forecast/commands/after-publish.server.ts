import type { PlatformTx } from '~db/tenancy.server';
import { lapseFrozenChanges } from './lapse-frozen-changes.server';
import { refreshCommitBuckets } from './refresh-commit-buckets.server';

/**
 * What has to follow when a version is published, in the transaction that publishes it: answers are laid beside what is
 * asked for now, and unanswered requests for weeks that have passed lapse. Set-based statements
 * only; whatever takes long is a job of its own.
 */
export async function afterPublish(tx: PlatformTx, versionId: string): Promise<void> {
  await refreshCommitBuckets(tx, versionId);
  await lapseFrozenChanges(tx, versionId);
}
