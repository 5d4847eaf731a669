import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar } from '~/ui/filter-bar';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { QUANTILES } from '../domain/netting/types';
import type { ForecastSkuView, SourceView } from '../queries/forecast-sku.server';
import { DemandChart } from './demand-chart';
import { DemandQuality } from './demand-quality';
import { NettingTrace } from './netting-trace';
import { OpenOrders } from './open-orders';
import { VersionLine } from './version-line';
import { WeeksTable } from './weeks-table';

interface SkuForecastPageProps {
  view: ForecastSkuView;
  now: number;
  timeZone: string;
  /** Platform only: where a source's factory leads. */
  factoryHref?: (slug: string) => string;
  /** After the weeks: why they are not what they were. */
  changes?: ReactNode;
  /** Platform only, after the demand: what planners put in the model's place. */
  overrides?: ReactNode;
}

/** What will be ordered of one SKU, what consumers buy, and how a week's figure came about. */
export function SkuForecastPage({
  view,
  now,
  timeZone,
  factoryHref,
  changes,
  overrides,
}: SkuForecastPageProps) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  const name = format.locale === 'zh' ? view.sku.nameZh : view.sku.nameEn;
  const source = view.sources[view.open.source]!;
  const bucket = source.buckets[view.open.week];
  const mondayOf = (week: number) => addWeeks(view.version.firstWeek as CalendarDate, week);
  return (
    <>
      <PageHeader title={t('sku.title', { code: view.sku.code, name })} answer={<SkuAnswer view={view} />} />
      <VersionLine version={view.version} quantile={view.quantile} now={now} timeZone={timeZone} />
      <SkuFilters view={view} />
      <Section title={t(factoryHref ? 'sku.sources' : 'sku.weeks')}>
        <WeeksTable view={view} factoryHref={factoryHref} />
      </Section>
      {changes}
      <Section title={t('sku.netting')}>
        {bucket && source.terms ? (
          <NettingTrace bucket={bucket} mondayOf={mondayOf} terms={source.terms} />
        ) : (
          <EmptyState title={t('sku.dropped')} />
        )}
      </Section>
      <Section title={t('sku.demand')}>
        <DemandChart view={view} />
      </Section>
      {overrides}
      <Section title={t('sku.openOrders')}>
        <OpenOrders lines={view.openOrders} today={view.version.asOf} />
      </Section>
      {view.quality.length > 0 ? (
        <Section title={t('sku.quality')}>
          <DemandQuality rows={view.quality} />
        </Section>
      ) : null}
    </>
  );
}

function SkuAnswer({ view }: { view: ForecastSkuView }) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  const sum = weekSums(view.sources, view.quantile);
  const total = sum.reduce((a, b) => a + b, 0);
  const weeks = sum.length;
  const first = sum.findIndex((pieces) => pieces > 0);
  if (first < 0) return t('sku.answerNothing', { weeks });
  const monday = addWeeks(view.version.firstWeek as CalendarDate, first);
  return t('sku.answer', { pieces: format.pieces(total), weeks, week: format.week(monday) });
}

/** Pieces per release week over all sources in view. */
function weekSums(sources: readonly SourceView[], quantile: ForecastSkuView['quantile']): number[] {
  const weeks = sources[0]?.quantities[quantile].length ?? 0;
  return Array.from({ length: weeks }, (_, week) =>
    sources.reduce((sum, source) => sum + (source.quantities[quantile][week] ?? 0), 0),
  );
}

function SkuFilters({ view }: { view: ForecastSkuView }) {
  const { t } = useTranslation('forecast');
  const locale = useFormat().locale;
  const names = new Map(view.sku.markets.map((m) => [m.code, locale === 'zh' ? m.nameZh : m.nameEn]));
  return (
    <FilterBar
      fields={[
        {
          kind: 'select',
          name: 'quantile',
          label: t('filters.quantile'),
          defaultValue: 'p50',
          options: QUANTILES.map((value) => ({ value, label: t(`quantile.${value}`) })),
        },
        {
          kind: 'select',
          name: 'market',
          label: t('sku.demandMarket'),
          all: t('sku.allMarkets'),
          options: view.demand.markets.map((value) => ({ value, label: names.get(value) ?? value })),
        },
      ]}
    />
  );
}
