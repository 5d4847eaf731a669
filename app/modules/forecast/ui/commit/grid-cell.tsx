// biome-ignore-all lint/a11y/useSemanticElements: a cell of a grid that is no table
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { REASON_CODES } from '../../domain/commit/commit-bucket';
import type { GridRow } from '../../domain/commit/grid-view';
import styles from './commit-grid.module.css';
import type { GridStore } from './grid-store';
import type { CellView } from './grid-types';
import type { GridWords } from './grid-words';

interface GridCellProps {
  store: GridStore;
  words: GridWords;
  line: GridRow;
  row: number;
  col: number;
}

/** One bucket of the grid. It listens to itself alone, so a key draws one cell and not all of them. */
export const GridCell = memo(function GridCell({ store, words, line, row, col }: GridCellProps) {
  const subscribe = useCallback(
    (listener: () => void) => store.subscribeCell(row, col, listener),
    [store, row, col],
  );
  const read = () => store.cell(row, col);
  const cell = useSyncExternalStore(subscribe, read, read);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!cell.isActive || cell.isEditing) return;
    const grid = element.current?.closest('[role="grid"]');
    // The focus follows the active cell only while it is in the grid, or fell out of it with a row that went away.
    if (grid?.contains(document.activeElement) || grid?.hasAttribute('data-focused'))
      element.current?.focus({ preventScroll: true });
  }, [cell.isActive, cell.isEditing]);
  const week = store.weeks[col] ?? '';
  return (
    <div
      ref={element}
      role="gridcell"
      tabIndex={cell.isActive && !cell.isEditing ? 0 : -1}
      aria-colindex={col + 2}
      aria-selected={cell.isSelected}
      aria-readonly={cell.zone === 'frozen' || store.isReadOnly || undefined}
      aria-invalid={cell.problem ? true : undefined}
      aria-label={cell.isActive && !cell.isEditing ? words.cell(line, week, cell) : undefined}
      className={styles.cell}
      data-row={row}
      data-col={col}
      data-zone={cell.zone}
      data-active={cell.isActive || undefined}
      data-selected={cell.isSelected || undefined}
      data-edited={cell.isEdited || undefined}
      data-state={stateOf(cell)}
    >
      {cell.isEditing ? (
        <CellEditor store={store} words={words} label={words.cell(line, week, cell)} />
      ) : (
        <CellFigures cell={cell} words={words} />
      )}
    </div>
  );
});

function stateOf(cell: CellView): string | undefined {
  if (cell.conflict) return 'conflict';
  if (cell.problem) return cell.problem.code === 'commit_reason_missing' ? 'reason' : 'wrong';
  return cell.isWaiting ? 'waiting' : undefined;
}

function CellFigures({ cell, words }: { cell: CellView; words: GridWords }) {
  const { difference, upside, reason } = cell;
  return (
    <>
      <span className={styles.commit}>
        {cell.conflict || (cell.problem && cell.problem.code !== 'commit_reason_missing') ? (
          <span className={styles.mark} aria-hidden="true">
            !
          </span>
        ) : null}
        {cell.commit === '' ? <span className={styles.none}>–</span> : words.figure(cell.commit)}
      </span>
      <span className={styles.asked}>
        <span>{words.number(cell.forecast)}</span>
        {difference ? (
          <span className={difference < 0 ? styles.less : styles.more}>
            {difference < 0 ? '▼' : '▲'}
            {words.number(Math.abs(difference))}
          </span>
        ) : null}
      </span>
      <span className={styles.extra}>
        {cell.request ? <span className={styles.request}>→ {words.number(cell.request.to)}</span> : null}
        {upside === '' ? null : <span className={styles.upside}>+{words.figure(upside)}</span>}
        {reason === '' ? (
          cell.needsReason ? (
            <span className={styles.mark}>?</span>
          ) : null
        ) : (
          <span className={styles.reason}>{words.reason(reason)}</span>
        )}
      </span>
    </>
  );
}

/** The editor of the active cell. It keeps its text to itself until it is closed, so a key costs next to nothing. */
function CellEditor({ store, words, label }: { store: GridStore; words: GridWords; label: string }) {
  const input = useRef<HTMLInputElement & HTMLSelectElement>(null);
  // Before the key that opened it is typed: the character goes into the editor.
  useLayoutEffect(() => {
    const element = input.current;
    if (!element) return;
    element.focus({ preventScroll: true });
    if (element instanceof HTMLInputElement)
      element.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const isDone = useRef(false);
  const end = (text: string | null, down = 0, right = 0) => {
    if (isDone.current) return;
    isDone.current = true;
    store.endEdit(text);
    if (down !== 0 || right !== 0)
      store.moveTo({ row: store.active.row + down, col: store.active.col + right });
  };
  const shared = {
    ref: input,
    'aria-label': label,
    className: styles.editor,
    onBlur: () => end(input.current?.value ?? null),
    onKeyDown: (event: React.KeyboardEvent<HTMLInputElement | HTMLSelectElement>) => {
      event.stopPropagation();
      // Enter of an input method chooses a word and closes nothing.
      if (event.nativeEvent.isComposing) return;
      const text = input.current?.value ?? '';
      if (event.key === 'Enter') end(text, event.shiftKey ? -1 : 1);
      else if (event.key === 'Tab') end(text, 0, event.shiftKey ? -1 : 1);
      else if (event.key === 'Escape') end(null);
      else return;
      event.preventDefault();
    },
  };
  const begin = store.editing ?? '';
  if (store.layer === 'reason') {
    return (
      <select {...shared} defaultValue={begin} onChange={(event) => end(event.currentTarget.value)}>
        <option value="">–</option>
        {REASON_CODES.map((code) => (
          <option key={code} value={code}>
            {words.reason(code)}
          </option>
        ))}
      </select>
    );
  }
  return <input {...shared} defaultValue={begin} inputMode="numeric" autoComplete="off" spellCheck={false} />;
}
