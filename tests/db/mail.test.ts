import net from 'node:net';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobTransaction } from '~/platform/jobs.server';
import { createTestDatabase, type TestDatabase } from '../support/database';

/** A mail server that takes what it is sent, or refuses every recipient. */
class MailServer {
  readonly received: string[] = [];
  refuse = false;
  private readonly server = net.createServer((socket) => this.talk(socket));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.server.address() as net.AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private talk(socket: net.Socket): void {
    let body: string | undefined;
    let pending = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 test');
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      pending += chunk;
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (body !== undefined) {
          if (line === '.') {
            this.received.push(body);
            body = undefined;
            say('250 taken');
          } else body += `${line}\n`;
        } else if (/^DATA/i.test(line)) {
          body = '';
          say('354 go on');
        } else if (/^RCPT/i.test(line) && this.refuse) say('550 no such person');
        else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else say('250 fine');
      }
    });
  }
}

const server = new MailServer();
let database: TestDatabase;
let mail: typeof import('~/platform/mail.server');

beforeAll(async () => {
  // Before anything reads the settings.
  process.env.MAIL_URL = await server.start();
  process.env.MAIL_FROM = 'Portal <portal@example.com>';
  database = await createTestDatabase();
  mail = await import('~/platform/mail.server');
});
afterAll(async () => {
  await database?.close();
  await server.stop();
});
beforeEach(async () => {
  server.received.length = 0;
  server.refuse = false;
  await database.sql`truncate mail_outbox`;
  await database.sql`delete from pgboss.job`;
});

const inTransaction = <T>(work: (tx: JobTransaction) => Promise<T>) =>
  database.sql.begin((sql) => work({ sql: sql as never })) as Promise<T>;

const LETTER = {
  to: 'li@example.com',
  subject: '密码\r\nBcc: all@example.com',
  text: '重置密码',
  html: '<p>重置密码</p>',
};

const outbox = () =>
  database.sql<{ sent_at: Date | null; error: string | null }[]>`select sent_at, error from mail_outbox`;

describe('mail', () => {
  it('is written and its delivery asked for in one transaction, even in a factory scope', async () => {
    const app = postgres(database.appUrl, { max: 1, onnotice: () => {} });
    const id = await app.begin((sql) => mail.queueMail({ sql: sql as never }, LETTER));
    await app.end();
    expect(await database.sql`select id, to_email, subject from mail_outbox`).toEqual([
      { id, to_email: 'li@example.com', subject: '密码 Bcc: all@example.com' },
    ]);
    expect(await database.sql`select name, data from pgboss.job`).toEqual([
      { name: 'mail.send', data: { mailId: id } },
    ]);
  });

  it('is not written when the change is rolled back', async () => {
    const failing = inTransaction(async (tx) => {
      await mail.queueMail(tx, LETTER);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await outbox()).toEqual([]);
    expect(await database.sql`select 1 from pgboss.job`).toHaveLength(0);
  });

  it('is delivered once, however often the job runs', async () => {
    const id = await inTransaction((tx) => mail.queueMail(tx, LETTER));
    await mail.deliverMail(inTransaction, id);
    await mail.deliverMail(inTransaction, id);
    expect(server.received).toHaveLength(1);
    const message = server.received[0] ?? '';
    expect(message).toContain('To: li@example.com');
    expect(message).toContain('From: Portal <portal@example.com>');
    expect(message).toContain(id);
    expect(message).not.toMatch(/^Bcc:/m);
    expect((await outbox())[0]?.sent_at).toBeInstanceOf(Date);
  });

  it('keeps the reason of a refusal, and is tried again', async () => {
    const id = await inTransaction((tx) => mail.queueMail(tx, LETTER));
    server.refuse = true;
    await expect(mail.deliverMail(inTransaction, id)).rejects.toThrow('550');
    expect((await outbox())[0]).toMatchObject({ sent_at: null, error: expect.stringContaining('550') });
    server.refuse = false;
    await mail.deliverMail(inTransaction, id);
    expect((await outbox())[0]?.error).toBeNull();
  });
});
