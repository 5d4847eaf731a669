import { and, eq, isNull, lte } from 'drizzle-orm';
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia';
import { pool } from '~db/client.server';
import { factory, membership, platformMembership, userAccount, userSession } from '~db/schema/identity';
import { asSystem } from '~db/tenancy.server';
import type { AccessUser, FactoryMembership, RequestOrigin } from '../domain/access';
import type { PlatformRole } from '../domain/permissions';
import { hashToken } from './tokens.server';

/** Days a session lives without use; half of them before it is prolonged. */
const SESSION_DAYS = 14;

interface UserAttributes {
  account: AccessUser;
  memberships: FactoryMembership[];
  platformRole: PlatformRole | null;
}

interface SessionAttributes {
  address: string | null;
  userAgent: string | null;
}

declare module 'lucia' {
  interface Register {
    Lucia: typeof plainLucia;
    DatabaseUserAttributes: UserAttributes;
    DatabaseSessionAttributes: SessionAttributes;
  }
}

/**
 * Sessions in PostgreSQL. The database keeps the hash of a session's token, so reading the table resumes no session;
 * Lucia sees the token as the session's id. A look-up is one statement: session, person and all they belong to.
 */
const adapter: Adapter = {
  async getSessionAndUser(token) {
    const rows = await lookUp(hashToken(token));
    const first = rows[0];
    if (!first) return [null, null];
    const { userId, expiresAt, ...attributes } = first.session;
    const session: DatabaseSession = { id: token, userId, expiresAt, attributes };
    const user: DatabaseUser = {
      id: first.account.id,
      attributes: {
        account: first.account,
        platformRole: first.platformRole,
        memberships: rows.flatMap(({ factory: f, role }) => (f && role ? [{ ...f, role }] : [])),
      },
    };
    return [session, user];
  },
  async getUserSessions(userId) {
    return asSystem('identity:sessions', async ({ db }) => {
      const rows = await db.select().from(userSession).where(eq(userSession.userId, userId));
      return rows.map(({ id, expiresAt, address, userAgent }) => ({
        id,
        userId,
        expiresAt,
        attributes: { address, userAgent },
      }));
    });
  },
  async setSession({ id: token, userId, expiresAt, attributes }) {
    await asSystem('identity:session', ({ db }) =>
      db.insert(userSession).values({ id: hashToken(token), userId, expiresAt, ...attributes }),
    );
  },
  async updateSessionExpiration(token, expiresAt) {
    await asSystem('identity:session', ({ db }) =>
      db
        .update(userSession)
        .set({ expiresAt })
        .where(eq(userSession.id, hashToken(token))),
    );
  },
  async deleteSession(token) {
    await asSystem('identity:session', ({ db }) =>
      db.delete(userSession).where(eq(userSession.id, hashToken(token))),
    );
  },
  async deleteUserSessions(userId) {
    await asSystem('identity:session', ({ db }) =>
      db.delete(userSession).where(eq(userSession.userId, userId)),
    );
  },
  async deleteExpiredSessions() {
    await asSystem('identity:session', ({ db }) =>
      db.delete(userSession).where(lte(userSession.expiresAt, new Date())),
    );
  },
};

/** One row per factory of the person (or one without), outside a transaction: it is a single read on every request. */
function lookUp(sessionKey: string) {
  return pool('platform')
    .db.select({
      session: {
        userId: userSession.userId,
        expiresAt: userSession.expiresAt,
        address: userSession.address,
        userAgent: userSession.userAgent,
      },
      account: {
        id: userAccount.id,
        email: userAccount.email,
        displayName: userAccount.displayName,
        locale: userAccount.locale,
        theme: userAccount.theme,
        timeZone: userAccount.timeZone,
      },
      platformRole: platformMembership.role,
      role: membership.role,
      factory: {
        factoryId: factory.id,
        slug: factory.slug,
        nameEn: factory.nameEn,
        nameZh: factory.nameZh,
        timeZone: factory.timeZone,
      },
    })
    .from(userSession)
    .innerJoin(userAccount, and(eq(userAccount.id, userSession.userId), isNull(userAccount.disabledAt)))
    .leftJoin(platformMembership, eq(platformMembership.userId, userAccount.id))
    .leftJoin(membership, eq(membership.userId, userAccount.id))
    .leftJoin(factory, eq(factory.id, membership.factoryId))
    .where(eq(userSession.id, sessionKey))
    .orderBy(factory.nameEn, factory.id);
}

const shared = {
  sessionExpiresIn: new TimeSpan(SESSION_DAYS, 'd'),
  getUserAttributes: (attributes: UserAttributes) => attributes,
  getSessionAttributes: (attributes: SessionAttributes) => attributes,
};

// `expires: false`: the cookie outlives the session, whose sliding end the database keeps; so a read never sets cookies.
const plainLucia = new Lucia<SessionAttributes, UserAttributes>(adapter, {
  ...shared,
  sessionCookie: {
    name: 'session',
    expires: false,
    attributes: { secure: false, sameSite: 'lax', path: '/' },
  },
});

const secureLucia = new Lucia<SessionAttributes, UserAttributes>(adapter, {
  ...shared,
  sessionCookie: {
    name: '__Host-session',
    expires: false,
    attributes: { secure: true, sameSite: 'lax', path: '/' },
  },
});

const luciaFor = (secure: boolean) => (secure ? secureLucia : plainLucia);

export interface ResumedSession extends UserAttributes {
  sessionKey: string;
}

/** The person behind a request's cookie, or null; prolongs the session when half of its life is over. */
export async function resumeSession(
  cookieHeader: string | null,
  secure: boolean,
): Promise<ResumedSession | null> {
  const token = sessionTokenOf(cookieHeader, secure);
  // Tokens are 40 characters of base32; anything else is not looked up.
  if (!token || !/^[a-z0-9]{20,64}$/.test(token)) return null;
  const { user } = await luciaFor(secure).validateSession(token);
  if (!user) return null;
  const { account, memberships, platformRole } = user;
  return { account, memberships, platformRole, sessionKey: hashToken(token) };
}

/** The token in a Cookie header. Other programs on the host may set cookies that cannot be decoded: they hide nothing but themselves. */
function sessionTokenOf(header: string | null, secure: boolean): string | null {
  const readable = (header ?? '').split('; ').filter(isDecodable).join('; ');
  return luciaFor(secure).readSessionCookie(readable);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Starts a session. @returns the `Set-Cookie` value; the token itself is nowhere else. */
export async function startSession(userId: string, origin: RequestOrigin, secure: boolean): Promise<string> {
  const lucia = luciaFor(secure);
  const session = await lucia.createSession(userId, {
    address: origin.ip,
    userAgent: origin.userAgent?.slice(0, 500) ?? null,
  });
  return lucia.createSessionCookie(session.id).serialize();
}

/** Ends the session of a request, if there is one. @returns the `Set-Cookie` value that clears the cookie. */
export async function endSession(cookieHeader: string | null, secure: boolean): Promise<string> {
  const lucia = luciaFor(secure);
  const token = sessionTokenOf(cookieHeader, secure);
  if (token) await lucia.invalidateSession(token);
  return lucia.createBlankSessionCookie().serialize();
}

/** Deletes sessions that ended by time. */
export function deleteExpiredSessions(): Promise<void> {
  return plainLucia.deleteExpiredSessions();
}
