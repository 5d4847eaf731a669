import { env } from './env.server';
import { enqueue, type JobTransaction } from './jobs.server';
import { newId } from './new-id.server';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html?: string;
}

/** What mail needs of a transaction: that of inTenant, inPlatform and asSystem fits. */
type MailTransaction = JobTransaction;

/**
 * Writes a mail into the outbox and asks for its delivery, both in the caller's transaction: no mail about a change
 * that was rolled back, no change without its mail.
 * @returns the outbox id
 */
export async function queueMail(tx: MailTransaction, mail: Mail): Promise<string> {
  const id = newId();
  await tx.sql.unsafe(
    'insert into mail_outbox (id, to_email, subject, text, html) values ($1, $2, $3, $4, $5)',
    [id, mail.to, singleLine(mail.subject), mail.text, mail.html ?? null] as never[],
  );
  if (env().MAIL_URL) await enqueue(tx, 'mail.send', { mailId: id });
  return id;
}

/** A line break in a subject could add headers of somebody else's choice. */
const singleLine = (text: string) => text.replace(/[\r\n]+/g, ' ').slice(0, 400);

interface OutboxRow {
  to_email: string;
  subject: string;
  text: string;
  html: string | null;
  sent_at: string | null;
}

/** Runs work in a platform transaction; the worker passes `(work) => asSystem('job:mail.send', work)`. */
type InTransaction = <T>(work: (tx: MailTransaction) => Promise<T>) => Promise<T>;

/**
 * Delivers one mail of the outbox, once: the row stays locked while the server takes it. A refusal is noted in the
 * row, and thrown so that the job is tried again. Without MAIL_URL the mail stays where it is.
 */
export async function deliverMail(inTransaction: InTransaction, mailId: string): Promise<void> {
  const url = env().MAIL_URL;
  if (!url) return;
  const failure = await inTransaction(async (tx) => {
    const select = `select to_email, subject, text, html, sent_at from mail_outbox where id = $1 for update`;
    const [row] = Array.from(await tx.sql.unsafe(select, [mailId] as never[])) as OutboxRow[];
    if (!row || row.sent_at) return undefined;
    try {
      await transmit(url, mailId, row);
    } catch (error) {
      const message = (error instanceof Error ? error.message : String(error)).slice(0, 1000);
      await tx.sql.unsafe('update mail_outbox set error = $2 where id = $1', [mailId, message] as never[]);
      return error;
    }
    await tx.sql.unsafe('update mail_outbox set sent_at = now(), error = null where id = $1', [
      mailId,
    ] as never[]);
    return undefined;
  });
  if (failure) throw failure;
}

async function transmit(url: string, mailId: string, row: OutboxRow): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
  try {
    await transport.sendMail({
      from: env().MAIL_FROM,
      to: row.to_email,
      subject: row.subject,
      text: row.text,
      ...(row.html ? { html: row.html } : {}),
      // The same at each attempt, so that a receiver can tell a repetition.
      messageId: `<${mailId}@${new URL(env().PUBLIC_URL).hostname}>`,
    });
  } finally {
    transport.close();
  }
}
