import { spawn } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import postgres from 'postgres';
import { provideDatabase } from '~/platform/env.server';
import { startEmbeddedPostgres } from '../support/embedded-postgres';
import { reportFailure } from '../support/explain-error';
import { prepareDatabase } from '../support/prepare-database';

const USAGE = `Measures the import of the real invoice file into an empty database of its own.

  tsx scripts/bench/import.ts [--file FILE]

  --file FILE   gzip-packed invoice file (default ../shared/data/online-retail.csv.gz); if it is absent, nothing is measured.

Prints seconds and rows a second of the whole command, its peak memory, the rows that a second run changes, and whether the totals
in the database equal an independent sum of the file (another CSV parser, another way of matching cancellations).

Exit code 0, 1 if a bar is missed (60 s, 300 MB, 0 rows changed, equal totals), 2 for wrong usage.`;

const MAX_SECONDS = 60;
const MAX_MEGABYTES = 300;

interface Totals {
  sold: number;
  returned: number;
  cancelled: number;
  /** Pence. */
  minor: number;
}

interface Run {
  seconds: number;
  megabytes: number;
  rowsRead: number;
  rowsChanged: number;
}

/** Runs the command as a person would, from the start of the process to its end. */
async function runImport(file: string, databaseUrl: string): Promise<Run> {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'scripts/import-sales.ts', file, '--format', 'online-retail', '--shift-to', 'today'],
    { env: { ...process.env, DATABASE_URL: databaseUrl }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`The import ended with exit code ${code}:\n${output}`);
  const figure = (pattern: RegExp) => Number(pattern.exec(output)?.[1]?.replaceAll(',', ''));
  return {
    seconds: (performance.now() - startedAt) / 1000,
    megabytes: figure(/at most ([\d,]+) MB/),
    rowsRead: figure(/Rows read +([\d,]+)/),
    rowsChanged: figure(/Rows changed +([\d,]+)/),
  };
}

const NOT_PRODUCTS = /^(POST|DOT|C2|M|D|S|B|BANK CHARGES|AMAZONFEE|CRUK|PADS|GIFT_.*)$/;

/** Sums the file by itself: every credit looks for one open sale that it reverses exactly. */
async function independentTotals(file: string): Promise<Totals> {
  const rows = createReadStream(file)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  const open = new Map<string, number>();
  const credits: { key: string; pieces: number }[] = [];
  const totals: Totals = { sold: 0, returned: 0, cancelled: 0, minor: 0 };
  const tenths = new Map<string, number>();
  const dayOf = (key: string) => key.slice(0, key.lastIndexOf('#'));
  const book = (key: string, pieces: number, sign: 1 | -1) => {
    const amount = Math.round(Number(key.slice(key.lastIndexOf('@') + 1)) * 1000) * pieces;
    tenths.set(dayOf(key), (tenths.get(dayOf(key)) ?? 0) + sign * amount);
    totals.sold += sign * pieces;
  };
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    const sku = row.StockCode!.trim().toUpperCase();
    if (NOT_PRODUCTS.test(sku) || Number(row.UnitPrice) === 0) continue;
    const pieces = Math.abs(Number(row.Quantity));
    const key = `${sku}|${row.Country}|${row.InvoiceDate!.slice(0, 10)}#${pieces}@${row.UnitPrice}`;
    if (row.InvoiceNo!.startsWith('C')) credits.push({ key, pieces });
    else {
      open.set(key, (open.get(key) ?? 0) + 1);
      book(key, pieces, 1);
    }
  }
  for (const { key, pieces } of credits) {
    const left = open.get(key) ?? 0;
    if (left === 0) totals.returned += pieces;
    else {
      open.set(key, left - 1);
      totals.cancelled += pieces;
      book(key, pieces, -1);
    }
  }
  for (const amount of tenths.values()) totals.minor += Math.floor((amount + 5) / 10);
  return totals;
}

async function storedTotals(databaseUrl: string): Promise<Totals> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<Totals[]>`
      select sum(units)::float8 as sold, sum(units_returned)::float8 as returned,
        sum(units_cancelled)::float8 as cancelled, sum(revenue_minor)::float8 as minor from sales_daily`;
    return row!;
  } finally {
    await sql.end();
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { file: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const file = path.resolve(values.file ?? '../shared/data/online-retail.csv.gz');
  if (!existsSync(file)) {
    console.log(
      `import: ${values.file ?? '../shared/data/online-retail.csv.gz'} is absent, nothing measured`,
    );
    return 0;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-import-'));
  const server = await startEmbeddedPostgres({ dataDir: folder, purpose: 'bench import', disposable: true });
  try {
    provideDatabase(server.url);
    await prepareDatabase(server.url);
    const first = await runImport(file, server.url);
    const second = await runImport(file, server.url);
    const [stored, expected] = await Promise.all([storedTotals(server.url), independentTotals(file)]);
    const isEqual = JSON.stringify(stored) === JSON.stringify(expected);
    const whole = (n: number) => Math.round(n).toLocaleString('en-US');
    const lines: [string, string, boolean][] = [
      [
        'first run',
        `${first.seconds.toFixed(1)} s, ${whole(first.rowsRead / first.seconds)} rows/s (bar ${MAX_SECONDS} s)`,
        first.seconds <= MAX_SECONDS,
      ],
      [
        'peak memory',
        `${whole(first.megabytes)} MB (bar ${MAX_MEGABYTES} MB)`,
        first.megabytes <= MAX_MEGABYTES,
      ],
      [
        'second run',
        `${second.seconds.toFixed(1)} s, ${whole(second.rowsChanged)} of ${whole(first.rowsChanged)} rows changed (bar 0)`,
        second.rowsChanged === 0,
      ],
      [
        'totals',
        isEqual
          ? `equal: ${whole(stored.sold)} sold, ${whole(stored.returned)} returned, ${whole(stored.cancelled)} cancelled, ${(stored.minor / 100).toFixed(2)} GBP`
          : `differ: stored ${JSON.stringify(stored)}, expected ${JSON.stringify(expected)}`,
        isEqual,
      ],
    ];
    for (const [name, text, isMet] of lines)
      console.log(`import  ${name.padEnd(12)} ${isMet ? 'ok    ' : 'MISSED'}  ${text}`);
    return lines.every(([, , isMet]) => isMet) ? 0 : 1;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error & { code?: string }) => {
    if (error.code?.startsWith('ERR_PARSE_ARGS')) {
      console.error(`${error.message}\n\n${USAGE}`);
      process.exitCode = 2;
    } else reportFailure(error);
  },
);
