import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { reportFailure } from '../support/explain-error';
import { emptyDatabase } from '../support/prepare-database';
import { openBenchServer } from './case-database';
import { reportFigure } from './report';

const USAGE = `Measures how long the seed at --scale case takes, and keeps what it made for the other benchmarks.

  tsx scripts/bench/seed.ts [--database URL]

  --database URL   an empty database of your own instead of the benchmarks' own server under .data/bench

Exit code 0, 1 if it took more than five minutes.`;

const MAX_SECONDS = 300;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { database: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const server = values.database ? null : await openBenchServer();
  try {
    const url = values.database ?? server!.adminUrl;
    if (server) await emptyDatabase(url);
    const startedAt = performance.now();
    const output = await seed(url);
    const seconds = (performance.now() - startedAt) / 1000;
    const rows = Number(/daily sales +([\d,]+) rows/.exec(output)?.[1]?.replaceAll(',', ''));
    reportFigure('seed', '--scale case, with two forecast versions', {
      figure: `${seconds.toFixed(0)} s, ${rows.toLocaleString('en')} daily sales rows (bar ${MAX_SECONDS} s)`,
      isMet: seconds <= MAX_SECONDS,
    });
  } finally {
    await server?.close();
  }
}

/** The command as a person runs it, from the start of the process to its end. */
async function seed(databaseUrl: string): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/db-seed.ts', '--scale', 'case'], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`the seed ended with exit code ${code}`);
  return output;
}

await main().catch(reportFailure);
