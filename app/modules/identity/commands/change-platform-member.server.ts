import { isUuid } from '~/kernel/ids';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { inPlatform } from '~db/tenancy.server';
import {
  deletePlatformMember,
  lockPlatformMember,
  type PlatformMember,
  setPlatformRole,
} from '../data/memberships.server';
import type { Access } from '../domain/access';
import { leavesNoOne } from '../domain/last-one';
import type { PlatformRole } from '../domain/permissions';
import { recordAudit } from './record-audit.server';

/**
 * Gives a person of the platform another role, or none any more, at once.
 *
 * @param role null takes them off the platform; their account and what they did stay.
 * @returns `member_unknown`, or `last_admin` when nobody else is admin.
 */
export function changePlatformMember(
  access: Access<'platform.members:manage'>,
  input: { userId: string; role: PlatformRole | null },
): Promise<Result<PlatformMember, Problem>> {
  const { userId, role } = input;
  return inPlatform(access, async (tx) => {
    const locked = isUuid(userId) ? await lockPlatformMember(tx, userId) : null;
    if (!locked) return err(problem('member_unknown'));
    const { member, admins } = locked;
    if (leavesNoOne('admin', admins, member.role, role)) return err(problem('last_admin', undefined, 'role'));
    if (role) await setPlatformRole(tx, userId, role);
    else await deletePlatformMember(tx, userId);
    const entity = { type: 'platform_membership', id: userId, label: member.email };
    const before = { email: member.email, displayName: member.displayName, role: member.role };
    await recordAudit(
      tx,
      role
        ? { by: access, action: 'member.role_changed', entity, before, after: { ...before, role } }
        : { by: access, action: 'member.removed', entity, before },
    );
    return ok({ ...member, role: role ?? member.role });
  });
}
