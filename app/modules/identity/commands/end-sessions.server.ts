import { asSystem } from '~db/tenancy.server';
import { endSessions } from '../data/accounts.server';
import type { Access } from '../domain/access';
import { recordAudit } from './record-audit.server';

/** Ends every session of the person but this one: whoever else was signed in as them is out at once. */
export function endOtherSessions(access: Access<'account:manage'>): Promise<number> {
  return end(access, { except: access.sessionKey });
}

/** Ends every session of the person, this one too. */
export function signOutEverywhere(access: Access<'account:manage'>): Promise<number> {
  return end(access, {});
}

/** Ends one session of the person, named by its key; somebody else's is not found. */
export function endOneSession(access: Access<'account:manage'>, key: string): Promise<number> {
  return end(access, { only: key });
}

function end(access: Access<'account:manage'>, which: { except?: string; only?: string }): Promise<number> {
  return asSystem('identity:end-sessions', async (tx) => {
    const ended = await endSessions(tx, access.user.id, which);
    if (ended > 0) {
      await recordAudit(tx, {
        by: access,
        action: 'account.sessions_ended',
        entity: { type: 'user_account', id: access.user.id, label: access.user.email },
        after: { sessions: ended },
      });
    }
    return ended;
  });
}
