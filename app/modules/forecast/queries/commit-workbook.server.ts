import type { TFunction } from 'i18next';
import writeXlsxFile, { type CellObject, type SheetData } from 'write-excel-file/node';
import type { Sheet } from '~/platform/spreadsheet.server';
import { isReasonCode, REASON_CODES } from '../domain/commit/commit-bucket';
import { COMMIT_COLUMNS, type CommitColumn, EDITABLE_COLUMNS } from '../domain/commit/commit-sheet';
import type { CommitFileRow } from './commit-file.server';

type Words = TFunction<'commit'>;
/** Text of the cells that may be written into. No other cell has this colour, so their style is found by it. */
const OPEN_TEXT = '#000001';
const ZONE_FILL = { frozen: '#dfe7f3', firm: '#f0f3f8', free: '#ffffff' } as const;
const OPEN_FILL = '#fffbe6';
const WIDTHS: Record<CommitColumn | 'problem', number> = {
  sku: 16,
  name: 30,
  week: 12,
  zone: 10,
  forecast: 10,
  commit: 10,
  upside: 10,
  reason: 16,
  note: 30,
  version: 9,
  revision: 9,
  problem: 60,
};

/** Rows of a file; those that come back with a reason have one more column. */
export interface WorkbookRow extends CommitFileRow {
  problem?: string;
}

/** The same table for CSV: plain values under the column's words. */
export function commitSheet(rows: readonly WorkbookRow[], t: Words, locale: string): Sheet {
  return {
    name: t('file.sheet'),
    columns: COMMIT_COLUMNS.map((column) => ({ header: t(`file.columns.${column}`), width: WIDTHS[column] })),
    rows: rows.map((row) => COMMIT_COLUMNS.map((column) => cellValue(row, column, t, locale))),
  };
}

function cellValue(row: WorkbookRow, column: CommitColumn, t: Words, locale: string): string | number | null {
  if (column === 'sku') return row.code;
  if (column === 'name') return locale === 'zh' ? row.nameZh : row.nameEn;
  if (column === 'zone') return t(`zone.${row.zone}`);
  if (column === 'reason') return isReasonCode(row.reason) ? t(`reasons.${row.reason}`) : row.reason;
  return row[column];
}

/**
 * The workbook that goes out and comes back: a protected sheet in which only answers of open weeks can be written, zones
 * coloured, reasons to choose from, and a sheet of notes in the reader's language. The protection keeps slips away and is no
 * secret: what comes back is judged anew, whatever it says.
 */
export async function commitWorkbook(
  rows: readonly WorkbookRow[],
  t: Words,
  locale: string,
): Promise<Buffer> {
  const columns: (CommitColumn | 'problem')[] = rows.some(({ problem }) => problem)
    ? [...COMMIT_COLUMNS, 'problem']
    : [...COMMIT_COLUMNS];
  const head: CellObject[] = columns.map((column) => ({
    value: t(`file.columns.${column}`),
    type: String,
    fontWeight: 'bold',
    backgroundColor: '#eceef1',
  }));
  const data: SheetData = [
    head,
    ...rows.map((row) => columns.map((column) => cellOf(row, column, t, locale))),
  ];
  const notes: SheetData = t('file.notes')
    .split('\n')
    .map((line, index) => [
      { value: line, type: String, ...(index === 0 ? { fontWeight: 'bold' as const } : {}), wrap: true },
    ]);
  const reasonColumn = String.fromCharCode(65 + columns.indexOf('reason'));
  return writeXlsxFile(
    [
      {
        data,
        sheet: t('file.sheet').slice(0, 31),
        columns: columns.map((column) => ({ width: WIDTHS[column] })),
        stickyRowsCount: 1,
        stickyColumnsCount: 1,
      },
      { data: notes, sheet: t('file.notesSheet').slice(0, 31), columns: [{ width: 100 }] },
    ],
    {
      features: [
        {
          files: {
            transform: {
              'xl/styles.xml': { transform: openCells },
              'xl/worksheets/sheet{id}.xml': {
                transform: (xml, _options, { sheetIndex }) =>
                  sheetIndex === 0
                    ? protect(xml, {
                        range: `A1:${String.fromCharCode(64 + columns.length)}${rows.length + 1}`,
                        reasons: `${reasonColumn}2:${reasonColumn}${rows.length + 1}`,
                        words: REASON_CODES.map((code) => t(`reasons.${code}`)),
                      })
                    : xml,
              },
            },
          },
        },
      ],
    },
  ).toBuffer();
}

function cellOf(row: WorkbookRow, column: CommitColumn | 'problem', t: Words, locale: string): CellObject {
  if (column === 'problem') return { value: row.problem ?? '', type: String, textColor: '#b3261e' };
  const value = cellValue(row, column, t, locale);
  const isOpen = row.zone !== 'frozen' && EDITABLE_COLUMNS.includes(column);
  const style = isOpen
    ? { textColor: OPEN_TEXT, backgroundColor: OPEN_FILL }
    : { backgroundColor: ZONE_FILL[row.zone] };
  if (value === null || value === '') return style;
  return typeof value === 'number'
    ? { value, type: Number, ...style }
    : // A leading sign would be run as a formula by some programs; as a text of its own type it is not.
      { value, type: String, ...style };
}

/** Unlocks the cells whose text has the colour of open cells. */
function openCells(xml: string): string {
  const fonts = /<fonts[^>]*>(.*?)<\/fonts>/s.exec(xml)?.[1]?.match(/<font>.*?<\/font>/gs) ?? [];
  const open = fonts.findIndex((font) => font.includes(`rgb="FF${OPEN_TEXT.slice(1).toUpperCase()}"`));
  if (open < 0) return xml;
  const style = new RegExp(`<xf ([^>]*\\bfontId="${open}"[^>]*)></xf>`, 'g');
  return xml.replace(style, '<xf $1 applyProtection="1"><protection locked="0"/></xf>');
}

/** Protection, filters and the list of reasons, in the order in which the format wants them. */
function protect(xml: string, given: { range: string; reasons: string; words: readonly string[] }): string {
  const list = given.words.map(escapeXml).join(',');
  const parts = [
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>',
    `<autoFilter ref="${given.range}"/>`,
    `<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="${given.reasons}"><formula1>"${list}"</formula1></dataValidation></dataValidations>`,
  ];
  return xml.replace('</sheetData>', `</sheetData>${parts.join('')}`);
}

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll(',', '，');
