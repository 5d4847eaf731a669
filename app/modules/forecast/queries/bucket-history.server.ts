import type { TenantTx } from '~db/tenancy.server';
import { selectAskedHistory, selectCommitHistory } from '../data/commit-grid.server';
import type { BucketHistoryView } from '../domain/commit/bucket-history';

/** Every answer to one bucket of a factory and what each version asked for. */
export async function bucketHistory(
  tx: TenantTx,
  bucket: { sku: string; week: string },
): Promise<BucketHistoryView> {
  const [answers, asked] = await Promise.all([
    selectCommitHistory(tx, tx.factoryId, bucket.sku, bucket.week),
    selectAskedHistory(tx, tx.factoryId, bucket.sku, bucket.week),
  ]);
  return { answers, asked };
}
