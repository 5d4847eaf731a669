import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { queueMail } from '~/platform/mail.server';
import { inPlatform, type PlatformTx } from '~db/tenancy.server';
import {
  findFactoryName,
  listInvitations,
  listPlatformInvitations,
  replaceInvitation,
  replacePlatformInvitation,
} from '../data/invitations.server';
import { isMemberEmail, isPlatformEmail } from '../data/memberships.server';
import { newToken } from '../data/tokens.server';
import type { Access, Locale } from '../domain/access';
import { normalizeEmail } from '../domain/email';
import { INVITATION_DAYS } from '../domain/invitation-state';
import type { FactoryRole, PlatformRole } from '../domain/permissions';
import { invitationMail } from '../mails.server';
import { recordAudit } from './record-audit.server';

const DAY_MS = 86_400_000;
const MOST_OPEN = 100;

export type PlatformInvitationInput = { email: string; locale: Locale } & (
  | { to: 'platform'; role: PlatformRole }
  | { to: 'factory'; factoryId: string; role: FactoryRole }
);

/**
 * Sends an invitation to the platform or into any factory; the latter is written into that factory's audit log.
 *
 * @param now epoch ms
 * @returns `already_member`, `too_many_invitations` (at the address) or `factory_unknown`.
 */
export async function inviteByPlatform(
  access: Access<'platform.members:manage'>,
  input: PlatformInvitationInput,
  now: number,
): Promise<Result<{ email: string }, Problem>> {
  const email = normalizeEmail(input.email);
  return inPlatform(access, async (tx) => {
    const { token, tokenHash } = newToken();
    const common = {
      email,
      tokenHash,
      invitedByName: access.user.displayName,
      locale: input.locale,
      expiresAt: now + INVITATION_DAYS * DAY_MS,
    };
    const refused = await refusal(tx, input, email, now);
    if (refused) return err(refused);
    const factory = input.to === 'factory' ? await findFactoryName(tx, input.factoryId) : undefined;
    if (factory === null) return err(problem('factory_unknown', undefined, 'to'));
    const id =
      input.to === 'factory'
        ? await replaceInvitation(tx, input.factoryId, { ...common, role: input.role }, now)
        : await replacePlatformInvitation(tx, { ...common, role: input.role }, now);
    await recordAudit(tx, {
      by: access,
      action: 'invitation.sent',
      entity: { type: 'invitation', id, label: email },
      after: { email, role: input.role },
      ...(factory ? { factoryId: factory.id } : {}),
    });
    const role =
      input.to === 'factory' ? (`factory.${input.role}` as const) : (`platform.${input.role}` as const);
    const invitation = { token, invitedBy: access.user.displayName, role, ...(factory ? { factory } : {}) };
    await queueMail(tx, await invitationMail(email, input.locale, invitation));
    return ok({ email });
  });
}

async function refusal(
  tx: PlatformTx,
  input: PlatformInvitationInput,
  email: string,
  now: number,
): Promise<Problem | null> {
  const toFactory = input.to === 'factory';
  const member = toFactory
    ? await isMemberEmail(tx, input.factoryId, email)
    : await isPlatformEmail(tx, email);
  if (member) return problem('already_member', { email }, 'email');
  const open = toFactory
    ? await listInvitations(tx, input.factoryId, now)
    : await listPlatformInvitations(tx, now);
  return open.length >= MOST_OPEN ? problem('too_many_invitations', { limit: MOST_OPEN }, 'email') : null;
}
