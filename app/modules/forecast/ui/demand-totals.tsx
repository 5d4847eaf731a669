import { useTranslation } from 'react-i18next';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { useFormat } from '~/ui/use-format';
import type { TotalView } from '../queries/forecast-version.server';

/** Demand of categories and markets: the exact sums of their SKUs beside what the wholes say. */
export function DemandTotals({ totals }: { totals: readonly TotalView[] }) {
  const { t, i18n } = useTranslation('runs');
  const format = useFormat();
  const nameOf = (named: TotalView['category']) =>
    named && (i18n.language.startsWith('zh') ? named.nameZh : named.nameEn);
  const columns: TableColumn<TotalView>[] = [
    {
      id: 'category',
      header: t('versionPage.category'),
      width: 240,
      sticky: true,
      phone: 'title',
      cell: (row) => nameOf(row.category) ?? t('versionPage.allCategories'),
    },
    {
      id: 'market',
      header: t('versionPage.market'),
      width: 180,
      phone: 'subtitle',
      cell: (row) => nameOf(row.market) ?? t('versionPage.allMarkets'),
    },
    {
      id: 'units',
      header: t('versionPage.units'),
      unit: t('versionPage.unitsUnit'),
      width: 150,
      numeric: true,
      phone: 'figure',
      cell: (row) => format.number(Math.round(row.units)),
    },
    {
      id: 'reconciled',
      header: t('versionPage.reconciled'),
      unit: t('versionPage.reconciledUnit'),
      width: 170,
      numeric: true,
      cell: (row) => format.number(Math.round(row.reconciled)),
    },
  ];
  return (
    <DataTable
      id="demand-totals"
      caption={t('versionPage.totalsCaption')}
      columns={columns}
      rows={totals}
      rowId={(row) => `${row.category?.code ?? '*'} ${row.market?.code ?? '*'}`}
      empty={null}
    />
  );
}
