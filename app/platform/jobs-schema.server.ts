import { createHash } from 'node:crypto';
import PgBoss from 'pg-boss';
import postgres from 'postgres';
import { APP_ROLE, PLATFORM_ROLE } from './env.server';
import { JOBS_SCHEMA, QUEUES } from './jobs.server';

/** Queue that pg-boss uses itself to pass scheduled jobs on; it would make it at run time, which its role may not. */
const SCHEDULER_QUEUE = '__pgboss__send-it';

/**
 * Makes or updates the job queue's tables, its queues and their grants, as the database's owner.
 * The platform's role runs jobs; the factory's role may add one and see nothing but its id. Neither can change a table.
 * Costs one query when nothing has changed since the last time.
 * @param adminUrl connection of the database's owner; the restricted roles must exist
 * @returns whether anything was changed
 */
export async function installJobs(adminUrl: string): Promise<boolean> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const fingerprint = `portal ${definitionHash()}`;
    if ((await installedFingerprint(sql)) === fingerprint) return false;
    await sql`select pg_advisory_lock(hashtext('portal jobs'))`;
    const boss = new PgBoss({
      schema: JOBS_SCHEMA,
      supervise: false,
      schedule: false,
      db: {
        executeSql: async (text, values) => {
          // Without parameters the simple protocol takes the several statements of a migration at once.
          const rows = values?.length
            ? await sql.unsafe(text, values.map(asParameter))
            : await sql.unsafe(text);
          return { rows: Array.from(rows) };
        },
      },
    });
    boss.on('error', () => {});
    await boss.start();
    await makeQueues(boss);
    await boss.stop({ graceful: false, close: false });
    await grant(sql);
    await sql.unsafe(`comment on schema ${JOBS_SCHEMA} is '${fingerprint}'`);
    return true;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function makeQueues(boss: PgBoss): Promise<void> {
  const existing = new Set((await boss.getQueues()).map(({ name }) => name));
  if (!existing.has(SCHEDULER_QUEUE)) await boss.createQueue(SCHEDULER_QUEUE);
  for (const options of queueOptions()) {
    if (existing.has(options.name)) await boss.updateQueue(options.name, options);
    else await boss.createQueue(options.name, options);
  }
}

function queueOptions(): PgBoss.Queue[] {
  return Object.entries(QUEUES).map(([name, { policy, retryLimit, retryDelay, expireInSeconds }]) => ({
    name,
    policy,
    retryLimit,
    retryDelay,
    retryBackoff: true,
    expireInSeconds,
  }));
}

/** Changes whenever the queues, the grants or pg-boss's own tables do. */
function definitionHash(): string {
  const text = JSON.stringify([queueOptions(), PgBoss.getConstructionPlans(JOBS_SCHEMA), grants()]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function installedFingerprint(sql: postgres.Sql): Promise<string | undefined> {
  const [row] = await sql<{ comment: string | null }[]>`
    select obj_description(oid, 'pg_namespace') as comment from pg_namespace where nspname = ${JOBS_SCHEMA}`;
  return row?.comment ?? undefined;
}

function grants(): string[] {
  return [
    `revoke all on schema ${JOBS_SCHEMA} from public`,
    `revoke all on all functions in schema ${JOBS_SCHEMA} from public`,
    `grant usage on schema ${JOBS_SCHEMA} to ${APP_ROLE}, ${PLATFORM_ROLE}`,
    `grant select, insert, update, delete on all tables in schema ${JOBS_SCHEMA} to ${PLATFORM_ROLE}`,
    `grant execute on function ${JOBS_SCHEMA}.create_queue(text, json) to ${PLATFORM_ROLE}`,
    `grant select on ${JOBS_SCHEMA}.queue to ${APP_ROLE}`,
    `grant insert, select (id) on ${JOBS_SCHEMA}.job to ${APP_ROLE}`,
  ];
}

async function grant(sql: postgres.Sql): Promise<void> {
  for (const statement of grants()) await sql.unsafe(statement);
}

const asParameter = (value: unknown) => (value === undefined ? null : value) as never;
