import postgres from 'postgres';
import { closePools } from '~db/client.server';
import { emptyDatabase, prepareDatabase } from './prepare-database';

const UNFINISHED = 'demo seed running';

/**
 * Fills an empty database with the demo platform. A run that was cut off leaves a mark; since the database was empty
 * before it, the next start removes the half and begins again.
 * @returns whether the demo was made
 */
export async function seedDemoIfEmpty(adminUrl: string, log: (line: string) => void): Promise<boolean> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    if (await isUnfinished(sql)) {
      log('The demo was not completed last time; it is made anew.');
      await emptyDatabase(adminUrl);
      await prepareDatabase(adminUrl);
    } else {
      const [row] = await sql<{ any: boolean }[]>`
        select exists (select from factory) or exists (select from user_account) as any`;
      if (row?.any) return false;
    }
    await sql.unsafe(`comment on table factory is '${UNFINISHED}'`);
    const { seedDemo } = await import('~db/seed/seed.server');
    await seedDemo({ adminUrl, scale: 'demo', log });
    const { addDemoCertificates } = await import('~/modules/orders/commands/add-demo-certificates.server');
    log(`${await addDemoCertificates()} certificates have a file`);
    // The forecasts were computed through the application's connections, which this process needs no more.
    await closePools();
    await sql.unsafe('comment on table factory is null');
    return true;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function isUnfinished(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ mark: string | null }[]>`
    select obj_description(to_regclass('public.factory'), 'pg_class') as mark`;
  return row?.mark === UNFINISHED;
}

export interface DemoSignIn {
  email: string;
  password: string;
  label: string;
}

/** The demo's sign-ins that exist in this database: none once an operator has removed them. */
export async function demoSignIns(adminUrl: string): Promise<DemoSignIn[]> {
  const { DEMO_ACCOUNTS } = await import('~db/seed/demo-accounts');
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const emails = DEMO_ACCOUNTS.map(({ email }) => email);
    const rows = await sql<{ email: string }[]>`
      select email from user_account where email in ${sql(emails)} and disabled_at is null`;
    const present = new Set(rows.map(({ email }) => email));
    return DEMO_ACCOUNTS.filter(({ email }) => present.has(email));
  } finally {
    await sql.end({ timeout: 5 });
  }
}
