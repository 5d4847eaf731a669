import { asSystem } from '~db/tenancy.server';
import { deleteOldAnswers } from '../data/idempotency-records.server';
import { deleteExpiredSessions } from '../data/lucia.server';
import { deleteOldResets } from '../data/password-resets.server';
import { deleteOldAttempts } from '../data/sign-in-attempts.server';

const DAY_MS = 86_400_000;
/** Days for which an answer can be had again under its Idempotency-Key. */
const KEPT_ANSWER_DAYS = 3;

/** Deletes what has served its purpose: ended sessions, attempts beyond a month, resets beyond a day, answers beyond three. */
export async function purgeIdentity(now: number): Promise<void> {
  await deleteExpiredSessions();
  await asSystem('job:identity.purge', async (tx) => {
    await deleteOldAttempts(tx, now);
    await deleteOldResets(tx, now - DAY_MS);
    await deleteOldAnswers(tx, now - KEPT_ANSWER_DAYS * DAY_MS);
  });
}
