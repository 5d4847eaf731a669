import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import { DataTable } from '~/table/data-table';
import { TwoLineCell } from '~/table/two-line-cell';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { Delta } from '~/ui/figures';
import { FilterBar } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { PAGE_SIZES } from '../../domain/page-sizes';
import { ALL_MARKETS } from '../../domain/sku-demand';
import type { OverridesView } from '../../queries/overrides-list.server';
import type { OverrideGroup } from '../../queries/sku-overrides.server';
import { ForecastTabs } from '../forecast-tabs';
import { useOverrideState, weeksText } from './override-history';

/** Where have planners put their own figure in the model's place? */
export function OverridesPage({ view, timeZone }: { view: OverridesView; timeZone: string }) {
  const { t } = useTranslation('changes');
  const format = useFormat();
  const { search, total } = view;
  const answer =
    search.state === 'all'
      ? t('overrides.list.answerAll', { count: total })
      : total > 0
        ? t('overrides.list.answer', { count: total })
        : t('overrides.list.answerNone');
  return (
    <>
      <ForecastTabs side="platform" />
      <PageHeader title={t('overrides.list.title')} answer={answer} />
      <FilterBar
        fields={[
          { kind: 'search', name: 'q', label: t('overrides.list.search') },
          {
            kind: 'select',
            name: 'market',
            label: t('overrides.market'),
            all: t('overrides.list.anyMarket'),
            options: [
              { value: ALL_MARKETS, label: t('allMarkets') },
              ...view.markets.map(({ code, nameEn, nameZh }) => ({
                value: code,
                label: format.locale === 'zh' ? nameZh : nameEn,
              })),
            ],
          },
          {
            kind: 'select',
            name: 'state',
            label: t('overrides.list.state'),
            defaultValue: 'active',
            options: (['active', 'all'] as const).map((value) => ({
              value,
              label: t(`overrides.list.states.${value}`),
            })),
          },
        ]}
      />
      <DataTable
        id="forecast-overrides"
        caption={t('overrides.list.caption')}
        columns={useColumns(timeZone, view.firstWeek)}
        rows={view.rows}
        rowId={(row) => row.key}
        rowHref={(row) => `${paths.platform.forecastSku(row.skuCode)}#overrides`}
        pages={{ kind: 'numbered', page: search.page, size: search.size, total, sizes: PAGE_SIZES }}
        exportPath={paths.platform.overridesExport()}
        empty={<EmptyState title={t('overrides.list.emptyTitle')} text={t('overrides.list.emptyText')} />}
      />
    </>
  );
}

function useColumns(timeZone: string, firstWeek: string): TableColumn<OverrideGroup>[] {
  const { t } = useTranslation('changes');
  const format = useFormat();
  const stateOf = useOverrideState(timeZone, firstWeek);
  const units = (value: number) => format.number(value, { maxDigits: 1 });
  return [
    {
      id: 'sku',
      header: t('overrides.columns.sku'),
      width: 220,
      sticky: true,
      phone: 'title',
      cell: (row) => (
        <TwoLineCell first={row.skuCode} second={format.locale === 'zh' ? row.skuNameZh : row.skuNameEn} />
      ),
    },
    {
      id: 'market',
      header: t('overrides.columns.market'),
      width: 110,
      cell: (row) => (row.marketCode === ALL_MARKETS ? t('allMarkets') : row.marketCode),
    },
    {
      id: 'weeks',
      header: t('overrides.columns.weeks'),
      width: 120,
      cell: (row) => weeksText(row, format.week),
    },
    {
      id: 'model',
      header: t('overrides.columns.model'),
      unit: t('page.pieces'),
      width: 100,
      numeric: true,
      cell: (row) => units(row.baseUnits),
    },
    {
      id: 'override',
      header: t('overrides.columns.override'),
      unit: t('page.pieces'),
      width: 100,
      numeric: true,
      cell: (row) => units(row.units),
    },
    {
      id: 'difference',
      header: t('overrides.columns.difference'),
      unit: t('page.pieces'),
      width: 110,
      numeric: true,
      phone: 'figure',
      cell: (row) => <Delta value={Math.round((row.units - row.baseUnits) * 10) / 10} />,
    },
    {
      id: 'comment',
      header: t('overrides.columns.comment'),
      width: 320,
      phone: 'subtitle',
      cell: (row) => <span title={row.comment}>{row.comment}</span>,
    },
    { id: 'author', header: t('overrides.columns.author'), width: 150, cell: (row) => row.authorName },
    {
      id: 'written',
      header: t('overrides.columns.written'),
      width: 170,
      cell: (row) => format.dateTime(row.createdAt, timeZone),
    },
    { id: 'state', header: t('overrides.columns.state'), width: 220, cell: stateOf },
  ];
}
