import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TransactionSql } from 'postgres';
import { type Cell, copyText } from '~/modules/inventory/data/copy-rows.server';

const ROWS_PER_STATEMENT = 2000;
/** Rows of a table that are collected before they are written. */
const ROWS_AT_ONCE = 20_000;
/** Below so many rows an INSERT is quicker: a COPY waits for the other side several times. */
const FEW_ROWS = 500;

/**
 * Inserts rows given as objects with column names for keys, all with the same keys. The database converts from JSON by
 * the table's own column types, so arrays, JSON, dates and big integers need no care. COPY is refused on tables with
 * row-level security; this is not.
 * @returns how many rows were inserted
 */
export async function insertRows(
  sql: TransactionSql,
  table: string,
  rows: readonly object[],
  { skipExisting = false } = {},
): Promise<number> {
  const [first] = rows;
  if (!first) return 0;
  const columns = Object.keys(first).join(', ');
  let inserted = 0;
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const json = JSON.stringify(rows.slice(from, from + ROWS_PER_STATEMENT));
    const { count } = await sql.unsafe(
      `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::text::json)
       ${skipExisting ? 'on conflict do nothing' : ''}`,
      [json],
    );
    inserted += count;
  }
  return inserted;
}

/**
 * As {@link insertRows}, several times as fast, into a table without row-level security (unless as a superuser) and without
 * array columns.
 */
export async function copyRows(sql: TransactionSql, table: string, rows: readonly object[]): Promise<number> {
  const [first] = rows;
  if (!first) return 0;
  const columns = Object.keys(first);
  if (rows.some((row) => Object.keys(row).length !== columns.length)) {
    throw new TypeError(`Rows of ${table} have other columns than the first.`);
  }
  const cells = rows.map((row) => columns.map((column) => cellOf((row as Record<string, unknown>)[column])));
  const copy = await sql.unsafe(`copy ${table} (${columns.join(', ')}) from stdin`).writable();
  await pipeline(Readable.from([Buffer.from(copyText(cells))]), copy);
  return rows.length;
}

const cellOf = (value: unknown): Cell =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as Cell);

/** Collects rows of tables that refer to each other and writes them parents first, a batch at a time. */
export class RowBuffer<T extends string> {
  readonly counts: Record<T, number>;
  private readonly waiting: Record<T, object[]>;

  /**
   * @param tables parents before children
   * @param copied those of them that {@link copyRows} may write
   */
  constructor(
    private readonly sql: TransactionSql,
    private readonly tables: readonly T[],
    private readonly copied: readonly T[] = [],
  ) {
    this.counts = Object.fromEntries(tables.map((table) => [table, 0])) as Record<T, number>;
    this.waiting = Object.fromEntries(tables.map((table) => [table, []])) as unknown as Record<T, object[]>;
  }

  add(table: T, ...rows: object[]): void {
    for (const row of rows) this.waiting[table].push(row);
  }

  /** Writes if enough rows wait. */
  async settle(): Promise<void> {
    if (this.tables.some((table) => this.waiting[table].length >= ROWS_AT_ONCE)) await this.flush();
  }

  async flush(): Promise<void> {
    for (const table of this.tables) {
      const rows = this.waiting[table].splice(0);
      const write = this.copied.includes(table) && rows.length > FEW_ROWS ? copyRows : insertRows;
      this.counts[table] += await write(this.sql, table, rows);
    }
  }
}
