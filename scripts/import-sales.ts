import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type CalendarDate, parseCalendarDate } from '~/kernel/calendar-date';
import { type CurrencyCode, money, toDecimalString } from '~/kernel/money';
import { assignDemoSources } from '~/modules/catalog/commands/assign-demo-sources.server';
import {
  type ImportProgress,
  type ImportSalesReport,
  importSales,
} from '~/modules/inventory/commands/import-sales.server';
import { openDemoStock } from '~/modules/inventory/commands/open-demo-stock.server';
import { SalesFileError } from '~/modules/inventory/data/sales-file.server';
import { UNSORTED_CATEGORY } from '~/modules/inventory/data/sales-import.server';
import {
  FILE_ENCODINGS,
  type FileEncoding,
  parseEncoding,
} from '~/modules/inventory/domain/sales-import/encoding';
import { SALES_FORMATS, type SalesFormat } from '~/modules/inventory/domain/sales-import/model';
import { describeReason, type ReasonCount } from '~/modules/inventory/domain/sales-import/reasons';
import { systemClock } from '~/platform/system-clock.server';
import { closePools } from '~db/client.server';
import { openDatabase, requireAdmin } from './support/database';
import { explainError } from './support/explain-error';
import { prepareDatabase } from './support/prepare-database';

const USAGE = `Usage: npm run import:sales -- FILE --format online-retail|generic [options]

Reads daily sales from a CSV file, plain or packed with gzip, and writes SKUs, markets and sales per SKU, market and day.
All of the file's good rows are written in one transaction, or nothing. A file restates the days that it names; the same
file a second time changes nothing.

Formats
  online-retail   InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country; prices in GBP.
                  CustomerID is never read. Sales, returns (C invoices) and cancellations (C lines that exactly reverse a
                  sale of the same SKU, market, price and quantity on the same day) are kept apart; what is no product
                  (postage, fees, vouchers, samples, adjustments, free goods) is skipped and counted. Countries become
                  ISO 3166 codes; "Unspecified" and "European Community" become market XX, the Channel Islands JE.
  generic         sku, market, date, units, revenue, currency, returns, in any order and no other column. market is an
                  ISO 3166 code, date YYYY-MM-DD, revenue a decimal number in currency (ISO 4217), units and revenue
                  before returns. Rows that name the same SKU, market and day add up.

Options
  --shift-to today|YYYY-MM-DD  move all days by whole weeks, so that the last is that day or at most 6 days before it.
                               The shift is recorded with the file; a later run keeps it.
  --reshift                    give up the recorded shift: remove what this file wrote, and shift anew
  --encoding NAME              auto (default) or one of ${FILE_ENCODINGS.join(', ')}
  --rejects FILE               write rows that were not taken, with line, reason and field, to a CSV file
  --assign demo                then spread the SKUs that no factory makes over the demo factories
  --dry-run                    do everything, report it, and undo it
  --help                       show this text

Settings: DATABASE_URL, or the embedded database under DATA_DIR (shared with a portal that runs, else started).

Exit codes
  0  done, and every row was well formed (rows skipped as no sale of a product are not errors)
  3  done, but some rows are malformed and were left out
  1  failed, nothing was written
  2  the command line is not right`;

const OK = 0;
const FAILED = 1;
const WRONG_USAGE = 2;
const DONE_WITH_REJECTS = 3;

interface Arguments {
  path: string;
  format: SalesFormat;
  encoding: FileEncoding | 'auto';
  shiftTo: CalendarDate | 'today' | undefined;
  reshift: boolean;
  rejectsPath: string | undefined;
  assign: boolean;
  dryRun: boolean;
}

class UsageError extends Error {}

function readArguments(argv: string[]): Arguments | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help';
  const [path, ...more] = positionals;
  if (!path) throw new UsageError('name a file');
  if (more.length > 0) throw new UsageError(`one file at a time; ${more[0]} is one too many`);
  const format = SALES_FORMATS.find((known) => known === values.format);
  if (!format) throw new UsageError(`--format must be one of ${SALES_FORMATS.join(', ')}`);
  const encoding = values.encoding === 'auto' ? 'auto' : parseEncoding(values.encoding);
  if (!encoding) throw new UsageError(`--encoding must be auto or one of ${FILE_ENCODINGS.join(', ')}`);
  if (values.assign !== undefined && values.assign !== 'demo')
    throw new UsageError('--assign knows only demo');
  return {
    path,
    format,
    encoding,
    shiftTo: readShift(values['shift-to']),
    reshift: values.reshift,
    rejectsPath: values.rejects,
    assign: values.assign === 'demo',
    dryRun: values['dry-run'],
  };
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        'shift-to': { type: 'string' },
        reshift: { type: 'boolean', default: false },
        encoding: { type: 'string', default: 'auto' },
        rejects: { type: 'string' },
        assign: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readShift(text: string | undefined): CalendarDate | 'today' | undefined {
  if (text === undefined || text === 'today') return text;
  const date = parseCalendarDate(text);
  if (!date.ok) throw new UsageError('--shift-to must be today or a date such as 2025-01-31');
  return date.value;
}

const whole = (n: number): string => Math.round(n).toLocaleString('en-US');

/** A bar that redraws itself on a terminal; a line every few seconds elsewhere. Written to standard error. */
class ProgressBar {
  readonly #startedAt = performance.now();
  readonly #isTerminal = process.stderr.isTTY === true;
  #shownAt = -Infinity;
  #step: ImportProgress['step'] | undefined;
  #stepAt = 0;

  show(progress: ImportProgress): void {
    const now = performance.now();
    if (progress.step !== this.#step) {
      this.#step = progress.step;
      this.#stepAt = now;
    } else if (now - this.#shownAt < (this.#isTerminal ? 100 : 5000)) return;
    if (!this.#isTerminal && now - this.#startedAt < 2000) return;
    this.#shownAt = now;
    const text = this.#describe(progress, (now - this.#stepAt) / 1000);
    process.stderr.write(this.#isTerminal ? `\r\u001b[2K${text}` : `${text}\n`);
  }

  clear(): void {
    if (this.#isTerminal && this.#step) process.stderr.write('\r\u001b[2K');
  }

  #describe({ step, readBytes, totalBytes, lines, totalLines }: ImportProgress, seconds: number): string {
    const rows = Math.max(0, lines - 1);
    if (step === 'writing') return `Writing    ${whole(rows)} rows read; adding up days`;
    const done = totalLines ? lines / totalLines : readBytes / Math.max(1, totalBytes);
    const filled = Math.floor(Math.min(1, done) * 24);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(24 - filled)}`;
    const rate = seconds > 0.2 ? `${whole(rows / seconds)} rows/s` : '';
    const left = seconds > 0.2 && done > 0 ? `${whole(Math.ceil((seconds * (1 - done)) / done))} s left` : '';
    const name = step === 'checking' ? 'Checking  ' : 'Reading   ';
    return `${name} ${bar} ${String(Math.floor(done * 100)).padStart(3)} %  ${whole(rows)} rows  ${rate}  ${left}`;
  }
}

function printReport(report: ImportSalesReport, seconds: number): void {
  const { totals, file } = report;
  const out: string[] = [];
  const row = (label: string, value: string | number) =>
    out.push(`  ${label.padEnd(22)}${typeof value === 'number' ? whole(value).padStart(12) : value}`);
  if (file.isGuessed) out.push(`The file is not UTF-8; it was read as ${file.encoding.toUpperCase()}.`);
  out.push(report.isDryRun ? 'Dry run: what follows was undone.' : 'Import finished.');
  row('Rows read', report.rowsRead);
  row('Rows taken', report.rowsTaken);
  row('Rows skipped', report.rowsSkipped);
  for (const count of report.skipped) out.push(reasonLine(count));
  row('Rows malformed', report.rowsRejected);
  for (const count of report.rejected) out.push(reasonLine(count));
  row('Units sold', totals.unitsSold);
  row('Units returned', totals.unitsReturned);
  row('Units cancelled', totals.unitsCancelled);
  for (const { currency, minor } of totals.revenue) {
    const amount = toDecimalString(money(BigInt(minor), currency as CurrencyCode));
    row(`Revenue ${currency}`, amount.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',').padStart(15));
  }
  row(
    'SKUs',
    `${whole(totals.skus).padStart(12)}  (${whole(report.skusAdded)} new, ${whole(report.skusNamed)} named)`,
  );
  row('Markets', `${whole(totals.markets).padStart(12)}  (${whole(report.marketsAdded)} new)`);
  row('Days', totals.days);
  if (report.firstDay)
    row('', `${report.firstDay} to ${report.lastDay}, shifted by ${whole(report.shiftDays)} days`);
  if (report.isShiftRecorded)
    row('', 'the shift is that of the first run of this file; --reshift gives it up');
  row('SKU × market × day', totals.rows);
  if (report.rowsRemoved > 0) row('Rows removed', report.rowsRemoved);
  row('Rows changed', report.rowsChanged);
  const peakMb = process.resourceUsage().maxRSS / 1024;
  out.push(
    `${seconds.toFixed(1)} s, ${whole(report.rowsRead / seconds)} rows/s, at most ${whole(peakMb)} MB of memory`,
  );
  console.log(out.join('\n'));
}

function reasonLine({ reason, rows, firstLines }: ReasonCount): string {
  const lines = `line${firstLines.length > 1 ? 's' : ''} ${firstLines.join(', ')}${rows > firstLines.length ? ', …' : ''}`;
  return `    ${whole(rows).padStart(8)}  ${reason}: ${describeReason(reason)} (${lines})`;
}

async function main(argv: string[]): Promise<number> {
  const args = readArguments(argv);
  if (args === 'help') {
    console.log(USAGE);
    return OK;
  }
  if (!existsSync(args.path)) throw new SalesFileError('there is no such file');
  const database = await openDatabase({ purpose: 'npm run import:sales' });
  const bar = new ProgressBar();
  try {
    if (database.embedded) await prepareDatabase(requireAdmin(database));
    const startedAt = performance.now();
    const report = await importSales({ ...args, clock: systemClock, onProgress: (p) => bar.show(p) });
    bar.clear();
    printReport(report, (performance.now() - startedAt) / 1000);
    if (args.assign && args.dryRun) console.log('A dry run assigns no factories.');
    if (args.assign && !args.dryRun) await assign();
    return report.rowsRejected > 0 ? DONE_WITH_REJECTS : OK;
  } finally {
    bar.clear();
    await closePools();
    await database.close();
  }
}

async function assign(): Promise<void> {
  const assigned = await assignDemoSources(UNSORTED_CATEGORY);
  if (!assigned.ok) {
    console.log(
      'The sales are imported, but there is no factory to assign SKUs to. Run npm run db:seed first, then this command again.',
    );
    return;
  }
  const { skuIds, sourcings, secondSources, factories } = assigned.value;
  const stock = await openDemoStock(skuIds, systemClock);
  console.log(
    `Assigned ${whole(skuIds.length)} SKUs to ${whole(factories)} factories: ${whole(sourcings)} sourcing records, ` +
      `${whole(secondSources)} SKUs with a second source; ${whole(stock.skus)} SKUs got an opening stock, ` +
      `${whole(stock.pieces)} pieces.`,
  );
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = WRONG_USAGE;
  } else {
    const file = process.argv.slice(2).find((word) => !word.startsWith('-')) ?? '';
    if (error instanceof SalesFileError) console.error(`${file}: ${error.message}. Nothing was written.`);
    else console.error(`${explainError(error) ?? unexpected(error)}\nNothing was written.`);
    process.exitCode = FAILED;
  }
}

/** What the database says by its code; anything else with its stack. */
function unexpected(error: unknown): string {
  const { code, message, stack } = error as Error & { code?: string };
  return code && /^[0-9A-Z]{5}$/.test(code)
    ? `The database refused: ${message} (${code}).`
    : (stack ?? message);
}
