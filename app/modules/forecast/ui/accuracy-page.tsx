import { useTranslation } from 'react-i18next';
import { WeekLinesChart } from '~/charts/week-lines-chart';
import { EmptyState } from '~/ui/empty-state';
import { KeyFigure, KeyFigures } from '~/ui/figures';
import { FilterBar, type FilterField } from '~/ui/filter-bar';
import { PageHeader, Section } from '~/ui/page-header';
import { DEMAND_GROUPS, DEMAND_SPANS } from '../domain/accuracy/choices';
import { leanOf } from '../domain/accuracy/measures';
import type { AccuracyView } from '../queries/accuracy-page.server';
import styles from './accuracy.module.css';
import { useAccuracyFormat } from './accuracy-figures';
import { AccuracySteps } from './accuracy-steps';
import { AccuracyTable } from './accuracy-table';
import { ForecastTabs } from './forecast-tabs';

interface AccuracyPageProps {
  view: AccuracyView;
  skuHref: (code: string) => string;
  exportPath: string;
}

/** How good were our demand forecasts, where not, and who made them better? */
export function AccuracyPage({ view, skuHref, exportPath }: AccuracyPageProps) {
  const { t } = useTranslation('accuracy');
  return (
    <>
      <ForecastTabs side="platform" />
      <PageHeader title={t('title')} answer={<Answer view={view} />} />
      <FilterBar fields={useFilters(view)} />
      {view.span === null ? (
        <EmptyState title={t('empty.title')} text={t('empty.text')} />
      ) : (
        <>
          <Headline view={view} />
          <p className={styles.note}>
            <CensoredNote view={view} />
          </p>
          <div className={styles.charts}>
            <ErrorChart view={view} />
            <AccuracySteps view={view} />
          </div>
          <Section title={t(`table.${view.search.by}`)}>
            <AccuracyTable view={view} skuHref={skuHref} exportPath={exportPath} />
          </Section>
          <p className={styles.note}>{t('method')}</p>
        </>
      )}
    </>
  );
}

function Answer({ view }: { view: AccuracyView }) {
  const { t } = useTranslation('accuracy');
  const format = useAccuracyFormat();
  const { figures, span } = view;
  if (!span) return t('answer.none');
  if (figures.wape === null) return t('answer.noSales');
  const added = figures.addedOverNaive ?? 0;
  return (
    <>
      {t('answer.error', {
        from: format.week(span.from),
        to: format.week(span.to),
        wape: format.share(figures.wape),
      })}
      {format.locale === 'zh' ? null : ' '}
      {t(`answer.lean.${leanOf(figures.bias)}`, { bias: format.percent(Math.abs(figures.bias ?? 0)) })}
      {format.locale === 'zh' ? null : ' '}
      {t(added >= 0 ? 'answer.better' : 'answer.worse', {
        naive: format.share(figures.steps.naive.wape),
        points: format.number(Math.abs(added) * 100, { maxDigits: 1 }),
      })}
    </>
  );
}

function Headline({ view }: { view: AccuracyView }) {
  const { t } = useTranslation('accuracy');
  const format = useAccuracyFormat();
  const { figures, overrides } = view;
  const harmed = (figures.addedOverNaive ?? 0) < 0;
  return (
    <KeyFigures>
      <KeyFigure label={t('figures.wape')} value={format.share(figures.wape)} note={t('notes.wape')} />
      <KeyFigure label={t('figures.bias')} value={format.lean(figures.bias)} note={t('notes.bias')} />
      <KeyFigure label={t('figures.mase')} value={format.ratio(figures.mase)} note={t('notes.mase')} />
      <KeyFigure
        label={t('figures.loss')}
        value={format.share(figures.quantileLoss)}
        note={t('notes.loss')}
      />
      <KeyFigure
        label={t('figures.coverage')}
        value={format.share(figures.coverage)}
        note={t('notes.coverage', { weeks: format.number(figures.weeks) })}
      />
      <KeyFigure
        label={t('figures.naive')}
        value={format.points(figures.addedOverNaive)}
        note={harmed ? t('notes.naiveWorse') : t('notes.naive')}
        tone={harmed ? 'warn' : undefined}
      />
      <KeyFigure
        label={t('figures.override')}
        value={format.points(overrides.added)}
        note={
          overrides.weeks === 0 ? t('notes.noOverrides') : t('notes.override', { count: overrides.weeks })
        }
        tone={(overrides.added ?? 0) < 0 ? 'warn' : undefined}
      />
    </KeyFigures>
  );
}

function CensoredNote({ view }: { view: AccuracyView }) {
  const { t } = useTranslation('accuracy');
  const format = useAccuracyFormat();
  if (view.censored.weeks === 0) return <>{t('censored.none')}</>;
  return (
    <>
      {t('censored.some', {
        count: view.censored.weeks,
        weeks: format.number(view.censored.weeks),
        units: format.pieces(Math.round(view.censored.units)),
      })}
    </>
  );
}

function ErrorChart({ view }: { view: AccuracyView }) {
  const { t } = useTranslation('accuracy');
  const of = (pick: (week: AccuracyView['weeks'][number]) => number | null) => view.weeks.map(pick);
  return (
    <WeekLinesChart
      title={t('chart.title')}
      unit={t('figures.wape')}
      percent
      weeks={view.weeks.map(({ week }) => week)}
      lines={[
        {
          name: t('steps.naive'),
          tone: 'plain',
          dashed: true,
          values: of((w) => w.figures.steps.naive.wape),
        },
        { name: t('steps.final'), tone: 'first', values: of((w) => w.figures.wape) },
      ]}
    />
  );
}

function useFilters(view: AccuracyView): FilterField[] {
  const { t } = useTranslation('accuracy');
  const { locale } = useAccuracyFormat();
  const all = t('filters.all');
  const named = ({ code, nameEn, nameZh }: AccuracyView['categories'][number]) => ({
    value: code,
    label: locale === 'zh' ? nameZh : nameEn,
  });
  return [
    {
      kind: 'select',
      name: 'weeks',
      label: t('filters.weeks'),
      defaultValue: '13',
      options: DEMAND_SPANS.map((value) => ({
        value,
        label: t('filters.lastWeeks', { count: Number(value) }),
      })),
    },
    {
      kind: 'select',
      name: 'by',
      label: t('filters.by'),
      defaultValue: 'sku',
      options: DEMAND_GROUPS.map((value) => ({ value, label: t(`by.${value}`) })),
    },
    {
      kind: 'select',
      name: 'category',
      label: t('filters.category'),
      all,
      options: view.categories.map(named),
    },
    {
      kind: 'select',
      name: 'class',
      label: t('filters.class'),
      all,
      options: ['A', 'B', 'C'].map((value) => ({ value, label: value })),
    },
    {
      kind: 'select',
      name: 'market',
      label: t('filters.market'),
      all: t('filters.allMarkets'),
      options: view.markets.map(named),
    },
    { kind: 'search', name: 'q', label: t('filters.search') },
  ];
}
