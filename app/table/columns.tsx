import type { CSSProperties } from 'react';
import styles from './data-table.module.css';
import type { TableColumn } from './types';

const selectWidth = 40;
const stickyClasses = [styles.sticky0, styles.sticky1, styles.sticky2, styles.sticky3];

/** Whether the reader may switch a column off. */
export function isHideable<Row>(column: TableColumn<Row>): boolean {
  return column.hideable !== false && !column.sticky;
}

/** Classes of a column's cells: side, digits, and the place it sticks to. */
export function cellClass<Row>(
  columns: readonly TableColumn<Row>[],
  index: number,
  selectable: boolean,
): string {
  const column = columns[index];
  const place = index + (selectable ? 1 : 0);
  const sticky = column?.sticky ? stickyClasses[Math.min(place, stickyClasses.length - 1)] : undefined;
  const edge = column?.sticky && !columns[index + 1]?.sticky ? styles.edge : undefined;
  return [column?.numeric ? styles.numeric : undefined, sticky, edge].filter(Boolean).join(' ');
}

/** Least width of the table and the offsets of its sticky columns, all in pixels. */
export function tableStyle<Row>(columns: readonly TableColumn<Row>[], selectable: boolean): CSSProperties {
  const widths = [...(selectable ? [selectWidth] : []), ...columns.map((column) => column.width)];
  const offsets: Record<string, string> = {};
  let left = 0;
  widths.slice(0, stickyClasses.length).forEach((width, place) => {
    offsets[`--left${place}`] = `${left}px`;
    left += width;
  });
  const stuck = columns.filter((column) => column.sticky).reduce((sum, column) => sum + column.width, 0);
  offsets['--stuck'] = `${stuck + (selectable ? selectWidth : 0)}px`;
  return { minWidth: widths.reduce((sum, width) => sum + width, 0), ...offsets };
}

/**
 * Fixed widths, so that nothing moves as data arrive. One column takes the room that is left: the last sticky one,
 * because no sticky offset depends on it, or the first.
 */
export function ColumnWidths<Row>({
  columns,
  selectable,
}: {
  columns: readonly TableColumn<Row>[];
  selectable: boolean;
}) {
  const growing = Math.max(0, columns.filter((column) => column.sticky).length - 1);
  return (
    <colgroup>
      {selectable ? <col style={{ width: selectWidth }} /> : null}
      {columns.map((column, index) => (
        <col key={column.id} style={index === growing ? undefined : { width: column.width }} />
      ))}
    </colgroup>
  );
}
