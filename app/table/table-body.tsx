import { Link } from '@remix-run/react';
import { memo } from 'react';
import { cellClass } from './columns';
import styles from './data-table.module.css';
import type { TableColumn } from './types';

interface BodyRowProps<Row> {
  row: Row;
  rowKey: string;
  first: boolean;
  columns: readonly TableColumn<Row>[];
  href: string | undefined;
  /** Undefined where rows cannot be selected. */
  selected: boolean | undefined;
  onToggle: (rowKey: string, on: boolean) => void;
  selectLabel: string;
}

function PlainRow<Row>(props: BodyRowProps<Row>) {
  const { row, rowKey, first, columns, href, selected, onToggle, selectLabel } = props;
  const selectable = selected !== undefined;
  return (
    <tr tabIndex={first ? 0 : -1} data-selected={selected || undefined} data-linked={href ? true : undefined}>
      {selectable ? (
        <td className={`${styles.sticky0} ${styles.select}`}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={selectLabel}
            checked={selected}
            onChange={(event) => onToggle(rowKey, event.currentTarget.checked)}
          />
        </td>
      ) : null}
      {columns.map((column, index) => (
        <td
          key={column.id}
          className={cellClass(columns, index, selectable)}
          data-zone={column.zone ?? undefined}
          data-phone={column.phone}
          data-unit={column.phone === 'figure' ? column.unit : undefined}
        >
          {index === 0 && href ? (
            <Link to={href} prefetch="intent" data-row-link className={styles.rowLink}>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

/** One row; drawn anew only when its data, columns or selection change. */
export const BodyRow = memo(PlainRow) as typeof PlainRow;
