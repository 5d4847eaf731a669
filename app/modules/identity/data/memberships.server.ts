import { and, asc, eq } from 'drizzle-orm';
import { newId } from '~/platform/new-id.server';
import { membership, platformMembership, userAccount } from '~db/schema/identity';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { FactoryRole, PlatformRole } from '../domain/permissions';

export interface Member {
  id: string;
  userId: string;
  displayName: string;
  email: string;
  role: FactoryRole;
  since: Date;
}

const MEMBER = {
  id: membership.id,
  userId: membership.userId,
  displayName: membership.displayName,
  email: membership.email,
  role: membership.role,
  since: membership.createdAt,
};

/** The members of the factory, by name. */
export function listMembers(tx: TenantTx): Promise<Member[]> {
  return tx.db
    .select(MEMBER)
    .from(membership)
    .where(eq(membership.factoryId, tx.factoryId))
    .orderBy(asc(membership.displayName), asc(membership.id));
}

/**
 * A member and the number of owners, with every owner's row locked, so that two owners who step down at the same moment
 * are decided one after the other.
 */
export async function lockMember(
  tx: TenantTx,
  memberId: string,
): Promise<{ member: Member; owners: number } | null> {
  const owners = await tx.db
    .select({ id: membership.id })
    .from(membership)
    .where(and(eq(membership.factoryId, tx.factoryId), eq(membership.role, 'owner')))
    .orderBy(asc(membership.id))
    .for('update');
  const rows = await tx.db
    .select(MEMBER)
    .from(membership)
    .where(and(eq(membership.factoryId, tx.factoryId), eq(membership.id, memberId)))
    .for('update');
  return rows[0] ? { member: rows[0], owners: owners.length } : null;
}

export async function isMemberEmail(
  tx: TenantTx | PlatformTx,
  factoryId: string,
  email: string,
): Promise<boolean> {
  const rows = await tx.db
    .select({ id: membership.id })
    .from(membership)
    .where(and(eq(membership.factoryId, factoryId), eq(membership.email, email)));
  return rows.length > 0;
}

export async function setMemberRole(tx: TenantTx, memberId: string, role: FactoryRole): Promise<void> {
  await tx.db
    .update(membership)
    .set({ role })
    .where(and(eq(membership.factoryId, tx.factoryId), eq(membership.id, memberId)));
}

export async function deleteMember(tx: TenantTx, memberId: string): Promise<void> {
  await tx.db
    .delete(membership)
    .where(and(eq(membership.factoryId, tx.factoryId), eq(membership.id, memberId)));
}

/** Adds a person to a factory. @returns false when they belong to it already; their role stays. */
export async function insertMember(
  tx: PlatformTx,
  member: { factoryId: string; userId: string; role: FactoryRole; displayName: string; email: string },
): Promise<string | null> {
  const rows = await tx.db
    .insert(membership)
    .values({ id: newId(), ...member })
    .onConflictDoNothing()
    .returning({ id: membership.id });
  return rows[0]?.id ?? null;
}

export interface PlatformMember {
  userId: string;
  displayName: string;
  email: string;
  role: PlatformRole;
  since: Date;
}

const PLATFORM_MEMBER = {
  userId: platformMembership.userId,
  displayName: userAccount.displayName,
  email: userAccount.email,
  role: platformMembership.role,
  since: platformMembership.createdAt,
};

/** The platform's people, by name. */
export function listPlatformMembers(tx: PlatformTx): Promise<PlatformMember[]> {
  return tx.db
    .select(PLATFORM_MEMBER)
    .from(platformMembership)
    .innerJoin(userAccount, eq(userAccount.id, platformMembership.userId))
    .orderBy(asc(userAccount.displayName), asc(userAccount.id));
}

/** A platform member and the number of admins, with every admin's row locked. */
export async function lockPlatformMember(
  tx: PlatformTx,
  userId: string,
): Promise<{ member: PlatformMember; admins: number } | null> {
  const admins = await tx.db
    .select({ userId: platformMembership.userId })
    .from(platformMembership)
    .where(eq(platformMembership.role, 'admin'))
    .orderBy(asc(platformMembership.userId))
    .for('update');
  const rows = await tx.db
    .select(PLATFORM_MEMBER)
    .from(platformMembership)
    .innerJoin(userAccount, eq(userAccount.id, platformMembership.userId))
    .where(eq(platformMembership.userId, userId))
    .for('update', { of: platformMembership });
  return rows[0] ? { member: rows[0], admins: admins.length } : null;
}

export async function isPlatformEmail(tx: PlatformTx, email: string): Promise<boolean> {
  const rows = await tx.db
    .select({ userId: platformMembership.userId })
    .from(platformMembership)
    .innerJoin(userAccount, eq(userAccount.id, platformMembership.userId))
    .where(eq(userAccount.email, email));
  return rows.length > 0;
}

export async function setPlatformRole(tx: PlatformTx, userId: string, role: PlatformRole): Promise<void> {
  await tx.db.update(platformMembership).set({ role }).where(eq(platformMembership.userId, userId));
}

export async function deletePlatformMember(tx: PlatformTx, userId: string): Promise<void> {
  await tx.db.delete(platformMembership).where(eq(platformMembership.userId, userId));
}

/** @returns false when the person belongs to the platform already; their role stays. */
export async function insertPlatformMember(
  tx: PlatformTx,
  userId: string,
  role: PlatformRole,
): Promise<boolean> {
  const rows = await tx.db
    .insert(platformMembership)
    .values({ userId, role })
    .onConflictDoNothing()
    .returning({ userId: platformMembership.userId });
  return rows.length > 0;
}

/** When a member last marked the overview as seen, epoch ms; null if never. */
export async function selectOverviewSeen(tx: TenantTx, userId: string): Promise<number | null> {
  const rows = await tx.db
    .select({ seenAt: membership.overviewSeenAt })
    .from(membership)
    .where(and(eq(membership.factoryId, tx.factoryId), eq(membership.userId, userId)));
  return rows[0]?.seenAt?.getTime() ?? null;
}

export async function setOverviewSeen(tx: TenantTx, userId: string, now: number): Promise<void> {
  await tx.db
    .update(membership)
    .set({ overviewSeenAt: new Date(now) })
    .where(and(eq(membership.factoryId, tx.factoryId), eq(membership.userId, userId)));
}
