import path from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/**
 * Applies the migrations of drizzle/ that the database does not have yet, each in the order of its number, all in one
 * transaction. The restricted roles must exist (see ensureRoles), since the migrations grant to them.
 * @param adminUrl connection of the database's owner
 * @returns how many were applied
 */
export async function migrateDatabase(adminUrl: string, folder = path.resolve('drizzle')): Promise<number> {
  const client = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(hashtext('portal migrations'))`;
    const before = await appliedCount(client);
    await migrate(drizzle(client), { migrationsFolder: folder });
    return (await appliedCount(client)) - before;
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function appliedCount(client: postgres.Sql): Promise<number> {
  const [table] = await client<{ found: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as found`;
  if (!table?.found) return 0;
  const [row] = await client<{ n: number }[]>`select count(*)::int as n from drizzle.__drizzle_migrations`;
  return row?.n ?? 0;
}
