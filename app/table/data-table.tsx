import {
  columnVisibilityFeature,
  type RowData,
  type RowSelectionState,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useCallback, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BulkBar } from './bulk-bar';
import { ColumnWidths, cellClass, isHideable, tableStyle } from './columns';
import styles from './data-table.module.css';
import { BodyRow } from './table-body';
import { TableHead } from './table-head';
import { onTableKey } from './table-keys';
import { TablePager } from './table-pager';
import { TableTools } from './table-tools';
import type { DataTableProps, TableColumn } from './types';
import { useKeptScroll } from './use-kept-scroll';
import { useViewState } from './view-state';

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature });
const noSelection: RowSelectionState = {};

/**
 * The one table of the portal. Filters, order, page, hidden columns and density are search parameters (`sort`, `dir`,
 * `page`, `size`, `hide`, `density`), so every state has a link, works without scripts and comes back with Back; the
 * caller's loader does the work and passes the rows of one page. The model (visible columns, selection) is TanStack's;
 * cells are plain `td`, so 100 rows of 20 columns stay quick. Keep `columns`, `rowId` and `rowHref` stable (module
 * constants or memos): rows are drawn anew only when their own data, columns or selection change.
 */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { id, caption, columns, rows, rowId, rowHref, bulk, totals, pages } = props;
  const { t } = useTranslation('common');
  const view = useViewState();
  const captionId = useId();
  const region = useRef<HTMLElement>(null);
  useKeptScroll(region, id);
  const [rowSelection, setRowSelection] = useState<RowSelectionState>(noSelection);

  const definitions = useMemo(() => columns.map((column) => ({ id: column.id })), [columns]);
  const columnVisibility = useMemo(
    () =>
      Object.fromEntries(
        columns.filter(isHideable).map((column) => [column.id, !view.hidden.has(column.id)]),
      ),
    [columns, view.hidden],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows as Row[],
    getRowId: rowId,
    state: { columnVisibility, rowSelection },
    onRowSelectionChange: setRowSelection,
    enableRowSelection: bulk !== undefined,
  });
  const visible = useMemo(
    () => columns.filter((column) => columnVisibility[column.id] !== false),
    [columns, columnVisibility],
  );
  const toggle = useCallback(
    (rowKey: string, on: boolean) => table.getRow(rowKey).toggleSelected(on),
    [table],
  );
  const clear = useCallback(() => setRowSelection(noSelection), []);
  const model = table.getRowModel().rows;
  const selectedIds = bulk ? model.filter((row) => rowSelection[row.id]).map((row) => row.id) : [];
  const tools =
    bulk && selectedIds.length > 0 ? (
      <BulkBar count={selectedIds.length} onClear={clear}>
        {bulk(selectedIds, clear)}
      </BulkBar>
    ) : (
      <TableTools {...props} view={view} />
    );

  if (model.length === 0) {
    return (
      <div>
        {tools}
        {props.empty}
      </div>
    );
  }
  return (
    <div data-density={view.density}>
      {tools}
      <section
        ref={region}
        className={styles.region}
        aria-labelledby={captionId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onKeyDown={onTableKey}
      >
        <table className={styles.table} style={tableStyle(visible, bulk !== undefined)}>
          <caption id={captionId} className="visually-hidden">
            {caption} {t('table.keys')}
          </caption>
          <ColumnWidths columns={visible} selectable={bulk !== undefined} />
          <TableHead
            columns={visible}
            sort={props.sort}
            select={
              bulk
                ? {
                    all: selectedIds.length === model.length,
                    toggle: (on) => table.toggleAllRowsSelected(on),
                  }
                : undefined
            }
          />
          <tbody>
            {model.map((row, index) => (
              <BodyRow
                key={row.id}
                row={row.original}
                rowKey={row.id}
                first={index === 0}
                columns={visible}
                href={rowHref?.(row.original)}
                selected={bulk ? rowSelection[row.id] === true : undefined}
                onToggle={toggle}
                selectLabel={t('table.selectRow')}
              />
            ))}
          </tbody>
          {totals ? (
            <Totals
              columns={visible}
              totals={totals}
              label={props.totalsLabel ?? t('table.total')}
              selectable={bulk !== undefined}
            />
          ) : null}
        </table>
      </section>
      {pages ? <TablePager pages={pages} shown={model.length} /> : null}
    </div>
  );
}

interface TotalsProps<Row> {
  columns: readonly TableColumn<Row>[];
  totals: Readonly<Record<string, ReactNode>>;
  label: string;
  selectable: boolean;
}

function Totals<Row>({ columns, totals, label, selectable }: TotalsProps<Row>) {
  return (
    <tfoot>
      <tr>
        {selectable ? <td className={styles.sticky0} /> : null}
        {columns.map((column, index) => (
          <td
            key={column.id}
            className={cellClass(columns, index, selectable)}
            data-zone={column.zone ?? undefined}
            data-phone={column.phone}
            data-unit={column.phone === 'figure' ? column.unit : undefined}
          >
            {totals[column.id] ?? (index === 0 ? label : null)}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
