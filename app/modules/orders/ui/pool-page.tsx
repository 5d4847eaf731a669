import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { POOL_STATES } from '../domain/pool-words';
import type { PoolFactoryRow, PoolView } from '../queries/pool-factories.server';
import { Record } from './place-sku';
import styles from './pool.module.css';
import { PoolStatusBadge } from './pool-words';
import { amountOf, useName } from './words';

/** Which factories can we count on, and where does too much or too little stand? */
export function PoolPage({ view }: { view: PoolView }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const { totals, search } = view;
  const columns = useColumns();
  const states = POOL_STATES.filter((status) => totals.byStatus[status])
    .map((status) => `${t(`status.${status}`)} ${format.number(totals.byStatus[status] ?? 0)}`)
    .join(' · ');
  return (
    <>
      <PageHeader
        title={t('pool.title')}
        answer={`${t('pool.answer', { count: totals.factories })} ${states}`}
      />
      <FilterBar
        fields={[
          {
            kind: 'select',
            name: 'status',
            label: t('pool.status'),
            all: t('all'),
            options: POOL_STATES.map((value) => ({ value, label: t(`status.${value}`) })),
          },
          {
            kind: 'select',
            name: 'country',
            label: t('pool.country'),
            all: t('all'),
            options: view.countries.map((value) => ({ value, label: value })),
          },
          {
            kind: 'select',
            name: 'documents',
            label: t('pool.documents'),
            all: t('all'),
            options: [{ value: 'expiring', label: t('pool.expiringOnly') }],
          },
          { kind: 'search', name: 'q', label: t('pool.search') },
        ]}
      />
      <DataTable
        id="factory-pool"
        caption={t('pool.caption')}
        columns={columns}
        rows={view.rows}
        rowId={rowId}
        rowHref={rowHref}
        sort={{ by: search.sort, direction: search.dir ?? (search.sort === 'name' ? 'asc' : 'desc') }}
        pages={{ kind: 'keyset', next: view.next, previous: view.previous, total: totals.factories }}
        exportPath={paths.platform.poolExport()}
        empty={<EmptyState title={t('pool.none')} text={t('pool.noneText')} />}
      />
    </>
  );
}

const rowId = (row: PoolFactoryRow) => row.id;
const rowHref = (row: PoolFactoryRow) => paths.platform.poolFactory(row.slug);

function useColumns(): TableColumn<PoolFactoryRow>[] {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  return useMemo(
    () => [
      {
        id: 'factory',
        header: t('pool.columns.factory'),
        width: 240,
        sticky: true,
        sort: 'name',
        firstDirection: 'asc' as const,
        phone: 'title' as const,
        cell: (row) => (
          <span className={styles.twoLines}>
            <span className={`${styles.code} ${styles.cut}`} title={nameOf(row)}>
              {nameOf(row)}
            </span>
            <span className={styles.second}>
              {row.city} · {row.countryCode}
            </span>
          </span>
        ),
      },
      {
        id: 'status',
        header: t('pool.columns.status'),
        width: 134,
        phone: 'subtitle' as const,
        cell: (row) => <PoolStatusBadge status={row.status} />,
      },
      {
        id: 'open',
        header: t('pool.columns.open'),
        unit: 'USD',
        width: 140,
        numeric: true,
        sort: 'open',
        phone: 'figure' as const,
        cell: (row) =>
          row.openUsdMinor === null
            ? t('noRecord')
            : format.money(amountOf(row.openUsdMinor, 'USD'), { currency: false }),
      },
      {
        id: 'load',
        header: t('pool.columns.load'),
        title: t('pool.loadTitle'),
        width: 124,
        numeric: true,
        cell: (row) => <Load bp={row.loadBp} />,
      },
      {
        id: 'onTime',
        header: t('pool.columns.onTime'),
        title: t('pool.onTimeTitle'),
        width: 110,
        cell: (row) => <Record part={row.record?.onTime} whole={row.record?.deliveries} />,
      },
      {
        id: 'quality',
        header: t('pool.columns.quality'),
        title: t('pool.qualityTitle'),
        width: 150,
        cell: (row) => <Record part={row.record?.accepted} whole={row.record?.received} />,
      },
      {
        id: 'skus',
        header: t('pool.columns.skus'),
        title: t('pool.soleTitle'),
        width: 100,
        numeric: true,
        cell: (row) => (
          <span className={styles.twoLines}>
            {format.number(row.skus)}
            {row.soleSkus > 0 ? (
              <span className={styles.second}>{t('pool.sole', { count: row.soleSkus })}</span>
            ) : null}
          </span>
        ),
      },
      {
        id: 'documents',
        header: t('pool.columns.documents'),
        title: t('pool.documentsTitle'),
        width: 160,
        numeric: true,
        cell: (row) =>
          row.expiring > 0 ? <span className={styles.warn}>{format.number(row.expiring)}</span> : '0',
      },
    ],
    [t, format, nameOf],
  );
}

/** Booked share of the capacity ahead. */
export function Load({ bp }: { bp: number | null }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  if (bp === null) return <span className={styles.second}>{t('unknown')}</span>;
  return (
    <span className={bp > 10_000 ? styles.bad : undefined}>
      {format.percent(bp / 10_000, { maxDigits: 0 })}
    </span>
  );
}
