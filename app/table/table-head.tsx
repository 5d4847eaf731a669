import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { cellClass } from './columns';
import styles from './data-table.module.css';
import type { TableColumn, TableSort } from './types';
import { useSearchLink } from './use-search-link';

interface TableHeadProps<Row> {
  columns: readonly TableColumn<Row>[];
  sort: TableSort | undefined;
  select: { all: boolean; toggle: (on: boolean) => void } | undefined;
}

/** Head of a table: an optional row of groups (zones are groups by themselves), then names, units and order. */
export function TableHead<Row>({ columns, sort, select }: TableHeadProps<Row>) {
  const { t } = useTranslation('common');
  const groups = groupsOf(columns, (zone) => t(`table.zones.${zone}`));
  return (
    <thead>
      {groups ? (
        <tr className={styles.groups}>
          {select ? <td className={styles.sticky0} /> : null}
          {groups.map((group) =>
            group.label ? (
              <th key={group.key} scope="colgroup" colSpan={group.span} data-zone={group.zone}>
                <span>{group.label}</span>
              </th>
            ) : (
              <td
                key={group.key}
                colSpan={group.span}
                className={group.sticky ? stickyGroup(select) : undefined}
              />
            ),
          )}
        </tr>
      ) : null}
      <tr>
        {select ? (
          <th scope="col" className={`${styles.sticky0} ${styles.select}`}>
            <input
              type="checkbox"
              aria-label={t('table.selectAll')}
              checked={select.all}
              onChange={(event) => select.toggle(event.currentTarget.checked)}
            />
          </th>
        ) : null}
        {columns.map((column, index) => (
          <th
            key={column.id}
            scope="col"
            className={cellClass(columns, index, select !== undefined)}
            data-zone={column.zone ?? undefined}
            aria-sort={ariaSort(column, sort)}
            title={column.title}
          >
            <HeaderLabel column={column} sort={sort} />
            {column.unit ? <span className={styles.unit}>{column.unit}</span> : null}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function stickyGroup(select: unknown): string | undefined {
  return select ? styles.sticky1 : styles.sticky0;
}

function ariaSort<Row>(column: TableColumn<Row>, sort: TableSort | undefined) {
  if (!column.sort) return undefined;
  if (sort?.by !== column.sort) return 'none';
  return sort.direction === 'asc' ? 'ascending' : 'descending';
}

/** A header that orders the table by a link, so it works without scripts and can be opened in a new tab. */
function HeaderLabel<Row>({ column, sort }: { column: TableColumn<Row>; sort: TableSort | undefined }) {
  const link = useSearchLink();
  if (!column.sort) return <span>{column.header}</span>;
  const first = column.firstDirection ?? (column.numeric ? 'desc' : 'asc');
  const current = sort?.by === column.sort ? sort.direction : undefined;
  const next = current === undefined ? first : current === 'asc' ? 'desc' : 'asc';
  return (
    <Link
      to={link({ sort: column.sort, dir: next, page: null, after: null, before: null })}
      preventScrollReset
      className={styles.sortLink}
    >
      {column.header}
      {current ? (
        <span aria-hidden className={styles.arrow}>
          {current === 'asc' ? '▲' : '▼'}
        </span>
      ) : null}
    </Link>
  );
}

interface Group {
  key: string;
  label: string | undefined;
  span: number;
  zone: string | undefined;
  sticky: boolean;
}

/** Runs of columns under one heading; null when no column belongs to any. Sticky columns make a run of their own. */
export function groupsOf<Row>(
  columns: readonly TableColumn<Row>[],
  zoneLabel: (zone: 'frozen' | 'firm' | 'free') => string,
): Group[] | null {
  const groups: Group[] = [];
  for (const column of columns) {
    const label = column.group ?? (column.zone ? zoneLabel(column.zone) : undefined);
    const sticky = column.sticky ?? false;
    const last = groups.at(-1);
    if (last && last.label === label && last.sticky === sticky) last.span += 1;
    else groups.push({ key: column.id, label, span: 1, zone: column.zone ?? undefined, sticky });
  }
  return groups.some((group) => group.label !== undefined) ? groups : null;
}
