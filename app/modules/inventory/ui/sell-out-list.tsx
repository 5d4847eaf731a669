import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '~/table/data-table';
import { TwoLineCell } from '~/table/two-line-cell';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar, type FilterField } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { CLOCK_STATES } from '../domain/clock/clock-list';
import type { ClockSummary } from '../queries/clock-summary.server';
import type { SellOutTable } from '../queries/sell-out-table.server';
import styles from './sell-out.module.css';
import { ClockState, useSellOutWords } from './sell-out-words';

interface SellOutListProps {
  table: SellOutTable;
  /** Whether any filter is set, or the page is not the first. */
  narrowed: boolean;
  clockHref: (clock: ClockSummary) => string;
  exportPath: string;
}

/** Is my first order selling, and will it sell out in time? All clocks, those that end next first. */
export function SellOutList({ table, narrowed, clockHref, exportPath }: SellOutListProps) {
  const { t } = useTranslation('sellOut');
  const columns = useColumns(table.factories !== null);
  return (
    <>
      <PageHeader title={t('title')} answer={<Answer totals={table.totals} />} />
      <FilterBar fields={useFilters(table.factories)} />
      <DataTable
        id="sell-out"
        caption={t('list.caption')}
        columns={columns}
        rows={table.rows}
        rowId={(row) => row.id}
        rowHref={clockHref}
        pages={{ kind: 'keyset', next: table.next }}
        exportPath={exportPath}
        empty={
          narrowed ? (
            <EmptyState title={t('list.noMatch')} text={t('list.noMatchText')} />
          ) : (
            <EmptyState title={t('list.empty')} text={t('list.emptyText')} />
          )
        }
      />
    </>
  );
}

function Answer({ totals }: { totals: SellOutTable['totals'] }) {
  const { t } = useTranslation('sellOut');
  const format = useFormat();
  if (totals.length === 0) return t('answer.none');
  const of = (status: string) => totals.find((row) => row.status === status);
  const clocks = (status: string) => format.number(of(status)?.clocks ?? 0);
  const open = ['running', 'paused', 'waiting'].reduce((sum, status) => sum + (of(status)?.missing ?? 0), 0);
  return (
    <>
      {t('answer.open', {
        running: format.number((of('running')?.clocks ?? 0) + (of('paused')?.clocks ?? 0)),
        low: format.number((of('running')?.low ?? 0) + (of('paused')?.low ?? 0)),
        waiting: clocks('waiting'),
        missing: format.pieces(open),
      })}
      {format.locale === 'zh' ? null : ' '}
      {t('answer.ended', { soldOut: clocks('sold_out'), expired: clocks('expired') })}
    </>
  );
}

function useFilters(factories: SellOutTable['factories']): FilterField[] {
  const { t } = useTranslation('sellOut');
  const { locale } = useFormat();
  const all = t('filters.all');
  const place: FilterField = {
    kind: 'select',
    name: 'factory',
    label: t('filters.factory'),
    all,
    options: (factories ?? []).map((factory) => ({
      value: factory.slug,
      label: locale === 'zh' ? factory.nameZh : factory.nameEn,
    })),
  };
  return [
    {
      kind: 'select',
      name: 'state',
      label: t('filters.state'),
      all,
      options: CLOCK_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
    },
    {
      kind: 'select',
      name: 'odds',
      label: t('filters.odds'),
      all,
      options: (['low', 'high'] as const).map((value) => ({ value, label: t(`filters.${value}`) })),
    },
    ...(factories ? [place] : []),
    { kind: 'search', name: 'q', label: t('filters.q') },
  ];
}

function useColumns(everywhere: boolean): TableColumn<ClockSummary>[] {
  const { t } = useTranslation('sellOut');
  const format = useFormat();
  const words = useSellOutWords();
  return useMemo<TableColumn<ClockSummary>[]>(() => {
    const factory: TableColumn<ClockSummary> = {
      id: 'factory',
      header: t('list.factory'),
      width: 170,
      cell: (row) => (format.locale === 'zh' ? row.factoryNameZh : row.factoryNameEn),
    };
    return [
      {
        id: 'sku',
        header: t('list.sku'),
        width: 190,
        sticky: true,
        phone: 'title',
        cell: (row) => <SkuCell row={row} />,
      },
      {
        id: 'state',
        header: t('list.state'),
        width: 124,
        phone: 'subtitle',
        cell: (row) => <ClockState status={row.status} />,
      },
      ...(everywhere ? [factory] : []),
      {
        id: 'sold',
        header: t('list.sold'),
        unit: t('list.pieces'),
        width: 68,
        numeric: true,
        cell: (row) => format.number(row.netSold),
      },
      {
        id: 'target',
        header: t('list.target'),
        unit: t('list.pieces'),
        width: 76,
        numeric: true,
        cell: (row) => format.number(row.targetUnits),
      },
      {
        id: 'missing',
        header: t('list.missing'),
        unit: t('list.pieces'),
        width: 76,
        numeric: true,
        cell: (row) => format.number(row.missing),
      },
      {
        id: 'left',
        header: t('list.left'),
        width: 96,
        numeric: true,
        cell: (row) =>
          row.daysLeft === null || row.status === 'expired' || row.status === 'sold_out'
            ? null
            : format.number(row.daysLeft),
      },
      {
        id: 'until',
        header: t('list.until'),
        width: 160,
        cell: (row) => (row.until === null ? null : format.dateTime(row.until, row.timeZone)),
      },
      {
        id: 'odds',
        header: t('list.odds'),
        title: t('list.oddsTitle'),
        width: 68,
        numeric: true,
        phone: 'figure',
        cell: (row) =>
          row.probabilityBp !== null && (row.status === 'running' || row.status === 'paused')
            ? words.odds(row.probabilityBp)
            : null,
      },
      {
        id: 'help',
        header: t('list.help'),
        width: 308,
        cell: (row) => <span className={styles.help}>{words.help(row.help)}</span>,
      },
      {
        id: 'order',
        header: t('list.order'),
        width: 170,
        cell: (row) => `${row.orderNumber} · ${row.lineNo}`,
      },
    ];
  }, [t, format, words, everywhere]);
}

function SkuCell({ row }: { row: ClockSummary }) {
  const name = useFormat().locale === 'zh' ? row.skuNameZh : row.skuNameEn;
  return <TwoLineCell first={row.skuCode} second={name} />;
}
