import type { PlatformTx } from '~db/tenancy.server';
import { selectVersionById } from '../data/version.server';
import { announcePublished } from './announce-published.server';
import { lapseFrozenChanges } from './lapse-frozen-changes.server';
import { queueChanges } from './queue-changes.server';
import { refreshCommitBuckets } from './refresh-commit-buckets.server';
import { remakeExceptions } from './remake-exceptions.server';

/**
 * What has to follow when a version is published, in the transaction that publishes it: answers are laid beside what is
 * asked for now, unanswered requests for weeks that have passed lapse, and both sides' exceptions are made from what holds
 * then. Set-based statements only; whatever takes long, such as explaining every change, is a job of its own.
 */
export async function afterPublish(tx: PlatformTx, versionId: string): Promise<void> {
  await refreshCommitBuckets(tx, versionId);
  await lapseFrozenChanges(tx, versionId);
  const version = await selectVersionById(tx, versionId);
  if (version) await remakeExceptions(tx, versionId, version.asOf);
  await queueChanges(tx, versionId);
  await announcePublished(tx, versionId);
}
