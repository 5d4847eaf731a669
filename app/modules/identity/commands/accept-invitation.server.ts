import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { asSystem, type PlatformTx } from '~db/tenancy.server';
import { insertAccount } from '../data/accounts.server';
import { findOpenInvitation, type InvitationByToken, markAccepted } from '../data/invitations.server';
import { startSession } from '../data/lucia.server';
import { insertMember, insertPlatformMember } from '../data/memberships.server';
import { hashPassword } from '../data/password-hash.server';
import type { Access, Locale, RequestOrigin } from '../domain/access';
import { passwordFault } from '../domain/password-rules';
import { type AuditActor, recordAudit } from './record-audit.server';

export interface Accepted {
  /** Where the new member lands. */
  path: string;
  cookies: string[];
}

interface Person {
  id: string;
  email: string;
  displayName: string;
}

/** Joins the factory or platform with the account that is signed in; the invitation must be to its address. */
export function acceptWithAccount(
  access: Access<'account:manage'>,
  token: string,
  now: number,
): Promise<Result<Accepted, Problem>> {
  const { user } = access;
  return asSystem('identity:accept-invitation', async (tx) => {
    const found = await findOpenInvitation(tx, token, now);
    if (!found) return err(problem('invitation_unusable'));
    if (found.email !== user.email) return err(problem('invitation_other_account', { email: found.email }));
    await join(tx, found, user, access.origin, now);
    return ok({ path: pathOf(found), cookies: [] });
  });
}

/**
 * Makes an account for the invited address, joins, and starts a session. The link proves the address, so no further mail
 * is needed. Someone who has an account already joins with it, after signing in.
 */
export async function acceptWithNewAccount(
  input: { token: string; displayName: string; password: string; locale: Locale },
  context: { origin: RequestOrigin; secure: boolean; now: number },
): Promise<Result<Accepted, Problem>> {
  const { origin, secure, now } = context;
  const { displayName, locale } = input;
  const early = passwordFault(input.password, { displayName });
  if (early) return err(problem(early, undefined, 'password'));
  const passwordHash = await hashPassword(input.password);
  const joined = await asSystem('identity:accept-invitation', async (tx) => {
    const found = await findOpenInvitation(tx, input.token, now);
    if (!found) return err(problem('invitation_unusable'));
    const { email } = found;
    const fault = passwordFault(input.password, { email });
    if (fault) return err(problem(fault, undefined, 'password'));
    const id = await insertAccount(tx, { email, displayName, passwordHash, locale });
    if (!id) return err(problem('account_exists', { email }));
    const person = { id, email, displayName };
    await recordAudit(tx, {
      by: { ...person, scope: found.to, origin },
      action: 'account.created',
      entity: { type: 'user_account', id, label: email },
      after: { email, displayName, locale },
    });
    await join(tx, found, person, origin, now);
    return ok({ id, path: pathOf(found) });
  });
  if (!joined.ok) return joined;
  const cookie = await startSession(joined.value.id, origin, secure);
  return ok({ path: joined.value.path, cookies: [cookie] });
}

async function join(
  tx: PlatformTx,
  found: InvitationByToken,
  person: Person,
  origin: RequestOrigin,
  now: number,
): Promise<void> {
  await markAccepted(tx, found, now);
  const by: AuditActor = { ...person, scope: found.to, origin };
  const action = 'member.joined' as const;
  const after = { email: person.email, displayName: person.displayName, role: found.role };
  if (found.to === 'factory') {
    const { factoryId, role } = found;
    const { id: userId, email, displayName } = person;
    const id = await insertMember(tx, { factoryId, userId, role, email, displayName });
    if (!id) return;
    const entity = { type: 'membership', id, label: email };
    return recordAudit(tx, { by, action, entity, after, factoryId });
  }
  if (!(await insertPlatformMember(tx, person.id, found.role))) return;
  const entity = { type: 'platform_membership', id: person.id, label: person.email };
  return recordAudit(tx, { by, action, entity, after });
}

function pathOf(found: InvitationByToken): string {
  return found.to === 'factory' ? `/factories/${found.slug}` : '/platform';
}
