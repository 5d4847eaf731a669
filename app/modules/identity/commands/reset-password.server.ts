import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { queueMail } from '~/platform/mail.server';
import { asSystem } from '~db/tenancy.server';
import { endSessions, lockAccount, setPasswordHash } from '../data/accounts.server';
import { hashPassword } from '../data/password-hash.server';
import { consumeReset, voidResets } from '../data/password-resets.server';
import { forgetFailures } from '../data/sign-in-attempts.server';
import { hashToken } from '../data/tokens.server';
import type { RequestOrigin } from '../domain/access';
import { passwordFault } from '../domain/password-rules';
import { passwordChangedMail } from '../mails.server';
import { recordAudit } from './record-audit.server';
import { accountKey } from './sign-in.server';

/**
 * Sets a new password by the link from the mail: works once, ends every session, and lifts the throttle from the account,
 * as its owner has just proved themselves by mail.
 *
 * @returns `password_reset_unusable` for a link that is unknown, used or too old; or what is wrong with the password.
 */
export async function resetPassword(
  input: { token: string; password: string },
  origin: RequestOrigin,
  now: number,
): Promise<Result<null, Problem>> {
  const fault = passwordFault(input.password);
  if (fault) return err(problem(fault, undefined, 'password'));
  const passwordHash = await hashPassword(input.password);
  return asSystem('identity:password-reset', async (tx) => {
    const userId = await consumeReset(tx, hashToken(input.token), now);
    const account = userId ? await lockAccount(tx, userId) : null;
    if (!account) return err(problem('password_reset_unusable'));
    await setPasswordHash(tx, account.id, passwordHash);
    await voidResets(tx, account.id, now);
    await forgetFailures(tx, accountKey(account.email));
    const endedSessions = await endSessions(tx, account.id);
    await recordAudit(tx, {
      by: { ...account, scope: 'platform', origin },
      action: 'account.password_reset',
      entity: { type: 'user_account', id: account.id, label: account.email },
      after: { endedSessions },
    });
    await queueMail(tx, await passwordChangedMail(account.email, account.locale));
    return ok(null);
  });
}
