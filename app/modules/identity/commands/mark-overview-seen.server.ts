import { inTenant } from '~db/tenancy.server';
import { setOverviewSeen } from '../data/memberships.server';
import type { Access } from '../domain/access';

/**
 * Remembers when a member last said "seen" on the overview, so that it can tell what is new since. A mark of the reader's
 * own, not a change of the factory's data: it needs no more than reading, and stands in no audit log.
 * @param now epoch ms
 */
export function markOverviewSeen(access: Access<'overview:view'>, now: number): Promise<void> {
  return inTenant(access, (tx) => setOverviewSeen(tx, access.user.id, now));
}
