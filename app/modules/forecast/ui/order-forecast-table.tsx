import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '~/table/data-table';
import { TwoLineCell } from '~/table/two-line-cell';
import type { TableColumn } from '~/table/types';
import { Delta } from '~/ui/figures';
import { useFormat } from '~/ui/use-format';
import { PAGE_SIZES } from '../domain/page-sizes';
import type { WeekView } from '../domain/table-view';
import type { ForecastTableView, LineRow } from '../queries/forecast-table.server';
import { BucketCell } from './bucket-cell';
import { figureWidth } from './figure-width';
import styles from './forecast.module.css';
import { moneyOf } from './money-of';

interface OrderForecastTableProps {
  view: ForecastTableView;
  /** Address of a SKU's own page; the plan is named where it is not the usual one. */
  skuHref: (skuCode: string, quantile: string | undefined) => string;
  exportPath: string | undefined;
  empty: React.ReactNode;
}

/** SKUs down, release weeks across, zones shaded, with the change against the version before in every cell. */
export function OrderForecastTable({ view, skuHref, exportPath, empty }: OrderForecastTableProps) {
  const { t } = useTranslation('forecast');
  const { search, totals } = view;
  const columns = useColumns(view);
  const format = useFormat();
  const sums = useMemo(() => {
    const byColumn: Record<string, React.ReactNode> = {
      total: format.number(totals.total),
      change: <Delta value={totals.change} good="up" />,
      value:
        totals.values.length === 1
          ? format.money(moneyOf(totals.values[0]!.minor, totals.values[0]!.currency))
          : null,
    };
    view.weeks.forEach(({ monday }, index) => {
      byColumn[monday] = format.number(totals.weeks[index] ?? 0);
    });
    return byColumn;
  }, [view, totals, format]);
  return (
    <DataTable
      id="order-forecast"
      caption={t('caption')}
      columns={columns}
      rows={view.rows}
      // By SKU, as a new version has lines of its own: a row that stays keeps the focus.
      rowId={(row) => row.skuId}
      rowHref={(row) => skuHref(row.skuCode, search.quantile === 'p50' ? undefined : search.quantile)}
      sort={{ by: search.sort, direction: search.dir }}
      pages={{
        kind: 'numbered',
        page: search.page,
        size: search.size,
        total: totals.lines,
        sizes: PAGE_SIZES,
      }}
      totals={sums}
      exportPath={exportPath}
      empty={empty}
    />
  );
}

function useColumns(view: ForecastTableView): TableColumn<LineRow>[] {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  return useMemo(() => {
    const names = new Map(
      view.facets.categories.map((c) => [c.code, format.locale === 'zh' ? c.nameZh : c.nameEn]),
    );
    const nameOf = (row: LineRow) => (format.locale === 'zh' ? row.skuNameZh : row.skuNameEn);
    const columns: TableColumn<LineRow>[] = [
      {
        id: 'sku',
        header: t('columns.sku'),
        width: 220,
        sticky: true,
        sort: 'code',
        phone: 'title',
        cell: (row) => <TwoLineCell first={row.skuCode} second={nameOf(row)} />,
      },
      {
        id: 'total',
        header: t('columns.total'),
        unit: t('columns.pieces'),
        width: figureWidth([format.number(view.totals.total)], 84),
        numeric: true,
        sort: 'total',
        phone: 'figure',
        cell: (row) => format.number(row.total),
      },
      {
        id: 'change',
        header: t('columns.change'),
        unit: t('columns.pieces'),
        width: figureWidth([`▲ ${format.number(view.totals.change)}`], 92),
        numeric: true,
        sort: 'change',
        cell: (row) => <RowChange row={row} />,
      },
      ...view.weeks.map((week, index) => weekColumn(week, index, view.totals.weeks[index] ?? 0, format)),
      {
        id: 'value',
        header: t('columns.value'),
        width: 136,
        numeric: true,
        sort: 'value',
        cell: (row) => format.money(moneyOf(row.valueMinor, row.currency)),
      },
      {
        id: 'lead',
        header: t('columns.leadTime'),
        unit: t('columns.leadTimeUnit'),
        width: 84,
        numeric: true,
        sort: 'lead',
        cell: (row) => row.leadTimeWeeks,
      },
      {
        id: 'category',
        header: t('columns.category'),
        width: 140,
        phone: 'subtitle',
        cell: (row) => names.get(row.categoryCode) ?? row.categoryCode,
      },
      { id: 'abc', header: t('columns.class'), width: 56, cell: (row) => row.abcClass },
      { id: 'markets', header: t('columns.markets'), width: 120, cell: (row) => row.markets.join(' ') },
    ];
    return columns;
  }, [view, t, format]);
}

function weekColumn(
  week: WeekView,
  index: number,
  total: number,
  format: ReturnType<typeof useFormat>,
): TableColumn<LineRow> {
  return {
    id: week.monday,
    header: format.week(week.monday),
    label: `${format.week(week.monday)} ${format.date(week.monday, { weekday: false })}`,
    unit: format.date(week.monday, { weekday: false }),
    width: figureWidth([format.number(total)], 88),
    numeric: true,
    zone: week.zone,
    cell: (row) => (
      <BucketCell quantity={row.quantities[index] ?? 0} previous={row.previous[index] ?? null} />
    ),
  };
}

function RowChange({ row }: { row: LineRow }) {
  const { t } = useTranslation('forecast');
  if (row.changeKind === 'new' || row.changeKind === 'dropped') {
    return (
      <span className={styles.kind} data-kind={row.changeKind}>
        {t(`change.${row.changeKind}`)} <Delta value={row.change} good="up" />
      </span>
    );
  }
  return <Delta value={row.change} good="up" />;
}
