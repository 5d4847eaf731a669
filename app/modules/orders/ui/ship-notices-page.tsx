import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { StatusBadge } from '~/ui/figures';
import { FilterBar } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { SHIP_NOTICE_STATES } from '../domain/ship-notice';
import type { ShipNoticeView } from '../queries/ship-notices.server';
import type { ShipNoticesPage as PageView } from '../queries/ship-notices-page.server';
import { NOTICE_TONES } from './ship-notices';

interface ShipNoticesPageProps {
  view: PageView;
  timeZone: string;
  noticeHref: (notice: ShipNoticeView) => string;
  exportPath: string | undefined;
  filtered: boolean;
}

/** What waits to leave, what is on its way, what has arrived? */
export function ShipNoticesPage({ view, timeZone, noticeHref, exportPath, filtered }: ShipNoticesPageProps) {
  const { t } = useTranslation('shipping');
  const format = useFormat();
  const { counts } = view;
  const name = (place: { nameEn: string; nameZh: string }) =>
    format.locale === 'zh' ? place.nameZh : place.nameEn;
  return (
    <>
      <PageHeader
        title={t('title')}
        answer={t('list.answer', {
          draft: format.number(counts.draft),
          shipped: format.number(counts.shipped),
          received: format.number(counts.received),
        })}
      />
      <FilterBar
        fields={[
          { kind: 'search', name: 'q', label: t('list.search') },
          {
            kind: 'select',
            name: 'status',
            label: t('columns.status'),
            all: t('list.anyState'),
            options: SHIP_NOTICE_STATES.map((state) => ({ value: state, label: t(`states.${state}`) })),
          },
          {
            kind: 'select',
            name: 'warehouse',
            label: t('columns.warehouse'),
            all: t('list.anyWarehouse'),
            options: view.warehouses.map((place) => ({
              value: place.code,
              label: `${place.code} ${name(place)}`,
            })),
          },
        ]}
      />
      <DataTable
        id="ship-notices"
        caption={t('title')}
        columns={useColumns(timeZone)}
        rows={view.rows}
        rowId={rowId}
        rowHref={noticeHref}
        pages={{ kind: 'keyset', next: view.next, previous: view.previous }}
        exportPath={exportPath}
        empty={
          <EmptyState
            title={t(filtered ? 'list.noMatch' : 'list.nothing')}
            text={t(filtered ? 'list.noMatchText' : 'list.nothingText')}
          />
        }
      />
    </>
  );
}

const rowId = (row: ShipNoticeView) => row.id;

function useColumns(timeZone: string): TableColumn<ShipNoticeView>[] {
  const { t } = useTranslation('shipping');
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'number',
        header: t('columns.number'),
        width: 190,
        sticky: true,
        phone: 'title',
        cell: (row) => row.number,
      },
      {
        id: 'status',
        header: t('columns.status'),
        width: 110,
        phone: 'subtitle',
        cell: (row) => <StatusBadge tone={NOTICE_TONES[row.status]}>{t(`states.${row.status}`)}</StatusBadge>,
      },
      { id: 'order', header: t('columns.order'), width: 170, cell: (row) => row.orderNumber },
      { id: 'warehouse', header: t('columns.warehouse'), width: 110, cell: (row) => row.warehouseCode },
      {
        id: 'cartons',
        header: t('columns.cartons'),
        width: 80,
        numeric: true,
        cell: (row) => format.number(row.cartons),
      },
      {
        id: 'pieces',
        header: t('columns.pieces'),
        unit: t('units.pieces'),
        width: 90,
        numeric: true,
        phone: 'figure',
        cell: (row) => format.number(row.pieces),
      },
      {
        id: 'gross',
        header: t('columns.gross'),
        unit: t('units.kg'),
        width: 100,
        numeric: true,
        cell: (row) => format.number(row.grossG / 1000, { minDigits: 1, maxDigits: 1 }),
      },
      {
        id: 'volume',
        header: t('columns.volume'),
        unit: t('units.cubicMetres'),
        width: 90,
        numeric: true,
        cell: (row) => format.number(row.volumeMm3 / 1e9, { minDigits: 2, maxDigits: 2 }),
      },
      {
        id: 'shipped',
        header: t('columns.shipped'),
        width: 176,
        cell: (row) => (row.shippedAt === null ? null : format.dateTime(row.shippedAt, timeZone)),
      },
      {
        id: 'arrives',
        header: t('columns.arrives'),
        width: 120,
        cell: (row) => (row.expectedArrivalOn === null ? null : format.date(row.expectedArrivalOn)),
      },
      { id: 'carrier', header: t('columns.carrier'), width: 130, cell: (row) => row.carrier },
      { id: 'tracking', header: t('columns.tracking'), width: 140, cell: (row) => row.trackingNo },
    ],
    [t, format, timeZone],
  );
}
