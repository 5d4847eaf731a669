import { queueMail } from '~/platform/mail.server';
import { asSystem } from '~db/tenancy.server';
import { findAccountByEmail } from '../data/accounts.server';
import { countResetsSince, deleteOldResets, insertReset } from '../data/password-resets.server';
import { newToken } from '../data/tokens.server';
import { PASSWORD_RESET_MINUTES } from '../domain/invitation-state';
import { passwordResetMail } from '../mails.server';

const MINUTE_MS = 60_000;
/** Messages that one account gets within an hour, however often they are asked for. */
const RESETS_PER_HOUR = 3;
/** Every answer takes this long, so that its time does not tell whether a message was written. */
const ANSWER_MS = 400;

/**
 * Sends a link for a new password, valid for an hour, to the account of an address. Tells nobody whether there is one:
 * it answers nothing, after the same time.
 */
export async function requestPasswordReset(email: string, now: number): Promise<void> {
  const answerDue = new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
  try {
    await sendReset(email, now);
  } finally {
    await answerDue;
  }
}

async function sendReset(email: string, now: number): Promise<void> {
  await asSystem('identity:password-reset', async (tx) => {
    const account = await findAccountByEmail(tx, email);
    if (!account) return;
    if ((await countResetsSince(tx, account.id, now - 60 * MINUTE_MS)) >= RESETS_PER_HOUR) return;
    const { token, tokenHash } = newToken();
    const expiresAt = now + PASSWORD_RESET_MINUTES * MINUTE_MS;
    await deleteOldResets(tx, now - 24 * 60 * MINUTE_MS);
    await insertReset(tx, { userId: account.id, tokenHash, createdAt: now, expiresAt });
    await queueMail(tx, await passwordResetMail(account.email, account.locale, token));
  });
}
