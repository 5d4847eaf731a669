import { Button } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { FormProblems } from '~/form/form-parts';
import type { FormReply } from '~/form/use-portal-form';
import type { Problem } from '~/kernel/problem';
import { paths } from '~/paths';
import { DataTable } from '~/table/data-table';
import { TwoLineCell } from '~/table/two-line-cell';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { StatusBadge } from '~/ui/figures';
import { FilterBar } from '~/ui/filter-bar';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { PAGE_SIZES } from '../../domain/page-sizes';
import type { PromotionsView, PromotionView } from '../../queries/promotions-list.server';
import { ForecastTabs } from '../forecast-tabs';
import { PromotionForm } from './promotion-form';

interface PromotionsPageProps {
  view: PromotionsView;
  mayChange: boolean;
  /** What was wrong with a promotion to add. */
  reply: FormReply | null;
  /** Why a promotion could not be ended. */
  endProblems: Problem[] | null;
}

const rowId = (row: PromotionView) => row.id;

/** Which lowered prices does the forecast count with? */
export function PromotionsPage({ view, mayChange, reply, endProblems }: PromotionsPageProps) {
  const { t } = useTranslation('promotions');
  const format = useFormat();
  const { search, total } = view;
  return (
    <>
      <ForecastTabs side="platform" />
      <PageHeader
        title={t('title')}
        answer={total === 0 ? t('answerNone') : t(`answer.${search.state}`, { count: total })}
      />
      <FormProblems problems={endProblems} />
      <FilterBar
        fields={[
          { kind: 'search', name: 'q', label: t('search') },
          {
            kind: 'select',
            name: 'market',
            label: t('columns.market'),
            all: t('anyMarket'),
            options: view.markets.map(({ code, nameEn, nameZh }) => ({
              value: code,
              label: format.locale === 'zh' ? nameZh : nameEn,
            })),
          },
          {
            kind: 'select',
            name: 'state',
            label: t('columns.state'),
            defaultValue: 'current',
            options: (['current', 'over', 'all'] as const).map((value) => ({
              value,
              label: t(`filter.${value}`),
            })),
          },
        ]}
      />
      <DataTable
        id="forecast-promotions"
        caption={t('caption')}
        columns={useColumns(mayChange, view.today)}
        rows={view.rows}
        rowId={rowId}
        pages={{ kind: 'numbered', page: search.page, size: search.size, total, sizes: PAGE_SIZES }}
        exportPath={paths.platform.promotionsExport()}
        empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      />
      {mayChange ? (
        <Section title={t('form.title')}>
          <PromotionForm view={view} reply={reply} />
        </Section>
      ) : null}
    </>
  );
}

const TONES = { coming: 'active', running: 'good', over: 'neutral' } as const;

function useColumns(mayChange: boolean, today: string): TableColumn<PromotionView>[] {
  const { t } = useTranslation('promotions');
  const format = useFormat();
  const columns: TableColumn<PromotionView>[] = [
    {
      id: 'name',
      header: t('columns.name'),
      width: 220,
      sticky: true,
      phone: 'title',
      cell: (row) => row.name,
    },
    {
      id: 'subject',
      header: t('columns.subject'),
      width: 240,
      phone: 'subtitle',
      cell: (row) => (
        <TwoLineCell
          first={row.skuCode ?? t('wholeCategory')}
          second={format.locale === 'zh' ? row.nameZh : row.nameEn}
        />
      ),
    },
    { id: 'market', header: t('columns.market'), width: 90, cell: (row) => row.marketCode },
    {
      id: 'from',
      header: t('columns.from'),
      width: 130,
      cell: (row) => format.date(row.fromDay, { year: true }),
    },
    { id: 'to', header: t('columns.to'), width: 130, cell: (row) => format.date(row.toDay, { year: true }) },
    {
      id: 'discount',
      header: t('columns.discount'),
      width: 110,
      numeric: true,
      phone: 'figure',
      cell: (row) => format.percent(row.discountBp / 10_000),
    },
    {
      id: 'state',
      header: t('columns.state'),
      width: 110,
      cell: (row) => <StatusBadge tone={TONES[row.state]}>{t(`states.${row.state}`)}</StatusBadge>,
    },
  ];
  if (mayChange) {
    columns.push({
      id: 'end',
      header: t('columns.end'),
      width: 130,
      cell: (row) =>
        row.toDay <= today && row.state !== 'coming' ? null : (
          <Form method="post" preventScrollReset>
            <input type="hidden" name="intent" value="end" />
            <input type="hidden" name="promotion" value={row.id} />
            <Button
              type="submit"
              size="compact-sm"
              variant="default"
              aria-label={t(row.state === 'coming' ? 'removeLabel' : 'endLabel', { name: row.name })}
            >
              {t(row.state === 'coming' ? 'remove' : 'end')}
            </Button>
          </Form>
        ),
    });
  }
  return columns;
}
