import { isUuid } from '~/kernel/ids';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { inTenant } from '~db/tenancy.server';
import { deleteMember, lockMember, type Member } from '../data/memberships.server';
import type { Access } from '../domain/access';
import { leavesNoOne } from '../domain/last-one';
import { recordAudit } from './record-audit.server';

/**
 * Takes a member out of the factory: their next request finds no such factory. Their account and what they did stay.
 *
 * @returns `member_unknown`, or `last_owner` when nobody else owns the factory.
 */
export function removeMember(
  access: Access<'members:manage'>,
  memberId: string,
): Promise<Result<Member, Problem>> {
  return inTenant(access, async (tx) => {
    const locked = isUuid(memberId) ? await lockMember(tx, memberId) : null;
    if (!locked) return err(problem('member_unknown'));
    const { member, owners } = locked;
    if (leavesNoOne('owner', owners, member.role, null)) return err(problem('last_owner'));
    await deleteMember(tx, member.id);
    await recordAudit(tx, {
      by: access,
      action: 'member.removed',
      entity: { type: 'membership', id: member.id, label: member.email },
      before: { email: member.email, displayName: member.displayName, role: member.role },
    });
    return ok(member);
  });
}
