import { existsSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { env, provideDatabase } from '~/platform/env.server';
import { startEmbeddedPostgres } from '../support/embedded-postgres';

/** How the benchmarks say that there is nothing to measure on, and how to make it. */
export const HOW_TO_MAKE = 'make it with: npm run bench -- seed (five minutes and 1.5 GB under .data/bench)';

export interface CaseDatabase {
  /** Owner's URL. Afterwards `databaseUrls()` answers for it, here and in child processes. */
  adminUrl: string;
  close(): Promise<void>;
}

/** The embedded server that the benchmarks keep for themselves, beside the one of `npm start`. */
export async function openBenchServer(): Promise<CaseDatabase> {
  // A configured database is never touched: a benchmark's sessions and copies do not belong there.
  for (const name of ['DATABASE_URL', 'DATABASE_APP_URL', 'DATABASE_PLATFORM_URL', 'DATABASE_LISTEN_URL']) {
    delete process.env[name];
  }
  const server = await startEmbeddedPostgres({
    dataDir: benchFolder(),
    purpose: 'npm run bench',
    share: true,
  });
  provideDatabase(server.url);
  return { adminUrl: server.url, close: () => server.stop() };
}

const benchFolder = () => path.resolve(env().DATA_DIR, 'bench');

/**
 * Opens the database seeded at `--scale case`: the given one, or that of the benchmarks' own server.
 * @returns null, with the reason printed, when there is none
 */
export async function openCaseDatabase(bench: string, url?: string): Promise<CaseDatabase | null> {
  if (url) provideDatabase(url);
  else if (!existsSync(path.join(benchFolder(), 'postgres'))) return absent(bench);
  const database = url ? { adminUrl: url, close: async () => {} } : await openBenchServer();
  if (await isCaseScale(database.adminUrl)) return database;
  await database.close();
  return absent(bench);
}

function absent(bench: string): null {
  console.log(`${bench}: the database at --scale case is absent, nothing measured; ${HOW_TO_MAKE}`);
  return null;
}

async function isCaseScale(adminUrl: string): Promise<boolean> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<
      { isThere: boolean }[]
    >`select to_regclass('forecast_version') is not null as "isThere"`;
    if (!row?.isThere) return false;
    const [counts] = await sql<{ isCase: boolean }[]>`
      select (select count(*) from factory) >= 200 and (select count(*) from sku) >= 5000
        and exists (select from forecast_version where status = 'published') as "isCase"`;
    return counts?.isCase === true;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
