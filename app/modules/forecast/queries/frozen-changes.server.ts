import type { FrozenSearch } from '../commit-forms';
import type { ReadTx } from '../data/forecast-lines.server';
import {
  countOpenRequests,
  type FrozenRequestRow,
  selectFrozenRequests,
} from '../data/frozen-requests.server';

export type { FrozenRequestRow };

export interface FrozenChangesView {
  side: 'factory' | 'platform';
  status: FrozenSearch['status'];
  rows: FrozenRequestRow[];
  /** Where the next page begins; null at the end. */
  next: string | null;
  /** Open requests: those that wait for this side, and its own that wait for the other. */
  open: { theirs: number; own: number };
}

const SIZE = 50;

/** Requests to change frozen weeks: a factory's own, or all on the platform's side. */
export async function frozenChanges(tx: ReadTx, search: FrozenSearch): Promise<FrozenChangesView> {
  const side = 'factoryId' in tx ? 'factory' : 'platform';
  const [rows, open] = await Promise.all([
    selectFrozenRequests(tx, { status: search.status, after: search.after, limit: SIZE + 1 }),
    countOpenRequests(tx, side),
  ]);
  return {
    side,
    status: search.status,
    rows: rows.slice(0, SIZE),
    next: rows.length > SIZE ? (rows[SIZE - 1]?.id ?? null) : null,
    open,
  };
}
