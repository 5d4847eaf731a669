import { asSystem } from '~db/tenancy.server';
import { listSessions } from '../data/accounts.server';
import type { Access } from '../domain/access';

export interface SessionRow {
  key: string;
  address: string | null;
  userAgent: string | null;
  /** Epoch ms. */
  createdAt: number;
  isThis: boolean;
}

/** Where the person is signed in: this session first, then the newest. Keys cannot resume a session. */
export async function mySessions(access: Access<'account:view'>, now: number): Promise<SessionRow[]> {
  const sessions = await asSystem('identity:my-sessions', (tx) => listSessions(tx, access.user.id, now));
  return sessions
    .map(({ key, address, userAgent, createdAt }) => ({
      key,
      address,
      userAgent,
      createdAt: createdAt.getTime(),
      isThis: key === access.sessionKey,
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis) || b.createdAt - a.createdAt);
}
