import { openDatabase, requireAdmin } from './support/database';
import { reportFailure } from './support/explain-error';
import { prepareDatabase } from './support/prepare-database';

const USAGE = `Usage: npm run db:migrate

Brings the database (DATABASE_URL, or the embedded one) to this version of the portal: restricted roles, migrations, job
queues. Safe to repeat. "npm start" does it by itself; run it alone before new web processes are rolled out.
`;

async function main(): Promise<void> {
  const database = await openDatabase({ purpose: 'npm run db:migrate' });
  try {
    const applied = await prepareDatabase(requireAdmin(database));
    console.log(applied === 0 ? 'The database is up to date.' : `Migrations applied: ${applied}.`);
  } finally {
    await database.close();
  }
}

if (process.argv.includes('--help')) console.log(USAGE);
else await main().catch(reportFailure);
