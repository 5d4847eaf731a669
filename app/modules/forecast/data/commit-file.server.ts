import type { TenantTx } from '~db/tenancy.server';
import type { GridLineQuery } from './commit-grid.server';
import { type GridBucket, type GridLine, selectGridBuckets, selectGridLines } from './commit-grid.server';

/** Lines under the filters with the answers that hold, for the file: at most `query.limit` SKUs. */
export async function selectCommitFile(
  tx: TenantTx,
  query: GridLineQuery,
): Promise<{ lines: GridLine[]; total: number; buckets: Map<string, GridBucket> }> {
  const { lines, total } = await selectGridLines(tx, query, tx.factoryId);
  const skuIds = lines.map(({ skuId }) => skuId);
  const buckets = await selectGridBuckets(tx, tx.factoryId, skuIds, query.firstWeek);
  return {
    lines,
    total,
    buckets: new Map(buckets.map((bucket) => [`${bucket.skuId} ${bucket.week}`, bucket])),
  };
}
