import { inPlatform, inTenant } from '~db/tenancy.server';
import {
  listFactoryInvitations,
  listFactoryNames,
  listInvitations,
  listPlatformInvitations,
} from '../data/invitations.server';
import { listMembers, listPlatformMembers } from '../data/memberships.server';
import { type Access, alsoMay } from '../domain/access';
import type { FactoryRole, PlatformRole } from '../domain/permissions';

export interface MemberRow<Role> {
  id: string;
  displayName: string;
  email: string;
  role: Role;
  /** Epoch ms. */
  since: number;
  isSelf: boolean;
  /** Holds the role that must not become empty, alone. */
  isLast: boolean;
}

export interface InvitationRow<Role> {
  id: string;
  email: string;
  role: Role;
  invitedByName: string;
  /** Epoch ms. */
  expiresAt: number;
}

export interface MembersPage {
  members: MemberRow<FactoryRole>[];
  invitations: InvitationRow<FactoryRole>[];
  mayManage: boolean;
}

/** The people of a factory; open invitations only for who may manage them. */
export async function membersPage(
  access: Access<'members:view'> | Access<'members:manage'>,
  now: number,
): Promise<MembersPage> {
  const mayManage = alsoMay(access, 'members:manage');
  const [members, invitations] = await inTenant(
    access,
    async (tx) =>
      [await listMembers(tx), mayManage ? await listInvitations(tx, tx.factoryId, now) : []] as const,
    { accessMode: 'read only' },
  );
  return {
    members: members.map((m) => memberRow(m.id, m, access.user.id, isOnly(members, m, 'owner'))),
    invitations: invitations.map(invitationRow),
    mayManage,
  };
}

export interface PlatformInvitationRow extends InvitationRow<FactoryRole | PlatformRole> {
  /** The factory it invites into; null for the platform itself. */
  factory: { id: string; nameEn: string; nameZh: string } | null;
}

export interface PlatformMembersPage {
  members: MemberRow<PlatformRole>[];
  invitations: PlatformInvitationRow[];
  /** Factories to invite into; only for who may. */
  factories: { id: string; nameEn: string; nameZh: string }[];
  mayManage: boolean;
}

/** Invitations to factories shown to the platform; the newest. */
const INVITATIONS_SHOWN = 200;

/** The people of the platform, and all open invitations to it and to any factory. */
export async function platformMembersPage(
  access: Access<'platform.members:view'> | Access<'platform.members:manage'>,
  now: number,
): Promise<PlatformMembersPage> {
  const mayManage = alsoMay(access, 'platform.members:manage');
  return inPlatform(
    access,
    async (tx) => {
      const members = await listPlatformMembers(tx);
      const own = await listPlatformInvitations(tx, now);
      const factories = await listFactoryInvitations(tx, now, INVITATIONS_SHOWN);
      return {
        members: members.map((m) => memberRow(m.userId, m, access.user.id, isOnly(members, m, 'admin'))),
        invitations: [
          ...own.map((row) => ({ ...invitationRow(row), factory: null })),
          ...factories.map(({ factoryId, factoryNameEn, factoryNameZh, ...row }) => ({
            ...invitationRow(row),
            factory: { id: factoryId, nameEn: factoryNameEn, nameZh: factoryNameZh },
          })),
        ],
        factories: mayManage ? await listFactoryNames(tx) : [],
        mayManage,
      };
    },
    { accessMode: 'read only' },
  );
}

interface Person<Role> {
  userId: string;
  displayName: string;
  email: string;
  role: Role;
  since: Date;
}

function memberRow<Role>(id: string, person: Person<Role>, self: string, isLast: boolean): MemberRow<Role> {
  const { userId, displayName, email, role, since } = person;
  return { id, displayName, email, role, since: since.getTime(), isSelf: userId === self, isLast };
}

function isOnly<Role>(all: Person<Role>[], one: Person<Role>, role: Role): boolean {
  return one.role === role && all.filter((other) => other.role === role).length === 1;
}

function invitationRow<Role>(
  row: InvitationRow<Role> | (Omit<InvitationRow<Role>, 'expiresAt'> & { expiresAt: Date }),
) {
  const { id, email, role, invitedByName, expiresAt } = row;
  return { id, email, role, invitedByName, expiresAt: Number(expiresAt) };
}
