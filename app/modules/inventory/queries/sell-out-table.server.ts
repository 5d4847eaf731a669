import { isUuid } from '~/kernel/ids';
import {
  type ClockCursor,
  type ClockListRow,
  type ClockTotals,
  type ReadTx,
  selectClockFactories,
  selectClockList,
  selectClockTotals,
} from '../data/sell-out-list.server';
import { CLOCK_STATES } from '../domain/clock/clock-list';
import type { SellOutSearch } from '../sell-out-forms';
import { type ClockSummary, clockSummary } from './clock-summary.server';

export const CLOCKS_PER_PAGE = 50;
/** Clocks that one export holds. */
export const CLOCK_EXPORT_ROWS = 10_000;

export interface SellOutTable {
  rows: ClockSummary[];
  /** Cursor of the next page; null on the last one. */
  next: string | null;
  totals: ClockTotals[];
  /** On the platform: the factories that have clocks. */
  factories: { slug: string; nameEn: string; nameZh: string }[] | null;
}

/** One page of clocks: a factory's own in its scope, those of all factories in the platform's. */
export async function sellOutTable(
  tx: ReadTx,
  search: SellOutSearch,
  nowMs: number,
  limit = CLOCKS_PER_PAGE,
): Promise<SellOutTable> {
  const found = await selectClockList(tx, search, parseCursor(search.after), limit + 1);
  const rows = found.slice(0, limit);
  return {
    rows: rows.map((row) => clockSummary(row, nowMs)),
    next: found.length > limit ? cursorOf(rows.at(-1)!) : null,
    totals: await selectClockTotals(tx, search),
    factories: 'factoryId' in tx ? null : await selectClockFactories(tx),
  };
}

const cursorOf = (row: ClockListRow) => `${row.status}_${row.sortAt ?? ''}_${row.id}`;

const CURSOR = /^([a-z]+(?:_[a-z]+)?)_(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)?_(.{36})$/;

function parseCursor(text: string | undefined): ClockCursor | null {
  const [, state, at, id] = text?.match(CURSOR) ?? [];
  const known = CLOCK_STATES.find((name) => name === state);
  if (!known || !isUuid(id) || (at !== undefined && Number.isNaN(Date.parse(at)))) return null;
  return { state: known, at: at ?? null, id };
}
