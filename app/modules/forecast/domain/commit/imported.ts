import type { Problem } from '~/kernel/problem';
import type { Zone } from '../netting/types';
import type { CommitColumn } from './commit-sheet';

/** A row that was not taken, with the bucket as it is now where there is one. */
export interface ReturnedRow {
  row: number;
  column: CommitColumn | null;
  problem: Problem;
  code: string;
  week: string;
  /** As the file says. */
  given: { commit: string; upside: string; reason: string; note: string };
  now: { forecast: number; zone: Zone; revision: number; commit: number | null } | null;
}

export interface ImportedCommits {
  version: number;
  written: number;
  /** Rows that say what is held already, or were not touched since they went out. */
  unchanged: number;
  empty: number;
  returned: ReturnedRow[];
}
