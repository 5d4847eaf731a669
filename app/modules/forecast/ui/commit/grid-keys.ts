import type { KeyboardEvent } from 'react';
import type { GridStore, Touched } from './grid-store';

/** What keys do besides moving: told to the reader by the grid. */
export interface GridKeyActions {
  /** Rows of one screen, for Page up and Page down. */
  pageRows: () => number;
  told: (
    what: 'filled' | 'cleared' | 'undone' | 'redone' | 'released' | 'frozen',
    touched?: Touched,
    cells?: number,
  ) => void;
  save: () => void;
  help: () => void;
}

/** Whether the next Tab leaves the grid: after Escape, so that the keyboard is never caught in it. */
let isReleased = false;

const ARROWS: Record<string, readonly [row: number, col: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The keys of a spreadsheet while no editor is open. Keys that mean nothing here are left to the browser. */
export function onGridKey(event: KeyboardEvent, store: GridStore, actions: GridKeyActions): void {
  const { key, shiftKey } = event;
  const control = event.ctrlKey || event.metaKey;
  const wasReleased = isReleased;
  isReleased = false;
  if (event.altKey) return;
  if (move(event, store, actions)) return done(event);
  if (key === 'Tab') {
    if (wasReleased || isAtEdge(store, shiftKey)) return;
    store.moveTo({ row: store.active.row, col: store.active.col + (shiftKey ? -1 : 1) });
    return done(event);
  }
  if (key === 'Enter') {
    store.moveTo({ row: store.active.row + (shiftKey ? -1 : 1), col: store.active.col });
    return done(event);
  }
  if (key === 'Escape') {
    isReleased = true;
    store.moveTo(store.active);
    actions.told('released');
    return;
  }
  if (control) return onControl(event, store, actions);
  if (key === 'F2') {
    openEditor(store, null, actions);
    return done(event);
  }
  if (key === 'Delete' || key === 'Backspace') {
    if (!store.isReadOnly) actions.told('cleared', store.clearSelected());
    return done(event);
  }
  if (key === '?') {
    actions.help();
    return done(event);
  }
  // The character itself goes into the editor that opens, so input methods work as everywhere.
  if (key.length === 1 || key === 'Process') {
    if (!openEditor(store, store.layer === 'reason' ? null : '', actions)) event.preventDefault();
  }
}

function move(event: KeyboardEvent, store: GridStore, { pageRows }: GridKeyActions): boolean {
  const { key, shiftKey } = event;
  const control = event.ctrlKey || event.metaKey;
  const { row, col } = store.active;
  const [lastRow, lastCol] = [store.rows.length - 1, store.weeks.length - 1];
  const arrow = ARROWS[key];
  if (arrow) {
    const [down, right] = arrow;
    const far = control ? 1e6 : 1;
    store.moveTo({ row: row + down * far, col: col + right * far }, shiftKey);
    return true;
  }
  if (key === 'Home') store.moveTo({ row: control ? 0 : row, col: 0 }, shiftKey);
  else if (key === 'End') store.moveTo({ row: control ? lastRow : row, col: lastCol }, shiftKey);
  else if (key === 'PageUp') store.moveTo({ row: row - pageRows(), col }, shiftKey);
  else if (key === 'PageDown') store.moveTo({ row: row + pageRows(), col }, shiftKey);
  else return false;
  return true;
}

function onControl(event: KeyboardEvent, store: GridStore, actions: GridKeyActions): void {
  const key = event.key.toLowerCase();
  if (key === 'a')
    store.selectRange({ row: store.rows.length - 1, col: store.weeks.length - 1 }, { row: 0, col: 0 });
  else if (key === 's') actions.save();
  else if (store.isReadOnly) return;
  else if (key === 'r') actions.told('filled', store.fill('right'));
  else if (key === 'd') actions.told('filled', store.fill('down'));
  else if (key === 'y' || (key === 'z' && event.shiftKey)) actions.told('redone', undefined, store.redo());
  else if (key === 'z') actions.told('undone', undefined, store.undo());
  else return;
  done(event);
}

/** @param text what the editor begins with; null for what stands in the cell */
function openEditor(store: GridStore, text: string | null, actions: GridKeyActions): boolean {
  const { row, col } = store.active;
  const isOpen = store.edit(text ?? store.textAt(row, col));
  if (!isOpen && !store.isReadOnly) actions.told('frozen');
  return isOpen;
}

function isAtEdge(store: GridStore, back: boolean): boolean {
  return back ? store.active.col === 0 : store.active.col === store.weeks.length - 1;
}

function done(event: KeyboardEvent): void {
  event.preventDefault();
}
