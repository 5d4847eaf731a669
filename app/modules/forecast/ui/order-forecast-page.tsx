import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '~/ui/empty-state';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { ForecastTableView, TotalsRow } from '../queries/forecast-table.server';
import { ForecastFilters } from './forecast-filters';
import { moneyOf } from './money-of';
import { OrderForecastTable } from './order-forecast-table';
import { VersionLine } from './version-line';

interface OrderForecastPageProps {
  view: ForecastTableView | null;
  title: ReactNode;
  now: number;
  timeZone: string;
  skuHref: (skuCode: string, quantile: string | undefined) => string;
  exportPath: string | undefined;
  action?: ReactNode;
}

/** What will the platform order from this factory, when, how sure, and what moved? */
export function OrderForecastPage(props: OrderForecastPageProps) {
  const { view, title, now, timeZone, action } = props;
  const { t } = useTranslation('forecast');
  if (!view) {
    return (
      <>
        <PageHeader title={title} action={action} />
        <EmptyState title={t('none.title')} text={t('none.text')} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={title} answer={<ForecastAnswer view={view} />} action={action} />
      <VersionLine version={view.version} quantile={view.search.quantile} now={now} timeZone={timeZone} />
      <ForecastFilters facets={view.facets} />
      <OrderForecastTable
        view={view}
        skuHref={props.skuHref}
        exportPath={props.exportPath}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </>
  );
}

function ForecastAnswer({ view }: { view: ForecastTableView }) {
  const { t } = useTranslation('forecast');
  const { totals } = view;
  const format = useFormat();
  return (
    <>
      {t('answer', {
        pieces: format.pieces(totals.total),
        weeks: view.weeks.length,
        skus: format.number(totals.lines),
        value: useValues(totals),
      })}
      {format.locale === 'zh' ? null : ' '}
      <ChangeSentence change={totals.change} hasPrevious={view.version.hasPrevious} />
    </>
  );
}

/** The values of a sum, one per currency. */
export function useValues(totals: Pick<TotalsRow, 'values'>): string {
  const format = useFormat();
  if (totals.values.length === 0) return format.number(0);
  return totals.values.map(({ minor, currency }) => format.money(moneyOf(minor, currency))).join(' + ');
}

/** How much the version before said more or less. */
export function ChangeSentence({ change, hasPrevious }: { change: number; hasPrevious: boolean }) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  if (!hasPrevious) return t('answerFirst');
  if (change === 0) return t('answerSame');
  const pieces = format.pieces(Math.abs(change));
  return change > 0 ? t('answerChangeUp', { pieces }) : t('answerChangeDown', { pieces });
}
