/** Largest body of a request to the API in bytes, as sent and unpacked. 10,000 rows take about 3 MB. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** Deepest nesting of a body: the batch, its rows, a row, and one level that no row has. */
export const MAX_DEPTH = 4;
/** Rows of a page of a list: unless asked otherwise, and at most. */
export const PAGE_ROWS = 100;
export const MOST_PAGE_ROWS = 1000;
/** Problems of rows that one answer spells out; all outcomes are in it in any case. */
export const MOST_ROW_PROBLEMS = 1000;
