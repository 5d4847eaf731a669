import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '~/table/data-table';
import { TwoLineCell } from '~/table/two-line-cell';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import type { AccuracyRow, AccuracyView } from '../queries/accuracy-page.server';
import { useAccuracyFormat } from './accuracy-figures';

interface AccuracyTableProps {
  view: AccuracyView;
  skuHref: (code: string) => string;
  exportPath: string;
}

const rowId = (row: AccuracyRow) => row.key;

/** The figures by SKU, category, class, market, version or week. */
export function AccuracyTable({ view, skuHref, exportPath }: AccuracyTableProps) {
  const { t } = useTranslation('accuracy');
  const { search } = view;
  return (
    <DataTable
      id={`accuracy-${search.by}`}
      caption={t('caption')}
      columns={useColumns(search.by)}
      rows={view.rows}
      rowId={rowId}
      rowHref={search.by === 'sku' ? (row) => skuHref(row.key) : undefined}
      sort={{ by: search.sort, direction: search.dir }}
      pages={{ kind: 'keyset', next: view.next }}
      exportPath={exportPath}
      empty={<EmptyState title={t('noMatch.title')} text={t('noMatch.text')} />}
    />
  );
}

function useColumns(by: AccuracyView['search']['by']): TableColumn<AccuracyRow>[] {
  const { t } = useTranslation('accuracy');
  const format = useAccuracyFormat();
  return useMemo(() => {
    const nameOf = (row: AccuracyRow) => (format.locale === 'zh' ? row.nameZh : row.nameEn);
    const figure = (
      id: string,
      sort: string,
      cell: (row: AccuracyRow) => string,
      more: Partial<TableColumn<AccuracyRow>> = {},
    ): TableColumn<AccuracyRow> => ({
      id,
      header: t(`columns.${id}` as 'columns.wape'),
      title: t(`columnTitles.${id}` as 'columnTitles.wape'),
      width: 96,
      numeric: true,
      sort,
      cell,
      ...more,
    });
    const points = { unit: t('pointsUnit') };
    return [
      {
        id: 'key',
        header: t(`by.${by}`),
        width: by === 'sku' ? 220 : 190,
        sticky: true,
        sort: 'key',
        firstDirection: 'asc',
        phone: 'title',
        cell: (row) => <GroupName row={row} by={by} name={nameOf(row)} />,
      },
      figure('actual', 'actual', (row) => format.number(Math.round(row.figures.actual)), {
        unit: t('pieces'),
        phone: 'subtitle',
      }),
      figure('wape', 'wape', (row) => format.share(row.figures.wape), { phone: 'figure' }),
      figure('bias', 'bias', (row) => format.lean(row.figures.bias)),
      figure('naive', 'naive', (row) => format.gain(row.figures.addedOverNaive), points),
      figure('override', 'override', (row) => format.gain(row.figures.addedByOverride), points),
      figure('mase', 'mase', (row) => format.ratio(row.figures.mase)),
      figure('loss', 'loss', (row) => format.share(row.figures.quantileLoss), { width: 116 }),
      figure('coverage', 'coverage', (row) => format.share(row.figures.coverage)),
      {
        id: 'weeks',
        header: t('columns.weeks'),
        title: t('columnTitles.weeks'),
        width: 96,
        numeric: true,
        cell: (row) =>
          row.censored === 0
            ? format.number(row.figures.weeks)
            : t('columns.weeksLeftOut', {
                weeks: format.number(row.figures.weeks),
                censored: format.number(row.censored),
              }),
      },
    ];
  }, [by, t, format]);
}

function GroupName({ row, by, name }: { row: AccuracyRow; by: AccuracyView['search']['by']; name: string }) {
  const { t } = useTranslation('accuracy');
  const format = useAccuracyFormat();
  if (by === 'sku') return <TwoLineCell first={row.key} second={name} />;
  if (by === 'week') return <>{format.week(row.key, { year: true })}</>;
  if (by === 'version') {
    return (
      <TwoLineCell
        first={t('version', { number: Number(row.key) })}
        second={t('versionFrom', { week: format.week(name, { year: true }) })}
      />
    );
  }
  return <>{by === 'class' ? t('classOf', { name }) : name}</>;
}
