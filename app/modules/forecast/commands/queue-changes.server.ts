import { enqueue } from '~/platform/jobs.server';
import type { PlatformTx } from '~db/tenancy.server';
import { queuePair } from '../data/changes.server';
import { selectVersionById } from '../data/version.server';

/** Asks for the explanation of a version that has just been published against the one before it. */
export async function queueChanges(tx: PlatformTx, versionId: string): Promise<void> {
  const version = await selectVersionById(tx, versionId);
  const fromVersionId = version?.previousVersionId;
  if (!fromVersionId) return;
  await queuePair(tx, versionId, fromVersionId, true);
  await enqueue(tx, 'forecast.changes', { versionId, fromVersionId });
}
