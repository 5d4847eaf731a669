import { createInterface } from 'node:readline/promises';
import { closePools } from '~db/client.server';
import { openDatabase, requireAdmin } from './support/database';
import { seedDemoIfEmpty } from './support/demo';
import { reportFailure } from './support/explain-error';
import { PlainFailure } from './support/failure';
import { emptyDatabase, prepareDatabase } from './support/prepare-database';

const USAGE = `Usage: npm run db:reset -- [--yes] [--empty]

Deletes everything in the database (DATABASE_URL, or the embedded one), migrates it anew and fills it with the demo.
Stop "npm start" first.

  --yes     do not ask
  --empty   leave it empty instead of making the demo
`;

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.find((arg) => !['--yes', '--empty'].includes(arg));
  if (unknown) throw new PlainFailure(`Unknown option ${unknown}.\n\n${USAGE}`);
  // Not shared: a portal that serves would break under its users' hands.
  const database = await openDatabase({ purpose: 'npm run db:reset', share: false });
  try {
    const adminUrl = requireAdmin(database);
    if (!args.includes('--yes')) await confirm(adminUrl);
    await emptyDatabase(adminUrl);
    await prepareDatabase(adminUrl);
    if (!args.includes('--empty')) await seedDemoIfEmpty(adminUrl, (line) => console.log(line));
    console.log('The database has been reset.');
  } finally {
    await closePools();
    await database.close();
  }
}

async function confirm(adminUrl: string): Promise<void> {
  const { host, pathname } = new URL(adminUrl);
  if (!process.stdin.isTTY) throw new PlainFailure('Nothing was deleted: confirm with --yes.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `Delete everything in ${pathname.slice(1)} on ${host}? Type "yes": `,
  );
  terminal.close();
  if (answer.trim() !== 'yes') throw new PlainFailure('Nothing was deleted.');
}

if (process.argv.includes('--help')) console.log(USAGE);
else await main(process.argv.slice(2)).catch(reportFailure);
