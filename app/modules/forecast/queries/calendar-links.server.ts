import type { FactoryAccess } from '~/modules/identity/domain/access';
import { inTenant } from '~db/tenancy.server';
import { type FeedRow, selectFeeds } from '../data/calendar-feed.server';

/** The reader's own calendar address, if one is open; never its token. */
export function calendarLink(access: FactoryAccess): Promise<FeedRow | null> {
  return inTenant(access, async (tx) => (await selectFeeds(tx, access.user.id))[0] ?? null, {
    accessMode: 'read only',
  });
}
