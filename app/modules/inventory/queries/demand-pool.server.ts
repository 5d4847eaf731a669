import type { PlatformTx } from '~db/tenancy.server';
import { type PooledWeek, selectLaunchedSkuIds, selectPooledWeeks } from '../data/demand-pool.server';

export type { PooledWeek };

/** Weekly units of every category in every market before a day, in order. */
export function pooledWeeks(tx: PlatformTx, asOf: string): Promise<PooledWeek[]> {
  return selectPooledWeeks(tx, asOf);
}

/** Ids of the SKUs launched from one day up to another, the latest first. */
export function launchedSkuIds(tx: PlatformTx, from: string, to: string, limit: number): Promise<string[]> {
  return selectLaunchedSkuIds(tx, from, to, limit);
}
