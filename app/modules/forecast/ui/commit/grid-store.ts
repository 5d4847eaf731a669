import type { Problem } from '~/kernel/problem';
import { answerProblem, isReasonCode, type ReasonCode, readPieces } from '../../domain/commit/commit-bucket';
import type { HeldCommit } from '../../domain/commit/decide-commit';
import type { GridRow, GridView, LiabilityView } from '../../domain/commit/grid-view';
import { waits } from '../../domain/commit/mass-commit';
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

type Change = { key: string; before: Edit | undefined; after: Edit | undefined };

/** What an action of many cells came to. */
export interface Touched {
  written: number;
  /** Cells of frozen weeks that were left out. */
  frozen: number;
  /** Cells that lie outside the grid. */
  outside: number;
}

const keyOf = (skuId: string, week: string) => `${skuId} ${week}`;
const MOST_UNDO = 200;

/**
 * The state of the grid outside of React: each cell subscribes to itself, so that a key changes what it touches and nothing
 * else. Edits go by SKU and week, so they stay when rows are loaded again, filtered or sorted, and a new version comes.
 */
export class GridStore {
  rows: readonly GridRow[] = [];
  weeks: readonly string[] = [];
  layer: Layer = 'commit';
  active: Place = { row: 0, col: 0 };
  anchor: Place = { row: 0, col: 0 };
  /** The text with which the open editor began; null while none is open. */
  editing: string | null = null;

  private edits = new Map<string, Edit>();
  private problems = new Map<string, Problem>();
  private conflicts = new Map<string, EditConflict>();
  private undoable: Change[][] = [];
  private redoable: Change[][] = [];
  private views = new Map<number, CellView>();
  private cellListeners = new Map<number, Set<() => void>>();
  private listeners = new Set<() => void>();
  private summary: Summary | null = null;
  private rowOf = new Map<string, number>();
  private colOf = new Map<string, number>();
  version = 0;

  constructor(
    view: Pick<GridView, 'rows' | 'weeks'>,
    readonly isReadOnly = false,
  ) {
    this.load(view);
  }

  /** Takes rows anew. Edits stay; those that say what is held now are done with. */
  load(view: Pick<GridView, 'rows' | 'weeks'>): void {
    this.rows = view.rows;
    this.weeks = view.weeks.map(({ monday }) => monday);
    this.rowOf = new Map(view.rows.map((row, index) => [row.skuId, index]));
    this.colOf = new Map(this.weeks.map((week, index) => [week, index]));
    this.active = this.clamp(this.active);
    this.anchor = this.clamp(this.anchor);
    for (const [key, edit] of this.edits) this.meet(key, edit);
    this.changedAll();
  }

  /** Compares an edit with what the row says now: another answer or another figure is a conflict to decide. */
  private meet(key: string, edit: Edit): void {
    const place = this.placeOf(key);
    if (!place) return;
    const row = this.rows[place.row]!;
    const held = row.held[place.col] ?? null;
    const forecast = row.forecast[place.col] ?? 0;
    if ((held?.revision ?? 0) !== edit.baseRevision) {
      const same = held && this.isHeld(edit, held);
      if (same) {
        this.edits.delete(key);
        this.conflicts.delete(key);
        this.problems.delete(key);
      } else this.conflicts.set(key, { cause: 'answered', forecast, version: 0, held });
    } else if (forecast !== edit.seenForecast)
      this.conflicts.set(key, { cause: 'asked', forecast, version: 0, held });
    else this.conflicts.delete(key);
  }

  private isHeld(edit: Edit, held: HeldCommit): boolean {
    return (
      plain(edit.commit) === String(held.commit) &&
      plain(edit.upside) === String(held.upside) &&
      edit.reason === (held.reason ?? '') &&
      edit.note === (held.note ?? '')
    );
  }

  private placeOf(key: string): Place | null {
    const at = key.indexOf(' ');
    const row = this.rowOf.get(key.slice(0, at));
    const col = this.colOf.get(key.slice(at + 1));
    return row === undefined || col === undefined ? null : { row, col };
  }

  private clamp({ row, col }: Place): Place {
    return {
      row: Math.max(0, Math.min(row, this.rows.length - 1)),
      col: Math.max(0, Math.min(col, this.weeks.length - 1)),
    };
  }

  keyAt({ row, col }: Place): string {
    return keyOf(this.rows[row]?.skuId ?? '', this.weeks[col] ?? '');
  }

  // Reading ---------------------------------------------------------------------------------------------------------

  private index(row: number, col: number): number {
    return row * this.weeks.length + col;
  }

  /** A bucket as it is shown; the same object until something about it changes. */
  cell(row: number, col: number): CellView {
    const index = this.index(row, col);
    let view = this.views.get(index);
    if (!view) {
      view = this.makeView(row, col);
      this.views.set(index, view);
    }
    return view;
  }

  private makeView(row: number, col: number): CellView {
    const line = this.rows[row]!;
    const key = this.keyAt({ row, col });
    const held = line.held[col] ?? null;
    const edit = this.edits.get(key);
    const forecast = line.forecast[col] ?? 0;
    const zone = line.zones[col] ?? 'free';
    const { commit, upside, reason, note } = edit ?? textsOf(held);
    const pieces = readPieces(commit);
    const answered = pieces.ok ? pieces.value : null;
    const isActive = this.active.row === row && this.active.col === col;
    const isLess = answered !== null && answered < forecast;
    return {
      forecast,
      zone,
      commit,
      upside,
      reason,
      note,
      difference: answered === null ? null : answered - forecast,
      isEdited: edit !== undefined,
      isWaiting: waits({
        forecast,
        zone,
        commit: answered,
        answeredForecast: edit ? forecast : (held?.forecast ?? null),
      }),
      needsReason: isLess && !isReasonCode(reason) && zone !== 'frozen',
      problem: edit
        ? (this.problems.get(key) ?? this.textProblem(commit, upside, reason, forecast, zone, note))
        : null,
      conflict: this.conflicts.get(key) ?? null,
      isActive,
      isSelected: isInside(this.range(), row, col),
      isEditing: isActive && this.editing !== null,
      held,
      request: line.requests[col] ?? null,
      agreed: line.agreed[col] ?? null,
      liability: line.liability[col] ?? null,
    };
  }

  /** What is wrong with an edit as typed. */
  private textProblem(
    commitText: string,
    upsideText: string,
    reason: string,
    forecast: number,
    zone: Zone,
    note: string,
  ): Problem | null {
    const commit = readPieces(commitText);
    if (!commit.ok) return { ...commit.error, field: 'commit' };
    const upside = readPieces(upsideText);
    if (!upside.ok) return { ...upside.error, field: 'upside' };
    if (commit.value === null) return { code: 'value_required', field: 'commit' };
    const answer = {
      commit: commit.value,
      upside: upside.value ?? 0,
      reason: (reason || null) as ReasonCode | null,
      note: note || null,
    };
    return answerProblem(answer, forecast, zone);
  }

  range(): Range {
    const { active, anchor } = this;
    return {
      top: Math.min(active.row, anchor.row),
      left: Math.min(active.col, anchor.col),
      bottom: Math.max(active.row, anchor.row),
      right: Math.max(active.col, anchor.col),
    };
  }

  /** The text of a cell in the layer that is worked on. */
  textAt(row: number, col: number): string {
    return this.cell(row, col)[this.layer];
  }

  /** Cells of the selection as texts. */
  selectedTexts(): string[][] {
    const { top, left, bottom, right } = this.range();
    return Array.from({ length: bottom - top + 1 }, (_, r) =>
      Array.from({ length: right - left + 1 }, (_, c) => this.textAt(top + r, left + c)),
    );
  }

  getSummary = (): Summary => {
    if (this.summary) return this.summary;
    let wrong = 0;
    let missingReasons = 0;
    for (const key of this.edits.keys()) {
      const place = this.placeOf(key);
      if (!place) continue;
      const { problem } = this.cell(place.row, place.col);
      if (problem?.code === 'commit_reason_missing') missingReasons += 1;
      else if (problem) wrong += 1;
    }
    this.summary = {
      edited: this.edits.size,
      wrong,
      conflicts: this.conflicts.size,
      missingReasons,
      canUndo: this.undoable.length > 0,
      canRedo: this.redoable.length > 0,
      layer: this.layer,
    };
    return this.summary;
  };

  /** Edits that wait to be saved, with their places where they are on the page. */
  entries(): { key: string; edit: Edit; place: Place | null; conflict: EditConflict | null }[] {
    return [...this.edits].map(([key, edit]) => ({
      key,
      edit,
      place: this.placeOf(key),
      conflict: this.conflicts.get(key) ?? null,
    }));
  }

  // Listening -------------------------------------------------------------------------------------------------------

  subscribeCell(row: number, col: number, listener: () => void): () => void {
    const index = this.index(row, col);
    let set = this.cellListeners.get(index);
    if (!set) {
      set = new Set();
      this.cellListeners.set(index, set);
    }
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0) this.cellListeners.delete(index);
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Changes with everything that the bars and panels around the grid show. */
  getVersion = (): number => this.version;

  private changed(row: number, col: number): void {
    const index = this.index(row, col);
    this.views.delete(index);
    for (const listener of this.cellListeners.get(index) ?? []) listener();
  }

  private changedRange({ top, left, bottom, right }: Range): void {
    for (let row = top; row <= bottom; row++) {
      for (let col = left; col <= right; col++) this.changed(row, col);
    }
  }

  private changedAll(): void {
    this.views.clear();
    this.tell();
    for (const set of [...this.cellListeners.values()]) for (const listener of set) listener();
  }

  private tell(): void {
    this.summary = null;
    this.version += 1;
    for (const listener of this.listeners) listener();
  }

  // Moving ----------------------------------------------------------------------------------------------------------

  /** Makes a cell the active one; `extend` keeps the other end of the selection. Closes an open editor without its text. */
  moveTo(place: Place, extend = false): void {
    const before = this.range();
    this.editing = null;
    this.active = this.clamp(place);
    if (!extend) this.anchor = this.active;
    const after = this.range();
    this.changedRange(before);
    this.changedRange(after);
    this.tell();
  }

  selectRange(from: Place, to: Place): void {
    const before = this.range();
    this.anchor = this.clamp(from);
    this.active = this.clamp(to);
    this.changedRange(before);
    this.changedRange(this.range());
    this.tell();
  }

  setLayer(layer: Layer): void {
    this.editing = null;
    this.layer = layer;
    this.changedAll();
  }

  // Editing ---------------------------------------------------------------------------------------------------------

  /** Whether a cell may be written into: frozen buckets change only with both sides. */
  isOpen(row: number, col: number): boolean {
    return !this.isReadOnly && this.rows[row] !== undefined && this.rows[row].zones[col] !== 'frozen';
  }

  /** Opens the editor in the active cell. @returns false where it may not be edited */
  edit(text: string): boolean {
    const { row, col } = this.active;
    if (!this.isOpen(row, col)) return false;
    this.editing = text;
    this.changed(row, col);
    this.tell();
    return true;
  }

  /** Closes the editor; null drops its text. */
  endEdit(text: string | null): void {
    const { row, col } = this.active;
    this.editing = null;
    if (text !== null && text !== this.textAt(row, col))
      this.write([{ row, col, values: this.valueOf(text) }]);
    else {
      this.changed(row, col);
      this.tell();
    }
  }

  private valueOf(text: string): Partial<Edit> {
    return this.layer === 'reason' ? { reason: text.trim() } : { [this.layer]: text.trim() };
  }

  /** Writes values into cells as one step that can be undone. Frozen cells are left out. */
  write(
    cells: readonly { row: number; col: number; values: Partial<Edit> }[],
    channel: 'grid' | 'mass' = 'grid',
  ): Touched {
    const touched: Touched = { written: 0, frozen: 0, outside: 0 };
    const step: Change[] = [];
    for (const { row, col, values } of cells) {
      if (row >= this.rows.length || col >= this.weeks.length) {
        touched.outside += 1;
        continue;
      }
      if (!this.isOpen(row, col)) {
        touched.frozen += 1;
        continue;
      }
      const key = this.keyAt({ row, col });
      const before = this.edits.get(key);
      const line = this.rows[row]!;
      const held = line.held[col] ?? null;
      const after: Edit = { ...(before ?? this.blank(row, col)), ...values, channel };
      step.push({
        key,
        before,
        after: this.isNothing(after, held, line.forecast[col] ?? 0) ? undefined : after,
      });
      touched.written += 1;
    }
    this.commit(step);
    return touched;
  }

  /** The answer as it stands, to be changed. */
  private blank(row: number, col: number): Edit {
    const line = this.rows[row]!;
    const held = line.held[col] ?? null;
    return {
      ...textsOf(held),
      channel: 'grid',
      baseRevision: held?.revision ?? 0,
      seenForecast: line.forecast[col] ?? 0,
    };
  }

  /** Whether an edit says just what is held already. */
  private isNothing(edit: Edit, held: HeldCommit | null, forecast: number): boolean {
    if (held) return this.isHeld(edit, held) && held.forecast === forecast;
    return !edit.commit && !edit.upside && !edit.reason && !edit.note;
  }

  private commit(step: Change[]): void {
    if (step.length === 0) return;
    this.undoable.push(step);
    if (this.undoable.length > MOST_UNDO) this.undoable.shift();
    this.redoable = [];
    this.apply(step, 'after');
  }

  private apply(step: readonly Change[], side: 'before' | 'after'): void {
    for (const change of step) {
      const edit = change[side];
      if (edit) this.edits.set(change.key, edit);
      else this.edits.delete(change.key);
      this.problems.delete(change.key);
      this.conflicts.delete(change.key);
      if (edit) this.meet(change.key, edit);
    }
    for (const { key } of step) {
      const place = this.placeOf(key);
      if (place) this.changed(place.row, place.col);
    }
    this.tell();
  }

  /** Takes back the last step. @returns the number of cells, 0 when there is none */
  undo(): number {
    const step = this.undoable.pop();
    if (!step) return 0;
    this.redoable.push(step);
    this.apply(step, 'before');
    return step.length;
  }

  redo(): number {
    const step = this.redoable.pop();
    if (!step) return 0;
    this.undoable.push(step);
    this.apply(step, 'after');
    return step.length;
  }

  /**
   * Writes a block of texts from the selection's corner on; one text fills the whole selection. Empty texts leave a cell as it
   * is: an answer cannot be emptied.
   *
   * @param reasonOf the code that a word means; the word itself where it means none
   */
  paste(block: readonly (readonly string[])[], reasonOf: (word: string) => string): Touched {
    const range = this.range();
    const [height, width] = [block.length, Math.max(0, ...block.map((row) => row.length))];
    if (height === 0 || width === 0) return { written: 0, frozen: 0, outside: 0 };
    const isOne = height === 1 && width === 1;
    const rows = isOne ? range.bottom - range.top + 1 : height;
    const cols = isOne ? range.right - range.left + 1 : width;
    const cells: { row: number; col: number; values: Partial<Edit> }[] = [];
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < cols; c++) {
        const text = (isOne ? block[0]![0]! : (block[r]?.[c] ?? '')).trim();
        if (text === '') continue;
        cells.push({ row: range.top + r, col: range.left + c, values: this.typed(text, reasonOf) });
      }
    }
    if (!isOne) {
      const from = { row: range.top, col: range.left };
      this.selectRange(from, { row: range.top + rows - 1, col: range.left + cols - 1 });
    }
    return this.write(cells);
  }

  /** A text as the layer keeps it: figures in plain digits where they can be read. */
  private typed(text: string, reasonOf: (word: string) => string): Partial<Edit> {
    if (this.layer === 'reason') return { reason: reasonOf(text) };
    const pieces = readPieces(text);
    return { [this.layer]: pieces.ok && pieces.value !== null ? String(pieces.value) : text };
  }

  /** Copies the first column over the selection to the right, or the first row down. */
  fill(direction: 'right' | 'down'): Touched {
    const { top, left, bottom, right } = this.range();
    const cells: { row: number; col: number; values: Partial<Edit> }[] = [];
    for (let row = top; row <= bottom; row++) {
      for (let col = left; col <= right; col++) {
        const [fromRow, fromCol] = direction === 'right' ? [row, left] : [top, col];
        if (row === fromRow && col === fromCol) continue;
        const text = this.textAt(fromRow, fromCol);
        if (text !== '') cells.push({ row, col, values: this.valueOf(text) });
      }
    }
    return this.write(cells);
  }

  /** Writes the same values into every cell of the selection that holds or will hold an answer. */
  writeSelected(values: Partial<Edit>, where: (cell: CellView) => boolean = () => true): Touched {
    const { top, left, bottom, right } = this.range();
    const cells: { row: number; col: number; values: Partial<Edit> }[] = [];
    for (let row = top; row <= bottom; row++) {
      for (let col = left; col <= right; col++) {
        if (where(this.cell(row, col))) cells.push({ row, col, values });
      }
    }
    return this.write(cells);
  }

  /** Gives a reason to every unsaved "less" that has none. */
  explainAll(reason: ReasonCode): Touched {
    const cells = [...this.edits.keys()].flatMap((key) => {
      const place = this.placeOf(key);
      return place && this.cell(place.row, place.col).needsReason ? [{ ...place, values: { reason } }] : [];
    });
    return this.write(cells);
  }

  /**
   * Empties the selection in the layer: what was typed is taken back, upside and reasons that are held become none. A held
   * commitment stays: it can be answered anew, not unsaid.
   */
  clearSelected(): Touched {
    const { top, left, bottom, right } = this.range();
    const touched: Touched = { written: 0, frozen: 0, outside: 0 };
    const step: Change[] = [];
    for (let row = top; row <= bottom; row++) {
      for (let col = left; col <= right; col++) {
        if (!this.isOpen(row, col)) {
          touched.frozen += 1;
          continue;
        }
        const key = this.keyAt({ row, col });
        const before = this.edits.get(key);
        const after = this.layer === 'commit' ? undefined : this.emptied(before, row, col);
        if (!before && !after) continue;
        step.push({ key, before, after });
        touched.written += 1;
      }
    }
    this.commit(step);
    return touched;
  }

  private emptied(before: Edit | undefined, row: number, col: number): Edit | undefined {
    const edit = before ?? this.blank(row, col);
    if (edit[this.layer] === '') return before;
    const line = this.rows[row]!;
    const after: Edit = { ...edit, [this.layer]: '' };
    return this.isNothing(after, line.held[col] ?? null, line.forecast[col] ?? 0) ? undefined : after;
  }

  /** Drops everything that was typed, as one step that can be undone. */
  dropAll(): void {
    this.commit([...this.edits].map(([key, before]) => ({ key, before, after: undefined })));
  }

  // Saving ----------------------------------------------------------------------------------------------------------

  /** Takes the server's answer: what was saved is done, the rest stays with what is against it. */
  settle(answer: {
    saved: readonly { skuId: string; week: string; revision: number }[];
    refused: readonly { skuId: string; week: string; problem: Problem }[];
    conflicts: readonly (EditConflict & { skuId: string; week: string })[];
  }): void {
    for (const { skuId, week } of answer.saved) {
      const key = keyOf(skuId, week);
      this.edits.delete(key);
      this.problems.delete(key);
      this.conflicts.delete(key);
    }
    for (const { skuId, week, problem } of answer.refused) this.problems.set(keyOf(skuId, week), problem);
    for (const { skuId, week, ...conflict } of answer.conflicts)
      this.conflicts.set(keyOf(skuId, week), conflict);
    // What was saved is behind every step: undoing across it would bring back what no longer is.
    this.undoable = [];
    this.redoable = [];
    this.changedAll();
  }

  /** Decides a conflict: keeps the own answer, now given to what was met, or drops it. */
  decide(key: string, keepOwn: boolean): void {
    const edit = this.edits.get(key);
    const conflict = this.conflicts.get(key);
    if (!edit || !conflict) return;
    this.conflicts.delete(key);
    if (keepOwn)
      this.edits.set(key, {
        ...edit,
        baseRevision: conflict.held?.revision ?? 0,
        seenForecast: conflict.forecast,
      });
    else this.edits.delete(key);
    this.problems.delete(key);
    const place = this.placeOf(key);
    if (place) this.changed(place.row, place.col);
    this.undoable = [];
    this.redoable = [];
    this.tell();
  }

  // Keeping ---------------------------------------------------------------------------------------------------------

  /** Edits as text, to be kept by the browser. */
  draft(): string {
    return JSON.stringify([...this.edits]);
  }

  /** Takes kept edits back; what cannot be read is left. @returns how many */
  restore(draft: string | null): number {
    if (!draft) return 0;
    try {
      const kept = JSON.parse(draft) as [string, Edit][];
      for (const [key, edit] of kept) {
        if (
          typeof key !== 'string' ||
          typeof edit?.baseRevision !== 'number' ||
          typeof edit.commit !== 'string'
        )
          continue;
        this.edits.set(key, edit);
        this.meet(key, edit);
      }
    } catch {
      return 0;
    }
    this.changedAll();
    return this.edits.size;
  }
}

/** A figure in plain digits where it can be read, for comparing. */
function plain(text: string): string {
  const read = readPieces(text);
  return read.ok ? String(read.value ?? 0) : text;
}

/** A held answer as the grid's texts; no upside is no text. */
function textsOf(held: HeldCommit | null): Pick<Edit, 'commit' | 'upside' | 'reason' | 'note'> {
  return {
    commit: held ? String(held.commit) : '',
    upside: held && held.upside > 0 ? String(held.upside) : '',
    reason: held?.reason ?? '',
    note: held?.note ?? '',
  };
}

function isInside({ top, left, bottom, right }: Range, row: number, col: number): boolean {
  return row >= top && row <= bottom && col >= left && col <= right;
}
