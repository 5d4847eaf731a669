import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { newId } from '~/platform/new-id.server';
import { membership, userAccount, userSession } from '~db/schema/identity';
import type { PlatformTx } from '~db/tenancy.server';
import type { Locale, ThemePreference } from '../domain/access';
import { normalizeEmail } from '../domain/email';

export interface Account {
  id: string;
  email: string;
  displayName: string;
  passwordHash: string | null;
  locale: Locale;
}

const ACCOUNT = {
  id: userAccount.id,
  email: userAccount.email,
  displayName: userAccount.displayName,
  passwordHash: userAccount.passwordHash,
  locale: userAccount.locale,
};

/** The account of an address, in any spelling; disabled ones count as absent. */
export async function findAccountByEmail(tx: PlatformTx, email: string): Promise<Account | null> {
  const rows = await tx.db
    .select(ACCOUNT)
    .from(userAccount)
    .where(and(eq(sql`lower(${userAccount.email})`, normalizeEmail(email)), isNull(userAccount.disabledAt)));
  return rows[0] ?? null;
}

/** The account of an id, locked for the rest of the transaction. */
export async function lockAccount(tx: PlatformTx, userId: string): Promise<Account | null> {
  const rows = await tx.db
    .select(ACCOUNT)
    .from(userAccount)
    .where(and(eq(userAccount.id, userId), isNull(userAccount.disabledAt)))
    .for('update');
  return rows[0] ?? null;
}

/** @returns the new account's id, or null when the address is taken (also by a disabled account). */
export async function insertAccount(
  tx: PlatformTx,
  account: { email: string; displayName: string; passwordHash: string; locale: Locale },
): Promise<string | null> {
  const rows = await tx.db
    .insert(userAccount)
    .values({ id: newId(), ...account, email: normalizeEmail(account.email) })
    .onConflictDoNothing()
    .returning({ id: userAccount.id });
  return rows[0]?.id ?? null;
}

export async function setPasswordHash(tx: PlatformTx, userId: string, passwordHash: string): Promise<void> {
  await tx.db.update(userAccount).set({ passwordHash }).where(eq(userAccount.id, userId));
}

export interface Preferences {
  displayName: string;
  locale: Locale;
  theme: ThemePreference;
  timeZone: string;
}

/** Writes the person's settings, and their name into the memberships that carry a copy of it. */
export async function setPreferences(
  tx: PlatformTx,
  userId: string,
  preferences: Partial<Preferences>,
): Promise<void> {
  await tx.db.update(userAccount).set(preferences).where(eq(userAccount.id, userId));
  const { displayName } = preferences;
  if (displayName !== undefined)
    await tx.db.update(membership).set({ displayName }).where(eq(membership.userId, userId));
}

export interface OpenSession {
  key: string;
  createdAt: Date;
  expiresAt: Date;
  address: string | null;
  userAgent: string | null;
}

/** A person's sessions that have not ended, newest first. */
export async function listSessions(tx: PlatformTx, userId: string, now: number): Promise<OpenSession[]> {
  const rows = await tx.db
    .select()
    .from(userSession)
    .where(
      and(eq(userSession.userId, userId), sql`${userSession.expiresAt} > ${new Date(now).toISOString()}`),
    )
    .orderBy(sql`${userSession.createdAt} desc`);
  return rows.map(({ id, createdAt, expiresAt, address, userAgent }) => ({
    key: id,
    createdAt,
    expiresAt,
    address,
    userAgent,
  }));
}

/** Ends a person's sessions: all, all but one, or one. @returns how many ended. */
export async function endSessions(
  tx: PlatformTx,
  userId: string,
  which: { except?: string; only?: string } = {},
): Promise<number> {
  const rows = await tx.db
    .delete(userSession)
    .where(
      and(
        eq(userSession.userId, userId),
        which.except === undefined ? undefined : ne(userSession.id, which.except),
        which.only === undefined ? undefined : eq(userSession.id, which.only),
      ),
    )
    .returning({ id: userSession.id });
  return rows.length;
}
