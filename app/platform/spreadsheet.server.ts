import writeXlsxFile, { type SheetData } from 'write-excel-file/node';

export type SheetCell = string | number | null;

export interface SheetColumn {
  header: string;
  /** Characters. */
  width?: number;
}

export interface Sheet {
  name: string;
  columns: readonly SheetColumn[];
  rows: readonly (readonly SheetCell[])[];
}

/** Starts of a cell that spreadsheet programs read as a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;

/**
 * CSV by RFC 4180, in UTF-8 with a byte order mark, without which Excel reads Chinese as garbage. A text that a
 * spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.
 */
export function toCsv(sheet: Sheet): string {
  const lines = [sheet.columns.map(({ header }) => header), ...sheet.rows].map((row) =>
    row.map(csvCell).join(','),
  );
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function csvCell(cell: SheetCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An Excel workbook of one sheet, its head bold and kept in view. */
export async function toXlsx(sheet: Sheet): Promise<Buffer> {
  const head = sheet.columns.map(({ header }) => ({ value: header, fontWeight: 'bold' as const }));
  const data: SheetData = [
    head,
    ...sheet.rows.map((row) =>
      row.map((cell) =>
        cell === null
          ? null
          : typeof cell === 'number'
            ? { value: cell, type: Number }
            : { value: cell, type: String },
      ),
    ),
  ];
  return writeXlsxFile(data, {
    sheet: sheet.name.slice(0, 31),
    columns: sheet.columns.map(({ width = 12 }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

/** A download; the name is plain ASCII. */
export async function sheetResponse(
  sheet: Sheet,
  format: 'csv' | 'xlsx',
  fileName: string,
): Promise<Response> {
  const headers = {
    'Content-Disposition': `attachment; filename="${fileName}.${format}"`,
    'Cache-Control': 'private, no-store',
  };
  if (format === 'csv') {
    return new Response(toCsv(sheet), {
      headers: { ...headers, 'Content-Type': 'text/csv; charset=utf-8' },
    });
  }
  return workbookResponse(await toXlsx(sheet), fileName);
}

/** A workbook as a download; the name is plain ASCII. */
export function workbookResponse(bytes: Buffer, fileName: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Disposition': `attachment; filename="${fileName}.xlsx"`,
      'Cache-Control': 'private, no-store',
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    },
  });
}
