import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import { DataTable } from '~/table/data-table';
import { TwoLineCell } from '~/table/two-line-cell';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { isReasonCode, REASON_CODES } from '../../domain/commit/commit-bucket';
import type { Alternative } from '../../domain/commit/shortfall';
import type { ShortfallsView, ShortfallView } from '../../queries/shortfalls.server';
import { ForecastTabs } from '../forecast-tabs';
import { moneyOf } from '../money-of';
import { sentenceCase } from '../sentence-case';

/** Where do factories promise less than we ask for, what does it cost, and where could the pieces come from? */
export function ShortfallsPage({ view }: { view: ShortfallsView | null }) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const columns = useColumns();
  if (!view) {
    return (
      <>
        <ForecastTabs side="platform" />
        <PageHeader title={t('shortfalls.title')} />
        <EmptyState title={t('none.title')} />
      </>
    );
  }
  const { total } = view;
  const value = format.money(moneyOf(total.minor, total.currency));
  return (
    <>
      <ForecastTabs side="platform" />
      <PageHeader
        title={t('shortfalls.title')}
        answer={
          view.buckets === 0
            ? t('shortfalls.answerNone', { version: view.version.number })
            : t('shortfalls.answer', {
                count: view.buckets,
                pieces: format.pieces(view.pieces),
                value: total.isApproximate ? t('shortfalls.about', { value }) : value,
                version: view.version.number,
              })
        }
      />
      <FilterBar
        fields={[
          {
            kind: 'select',
            name: 'reason',
            label: t('panel.reason'),
            all: t('filters.all'),
            options: [
              ...REASON_CODES.map((value) => ({ value: value as string, label: t(`reasons.${value}`) })),
              { value: 'none', label: t('panel.noReason') },
            ],
          },
          {
            kind: 'select',
            name: 'zone',
            label: t('file.columns.zone'),
            all: t('filters.all'),
            options: (['frozen', 'firm', 'free'] as const).map((value) => ({
              value,
              label: sentenceCase(t(`zone.${value}`)),
            })),
          },
          { kind: 'search', name: 'q', label: t('filters.search') },
        ]}
      />
      <DataTable
        id="shortfalls"
        caption={t('shortfalls.caption')}
        columns={columns}
        rows={view.rows}
        rowId={(row) => row.id}
        rowHref={(row) => paths.platform.shortfall(row.factorySlug, row.skuCode, row.week)}
        pages={{ kind: 'keyset', next: view.next, total: view.buckets }}
        exportPath={paths.platform.shortfallsExport()}
        empty={<EmptyState title={t('shortfalls.none')} text={t('shortfalls.noneText')} />}
      />
    </>
  );
}

function useColumns(): TableColumn<ShortfallView>[] {
  const { t } = useTranslation('commit');
  const format = useFormat();
  return useMemo(() => {
    const isZh = format.locale === 'zh';
    return [
      {
        id: 'sku',
        header: t('grid.sku'),
        width: 180,
        sticky: true,
        phone: 'title',
        cell: (row) => <TwoLineCell first={row.skuCode} second={isZh ? row.skuNameZh : row.skuNameEn} />,
      },
      {
        id: 'value',
        header: t('shortfalls.value'),
        width: 136,
        numeric: true,
        phone: 'figure',
        cell: (row) => format.money(moneyOf(row.shortfallMinor, row.currency)),
      },
      {
        id: 'factory',
        header: t('shortfalls.factory'),
        width: 160,
        phone: 'subtitle',
        cell: (row) => (isZh ? row.factoryNameZh : row.factoryNameEn),
      },
      {
        id: 'week',
        header: t('agreements.week'),
        width: 120,
        cell: (row) => `${format.week(row.week)} · ${t(`zone.${row.zone}`)}`,
      },
      {
        id: 'missing',
        header: t('shortfalls.missing'),
        width: 80,
        numeric: true,
        cell: (row) => format.number(row.shortfallQuantity),
      },
      {
        id: 'best',
        header: t('shortfalls.best'),
        width: 250,
        cell: (row) => <BestAlternative row={row} />,
      },
      {
        id: 'asked',
        header: t('panel.forecast'),
        width: 90,
        numeric: true,
        cell: (row) => format.number(row.askedQuantity),
      },
      {
        id: 'commit',
        header: t('panel.commit'),
        width: 90,
        numeric: true,
        cell: (row) => format.number(row.commitQuantity),
      },
      {
        id: 'reason',
        header: t('panel.reason'),
        width: 130,
        cell: (row) => (isReasonCode(row.reasonCode) ? t(`reasons.${row.reasonCode}`) : t('panel.noReason')),
      },
    ];
  }, [t, format]);
}

function BestAlternative({ row }: { row: ShortfallView }) {
  const { t } = useTranslation('commit');
  const [best] = row.alternatives;
  if (best) return <AlternativeText row={row} alternative={best} />;
  return (
    <span className="muted">
      {row.sources.length === 0
        ? t('shortfalls.onlySource')
        : t('shortfalls.noOffer', { count: row.sources.length })}
    </span>
  );
}

/** One alternative in words. */
export function AlternativeText({ row, alternative }: { row: ShortfallView; alternative: Alternative }) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const covers = format.number(alternative.covers);
  if (alternative.kind === 'week') {
    return t('shortfalls.byWeek', { pieces: covers, week: format.week(alternative.week) });
  }
  const source = row.sources.find(({ factorySlug }) => factorySlug === alternative.factorySlug);
  const { extraDays } = alternative;
  return t('shortfalls.bySource', {
    pieces: covers,
    factory: format.locale === 'zh' ? source?.factoryNameZh : source?.factoryNameEn,
    lead:
      extraDays === 0
        ? t('shortfalls.asFast')
        : t(extraDays < 0 ? 'shortfalls.sooner' : 'shortfalls.later', { count: Math.abs(extraDays) }),
  });
}
