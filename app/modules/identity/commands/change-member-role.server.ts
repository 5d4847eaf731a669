import { isUuid } from '~/kernel/ids';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { inTenant } from '~db/tenancy.server';
import { lockMember, type Member, setMemberRole } from '../data/memberships.server';
import type { Access } from '../domain/access';
import { leavesNoOne } from '../domain/last-one';
import type { FactoryRole } from '../domain/permissions';
import { recordAudit } from './record-audit.server';

/** Gives a member another role, at once. @returns `member_unknown`, or `last_owner` when nobody else owns the factory. */
export function changeMemberRole(
  access: Access<'members:manage'>,
  input: { memberId: string; role: FactoryRole },
): Promise<Result<Member, Problem>> {
  return inTenant(access, async (tx) => {
    const locked = isUuid(input.memberId) ? await lockMember(tx, input.memberId) : null;
    if (!locked) return err(problem('member_unknown'));
    const { member, owners } = locked;
    if (leavesNoOne('owner', owners, member.role, input.role))
      return err(problem('last_owner', undefined, 'role'));
    await setMemberRole(tx, member.id, input.role);
    await recordAudit(tx, {
      by: access,
      action: 'member.role_changed',
      entity: { type: 'membership', id: member.id, label: member.email },
      before: { role: member.role },
      after: { role: input.role },
    });
    return ok({ ...member, role: input.role });
  });
}
