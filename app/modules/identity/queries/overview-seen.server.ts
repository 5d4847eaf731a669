import type { TenantTx } from '~db/tenancy.server';
import { selectOverviewSeen } from '../data/memberships.server';

/** When the member last said "seen" on this factory's overview, epoch ms; null if never. */
export function overviewSeen(tx: TenantTx, userId: string): Promise<number | null> {
  return selectOverviewSeen(tx, userId);
}
