import type { Problem } from '~/kernel/problem';
import type { HeldCommit } from '../../domain/commit/decide-commit';
import type { LiabilityView } from '../../domain/commit/grid-view';
import type { Zone } from '../../domain/netting/types';

/** Which figure of a bucket is typed, pasted and filled. */
export const LAYERS = ['commit', 'upside', 'reason'] as const;
export type Layer = (typeof LAYERS)[number];

/** A bucket's whole answer as typed and not saved; a figure stays the text that it is, right or wrong. */
export interface Edit {
  commit: string;
  upside: string;
  /** A reason's code, a text that is none, or '' for no reason. */
  reason: string;
  note: string;
  channel: 'grid' | 'mass';
  /** The revision and figure that its author has seen. */
  baseRevision: number;
  seenForecast: number;
}

/** Why an edit could not be saved, beside what it met. */
export interface EditConflict {
  cause: 'answered' | 'asked';
  forecast: number;
  version: number;
  held: HeldCommit | null;
}

/** A bucket as it is shown. A new object only when something about it has changed. */
export interface CellView {
  forecast: number;
  zone: Zone;
  /** The layer texts: what was typed, else what is held. */
  commit: string;
  upside: string;
  reason: string;
  note: string;
  /** Pieces promised less pieces asked for; null where nothing readable is answered. */
  difference: number | null;
  isEdited: boolean;
  isWaiting: boolean;
  /** Less than asked, and no reason yet. */
  needsReason: boolean;
  problem: Problem | null;
  conflict: EditConflict | null;
  isActive: boolean;
  isSelected: boolean;
  isEditing: boolean;
  held: HeldCommit | null;
  request: { id: string; to: number; side: 'platform' | 'factory' } | null;
  agreed: number | null;
  liability: LiabilityView | null;
}

export interface Place {
  row: number;
  col: number;
}

export interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** Counts for the bar above the grid. */
export interface Summary {
  edited: number;
  wrong: number;
  conflicts: number;
  missingReasons: number;
  canUndo: boolean;
  canRedo: boolean;
  layer: Layer;
}

/** One step of the history changes cells from one text to another. */
export type Change = { key: string; before: Edit | undefined; after: Edit | undefined };

/** What an action of many cells came to. */
export interface Touched {
  written: number;
  /** Cells of frozen weeks that were left out. */
  frozen: number;
  /** Cells that lie outside the grid. */
  outside: number;
}

/** Cells to write, each with the values that change. */
export type CellWrites = { row: number; col: number; values: Partial<Edit> }[];
