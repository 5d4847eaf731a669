/**
 * How long to wait before the next guess at a password. Pure: the attempts come from the database, `now` from the caller.
 *
 * A few attempts are free; from then on each failure doubles the wait up to a cap, and failures older than the window
 * are forgotten, so nobody waits longer than the cap and the true owner is never shut out for good.
 */
export interface ThrottlePolicy {
  /** Failures within the window that cost nothing. */
  readonly freeAttempts: number;
  readonly windowMs: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

const MINUTE_MS = 60_000;

/** Guesses at one account from anywhere, or from one address at one account. */
export const ACCOUNT_POLICY: ThrottlePolicy = {
  freeAttempts: 5,
  windowMs: 60 * MINUTE_MS,
  firstWaitMs: 30_000,
  longestWaitMs: 15 * MINUTE_MS,
};

/** Guesses from one address at any account; generous, as a whole factory may sit behind one address. */
export const ADDRESS_POLICY: ThrottlePolicy = {
  freeAttempts: 30,
  windowMs: 60 * MINUTE_MS,
  firstWaitMs: 30_000,
  longestWaitMs: 15 * MINUTE_MS,
};

/**
 * Milliseconds until the next attempt is allowed; 0 when it is allowed now.
 *
 * @param failures instants (epoch ms) of failed attempts, in any order; those outside the window are ignored.
 */
export function waitMs(policy: ThrottlePolicy, failures: readonly number[], now: number): number {
  const recent = failures.filter((at) => at > now - policy.windowMs && at <= now);
  const beyond = recent.length - policy.freeAttempts;
  if (beyond < 0) return 0;
  const wait = Math.min(policy.firstWaitMs * 2 ** beyond, policy.longestWaitMs);
  const last = Math.max(...recent);
  return Math.max(0, last + wait - now);
}
