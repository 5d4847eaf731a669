import { ensureBuild } from './support/build';
import { reportFailure } from './support/explain-error';

const USAGE = `Usage: npm run build [-- --force]

Builds the application into build/ for "npm start", unless it was already made from exactly these sources.
`;

async function main(): Promise<void> {
  const built = await ensureBuild({ force: process.argv.includes('--force') });
  console.log(built ? 'Application built.' : 'The build is up to date.');
}

if (process.argv.includes('--help')) console.log(USAGE);
else await main().catch(reportFailure);
