import { type Env, env } from '~/platform/env.server';
import { asSystem } from '~db/tenancy.server';
import { listMails } from '../data/outbox.server';

export interface OutboxMail {
  id: string;
  to: string;
  subject: string;
  text: string;
  /** Epoch ms. */
  writtenAt: number;
}

const MAILS_SHOWN = 50;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/**
 * Whether the outbox may be shown. It holds links that open accounts, so never beside a mail server, and in production
 * only where nobody but this machine can reach the portal (a trial by `npm start`).
 */
export function isOutboxShown(settings: Pick<Env, 'MAIL_URL' | 'NODE_ENV' | 'HOST' | 'PUBLIC_URL'>): boolean {
  const { MAIL_URL, NODE_ENV, HOST, PUBLIC_URL } = settings;
  if (MAIL_URL) return false;
  if (NODE_ENV !== 'production') return true;
  return LOOPBACK.test(HOST) && LOOPBACK.test(new URL(PUBLIC_URL).hostname);
}

/** The newest messages that would have been sent, or null where the outbox is not shown. */
export async function outboxPage(): Promise<OutboxMail[] | null> {
  if (!isOutboxShown(env())) return null;
  const mails = await asSystem('dev:outbox', (tx) => listMails(tx, MAILS_SHOWN));
  return mails.map(({ id, toEmail, subject, text, createdAt }) => ({
    id,
    to: toEmail,
    subject,
    text,
    writtenAt: createdAt.getTime(),
  }));
}
