import { Button } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { paths, withSearch } from '~/paths';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { StatusBadge } from '~/ui/figures';
import { FilterBar, type FilterField } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { ABC_CLASS_NAMES } from '../domain/policy';
import { INVENTORY_VIEWS } from '../domain/stock-search';
import type { InventoryListView, StockListRow } from '../queries/inventory-list.server';
import styles from './inventory.module.css';
import { SkuCell } from './inventory-cells';
import { dollars, moneyText } from './money-text';

interface InventoryPageProps {
  view: InventoryListView;
  mayManage: boolean;
  /** A new count was asked for just now. */
  requested: boolean;
  timeZone: string;
}

/** What stock is there, what runs out, what does not move, and what is it worth? */
export function InventoryPage({ view, mayManage, requested, timeZone }: InventoryPageProps) {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  const { totals } = view;
  return (
    <>
      <PageHeader
        title={t('title')}
        answer={
          totals.computedAt === null
            ? t('answerNone')
            : t('answer', {
                skus: format.number(totals.skus),
                pieces: format.pieces(totals.onHand),
                value: moneyText(format, totals.valueMinor, true),
                soon: format.number(totals.soon),
                slow: format.number(totals.slow),
                slowValue: moneyText(format, totals.slowValueMinor, true),
              })
        }
        action={
          <div className={styles.actions}>
            <Link to={paths.platform.allocation()} prefetch="intent">
              {t('allocationLink')}
            </Link>
            <Link to={paths.platform.inventoryPolicy()} prefetch="intent">
              {t('policyLink')}
            </Link>
            {mayManage ? (
              <Form method="post" preventScrollReset>
                <Button type="submit" variant="default" size="compact-md">
                  {t('refresh')}
                </Button>
              </Form>
            ) : null}
          </div>
        }
      />
      {requested ? (
        <p role="status" className={styles.notice}>
          {t('refreshing')}
        </p>
      ) : null}
      {totals.computedAt === null ? null : (
        <p className={styles.line}>
          {t('computed', { at: format.dateTime(totals.computedAt, timeZone, { year: true }) })}
        </p>
      )}
      <Views view={view} />
      <Filters view={view} />
      <StockTable view={view} />
    </>
  );
}

/** The questions that are asked every day, each a link. */
function Views({ view }: { view: InventoryListView }) {
  const { t } = useTranslation('inventory');
  const { show } = view.search;
  const links = [
    { show: undefined, label: t('allLink'), sort: undefined, dir: undefined },
    { show: 'soon', label: t('soonLink'), sort: 'stockOut', dir: 'asc' },
    { show: 'slow', label: t('slowLink'), sort: 'value', dir: 'desc' },
  ] as const;
  return (
    <nav className={`${styles.views} no-print`} aria-label={t('views')}>
      {links.map(({ label, ...search }) => (
        <Link
          key={label}
          to={withSearch(paths.platform.inventory(), search)}
          prefetch="intent"
          className={styles.view}
          aria-current={show === search.show ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

function Filters({ view }: { view: InventoryListView }) {
  const { t } = useTranslation('inventory');
  const { locale } = useFormat();
  const all = t('filters.all');
  const fields: FilterField[] = [
    {
      kind: 'select',
      name: 'category',
      label: t('filters.category'),
      all,
      options: view.categories.map(({ code, nameEn, nameZh, skus }) => ({
        value: code,
        label: `${locale === 'zh' ? nameZh : nameEn} (${skus})`,
      })),
    },
    {
      kind: 'select',
      name: 'class',
      label: t('filters.class'),
      all,
      options: ABC_CLASS_NAMES.map((value) => ({ value, label: value })),
    },
    {
      kind: 'select',
      name: 'show',
      label: t('filters.show'),
      all,
      options: INVENTORY_VIEWS.map((value) => ({ value, label: t(`show.${value}`) })),
    },
    { kind: 'search', name: 'q', label: t('filters.search') },
  ];
  return <FilterBar fields={fields} />;
}

const rowId = (row: StockListRow) => row.skuId;
const rowHref = (row: StockListRow) => paths.platform.inventorySku(row.code);

function StockTable({ view }: { view: InventoryListView }) {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  const { page, totals, search } = view;
  const columns = useColumns();
  return (
    <DataTable
      id="platform-inventory"
      caption={t('caption')}
      columns={columns}
      rows={page.rows}
      rowId={rowId}
      rowHref={rowHref}
      sort={{ by: search.sort, direction: search.dir }}
      pages={{ kind: 'keyset', next: page.next, previous: page.previous, total: totals.skus }}
      totals={{
        onHand: format.number(totals.onHand),
        transit: format.number(totals.inTransit + totals.inTransfer),
        openOrder: format.number(totals.openOrder),
        sold28: format.number(totals.sold28),
        value: format.number(dollars(totals.valueMinor)),
      }}
      exportPath={paths.platform.inventoryExport()}
      empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
    />
  );
}

function useColumns(): TableColumn<StockListRow>[] {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  return useMemo(() => {
    const pieces = t('columns.pieces');
    const figure = (
      id: string,
      header: string,
      cell: (row: StockListRow) => React.ReactNode,
      more: Partial<TableColumn<StockListRow>> = {},
    ): TableColumn<StockListRow> => ({ id, header, unit: pieces, width: 84, numeric: true, cell, ...more });
    return [
      {
        id: 'code',
        header: t('columns.code'),
        width: 204,
        sticky: true,
        sort: 'code',
        phone: 'title',
        cell: (row) => <SkuCell sku={row} />,
      },
      {
        id: 'class',
        header: t('columns.class'),
        width: 60,
        sort: 'revenue',
        firstDirection: 'desc',
        cell: (row) => row.abcClass,
      },
      figure('onHand', t('columns.onHand'), (row) => format.number(row.onHand), {
        sort: 'onHand',
        phone: 'figure',
      }),
      figure('transit', t('columns.inTransit'), (row) => format.number(row.inTransit + row.inTransfer), {
        sort: 'transit',
      }),
      figure('openOrder', t('columns.openOrder'), (row) => format.number(row.openOrder), { sort: 'open' }),
      figure('sold28', t('columns.sold28'), (row) => format.number(row.sold28), { width: 108 }),
      figure(
        'cover',
        t('columns.cover'),
        (row) => (
          <span
            className={row.coverDays !== null && row.coverDays < row.targetDays / 2 ? styles.bad : undefined}
          >
            {t('coverOf', {
              cover: row.coverDays === null ? '—' : format.number(row.coverDays),
              target: format.number(row.targetDays),
            })}
          </span>
        ),
        {
          unit: t('columns.days'),
          title: t('titles.cover'),
          sort: 'cover',
          firstDirection: 'asc',
          width: 96,
        },
      ),
      {
        id: 'stockOut',
        header: t('columns.stockOut'),
        title: t('titles.stockOut'),
        width: 104,
        sort: 'stockOut',
        firstDirection: 'asc',
        phone: 'subtitle',
        cell: (row) => (row.stockOutOn ? format.date(row.stockOutOn) : '—'),
      },
      figure(
        'turnover',
        t('columns.turnover'),
        (row) =>
          row.turnoverHundredths === null
            ? '—'
            : format.number(row.turnoverHundredths / 100, { maxDigits: 1 }),
        { unit: t('columns.perYear'), title: t('titles.turnover'), sort: 'turnover' },
      ),
      figure(
        'age',
        t('columns.age'),
        (row) => (row.meanAgeDays === null ? '—' : format.number(row.meanAgeDays)),
        { unit: t('columns.days'), title: t('titles.age'), sort: 'age' },
      ),
      figure('value', t('columns.value'), (row) => format.number(dollars(row.stockValueMinor)), {
        unit: 'USD',
        title: t('titles.value'),
        sort: 'value',
        width: 96,
      }),
      {
        id: 'slow',
        header: t('columns.slow'),
        width: 72,
        cell: (row) => (row.isSlow ? <StatusBadge tone="warn">{t('slowBadge')}</StatusBadge> : ''),
      },
    ];
  }, [t, format]);
}
