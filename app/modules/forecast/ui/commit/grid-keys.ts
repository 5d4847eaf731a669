import type { KeyboardEvent } from 'react';
import type { GridStore } from './grid-store';
import type { Touched } from './grid-types';

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
  const wasReleased = isReleased;
  isReleased = false;
  if (!event.altKey && takeKey(event, store, actions, wasReleased)) event.preventDefault();
}

/** @returns whether the key is done with and means nothing to the browser any more */
function takeKey(
  event: KeyboardEvent,
  store: GridStore,
  actions: GridKeyActions,
  wasReleased: boolean,
): boolean {
  const { key, shiftKey } = event;
  const { row, col } = store.active;
  if (move(event, store, actions)) return true;
  if (key === 'Tab') {
    if (wasReleased || isAtEdge(store, shiftKey)) return false;
    store.moveTo({ row, col: col + (shiftKey ? -1 : 1) });
    return true;
  }
  if (key === 'Enter') {
    store.moveTo({ row: row + (shiftKey ? -1 : 1), col });
    return true;
  }
  if (key === 'Escape') {
    isReleased = true;
    store.moveTo(store.active);
    actions.told('released');
    return false;
  }
  if (event.ctrlKey || event.metaKey) return takeControl(event, store, actions);
  if (key === 'F2') {
    openEditor(store, null, actions);
    return true;
  }
  if (key === 'Delete' || key === 'Backspace') {
    if (!store.isReadOnly) actions.told('cleared', store.clearSelected());
    return true;
  }
  if (key === '?') {
    actions.help();
    return true;
  }
  if (key.length !== 1 && key !== 'Process') return false;
  // The character itself goes into the editor that opens, so input methods work as everywhere.
  return !openEditor(store, store.layer === 'reason' ? null : '', actions);
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

function takeControl(event: KeyboardEvent, store: GridStore, actions: GridKeyActions): boolean {
  const key = event.key.toLowerCase();
  const last = { row: store.rows.length - 1, col: store.weeks.length - 1 };
  if (key === 'a') store.selectRange(last, { row: 0, col: 0 });
  else if (key === 's') actions.save();
  else if (store.isReadOnly) return false;
  else if (key === 'r') actions.told('filled', store.fill('right'));
  else if (key === 'd') actions.told('filled', store.fill('down'));
  else if (key === 'y' || (key === 'z' && event.shiftKey)) actions.told('redone', undefined, store.redo());
  else if (key === 'z') actions.told('undone', undefined, store.undo());
  else return false;
  return true;
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
