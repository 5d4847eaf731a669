import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Figure, parseFigure } from './bench/report';
import { explainError } from './support/explain-error';
import { PlainFailure } from './support/failure';

/** In the order of `all`: the seed makes the database that the pages are measured on. */
const BENCHES = {
  bundle: 'JavaScript of the first pages after sign-in',
  start: 'npm start, second time, to the first answer',
  seed: 'the seed at --scale case; keeps the database for the others (1.5 GB under .data/bench)',
  pages: 'server time and query plans of the order forecast pages, at --scale case',
  grid: 'the grid in which a factory answers, 300 SKUs of 26 weeks, in a browser',
  ingest: 'stock movements a second into lots, traces and clocks, at --scale case',
  import: 'import of ../shared/data/online-retail.csv.gz',
  forecast: 'accuracy (../shared/data/forecast) and speed of the demand engine',
} as const;
type Bench = keyof typeof BENCHES;

const names = Object.keys(BENCHES) as Bench[];

const USAGE = `Usage: npm run bench [-- NAME... [options of that benchmark]]

Measures what the portal promises and says whether it holds. Without a name, all whose data are there.

${names.map((name) => `  ${name.padEnd(9)} ${BENCHES[name]}`).join('\n')}
  all       every one of them, the seed included

"npm run bench -- pages --help" explains one. Quiet machines measure best: close what else runs.
Exit code 0, 1 if a figure misses its bar, 2 for wrong usage.
`;

interface Run {
  figures: Figure[];
  code: number | null;
}

/** Runs one benchmark as a process of its own, shows what it prints and picks the figures out of it. */
async function run(bench: Bench, args: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/bench/${bench}.ts`, ...args], {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' },
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const figures: Figure[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    const figure = parseFigure(line);
    if (figure?.bench === bench) figures.push(figure);
  }
  return { figures, code: await closed };
}

function asked(args: readonly string[]): { benches: readonly Bench[]; rest: string[] } {
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const named = firstOption < 0 ? args : args.slice(0, firstOption);
  const rest = firstOption < 0 ? [] : args.slice(firstOption);
  const unknown = named.find((name) => name !== 'all' && !(names as string[]).includes(name));
  if (unknown !== undefined) throw new PlainFailure(`There is no benchmark "${unknown}".\n\n${USAGE}`);
  if (named.includes('all')) return { benches: names, rest };
  if (named.length > 0) return { benches: names.filter((name) => named.includes(name)), rest };
  return { benches: names.filter((name) => name !== 'seed'), rest };
}

function printTable(figures: readonly Figure[], failed: readonly Bench[]): void {
  const width = Math.max(0, ...figures.map(({ what }) => what.length));
  console.log(
    `\n${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.version}\n`,
  );
  for (const { bench, what, figure, isMet } of figures) {
    console.log(`${bench.padEnd(9)} ${what.padEnd(width)}  ${isMet ? 'ok    ' : 'MISSED'}  ${figure}`);
  }
  const missed = figures.filter(({ isMet }) => !isMet).length;
  console.log(`\n${figures.length} figures, ${missed} missed`);
  if (failed.length > 0) console.log(`Not finished: ${failed.join(', ')}`);
}

async function main(args: readonly string[]): Promise<void> {
  const { benches, rest } = asked(args);
  const figures: Figure[] = [];
  const failed: Bench[] = [];
  for (const bench of benches) {
    console.log(`\n${bench}: ${BENCHES[bench]}`);
    const outcome = await run(bench, rest);
    figures.push(...outcome.figures);
    if (outcome.code !== 0) process.exitCode = 1;
    if (outcome.code !== 0 && outcome.figures.every(({ isMet }) => isMet)) failed.push(bench);
  }
  if (rest.includes('--help')) return;
  printTable(figures, failed);
  if (!existsSync(path.resolve('../shared/data'))) {
    console.log('../shared/data is absent: what needs its files was left out, or measured without them.');
  }
}

const args = process.argv.slice(2);
if (args[0] === '--help') console.log(USAGE);
else {
  await main(args).catch((error: unknown) => {
    console.error(explainError(error) ?? error);
    process.exitCode = error instanceof PlainFailure ? 2 : 1;
  });
}
