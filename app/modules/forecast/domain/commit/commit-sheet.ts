import { type CalendarDate, parseCalendarDate } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { weekOf } from '~/kernel/week';
import { isReasonCode, MOST_NOTE, type ReasonCode, readPieces } from './commit-bucket';

/** Columns of the file that goes out and comes back, in their order: one row per SKU and week. */
export const COMMIT_COLUMNS = [
  'sku',
  'name',
  'week',
  'zone',
  'forecast',
  'commit',
  'upside',
  'reason',
  'note',
  'version',
  'revision',
] as const;
export type CommitColumn = (typeof COMMIT_COLUMNS)[number];
/** What a person may change in the file; the rest says which bucket a row is and what its author saw. */
export const EDITABLE_COLUMNS: readonly CommitColumn[] = ['commit', 'upside', 'reason', 'note'];
const NEEDED: readonly CommitColumn[] = ['sku', 'week', 'commit', 'forecast', 'revision'];

/** A row that answers something. Pieces. */
export interface CommitRow {
  /** In the file, counted from 1 with the header. */
  row: number;
  code: string;
  week: CalendarDate;
  commit: number;
  upside: number;
  reason: ReasonCode | null;
  note: string | null;
  seenForecast: number;
  baseRevision: number;
}

export interface RefusedRow {
  row: number;
  column: CommitColumn | null;
  problem: Problem;
}

export interface CommitReading {
  rows: CommitRow[];
  refused: RefusedRow[];
  /** Rows without an answer. */
  empty: number;
}

/** Words by which a column or a reason is known beside its code, in small letters: those of every language. */
export interface SheetWords {
  columns: ReadonlyMap<string, CommitColumn>;
  reasons: ReadonlyMap<string, ReasonCode>;
}

/**
 * The answers in a table of texts whose first row names the columns, in any order and language. A row that is wrong is told
 * with its place and holds up no other.
 *
 * @returns the problem where the header cannot be read
 */
export function readCommitTable(
  table: readonly (readonly string[])[],
  words: SheetWords,
): Result<CommitReading, Problem> {
  const header = (table[0] ?? []).map((cell) => columnOf(cell, words));
  const missing = NEEDED.filter((column) => !header.includes(column));
  if (missing.length > 0)
    return err(problem('import_columns_missing', { columns: missing.join(', ') }, 'file'));
  const reading: CommitReading = { rows: [], refused: [], empty: 0 };
  const seen = new Set<string>();
  table.slice(1).forEach((cells, index) => {
    if (cells.every((cell) => cell.trim() === '')) return;
    const row = index + 2;
    const text = (column: CommitColumn) => plainCell(cells[header.indexOf(column)] ?? '');
    if (text('commit') === '') {
      reading.empty += 1;
      return;
    }
    const read = readRow(row, text, words);
    if (!read.ok) {
      reading.refused.push(read.error);
      return;
    }
    const key = `${read.value.code} ${read.value.week}`;
    if (seen.has(key)) {
      reading.refused.push({ row, column: 'sku', problem: problem('commit_bucket_twice') });
      return;
    }
    seen.add(key);
    reading.rows.push(read.value);
  });
  return ok(reading);
}

/** An apostrophe keeps spreadsheets from running a text as a formula; it is no part of the text. */
export const plainCell = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r])/, '').trim();

function columnOf(cell: string, { columns }: SheetWords): CommitColumn | null {
  const word = cell.trim().toLowerCase();
  return COMMIT_COLUMNS.find((column) => column === word) ?? columns.get(word) ?? null;
}

function readRow(
  row: number,
  text: (column: CommitColumn) => string,
  words: SheetWords,
): Result<CommitRow, RefusedRow> {
  const refuse = (column: CommitColumn, found: Problem) => err({ row, column, problem: found });
  const code = text('sku');
  if (code === '' || code.length > 100 || /\p{Cc}/u.test(code))
    return refuse('sku', problem('value_required'));
  const week = parseCalendarDate(text('week').slice(0, 10));
  if (!week.ok || weekOf(week.value) !== week.value) return refuse('week', problem('commit_week_invalid'));
  const pieces = {} as Record<'commit' | 'upside' | 'forecast' | 'revision', number>;
  for (const column of ['commit', 'upside', 'forecast', 'revision'] as const) {
    const read = readPieces(text(column));
    if (!read.ok) return refuse(column, read.error);
    pieces[column] = read.value ?? 0;
  }
  const reasonText = text('reason').toLowerCase();
  const reason = isReasonCode(reasonText) ? reasonText : (words.reasons.get(reasonText) ?? null);
  if (reasonText !== '' && !reason) return refuse('reason', problem('choice_unknown'));
  const note = text('note');
  if (note.length > MOST_NOTE) return refuse('note', problem('text_too_long', { maximum: MOST_NOTE }));
  if (/\p{Cc}/u.test(note.replace(/[\t\r\n]/g, ' '))) return refuse('note', problem('value_invalid'));
  return ok({
    row,
    code,
    week: week.value,
    commit: pieces.commit,
    upside: pieces.upside,
    reason,
    note: note === '' ? null : note,
    seenForecast: pieces.forecast,
    baseRevision: pieces.revision,
  });
}
