import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { inPlatform, inTenant } from '~db/tenancy.server';
import {
  revokeInvitation as revoke,
  revokePlatformInvitation as revokePlatform,
} from '../data/invitations.server';
import type { Access } from '../domain/access';
import { recordAudit } from './record-audit.server';

type Revoked = Result<{ email: string }, Problem>;

/** Makes the link of an open invitation into the factory useless. @returns `invitation_unusable` if it is not open. */
export function revokeInvitation(
  access: Access<'members:manage'>,
  invitationId: string,
  now: number,
): Promise<Revoked> {
  return inTenant(access, async (tx) => {
    const revoked = await revoke(tx, tx.factoryId, invitationId, now);
    if (!revoked) return err(problem('invitation_unusable'));
    await recordAudit(tx, {
      by: access,
      action: 'invitation.revoked',
      entity: { type: 'invitation', id: invitationId, label: revoked.email },
      before: { ...revoked },
    });
    return ok({ email: revoked.email });
  });
}

/** The same for an invitation by the platform: to itself, or to the factory that is named. */
export function revokeInvitationByPlatform(
  access: Access<'platform.members:manage'>,
  input: { invitationId: string; factoryId: string | null },
  now: number,
): Promise<Revoked> {
  const { invitationId, factoryId } = input;
  return inPlatform(access, async (tx) => {
    const revoked = factoryId
      ? await revoke(tx, factoryId, invitationId, now)
      : await revokePlatform(tx, invitationId, now);
    if (!revoked) return err(problem('invitation_unusable'));
    await recordAudit(tx, {
      by: access,
      action: 'invitation.revoked',
      entity: { type: 'invitation', id: invitationId, label: revoked.email },
      before: { ...revoked },
      ...(factoryId ? { factoryId } : {}),
    });
    return ok({ email: revoked.email });
  });
}
