import type { KeyboardEvent } from 'react';

/**
 * Row keys while the focus is inside the table: j/k or the arrows move, Enter opens, x selects, Home and End jump.
 * Works on the document itself, so moving never renders anything.
 */
export function onTableKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('tbody tr[tabindex]')];
  if (rows.length === 0) return;
  const current = (event.target as HTMLElement).closest<HTMLElement>('tbody tr[tabindex]');
  const at = current ? rows.indexOf(current) : -1;
  const target = rowToFocus(event.key, at, rows.length, event.target === current);
  if (target !== undefined) {
    event.preventDefault();
    focusRow(rows, target);
  } else if (current && event.key === 'x') {
    current.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
  } else if (current === event.target && event.key === 'Enter') {
    current.querySelector<HTMLAnchorElement>('a[data-row-link]')?.click();
  }
}

/** Index of the row a key leads to; undefined when the key is not about moving. */
export function rowToFocus(key: string, at: number, count: number, onRow: boolean): number | undefined {
  if (key === 'j' || (key === 'ArrowDown' && onRow)) return Math.min(at + 1, count - 1);
  if (key === 'k' || (key === 'ArrowUp' && onRow)) return Math.max(at - 1, 0);
  if (key === 'Home' && onRow) return 0;
  if (key === 'End' && onRow) return count - 1;
  return undefined;
}

function focusRow(rows: HTMLElement[], index: number): void {
  const row = rows[index];
  if (!row) return;
  for (const other of rows) other.tabIndex = other === row ? 0 : -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function isTyping(target: EventTarget): boolean {
  const element = target as HTMLElement;
  if (element instanceof HTMLInputElement) return element.type !== 'checkbox';
  return element.isContentEditable || /^(TEXTAREA|SELECT)$/.test(element.tagName);
}
