import { parse } from 'csv-parse/sync';
import { Unzip, UnzipInflate } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';

/** Bytes of an uploaded table, and bytes that a workbook may unpack to: more is no list that a person keeps. */
export const LARGEST_TABLE_BYTES = 4_000_000;
const LARGEST_UNPACKED_BYTES = 60_000_000;
const MOST_ENTRIES = 500;
const MOST_ROWS = 20_000;
const MOST_CELLS = 64;

/**
 * The cells of an uploaded CSV or Excel file as text, the first sheet of a workbook. What the file is follows from its
 * bytes, never from its name. A workbook that would unpack to too much is refused before it is opened.
 * @returns `table_file_*` problems, at the field `file`
 */
export async function readTableFile(bytes: Uint8Array): Promise<Result<string[][], Problem>> {
  const refuse = (code: string, params?: Record<string, number>) => err(problem(code, params, 'file'));
  if (bytes.length === 0) return refuse('table_file_empty');
  if (bytes.length > LARGEST_TABLE_BYTES)
    return refuse('table_file_too_big', { megabytes: LARGEST_TABLE_BYTES / 1_000_000 });
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (isZip && !unpacksModestly(bytes)) return refuse('table_file_unreadable');
  try {
    const rows = isZip ? await workbookRows(bytes) : csvRows(bytes);
    if (rows === null) return refuse('table_file_unreadable');
    if (rows.length > MOST_ROWS) return refuse('table_file_too_long', { rows: MOST_ROWS });
    if (rows.some((row) => row.length > MOST_CELLS)) return refuse('table_file_unreadable');
    return rows.length === 0 ? refuse('table_file_empty') : ok(rows);
  } catch {
    return refuse('table_file_unreadable');
  }
}

/** Inflates to nowhere and counts; sizes that the archive claims are not believed. */
function unpacksModestly(bytes: Uint8Array): boolean {
  let unpacked = 0;
  let entries = 0;
  let isModest = true;
  try {
    const unzip = new Unzip((file) => {
      entries += 1;
      if (entries > MOST_ENTRIES) isModest = false;
      if (!isModest) return;
      file.ondata = (error, chunk) => {
        unpacked += chunk?.length ?? 0;
        if (error || unpacked > LARGEST_UNPACKED_BYTES) {
          isModest = false;
          file.terminate();
        }
      };
      file.start();
    });
    unzip.register(UnzipInflate);
    for (let from = 0; from < bytes.length && isModest; from += 16_384) {
      unzip.push(bytes.subarray(from, from + 16_384), from + 16_384 >= bytes.length);
    }
  } catch {
    return false;
  }
  return isModest && entries > 0;
}

async function workbookRows(bytes: Uint8Array): Promise<string[][]> {
  const rows = await readSheet(Buffer.from(bytes));
  return rows.map((row) => row.map(cellText));
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // A day typed into Excel arrives as an instant of UTC.
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell);
}

/** UTF-8, or what Excel in China writes where it is no UTF-8. Separator: comma, semicolon or tab, by the first line. */
function csvRows(bytes: Uint8Array): string[][] | null {
  const text = decode(bytes);
  if (text === null || text.includes('\0')) return null;
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = [',', ';', '\t'].sort((a, b) => first.split(b).length - first.split(a).length)[0]!;
  return parse(text, {
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 100_000,
  });
}

function decode(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {}
  }
  return null;
}
