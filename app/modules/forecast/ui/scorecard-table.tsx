import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import type { ScorecardRow, ScorecardView } from '../queries/scorecard-page.server';
import { useAccuracyFormat } from './accuracy-figures';

interface ScorecardTableProps {
  view: ScorecardView;
  by: 'sku' | 'factory';
  rowHref?: (key: string) => string;
  exportPath: string;
}

const rowId = (row: ScorecardRow) => row.key;

/** Both sides' figures per SKU of a factory, or per factory. */
export function ScorecardTable({ view, by, rowHref, exportPath }: ScorecardTableProps) {
  const { t } = useTranslation('accuracy');
  return (
    <DataTable
      id={`scorecard-${by}`}
      caption={t('scorecard.caption')}
      columns={useColumns(by)}
      rows={view.rows}
      rowId={rowId}
      rowHref={rowHref ? (row) => rowHref(row.key) : undefined}
      sort={{ by: view.search.sort, direction: view.search.dir }}
      pages={{ kind: 'keyset', next: view.next }}
      exportPath={exportPath}
      empty={<EmptyState title={t('noMatch.title')} text={t('noMatch.text')} />}
    />
  );
}

function useColumns(by: 'sku' | 'factory'): TableColumn<ScorecardRow>[] {
  const { t } = useTranslation('accuracy');
  const format = useAccuracyFormat();
  return useMemo(() => {
    const nameOf = (row: ScorecardRow) => (format.locale === 'zh' ? row.nameZh : row.nameEn);
    const platform = t('scorecard.group.platform');
    const factory = t('scorecard.group.factory');
    return [
      {
        id: 'key',
        header: t(`by.${by}`),
        width: 220,
        sticky: true,
        sort: 'key',
        firstDirection: 'asc',
        phone: 'title',
        cell: nameOf,
      },
      {
        id: 'ordered',
        header: t('columns.ordered'),
        unit: t('pieces'),
        width: 104,
        numeric: true,
        sort: 'ordered',
        phone: 'subtitle',
        cell: (row) => format.number(row.sums.ordered),
      },
      {
        id: 'forecast',
        header: t('columns.forecast'),
        unit: t('pieces'),
        group: platform,
        width: 104,
        numeric: true,
        cell: (row) => format.number(row.sums.forecast),
      },
      {
        id: 'bias',
        header: t('columns.bias'),
        title: t('scorecard.columnTitles.bias'),
        group: platform,
        width: 96,
        numeric: true,
        sort: 'bias',
        cell: (row) => format.lean(row.score.platform.bias),
      },
      {
        id: 'wape',
        header: t('columns.wape'),
        title: t('scorecard.columnTitles.wape'),
        group: platform,
        width: 96,
        numeric: true,
        sort: 'wape',
        phone: 'figure',
        cell: (row) => format.share(row.score.platform.wape),
      },
      {
        id: 'churn',
        header: t('columns.churn'),
        title: t('scorecard.columnTitles.churn'),
        group: platform,
        width: 112,
        numeric: true,
        sort: 'churn',
        cell: (row) => format.share(row.score.platform.churn),
      },
      {
        id: 'commit',
        header: t('columns.commit'),
        unit: t('pieces'),
        group: factory,
        width: 104,
        numeric: true,
        cell: (row) => (row.sums.committedPeriods === 0 ? '–' : format.number(row.sums.commit)),
      },
      {
        id: 'commitBias',
        header: t('columns.commitBias'),
        title: t('scorecard.columnTitles.commitBias'),
        group: factory,
        width: 112,
        numeric: true,
        sort: 'commit_bias',
        cell: (row) => format.lean(row.score.factory.bias),
      },
      {
        id: 'commitWape',
        header: t('columns.commitWape'),
        title: t('scorecard.columnTitles.commitWape'),
        group: factory,
        width: 112,
        numeric: true,
        sort: 'commit_wape',
        cell: (row) => format.share(row.score.factory.wape),
      },
      {
        id: 'onTime',
        header: t('columns.onTime'),
        title: t('scorecard.columnTitles.onTime'),
        group: factory,
        width: 104,
        numeric: true,
        sort: 'on_time',
        cell: (row) => format.share(row.score.factory.onTime),
      },
    ];
  }, [by, t, format]);
}
