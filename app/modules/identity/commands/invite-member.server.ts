import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { queueMail } from '~/platform/mail.server';
import { inTenant } from '~db/tenancy.server';
import { listInvitations, replaceInvitation } from '../data/invitations.server';
import { isMemberEmail } from '../data/memberships.server';
import { newToken } from '../data/tokens.server';
import type { Access, Locale } from '../domain/access';
import { normalizeEmail } from '../domain/email';
import { INVITATION_DAYS } from '../domain/invitation-state';
import type { FactoryRole } from '../domain/permissions';
import { invitationMail } from '../mails.server';
import { recordAudit } from './record-audit.server';

const DAY_MS = 86_400_000;
/** Open invitations one factory may have; beyond that somebody is sending mail, not inviting colleagues. */
const MOST_OPEN = 100;

/**
 * Sends an invitation into the owner's factory; an earlier open one to the same address loses its validity.
 *
 * @param now epoch ms
 * @returns `already_member` or `too_many_invitations`, at the address.
 */
export async function inviteMember(
  access: Access<'members:manage'>,
  input: { email: string; role: FactoryRole; locale: Locale },
  now: number,
): Promise<Result<{ email: string }, Problem>> {
  const email = normalizeEmail(input.email);
  const { token, tokenHash } = newToken();
  const invitedByName = access.user.displayName;
  const { nameEn, nameZh } = access.scope;
  const mail = await invitationMail(email, input.locale, {
    token,
    invitedBy: invitedByName,
    role: `factory.${input.role}`,
    factory: { nameEn, nameZh },
  });
  return inTenant(access, async (tx) => {
    if (await isMemberEmail(tx, tx.factoryId, email))
      return err(problem('already_member', { email }, 'email'));
    if ((await listInvitations(tx, tx.factoryId, now)).length >= MOST_OPEN)
      return err(problem('too_many_invitations', { limit: MOST_OPEN }, 'email'));
    const expiresAt = now + INVITATION_DAYS * DAY_MS;
    const values = { email, role: input.role, tokenHash, invitedByName, locale: input.locale, expiresAt };
    const id = await replaceInvitation(tx, tx.factoryId, values, now);
    await recordAudit(tx, {
      by: access,
      action: 'invitation.sent',
      entity: { type: 'invitation', id, label: email },
      after: { email, role: input.role },
    });
    await queueMail(tx, mail);
    return ok({ email });
  });
}
