import { Link } from '@remix-run/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import { DataTable } from '~/table/data-table';
import { TwoLineCell } from '~/table/two-line-cell';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { Delta } from '~/ui/figures';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { PAGE_SIZES } from '../domain/page-sizes';
import type { GroupRow, PlatformForecastView } from '../queries/platform-forecast-table.server';
import { figureWidth } from './figure-width';
import styles from './forecast.module.css';
import { ForecastFilters } from './forecast-filters';
import { moneyOf } from './money-of';
import { ChangeSentence } from './order-forecast-page';
import { VersionLine } from './version-line';

interface PlatformForecastPageProps {
  view: PlatformForecastView | null;
  now: number;
  timeZone: string;
  /** Where a group leads: a factory's forecast, a category's SKUs, a SKU's sources. */
  groupHref: (row: GroupRow, by: 'factory' | 'category' | 'sku') => string;
  exportPath: string;
}

const ROWS = ['factory', 'category', 'sku'] as const;

/** What will the platform order from all factories, and whose figure is it made of? */
export function PlatformForecastPage({
  view,
  now,
  timeZone,
  groupHref,
  exportPath,
}: PlatformForecastPageProps) {
  const { t } = useTranslation('forecast');
  if (!view) {
    return (
      <>
        <PageHeader title={t('platformTitle')} />
        <EmptyState title={t('none.title')} text={t('none.text')} />
      </>
    );
  }
  const by = {
    kind: 'select' as const,
    name: 'by',
    label: t('filters.by'),
    defaultValue: 'factory',
    options: ROWS.map((value) => ({ value, label: t(`by.${value}`) })),
  };
  return (
    <>
      <PageHeader
        title={t('platformTitle')}
        answer={<PlatformAnswer view={view} />}
        action={
          <Link to={paths.platform.forecastVersions()} prefetch="intent">
            {t('versionsLink')}
          </Link>
        }
      />
      <VersionLine version={view.version} quantile={view.search.quantile} now={now} timeZone={timeZone} />
      <ForecastFilters facets={view.facets} first={[by]} />
      <GroupTable view={view} groupHref={groupHref} exportPath={exportPath} />
    </>
  );
}

function PlatformAnswer({ view }: { view: PlatformForecastView }) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  const value = format.money(moneyOf(view.value.minor, view.value.currency));
  return (
    <>
      {t('platformAnswer', {
        pieces: format.pieces(view.totals.total),
        weeks: view.weeks.length,
        lines: format.number(view.totals.lines),
        value: view.value.isApproximate ? t('approximately', { value }) : value,
      })}
      {format.locale === 'zh' ? null : ' '}
      <ChangeSentence change={view.totals.change} hasPrevious={view.version.hasPrevious} />
    </>
  );
}

function GroupTable({
  view,
  groupHref,
  exportPath,
}: Pick<PlatformForecastPageProps, 'groupHref' | 'exportPath'> & { view: PlatformForecastView }) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  const { search, totals } = view;
  const columns = useGroupColumns(view);
  const sums: Record<string, React.ReactNode> = {
    total: format.number(totals.total),
    lines: format.number(totals.lines),
    change: <Delta value={totals.change} good="up" />,
  };
  view.weeks.forEach(({ monday }, index) => {
    sums[monday] = format.number(totals.weeks[index] ?? 0);
  });
  return (
    <DataTable
      id={`platform-forecast-${search.by}`}
      caption={t('platformCaption')}
      columns={columns}
      rows={view.rows}
      rowId={(row) => row.key}
      rowHref={(row) => groupHref(row, search.by)}
      sort={{ by: search.sort, direction: search.dir }}
      pages={{
        kind: 'numbered',
        page: search.page,
        size: search.size,
        total: view.groups,
        sizes: PAGE_SIZES,
      }}
      totals={sums}
      exportPath={exportPath}
      empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
    />
  );
}

function useGroupColumns(view: PlatformForecastView): TableColumn<GroupRow>[] {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  const { by } = view.search;
  return useMemo(() => {
    const nameOf = (row: GroupRow) => (format.locale === 'zh' ? row.nameZh : row.nameEn);
    const columns: TableColumn<GroupRow>[] = [
      {
        id: 'key',
        header: t(`columns.${by}`),
        width: 230,
        sticky: true,
        sort: by === 'sku' ? 'code' : 'name',
        firstDirection: 'asc',
        phone: 'title',
        cell: (row) =>
          by === 'sku' ? (
            <TwoLineCell first={row.key} second={nameOf(row)} />
          ) : (
            <span className={styles.group} title={nameOf(row)}>
              {nameOf(row)}
            </span>
          ),
      },
      {
        id: 'total',
        header: t('columns.total'),
        unit: t('columns.pieces'),
        width: figureWidth([format.number(view.totals.total)], 96),
        numeric: true,
        sort: 'total',
        phone: 'figure',
        cell: (row) => format.number(row.total),
      },
      {
        id: 'change',
        header: t('columns.change'),
        unit: t('columns.pieces'),
        width: figureWidth([`▲ ${format.number(view.totals.change)}`], 96),
        numeric: true,
        sort: 'change',
        cell: (row) => <Delta value={row.change} good="up" />,
      },
      ...view.weeks.map(
        (week, index): TableColumn<GroupRow> => ({
          id: week.monday,
          header: format.week(week.monday),
          label: `${format.week(week.monday)} ${format.date(week.monday, { weekday: false })}`,
          unit: format.date(week.monday, { weekday: false }),
          width: figureWidth([format.number(view.totals.weeks[index] ?? 0)], 88),
          numeric: true,
          cell: (row) => format.number(row.quantities[index] ?? 0),
        }),
      ),
      {
        id: 'lines',
        header: t('columns.lines'),
        unit: t('columns.linesUnit'),
        width: 80,
        numeric: true,
        phone: 'subtitle',
        cell: (row) => format.number(row.lines),
      },
    ];
    if (by !== 'factory') {
      columns.push({
        id: 'factories',
        header: t('columns.factories'),
        width: 80,
        numeric: true,
        cell: (row) => format.number(row.factories),
      });
    }
    return columns;
  }, [view, by, t, format]);
}
