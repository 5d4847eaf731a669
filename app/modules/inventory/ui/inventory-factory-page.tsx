import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { StatusBadge } from '~/ui/figures';
import { FilterBar } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { FactoryInventoryView, FactoryStockView } from '../queries/inventory-of-factory.server';
import styles from './inventory.module.css';
import { SkuCell } from './inventory-cells';

const TONES = {
  waiting: 'neutral',
  running: 'active',
  paused: 'warn',
  sold_out: 'good',
  expired: 'neutral',
} as const;

interface InventoryFactoryPageProps {
  view: FactoryInventoryView;
  factory: string;
}

/** Is my product selling, and when will they order again? */
export function InventoryFactoryPage({ view, factory }: InventoryFactoryPageProps) {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  const { totals, page, search } = view;
  const columns = useColumns(view.weeks);
  const rowHref = useMemo(
    () => (row: FactoryStockView) => paths.factory.forecastSku(factory, row.code),
    [factory],
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        answer={t('factory.answer', {
          onOrder: format.pieces(totals.onOrder),
          inTransit: format.pieces(totals.inTransit),
          received: format.pieces(totals.received),
          skus: format.number(totals.skus),
          running: format.number(totals.running),
        })}
      />
      <p className={styles.line}>{t('factory.note')}</p>
      <FilterBar
        fields={[
          {
            kind: 'select',
            name: 'show',
            label: t('filters.show'),
            all: t('filters.all'),
            options: (['onOrder', 'transit', 'clock'] as const).map((value) => ({
              value,
              label: t(`factory.show.${value}`),
            })),
          },
          { kind: 'search', name: 'q', label: t('filters.search') },
        ]}
      />
      <DataTable
        id="factory-inventory"
        caption={t('factory.caption')}
        columns={columns}
        rows={page.rows}
        rowId={rowId}
        rowHref={rowHref}
        sort={{ by: search.sort, direction: search.dir }}
        pages={{ kind: 'keyset', next: page.next, previous: page.previous, total: totals.skus }}
        totals={{
          onOrder: format.number(totals.onOrder),
          inTransit: format.number(totals.inTransit),
          received: format.number(totals.received),
        }}
        exportPath={paths.factory.inventoryExport(factory)}
        empty={<EmptyState title={t('factory.empty.title')} text={t('factory.empty.text')} />}
      />
    </>
  );
}

const rowId = (row: FactoryStockView) => row.skuId;

function useColumns(weeks: number): TableColumn<FactoryStockView>[] {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  return useMemo(() => {
    const figure = (
      id: string,
      header: string,
      cell: (row: FactoryStockView) => React.ReactNode,
      more: Partial<TableColumn<FactoryStockView>> = {},
    ): TableColumn<FactoryStockView> => ({
      id,
      header,
      unit: t('columns.pieces'),
      width: 100,
      numeric: true,
      cell,
      ...more,
    });
    return [
      {
        id: 'code',
        header: t('columns.code'),
        width: 220,
        sticky: true,
        sort: 'code',
        phone: 'title',
        cell: (row) => <SkuCell sku={row} />,
      },
      figure('onOrder', t('factory.onOrder'), (row) => format.number(row.onOrder), {
        sort: 'onOrder',
        phone: 'figure',
      }),
      figure('inTransit', t('factory.inTransit'), (row) => format.number(row.inTransit), { sort: 'transit' }),
      figure('received', t('factory.received'), (row) => format.number(row.received), { sort: 'received' }),
      {
        id: 'nextArrival',
        header: t('factory.nextArrival'),
        width: 116,
        cell: (row) => (row.nextArrivalOn ? format.date(row.nextArrivalOn) : '—'),
      },
      {
        id: 'clock',
        header: t('factory.clock'),
        width: 116,
        cell: (row) =>
          row.clockStatus === null ? (
            ''
          ) : (
            <StatusBadge tone={TONES[row.clockStatus as keyof typeof TONES] ?? 'neutral'}>
              {t(`factory.clocks.${row.clockStatus}` as 'factory.clocks.running')}
            </StatusBadge>
          ),
      },
      figure(
        'soldThrough',
        t('factory.soldThrough'),
        (row) =>
          row.clockSold === null || !row.clockAccepted ? (
            '—'
          ) : (
            <span
              title={t('factory.soldOf', {
                sold: format.number(row.clockSold),
                accepted: format.number(row.clockAccepted),
              })}
            >
              {format.percent(row.clockSold / row.clockAccepted)}
            </span>
          ),
        { sort: 'soldThrough', unit: '' },
      ),
      figure('soldLately', t('factory.soldLately'), (row) =>
        row.soldLately === null ? '—' : format.number(row.soldLately),
      ),
      {
        id: 'nextOrder',
        header: t('factory.nextOrder'),
        width: 150,
        phone: 'subtitle',
        cell: (row) =>
          row.next ? (
            `${format.week(row.next.week)} ${format.date(row.next.week, { weekday: false })}`
          ) : (
            <span className="muted">{t('factory.noOrder')}</span>
          ),
      },
      figure('nextQuantity', t('factory.nextQuantity'), (row) =>
        row.next ? format.number(row.next.quantity) : '—',
      ),
      figure('total', t('factory.forecastTotal'), (row) => (row.next ? format.number(row.next.total) : '—'), {
        unit: t('factory.forecastUnit', { weeks }),
      }),
    ];
  }, [t, format, weeks]);
}
