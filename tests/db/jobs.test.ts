import PgBoss from 'pg-boss';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseUrls } from '~/platform/env.server';
import { enqueue, JOBS_SCHEMA, QUEUES } from '~/platform/jobs.server';
import { installJobs } from '~/platform/jobs-schema.server';
import { newId } from '~/platform/new-id.server';
import { asSystem } from '~db/tenancy.server';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.sql`delete from pgboss.job`;
});

const countJobs = async () => {
  const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from pgboss.job`;
  return row?.n;
};

/** The queue as the worker runs it: the platform's role, without the right to change tables. */
async function withBoss<T>(work: (boss: PgBoss) => Promise<T>): Promise<T> {
  const boss = new PgBoss({
    connectionString: database.platformUrl,
    schema: JOBS_SCHEMA,
    migrate: false,
    max: 2,
  });
  const errors: Error[] = [];
  boss.on('error', (error) => errors.push(error));
  await boss.start();
  try {
    return await work(boss);
  } finally {
    await boss.stop({ graceful: true, wait: true });
    expect(errors).toEqual([]);
  }
}

describe('enqueue', () => {
  it('adds a job with its payload and the retries of its queue', async () => {
    const id = await asSystem('test:jobs', (tx) => enqueue(tx, 'forecast.run', { reason: 'request' }));
    const rows =
      await database.sql`select id, name, data, state, retry_limit, retry_backoff, policy from pgboss.job`;
    expect(rows).toEqual([
      {
        id,
        name: 'forecast.run',
        data: { reason: 'request' },
        state: 'created',
        retry_limit: QUEUES['forecast.run'].retryLimit,
        retry_backoff: true,
        policy: 'singleton',
      },
    ]);
  });

  it('adds none when the change that asks for it is rolled back', async () => {
    const failing = asSystem('test:jobs', async (tx) => {
      await enqueue(tx, 'forecast.run', { reason: 'request' });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await countJobs()).toBe(0);
  });

  it('refuses a payload that the handler would not understand', async () => {
    const wrong = asSystem('test:jobs', (tx) => enqueue(tx, 'mail.send', { mailId: 'not-an-id' }));
    await expect(wrong).rejects.toThrow();
    expect(await countJobs()).toBe(0);
  });

  it('keeps a start time', async () => {
    const startAfter = Date.UTC(2031, 0, 2, 3, 4, 5);
    await asSystem('test:jobs', (tx) =>
      enqueue(tx, 'mail.send', { mailId: newId() }, { startAfter, priority: 7 }),
    );
    const rows = await database.sql<
      { start_after: Date; priority: number }[]
    >`select start_after, priority from pgboss.job`;
    expect(rows.map((row) => [row.start_after.getTime(), row.priority])).toEqual([[startAfter, 7]]);
  });

  it('works in a factory scope, which may add a job and read none', async () => {
    const app = postgres(database.appUrl, { max: 1, onnotice: () => {} });
    try {
      await app.begin((sql) => enqueue({ sql }, 'mail.send', { mailId: newId() }));
      expect(await countJobs()).toBe(1);
      await expect(app`select data from pgboss.job`).rejects.toThrow('permission denied');
      await expect(app`update pgboss.job set priority = 1`).rejects.toThrow('permission denied');
      await expect(app`delete from pgboss.job`).rejects.toThrow('permission denied');
      await expect(app`select data from pgboss.archive`).rejects.toThrow('permission denied');
      await expect(app`select pgboss.delete_queue('mail.send')`).rejects.toThrow('permission denied');
    } finally {
      await app.end();
    }
  });
});

describe('a worker in the platform role', () => {
  it('runs, retries and completes jobs without any right to change tables', async () => {
    const mailId = newId();
    await asSystem('test:jobs', (tx) => enqueue(tx, 'mail.send', { mailId }));
    await withBoss(async (boss) => {
      const [first] = await boss.fetch<{ mailId: string }>('mail.send');
      expect(first?.data).toEqual({ mailId });
      await boss.fail('mail.send', first?.id ?? '', new Error('refused'));
      const [row] =
        await database.sql`select state, retry_count, start_after > now() as later from pgboss.job`;
      expect(row).toMatchObject({ state: 'retry', later: true });
      await database.sql`update pgboss.job set start_after = now()`;
      const [again] = await boss.fetch('mail.send');
      await boss.complete('mail.send', again?.id ?? '');
    });
    const [row] = await database.sql`select state from pgboss.job`;
    expect(row).toEqual({ state: 'completed' });
  });

  it('runs one forecast at a time', async () => {
    await asSystem('test:jobs', async (tx) => {
      await enqueue(tx, 'forecast.run', { reason: 'request' });
      await enqueue(tx, 'forecast.run', { reason: 'import' });
    });
    await withBoss(async (boss) => {
      expect(await boss.fetch('forecast.run')).toHaveLength(1);
      expect(await boss.fetch('forecast.run')).toHaveLength(0);
    });
  });

  it('keeps schedules and cleans up', async () => {
    await withBoss(async (boss) => {
      await boss.schedule('forecast.run', '30 2 * * *', { reason: 'schedule' }, { tz: 'UTC' });
      expect((await boss.getSchedules()).map(({ name }) => name)).toEqual(['forecast.run']);
      await boss.unschedule('forecast.run');
    });
    const platform = postgres(database.platformUrl, { max: 1, onnotice: () => {} });
    await expect(platform`create table pgboss.mine (id int)`).rejects.toThrow('permission denied');
    await platform.end();
  });
});

describe('installJobs', () => {
  it('changes nothing the second time, and finds the queues the same', async () => {
    expect(await installJobs(database.adminUrl)).toBe(false);
    const names = await database.sql<{ name: string }[]>`select name from pgboss.queue order by name`;
    expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(QUEUES)));
    expect(databaseUrls().platform).toBe(database.platformUrl);
  });

  it('brings changed queue settings up to date', async () => {
    await database.sql`update pgboss.queue set retry_limit = 99 where name = 'mail.send'`;
    await database.sql`comment on schema pgboss is 'older'`;
    expect(await installJobs(database.adminUrl)).toBe(true);
    const [row] = await database.sql`select retry_limit from pgboss.queue where name = 'mail.send'`;
    expect(row).toEqual({ retry_limit: QUEUES['mail.send'].retryLimit });
  });
});
