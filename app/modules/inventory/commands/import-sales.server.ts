import { basename } from 'node:path';
import { type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import type { Clock } from '~/kernel/clock';
import { currencyCode, currencyExponent } from '~/kernel/currency';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import { newId } from '~/platform/new-id.server';
import { RejectsFile } from '../data/rejects-file.server';
import {
  type FileProgress,
  inspectSalesFile,
  readSalesLines,
  type SalesFile,
  SalesFileError,
} from '../data/sales-file.server';
import {
  addMarkets,
  addSkus,
  type DayTotals,
  findNamesToSet,
  findSalesImport,
  inSalesImport,
  nameSkus,
  removeImportedDays,
  STAGED_KIND,
  saveSalesImport,
  stageLines,
  sumDays,
  writeDays,
} from '../data/sales-import.server';
import { classifierFor } from '../domain/sales-import/classifier';
import { RecordAssembler } from '../domain/sales-import/csv-records';
import type { FileEncoding } from '../domain/sales-import/encoding';
import { describeHeaderProblem } from '../domain/sales-import/header';
import { marketFacts } from '../domain/sales-import/markets';
import type { RowClassifier, SalesFormat, SalesLine } from '../domain/sales-import/model';
import {
  describeReason,
  type Reason,
  type ReasonCount,
  ReasonTally,
  type RejectReason,
} from '../domain/sales-import/reasons';
import { wholeWeekShift } from '../domain/sales-import/shift';

export interface ImportSalesOptions {
  path: string;
  format: SalesFormat;
  encoding: FileEncoding | 'auto';
  /** Bring the file's last day, by whole weeks, to this day or at most 6 days before it; undefined: as it is. */
  shiftTo: CalendarDate | 'today' | undefined;
  /** Give up the shift that an earlier run of this file recorded, and remove the rows that it wrote. */
  reshift: boolean;
  rejectsPath: string | undefined;
  /** Do everything, report it, and undo it. */
  dryRun: boolean;
  clock: Clock;
  onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress extends FileProgress {
  step: 'checking' | 'reading' | 'writing';
  /** Lines of the file, once they are counted. */
  totalLines: number | undefined;
}

export interface ImportSalesReport {
  file: SalesFile;
  rowsRead: number;
  rowsTaken: number;
  rejected: ReasonCount[];
  skipped: ReasonCount[];
  rowsRejected: number;
  rowsSkipped: number;
  firstDay: CalendarDate | undefined;
  lastDay: CalendarDate | undefined;
  shiftDays: number;
  /** True if an earlier run of the same content decided the shift. */
  isShiftRecorded: boolean;
  totals: DayTotals;
  skusAdded: number;
  skusNamed: number;
  marketsAdded: number;
  /** SKU × market × day rows added or changed. */
  rowsChanged: number;
  /** Rows of the earlier run that `reshift` removed. */
  rowsRemoved: number;
  isDryRun: boolean;
}

/**
 * Imports daily sales from a file: all that is good in it, in one transaction, or nothing.
 * A file restates the days that it names per SKU × market; the same content a second time changes nothing.
 * @throws SalesFileError for a problem with the file as a whole; nothing is written then
 */
export async function importSales(options: ImportSalesOptions): Promise<ImportSalesReport> {
  const { onProgress = () => {} } = options;
  const rejects = options.rejectsPath
    ? await RejectsFile.create(options.rejectsPath, options.path)
    : undefined;
  try {
    const file = await inspectSalesFile(options.path, options.encoding, (progress) =>
      onProgress({ ...progress, step: 'checking', totalLines: undefined }),
    );
    const classifier = classifierOf(file, options.format);
    const report = await undoIfDry<ImportSalesReport>(options.dryRun, (finish) =>
      inSalesImport(async (tx) => {
        const reading = new Reading(classifier, rejects);
        await stageLines(
          tx,
          reading.copyLines(file, (p) => onProgress({ ...p, step: 'reading', totalLines: file.lines })),
        );
        const readBytes = file.sizeBytes;
        onProgress({
          step: 'writing',
          readBytes,
          totalBytes: readBytes,
          lines: file.lines,
          totalLines: file.lines,
        });
        reading.assertUsable();

        const earlier = await findSalesImport(tx, file.sha256, options.format);
        const isShiftRecorded = earlier !== undefined && !options.reshift;
        const shiftDays = isShiftRecorded ? earlier.shiftDays : shiftOf(options, reading.lastDay);
        const importId = earlier?.id ?? newId();
        const rowsRemoved = earlier && options.reshift ? await removeImportedDays(tx, importId) : 0;

        const { missing, unnamed } = await findNamesToSet(tx);
        await addSkus(
          tx,
          missing.map((sku) => ({ id: newId(), ...sku })),
        );
        const skusNamed = await nameSkus(tx, unnamed);
        const currencies = [...reading.currencies].map(([market, currency]) => ({
          market,
          currency,
          decimals: currencyExponent(currencyCode(currency)),
        }));
        const marketsAdded = await addMarkets(
          tx,
          currencies.map(({ market, currency }) => ({ code: market, ...marketFacts(market, currency) })),
        );
        const totals = await sumDays(tx, currencies);
        const rowsChanged = await writeDays(tx, importId, shiftDays);
        await saveSalesImport(tx, {
          id: importId,
          fileName: basename(options.path),
          sha256: file.sha256,
          format: options.format,
          shiftDays,
          rowsRead: reading.rowsRead,
          rowsTaken: reading.rowsTaken,
          notTaken: [...reading.rejected.list(), ...reading.skipped.list()],
          changedRows: rowsChanged,
        });
        if (rowsChanged + rowsRemoved + missing.length + skusNamed > 0) {
          await recordAudit(tx, {
            by: { system: 'import:sales' },
            action: 'sales.imported',
            entity: { type: 'import_run', id: importId, label: basename(options.path) },
            after: {
              rowsTaken: reading.rowsTaken,
              rowsChanged,
              rowsRemoved,
              skusAdded: missing.length,
              shiftDays,
            },
          });
        }
        return finish({
          file,
          rowsRead: reading.rowsRead,
          rowsTaken: reading.rowsTaken,
          rejected: reading.rejected.list(),
          skipped: reading.skipped.list(),
          rowsRejected: reading.rejected.total,
          rowsSkipped: reading.skipped.total,
          firstDay: reading.firstDay,
          lastDay: reading.lastDay,
          shiftDays,
          isShiftRecorded,
          totals,
          skusAdded: missing.length,
          skusNamed,
          marketsAdded,
          rowsChanged,
          rowsRemoved,
          isDryRun: options.dryRun,
        });
      }),
    );
    await rejects?.finish();
    return report;
  } catch (error) {
    await rejects?.discard();
    throw error;
  }
}

/** @throws SalesFileError if the header is not that of the format */
function classifierOf(file: SalesFile, format: SalesFormat): RowClassifier {
  if (file.header === undefined) {
    throw new SalesFileError(`line 1: the header is not valid ${file.encoding.toUpperCase()}`);
  }
  const classifier = classifierFor(format, file.header);
  if (!classifier.ok) throw new SalesFileError(`line 1: ${describeHeaderProblem(classifier.error)}`);
  return classifier.value;
}

function shiftOf({ shiftTo, clock }: ImportSalesOptions, lastDay: CalendarDate | undefined): number {
  if (!shiftTo || !lastDay) return 0;
  return wholeWeekShift(lastDay, shiftTo === 'today' ? dateInZone(clock.now(), 'UTC') : shiftTo);
}

/** One reading of the file: decides every row, counts, and hands the taken ones on in COPY format. */
class Reading {
  readonly rejected = new ReasonTally();
  readonly skipped = new ReasonTally();
  readonly currencies = new Map<string, string>();
  rowsRead = 0;
  rowsTaken = 0;
  firstDay: CalendarDate | undefined;
  lastDay: CalendarDate | undefined;
  readonly #assembler: RecordAssembler;
  #out = '';

  constructor(
    private readonly classifier: RowClassifier,
    private readonly rejects: RejectsFile | undefined,
  ) {
    this.#assembler = new RecordAssembler(classifier.columns, classifier.dropColumn, {
      record: (fields, line, offset) => this.#decide(fields, line, offset),
      reject: (reason, line, offset) => this.#rejectLine(reason, line, offset),
      blank: (line) => {
        this.rowsRead += 1;
        this.skipped.add('blank_row', line);
      },
      looksLikeRow: (fields) => classifier.looksLikeRow(fields),
    });
  }

  async *copyLines(file: SalesFile, onProgress: (progress: FileProgress) => void): AsyncGenerator<string> {
    const lines = readSalesLines(file, ({ text, line, offset }) => {
      if (line === 1) return;
      if (text === undefined) this.#rejectLine('bad_encoding', line, offset);
      else this.#assembler.push(text, line, offset);
    });
    for await (const progress of lines) {
      onProgress(progress);
      await this.rejects?.flush();
      yield this.#take();
    }
    this.#assembler.end();
    await this.rejects?.flush();
    yield this.#take();
  }

  /** @throws SalesFileError if the file has no rows, or none that can be read */
  assertUsable(): void {
    if (this.rowsRead === 0) throw new SalesFileError('there is a header and no row below it');
    if (this.rowsTaken > 0 || this.rejected.total < this.rowsRead) return;
    const [most] = this.rejected.list();
    const line = most?.firstLines[0] ?? 2;
    throw new SalesFileError(
      `no row could be read; line ${line}: ${describeReason(most!.reason)} (${most!.reason})`,
    );
  }

  #rejectLine(reason: RejectReason, line: number, offset: number): void {
    this.rowsRead += 1;
    this.#leaveOut('rejected', reason, line, offset);
  }

  #decide(fields: readonly string[], line: number, offset: number): void {
    this.rowsRead += 1;
    const verdict = this.classifier.classify(fields);
    if (verdict.outcome === 'taken') this.#add(verdict.line);
    else if (verdict.outcome === 'skipped') this.#leaveOut('skipped', verdict.reason, line, offset);
    else this.#leaveOut('rejected', verdict.reason, line, offset, verdict.field, verdict.value);
  }

  #leaveOut(
    outcome: 'rejected' | 'skipped',
    reason: Reason,
    line: number,
    offset: number,
    field?: string,
    value?: string,
  ): void {
    (outcome === 'rejected' ? this.rejected : this.skipped).add(reason, line);
    this.rejects?.add({ line, offset, outcome, reason, field, value });
  }

  #add(line: SalesLine): void {
    this.rowsTaken += 1;
    if (this.firstDay === undefined || line.soldOn < this.firstDay) this.firstDay = line.soldOn;
    if (this.lastDay === undefined || line.soldOn > this.lastDay) this.lastDay = line.soldOn;
    if (!this.currencies.has(line.market)) this.currencies.set(line.market, line.currency);
    const name = line.name.includes('\\') ? line.name.replaceAll('\\', '\\\\') : line.name;
    this.#out += `${STAGED_KIND[line.kind]}\t${line.sku}\t${line.market}\t${line.soldOn}\t${line.units}\t${line.returned}\t${line.priceE4}\t${line.amountE4}\t${name}\n`;
  }

  #take(): string {
    const out = this.#out;
    this.#out = '';
    return out;
  }
}

/** Carries the result of a dry run out of the transaction that it undoes. */
class DryRunEnd<T> extends Error {
  constructor(readonly result: T) {
    super('dry run');
  }
}

async function undoIfDry<T>(isDryRun: boolean, run: (finish: (result: T) => T) => Promise<T>): Promise<T> {
  try {
    return await run((result) => {
      if (isDryRun) throw new DryRunEnd(result);
      return result;
    });
  } catch (error) {
    if (error instanceof DryRunEnd) return error.result as T;
    throw error;
  }
}
