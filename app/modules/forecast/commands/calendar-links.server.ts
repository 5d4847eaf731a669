import { isUuid } from '~/kernel/ids';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { inTenant } from '~db/tenancy.server';
import { insertFeed, newFeedToken, revokeFeed, selectFeeds } from '../data/calendar-feed.server';

/** Makes a person's address of the factory's calendar; an earlier one ends. @returns the token, known now and never again */
export function createCalendarLink(access: Access<'forecast:subscribe'>): Promise<string> {
  return inTenant(access, async (tx) => {
    for (const { id } of await selectFeeds(tx, access.user.id)) await revokeFeed(tx, access.user.id, id);
    const { token, tokenHash } = newFeedToken();
    const id = await insertFeed(tx, { userId: access.user.id, tokenHash, locale: access.user.locale });
    await recordAudit(tx, {
      by: access,
      action: 'calendar_feed.created',
      entity: { type: 'calendar_feed', id, label: access.user.displayName },
    });
    return token;
  });
}

/** Ends a person's own address. @returns whether it was open */
export function revokeCalendarLink(access: Access<'forecast:subscribe'>, id: string): Promise<boolean> {
  return inTenant(access, async (tx) => {
    const ended = isUuid(id) && (await revokeFeed(tx, access.user.id, id));
    if (ended) {
      await recordAudit(tx, {
        by: access,
        action: 'calendar_feed.revoked',
        entity: { type: 'calendar_feed', id, label: access.user.displayName },
      });
    }
    return ended;
  });
}
