import type { PlatformTx } from '~db/tenancy.server';
import {
  type PooledWeek,
  selectLaunchedSkuIds,
  selectPooledWeeks,
  selectSampleSkus,
} from '../data/demand-pool.server';

export type { PooledWeek };

/** Weekly units of every category in every market before a day, in order. */
export function pooledWeeks(tx: PlatformTx, asOf: string): Promise<PooledWeek[]> {
  return selectPooledWeeks(tx, asOf);
}

/** Ids of the SKUs launched from one day up to another, the latest first. */
export function launchedSkuIds(tx: PlatformTx, from: string, to: string, limit: number): Promise<string[]> {
  return selectLaunchedSkuIds(tx, from, to, limit);
}

/** Some SKUs of each category that have been on sale for a while, to learn from. */
export function sampleSkuIds(
  tx: PlatformTx,
  asOf: string,
  perCategory: number,
): Promise<{ id: string; category: string }[]> {
  return selectSampleSkus(tx, asOf, perCategory);
}
