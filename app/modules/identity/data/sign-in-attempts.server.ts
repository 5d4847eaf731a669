import { and, desc, eq, gt, lt, sql } from 'drizzle-orm';
import { newId } from '~/platform/new-id.server';
import { signInAttempt } from '~db/schema/identity';
import type { PlatformTx } from '~db/tenancy.server';

/** Days for which attempts are kept: as long as an address counts as known for an account. */
export const KNOWN_ADDRESS_DAYS = 30;
const DAY_MS = 86_400_000;

export interface RecentAttempts {
  /** Failures at this account from anywhere, epoch ms. */
  account: number[];
  /** Failures at this account from this address since it last succeeded. */
  pair: number[];
  /** Failures from this address at any account. */
  address: number[];
  /** The person has signed in from this address before. */
  knownAddress: boolean;
}

/**
 * Makes attempts at one account, and from one address, wait for one another until the transaction ends, so that
 * parallel guesses are counted one by one. The account's lock is always taken first.
 */
export async function lockAttempts(tx: PlatformTx, accountHash: string, address: string): Promise<void> {
  await tx.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in account ${accountHash}`}, 0))`,
  );
  await tx.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in address ${address}`}, 0))`,
  );
}

/** What the throttle needs to know, for failures since `since` (epoch ms). */
export async function recentAttempts(
  tx: PlatformTx,
  accountHash: string,
  address: string,
  since: number,
  now: number,
): Promise<RecentAttempts> {
  const a = signInAttempt;
  const failed = and(eq(a.succeeded, false), gt(a.attemptedAt, new Date(since)));
  const columns = { at: a.attemptedAt, address: a.address };
  const newestFirst = desc(a.attemptedAt);
  const ofAccount = await tx.db
    .select(columns)
    .from(a)
    .where(and(eq(a.accountHash, accountHash), failed))
    .orderBy(newestFirst)
    .limit(200);
  const ofAddress = await tx.db
    .select(columns)
    .from(a)
    .where(and(eq(a.address, address), failed))
    .orderBy(newestFirst)
    .limit(200);
  const successes = await tx.db
    .select(columns)
    .from(a)
    .where(
      and(
        eq(a.accountHash, accountHash),
        eq(a.address, address),
        eq(a.succeeded, true),
        gt(a.attemptedAt, new Date(now - KNOWN_ADDRESS_DAYS * DAY_MS)),
      ),
    )
    .orderBy(newestFirst)
    .limit(1);
  const lastSuccess = successes[0]?.at.getTime() ?? 0;
  const times = (rows: { at: Date }[]) => rows.map((row) => row.at.getTime());
  return {
    account: times(ofAccount),
    pair: times(ofAccount.filter((row) => row.address === address && row.at.getTime() > lastSuccess)),
    address: times(ofAddress),
    knownAddress: lastSuccess > 0,
  };
}

/** Counts an attempt as failed before the password is looked at. @returns its id. */
export async function insertAttempt(
  tx: PlatformTx,
  accountHash: string,
  address: string,
  now: number,
): Promise<string> {
  const id = newId();
  await tx.db
    .insert(signInAttempt)
    .values({ id, accountHash, address, succeeded: false, attemptedAt: new Date(now) });
  return id;
}

export async function markSucceeded(tx: PlatformTx, attemptId: string): Promise<void> {
  await tx.db.update(signInAttempt).set({ succeeded: true }).where(eq(signInAttempt.id, attemptId));
}

/** Forgets the failures at an account: its owner has just proved themselves by mail. */
export async function forgetFailures(tx: PlatformTx, accountHash: string): Promise<void> {
  await tx.db
    .delete(signInAttempt)
    .where(and(eq(signInAttempt.accountHash, accountHash), eq(signInAttempt.succeeded, false)));
}

export async function deleteOldAttempts(tx: PlatformTx, now: number): Promise<void> {
  await tx.db
    .delete(signInAttempt)
    .where(lt(signInAttempt.attemptedAt, new Date(now - KNOWN_ADDRESS_DAYS * DAY_MS)));
}
