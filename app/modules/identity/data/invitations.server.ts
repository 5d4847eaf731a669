import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { newId } from '~/platform/new-id.server';
import { factory, invitation, platformInvitation } from '~db/schema/identity';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { Locale } from '../domain/access';
import { type InvitationTimes, invitationState } from '../domain/invitation-state';
import type { FactoryRole, PlatformRole } from '../domain/permissions';
import { hashToken } from './tokens.server';

export interface NewInvitation<Role> {
  email: string;
  role: Role;
  tokenHash: string;
  invitedByName: string;
  locale: Locale;
  expiresAt: number;
}

export interface OpenInvitation<Role = string> {
  id: string;
  email: string;
  role: Role;
  invitedByName: string;
  createdAt: Date;
  expiresAt: Date;
}

const open = (t: typeof invitation | typeof platformInvitation, now: number) =>
  and(isNull(t.acceptedAt), isNull(t.revokedAt), gt(t.expiresAt, new Date(now)));

/** Open invitations of one factory, newest first. */
export function listInvitations(
  tx: TenantTx | PlatformTx,
  factoryId: string,
  now: number,
): Promise<OpenInvitation<FactoryRole>[]> {
  return tx.db
    .select({
      id: invitation.id,
      email: invitation.email,
      role: invitation.role,
      invitedByName: invitation.invitedByName,
      createdAt: invitation.createdAt,
      expiresAt: invitation.expiresAt,
    })
    .from(invitation)
    .where(and(eq(invitation.factoryId, factoryId), open(invitation, now)))
    .orderBy(desc(invitation.createdAt), desc(invitation.id));
}

/** Writes an invitation to a factory; earlier open ones to the same address are revoked by it. @returns its id. */
export async function replaceInvitation(
  tx: TenantTx | PlatformTx,
  factoryId: string,
  { expiresAt, ...values }: NewInvitation<FactoryRole>,
  now: number,
): Promise<string> {
  await tx.db
    .update(invitation)
    .set({ revokedAt: new Date(now) })
    .where(
      and(eq(invitation.factoryId, factoryId), eq(invitation.email, values.email), open(invitation, now)),
    );
  const id = newId();
  await tx.db.insert(invitation).values({ id, factoryId, ...values, expiresAt: new Date(expiresAt) });
  return id;
}

/** Revokes an open invitation. @returns what it was, or null when there is none that is open. */
export async function revokeInvitation(
  tx: TenantTx | PlatformTx,
  factoryId: string,
  id: string,
  now: number,
): Promise<{ email: string; role: FactoryRole } | null> {
  const rows = await tx.db
    .update(invitation)
    .set({ revokedAt: new Date(now) })
    .where(and(eq(invitation.factoryId, factoryId), eq(invitation.id, id), open(invitation, now)))
    .returning({ email: invitation.email, role: invitation.role });
  return rows[0] ?? null;
}

/** Open invitations to the platform itself, newest first. */
export function listPlatformInvitations(
  tx: PlatformTx,
  now: number,
): Promise<OpenInvitation<PlatformRole>[]> {
  return tx.db
    .select({
      id: platformInvitation.id,
      email: platformInvitation.email,
      role: platformInvitation.role,
      invitedByName: platformInvitation.invitedByName,
      createdAt: platformInvitation.createdAt,
      expiresAt: platformInvitation.expiresAt,
    })
    .from(platformInvitation)
    .where(open(platformInvitation, now))
    .orderBy(desc(platformInvitation.createdAt), desc(platformInvitation.id));
}

export interface FactoryInvitation extends OpenInvitation<FactoryRole> {
  factoryId: string;
  factoryNameEn: string;
  factoryNameZh: string;
}

/** Open invitations to any factory, newest first; at most `limit`. */
export function listFactoryInvitations(
  tx: PlatformTx,
  now: number,
  limit: number,
): Promise<FactoryInvitation[]> {
  return tx.db
    .select({
      id: invitation.id,
      email: invitation.email,
      role: invitation.role,
      invitedByName: invitation.invitedByName,
      createdAt: invitation.createdAt,
      expiresAt: invitation.expiresAt,
      factoryId: factory.id,
      factoryNameEn: factory.nameEn,
      factoryNameZh: factory.nameZh,
    })
    .from(invitation)
    .innerJoin(factory, eq(factory.id, invitation.factoryId))
    .where(open(invitation, now))
    .orderBy(desc(invitation.createdAt), desc(invitation.id))
    .limit(limit);
}

export async function replacePlatformInvitation(
  tx: PlatformTx,
  { expiresAt, ...values }: NewInvitation<PlatformRole>,
  now: number,
): Promise<string> {
  await tx.db
    .update(platformInvitation)
    .set({ revokedAt: new Date(now) })
    .where(and(eq(platformInvitation.email, values.email), open(platformInvitation, now)));
  const id = newId();
  await tx.db.insert(platformInvitation).values({ id, ...values, expiresAt: new Date(expiresAt) });
  return id;
}

export async function revokePlatformInvitation(
  tx: PlatformTx,
  id: string,
  now: number,
): Promise<{ email: string; role: PlatformRole } | null> {
  const rows = await tx.db
    .update(platformInvitation)
    .set({ revokedAt: new Date(now) })
    .where(and(eq(platformInvitation.id, id), open(platformInvitation, now)))
    .returning({ email: platformInvitation.email, role: platformInvitation.role });
  return rows[0] ?? null;
}

interface FoundInvitation extends InvitationTimes {
  id: string;
  email: string;
  locale: Locale;
  invitedByName: string;
}

/** An invitation as its link finds it, to a factory or to the platform. */
export type InvitationByToken = FoundInvitation &
  (
    | { to: 'factory'; factoryId: string; slug: string; nameEn: string; nameZh: string; role: FactoryRole }
    | { to: 'platform'; role: PlatformRole }
  );

/** Finds an invitation by its token's hash, in any state. */
async function findInvitation(tx: PlatformTx, tokenHash: string): Promise<InvitationByToken | null> {
  const times = (row: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date }) => ({
    acceptedAt: row.acceptedAt?.getTime() ?? null,
    revokedAt: row.revokedAt?.getTime() ?? null,
    expiresAt: row.expiresAt.getTime(),
  });
  const toFactory = await tx.db
    .select({ row: invitation, slug: factory.slug, nameEn: factory.nameEn, nameZh: factory.nameZh })
    .from(invitation)
    .innerJoin(factory, eq(factory.id, invitation.factoryId))
    .where(eq(invitation.tokenHash, tokenHash))
    .for('update', { of: invitation });
  const found = toFactory[0];
  if (found) {
    const { row, ...names } = found;
    const { id, email, role, factoryId, invitedByName } = row;
    const locale = localeOf(row.locale);
    return { to: 'factory', id, email, role, factoryId, invitedByName, locale, ...names, ...times(row) };
  }
  const rows = await tx.db
    .select()
    .from(platformInvitation)
    .where(eq(platformInvitation.tokenHash, tokenHash))
    .for('update');
  const row = rows[0];
  if (!row) return null;
  const { id, email, role, invitedByName } = row;
  return { to: 'platform', id, email, role, invitedByName, locale: localeOf(row.locale), ...times(row) };
}

/** The invitation that a link's token names, locked, if it is open at `now` (epoch ms). */
export async function findOpenInvitation(
  tx: PlatformTx,
  token: string,
  now: number,
): Promise<InvitationByToken | null> {
  const found = await findInvitation(tx, hashToken(token));
  return found && invitationState(found, now) === 'open' ? found : null;
}

/** Uses up an invitation that {@link findOpenInvitation} has locked. */
export async function markAccepted(tx: PlatformTx, found: InvitationByToken, now: number): Promise<void> {
  const acceptedAt = new Date(now);
  if (found.to === 'factory')
    await tx.db
      .update(invitation)
      .set({ acceptedAt })
      .where(and(eq(invitation.factoryId, found.factoryId), eq(invitation.id, found.id)));
  else await tx.db.update(platformInvitation).set({ acceptedAt }).where(eq(platformInvitation.id, found.id));
}

export interface FactoryName {
  id: string;
  slug: string;
  nameEn: string;
  nameZh: string;
}

const FACTORY_NAME = { id: factory.id, slug: factory.slug, nameEn: factory.nameEn, nameZh: factory.nameZh };

/** Every factory, by English name. */
export function listFactoryNames(tx: PlatformTx): Promise<FactoryName[]> {
  return tx.db.select(FACTORY_NAME).from(factory).orderBy(asc(factory.nameEn), asc(factory.id));
}

export async function findFactoryName(tx: PlatformTx, factoryId: string): Promise<FactoryName | null> {
  const rows = await tx.db
    .select(FACTORY_NAME)
    .from(factory)
    .where(eq(sql`${factory.id}::text`, factoryId));
  return rows[0] ?? null;
}

function localeOf(text: string): Locale {
  return text === 'en' ? 'en' : 'zh';
}
