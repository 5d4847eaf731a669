import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '~/table/data-table';
import { TwoLineCell } from '~/table/two-line-cell';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { Delta } from '~/ui/figures';
import { useFormat } from '~/ui/use-format';
import { PAGE_SIZES } from '../../domain/page-sizes';
import type { ChangePageView } from '../../queries/change-page.server';
import { useChangeSentence } from './use-change-sentence';
import { useReadableMoney } from './use-readable-money';

interface ChangeTableProps {
  view: ChangePageView;
  skuHref: (sku: string, factory: string | undefined, since: number) => string;
}

type Row = ChangePageView['rows'][number];

/** The changed SKUs, the most money first, each with its causes in words. */
export function ChangeTable({ view, skuHref }: ChangeTableProps) {
  const { t } = useTranslation('changes');
  const columns = useColumns(view.factories.length > 0);
  const { search, total } = view;
  return (
    <DataTable
      id="forecast-changes"
      caption={t('page.caption')}
      columns={columns}
      rows={view.rows}
      rowId={(row) => row.id}
      rowHref={(row) => skuHref(row.skuCode, row.factory?.slug, view.from.number)}
      pages={{
        kind: 'numbered',
        page: search.page,
        size: search.size,
        total: total.lines,
        sizes: PAGE_SIZES,
      }}
      empty={<EmptyState title={t('page.emptyTitle')} text={t('page.emptyText')} />}
    />
  );
}

function useColumns(withFactory: boolean): TableColumn<Row>[] {
  const { t } = useTranslation('changes');
  const format = useFormat();
  const sentence = useChangeSentence();
  const money = useReadableMoney();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words follow the language, which `format` and `t` stand for
  return useMemo(() => {
    const zh = format.locale === 'zh';
    const columns: TableColumn<Row>[] = [
      {
        id: 'sku',
        header: t('page.sku'),
        width: 220,
        sticky: true,
        phone: 'title',
        cell: (row) => <TwoLineCell first={row.skuCode} second={zh ? row.skuNameZh : row.skuNameEn} />,
      },
      {
        id: 'change',
        header: t('page.change'),
        unit: t('page.pieces'),
        width: 110,
        numeric: true,
        phone: 'figure',
        cell: (row) => <Delta value={row.change} good="up" />,
      },
      {
        id: 'money',
        header: t('page.money'),
        width: 190,
        numeric: true,
        cell: (row) =>
          money({
            minor: (BigInt(row.change) * BigInt(row.unitCostMinor)).toString(),
            currency: row.currency,
          }),
      },
      {
        id: 'why',
        header: t('page.why'),
        width: 620,
        phone: 'subtitle',
        cell: (row) => {
          const text = sentence(row.change, row.parts);
          return <span title={text}>{text}</span>;
        },
      },
      {
        id: 'was',
        header: t('page.was'),
        unit: t('page.pieces'),
        width: 96,
        numeric: true,
        cell: (row) => format.number(row.was),
      },
      {
        id: 'now',
        header: t('page.now'),
        unit: t('page.pieces'),
        width: 96,
        numeric: true,
        cell: (row) => format.number(row.now),
      },
    ];
    if (withFactory) {
      columns.splice(1, 0, {
        id: 'factory',
        header: t('page.factory'),
        width: 180,
        cell: (row) => (row.factory ? (zh ? row.factory.nameZh : row.factory.nameEn) : null),
      });
    }
    return columns;
  }, [t, format, withFactory]);
}
