/** The most cells that one paste may bring: more is a file. */
export const MOST_PASTED_CELLS = 100_000;

/**
 * The cells of what a spreadsheet puts on the clipboard: tabs between cells, line ends between rows, and cells with tabs,
 * line ends or quotes in double quotes, doubled inside (as Excel, LibreOffice, WPS and Google Sheets write them). The
 * line end after the last row makes no row.
 */
export function parseClipboard(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  let cells = 0;
  const end = text.length;
  while (at < end && cells < MOST_PASTED_CELLS) {
    let cell = '';
    if (text[at] === '"') {
      const closed = closingQuote(text, at + 1);
      if (closed === null) {
        // A lone quote at the start, such as the inch sign: the cell is what it looks like.
        const next = cellEnd(text, at);
        cell = text.slice(at, next);
        at = next;
      } else {
        cell = text.slice(at + 1, closed).replaceAll('""', '"');
        at = closed + 1;
      }
    } else {
      const next = cellEnd(text, at);
      cell = text.slice(at, next);
      at = next;
    }
    row.push(cell);
    cells += 1;
    if (text[at] === '\t') {
      at += 1;
      if (at === end) row.push('');
      continue;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

/** The place of the quote that closes a cell which began before `from`; null when none does. */
function closingQuote(text: string, from: number): number | null {
  for (let at = from; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return null;
    const next = text[at + 1];
    if (next === '"') continue;
    return next === undefined || next === '\t' || next === '\r' || next === '\n' ? at : null;
  }
}

function cellEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === '\t' || sign === '\n' || sign === '\r') return at;
  }
  return text.length;
}

/** Cells as text that spreadsheets paste as cells: the inverse of {@link parseClipboard}. */
export function clipboardText(rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) =>
      row.map((cell) => (/[\t\r\n]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'),
    )
    .join('\r\n');
}
