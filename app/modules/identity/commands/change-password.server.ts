import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { queueMail } from '~/platform/mail.server';
import { asSystem } from '~db/tenancy.server';
import { endSessions, lockAccount, setPasswordHash } from '../data/accounts.server';
import { hashPassword, verifyPassword } from '../data/password-hash.server';
import { insertAttempt, lockAttempts, markSucceeded, recentAttempts } from '../data/sign-in-attempts.server';
import type { Access } from '../domain/access';
import { passwordFault } from '../domain/password-rules';
import { ACCOUNT_POLICY, waitMs } from '../domain/throttle';
import { throttled } from '../domain/throttle-problem';
import { passwordChangedMail } from '../mails.server';
import { recordAudit } from './record-audit.server';
import { accountKey } from './sign-in.server';

/**
 * Changes the person's own password and ends their other sessions. Guesses at the current password are throttled as they
 * are at sign-in: an unattended browser is no way around it.
 *
 * @param now epoch ms
 * @returns how many other sessions ended, or what is wrong and with which input.
 */
export async function changePassword(
  access: Access<'account:manage'>,
  input: { current: string; password: string },
  now: number,
): Promise<Result<{ endedSessions: number }, Problem>> {
  const { user } = access;
  const fault = passwordFault(input.password, user);
  if (fault) return err(problem(fault, undefined, 'password'));
  const checked = await checkCurrent(access, input.current, now);
  if (!checked.ok) return checked;
  const passwordHash = await hashPassword(input.password);
  const mail = await passwordChangedMail(user.email, user.locale);
  return asSystem('identity:change-password', async (tx) => {
    await setPasswordHash(tx, user.id, passwordHash);
    const endedSessions = await endSessions(tx, user.id, { except: access.sessionKey });
    await recordAudit(tx, {
      by: access,
      action: 'account.password_changed',
      entity: { type: 'user_account', id: user.id, label: user.email },
      after: { endedSessions },
    });
    await queueMail(tx, mail);
    return ok({ endedSessions });
  });
}

async function checkCurrent(
  access: Access<'account:manage'>,
  current: string,
  now: number,
): Promise<Result<null, Problem>> {
  const key = accountKey(access.user.email);
  const address = access.origin.ip ?? 'unknown';
  const admitted = await asSystem('identity:change-password', async (tx) => {
    await lockAttempts(tx, key, address);
    const recent = await recentAttempts(tx, key, address, now - ACCOUNT_POLICY.windowMs, now);
    const wait = waitMs(ACCOUNT_POLICY, recent.pair, now);
    if (wait > 0) return err(throttled(wait, 'current'));
    const attemptId = await insertAttempt(tx, key, address, now);
    return ok({ attemptId, account: await lockAccount(tx, access.user.id) });
  });
  if (!admitted.ok) return admitted;
  const { attemptId, account } = admitted.value;
  if (!(await verifyPassword(account?.passwordHash, current)))
    return err(problem('password_wrong', undefined, 'current'));
  await asSystem('identity:change-password', (tx) => markSucceeded(tx, attemptId));
  return ok(null);
}
