import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { asSystem } from '~db/tenancy.server';
import { type Account, findAccountByEmail, setPasswordHash } from '../data/accounts.server';
import { endSession, startSession } from '../data/lucia.server';
import { hashPassword, needsRehash, verifyPassword } from '../data/password-hash.server';
import { insertAttempt, lockAttempts, markSucceeded, recentAttempts } from '../data/sign-in-attempts.server';
import { hashToken } from '../data/tokens.server';
import type { Locale, RequestOrigin } from '../domain/access';
import { normalizeEmail } from '../domain/email';
import { ACCOUNT_POLICY, ADDRESS_POLICY, waitMs } from '../domain/throttle';
import { throttled } from '../domain/throttle-problem';

export interface Credentials {
  email: string;
  password: string;
}

export interface SignedIn {
  /** `Set-Cookie` values: the new session, after the one that it replaces in this browser. */
  cookies: string[];
  userId: string;
  locale: Locale;
}

export interface SignInContext {
  origin: RequestOrigin;
  secure: boolean;
  cookieHeader: string | null;
  /** Epoch ms. */
  now: number;
}

/**
 * Checks an address and a password and starts a session.
 *
 * Each attempt is counted as failed before the password is looked at, under a lock, so that parallel guesses cannot slip
 * past the limit; success takes the count back. Whether the account exists changes neither the answer nor its time.
 *
 * @returns the session, or `sign_in_failed`, or `sign_in_throttled` with the time to wait.
 */
export async function signIn(
  credentials: Credentials,
  { origin, secure, cookieHeader, now }: SignInContext,
): Promise<Result<SignedIn, Problem>> {
  const attempt = await admitAttempt(credentials.email, origin.ip ?? 'unknown', now);
  if (!attempt.ok) return attempt;
  const { account, attemptId } = attempt.value;
  const correct = await verifyPassword(account?.passwordHash, credentials.password);
  if (!correct || !account?.passwordHash) return err(problem('sign_in_failed'));
  const fresh = needsRehash(account.passwordHash) ? await hashPassword(credentials.password) : null;
  await asSystem('identity:sign-in', async (tx) => {
    await markSucceeded(tx, attemptId);
    if (fresh) await setPasswordHash(tx, account.id, fresh);
  });
  await endSession(cookieHeader, secure);
  const cookie = await startSession(account.id, origin, secure);
  return ok({ cookies: [cookie], userId: account.id, locale: account.locale });
}

interface Attempt {
  attemptId: string;
  account: Account | null;
}

function admitAttempt(email: string, address: string, now: number): Promise<Result<Attempt, Problem>> {
  const accountHash = accountKey(email);
  return asSystem('identity:sign-in', async (tx) => {
    await lockAttempts(tx, accountHash, address);
    const since = now - Math.max(ACCOUNT_POLICY.windowMs, ADDRESS_POLICY.windowMs);
    const recent = await recentAttempts(tx, accountHash, address, since, now);
    // From an address where the owner has signed in before, only that address's own failures count: strangers who guess
    // at the account elsewhere cannot keep its owner out.
    const atAccount = recent.knownAddress ? recent.pair : recent.account;
    const wait = Math.max(
      waitMs(ACCOUNT_POLICY, atAccount, now),
      waitMs(ADDRESS_POLICY, recent.address, now),
    );
    if (wait > 0) return err(throttled(wait));
    const attemptId = await insertAttempt(tx, accountHash, address, now);
    return ok({ attemptId, account: await findAccountByEmail(tx, email) });
  });
}

/** Names an account in the throttle's records without keeping what was typed. */
export function accountKey(email: string): string {
  return hashToken(`account ${normalizeEmail(email)}`);
}
