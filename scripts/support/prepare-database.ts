import postgres from 'postgres';
import { databaseUrls } from '~/platform/env.server';
import { installJobs } from '~/platform/jobs-schema.server';
import { migrateDatabase } from '~db/migrate.server';
import { ensureRoles } from '~db/roles.server';
import { PlainFailure } from './failure';

const OLDEST_SERVER = 150_000;
const SCHEMAS = ['pgboss', 'drizzle', 'public'];

/**
 * Brings a database to the state this version of the portal needs: restricted roles with their passwords, migrations,
 * job queues. Safe to repeat and to run from several processes at once.
 * @returns how many migrations were applied
 */
export async function prepareDatabase(adminUrl: string): Promise<number> {
  await checkServerVersion(adminUrl);
  const { app, platform } = databaseUrls();
  await ensureRoles({ admin: adminUrl, app, platform });
  const applied = await migrateDatabase(adminUrl);
  await installJobs(adminUrl);
  return applied;
}

async function checkServerVersion(adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    const [row] = await sql<{ number: number; name: string }[]>`
      select current_setting('server_version_num')::int as number, current_setting('server_version') as name`;
    if (row && row.number < OLDEST_SERVER) {
      throw new PlainFailure(
        `The database server is PostgreSQL ${row.name}; the portal needs version 15 or newer.`,
      );
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Removes everything the portal keeps in the database. The roles stay: other databases may use them. */
export async function emptyDatabase(adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.begin(async (tx) => {
      for (const schema of SCHEMAS) await tx.unsafe(`drop schema if exists ${schema} cascade`);
      await tx.unsafe('create schema public');
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
