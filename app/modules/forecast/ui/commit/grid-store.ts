import type { Problem } from '~/kernel/problem';
import { isReasonCode, type ReasonCode, readPieces } from '../../domain/commit/commit-bucket';
import type { GridRow, GridView } from '../../domain/commit/grid-view';
import { waits } from '../../domain/commit/mass-commit';
import { EditSteps } from './edit-steps';
import { cellsOf, filledCells, layerValue, pastedCells } from './grid-blocks';
import { isHeld, isInside, isNothing, textProblem, textsOf } from './grid-edit';
import { GridListeners } from './grid-listeners';
import type {
  CellView,
  CellWrites,
  Change,
  Edit,
  EditConflict,
  Layer,
  Place,
  Range,
  Summary,
  Touched,
} from './grid-types';

const keyOf = (skuId: string, week: string) => `${skuId} ${week}`;

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
  private steps = new EditSteps();
  private views = new Map<number, CellView>();
  private listeners = new GridListeners();
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
      const same = held && isHeld(edit, held);
      if (same) {
        this.edits.delete(key);
        this.conflicts.delete(key);
        this.problems.delete(key);
      } else this.conflicts.set(key, { cause: 'answered', forecast, version: 0, held });
    } else if (forecast !== edit.seenForecast)
      this.conflicts.set(key, { cause: 'asked', forecast, version: 0, held });
    else this.conflicts.delete(key);
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
        ? (this.problems.get(key) ?? textProblem(commit, upside, reason, forecast, zone, note))
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
      canUndo: this.steps.canUndo,
      canRedo: this.steps.canRedo,
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

  /** Calls back when the bucket has changed; returns how to stop. */
  subscribeCell(row: number, col: number, listener: () => void): () => void {
    return this.listeners.ofCell(this.index(row, col), listener);
  }

  /** Calls back when what the bars and panels around the grid show has changed. */
  subscribe = (listener: () => void): (() => void) => this.listeners.ofAll(listener);

  /** Changes with everything that the bars and panels around the grid show. */
  getVersion = (): number => this.version;

  private changed(row: number, col: number): void {
    const index = this.index(row, col);
    this.views.delete(index);
    this.listeners.tellCell(index);
  }

  private changedRange({ top, left, bottom, right }: Range): void {
    for (let row = top; row <= bottom; row++) {
      for (let col = left; col <= right; col++) this.changed(row, col);
    }
  }

  private changedAll(): void {
    this.views.clear();
    this.tell();
    this.listeners.tellEveryCell();
  }

  private tell(): void {
    this.summary = null;
    this.version += 1;
    this.listeners.tell();
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
      this.write([{ row, col, values: layerValue(this.layer, text) }]);
    else {
      this.changed(row, col);
      this.tell();
    }
  }

  /** Writes values into cells as one step that can be undone. Frozen cells are left out. */
  write(cells: Readonly<CellWrites>, channel: 'grid' | 'mass' = 'grid'): Touched {
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
        after: isNothing(after, held, line.forecast[col] ?? 0) ? undefined : after,
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

  private commit(step: Change[]): void {
    if (step.length === 0) return;
    this.steps.add(step);
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
    const step = this.steps.back();
    if (!step) return 0;
    this.apply(step, 'before');
    return step.length;
  }

  redo(): number {
    const step = this.steps.again();
    if (!step) return 0;
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
    const { cells, last } = pastedCells(this.range(), block, this.layer, reasonOf);
    if (last) this.selectRange({ row: this.range().top, col: this.range().left }, last);
    return this.write(cells);
  }

  /** Copies the first column over the selection to the right, or the first row down. */
  fill(direction: 'right' | 'down'): Touched {
    return this.write(filledCells(this.range(), direction, (row, col) => this.textAt(row, col), this.layer));
  }

  /** Writes the same values into every cell of the selection that holds or will hold an answer. */
  writeSelected(values: Partial<Edit>, where: (cell: CellView) => boolean = () => true): Touched {
    const selected = cellsOf(this.range()).filter(({ row, col }) => where(this.cell(row, col)));
    return this.write(selected.map((cell) => ({ ...cell, values })));
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
    return isNothing(after, line.held[col] ?? null, line.forecast[col] ?? 0) ? undefined : after;
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
    this.steps.clear();
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
    this.steps.clear();
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
