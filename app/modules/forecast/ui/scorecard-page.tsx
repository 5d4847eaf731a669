import { useTranslation } from 'react-i18next';
import { WeekLinesChart } from '~/charts/week-lines-chart';
import { EmptyState } from '~/ui/empty-state';
import { KeyFigure, KeyFigures } from '~/ui/figures';
import { FilterBar, type FilterField } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { ORDER_SPANS } from '../domain/accuracy/choices';
import { leanOf } from '../domain/accuracy/measures';
import type { ScorecardView } from '../queries/scorecard-page.server';
import styles from './accuracy.module.css';
import { useAccuracyFormat } from './accuracy-figures';
import { ForecastTabs } from './forecast-tabs';
import { ScorecardTable } from './scorecard-table';

interface ScorecardPageProps {
  view: ScorecardView;
  /** Who reads it: the same figures, with other words for "we" and "you". */
  side: 'factory' | 'platform';
  /** The factory's name, or null for all factories. */
  factoryName: string | null;
  rowHref?: (key: string) => string;
  exportPath: string;
}

/** Do both sides keep to what they say? The platform's forecasts and the factory's commitments, by the same rows. */
export function ScorecardPage({ view, side, factoryName, rowHref, exportPath }: ScorecardPageProps) {
  const { t } = useTranslation('accuracy');
  const isList = factoryName === null;
  return (
    <>
      <ForecastTabs side={side} />
      <PageHeader
        title={
          isList
            ? t('scorecard.listTitle')
            : side === 'factory'
              ? t('scorecard.title')
              : t('scorecard.titleOf', { factory: factoryName })
        }
        answer={<Answer view={view} />}
      />
      <FilterBar fields={useFilters(view, isList)} />
      {view.span === null ? (
        <EmptyState title={t('scorecard.empty.title')} text={t('scorecard.empty.text')} />
      ) : (
        <>
          <div className={styles.pair}>
            <PlatformSide view={view} />
            <FactorySide view={view} isList={isList} />
          </div>
          <div className={styles.pair}>
            <PiecesChart view={view} />
            <ChurnChart view={view} />
          </div>
          <ScorecardTable
            view={view}
            by={isList ? 'factory' : 'sku'}
            rowHref={rowHref}
            exportPath={exportPath}
          />
          <p className={styles.note}>{t('scorecard.method')}</p>
        </>
      )}
    </>
  );
}

function Answer({ view }: { view: ScorecardView }) {
  const { t } = useTranslation('accuracy');
  const format = useAccuracyFormat();
  const { score, span } = view;
  if (!span) return t('scorecard.answer.none');
  const { platform, factory } = score;
  return (
    <>
      {platform.wape === null
        ? t('scorecard.answer.noOrders', { from: format.week(span.from), to: format.week(span.to) })
        : t('scorecard.answer.platform', {
            from: format.week(span.from),
            to: format.week(span.to),
            wape: format.share(platform.wape),
            lean: t(`scorecard.lean.${leanOf(platform.bias)}`, {
              bias: format.percent(Math.abs(platform.bias ?? 0)),
            }),
          })}
      {format.locale === 'zh' ? null : ' '}
      {factory.onTime === null
        ? t('scorecard.answer.nothingDue')
        : t('scorecard.answer.factory', { onTime: format.share(factory.onTime) })}
    </>
  );
}

function PlatformSide({ view }: { view: ScorecardView }) {
  const { t } = useTranslation('accuracy');
  const format = useAccuracyFormat();
  const { platform } = view.score;
  const { sums } = view;
  return (
    <section className={styles.side}>
      <h2>{t('scorecard.platform.title')}</h2>
      <p className={styles.note}>{t('scorecard.platform.text')}</p>
      <KeyFigures>
        <KeyFigure
          label={t('scorecard.platform.bias')}
          value={format.lean(platform.bias)}
          note={t('scorecard.platform.biasNote', {
            forecast: format.pieces(sums.forecast),
            ordered: format.pieces(sums.ordered),
          })}
        />
        <KeyFigure
          label={t('scorecard.platform.wape')}
          value={format.share(platform.wape)}
          note={t('scorecard.platform.wapeNote', { naive: format.share(platform.naiveWape) })}
          tone={(platform.addedOverNaive ?? 0) < 0 ? 'warn' : undefined}
        />
        <KeyFigure
          label={t('scorecard.platform.churn')}
          value={format.share(platform.churn)}
          note={t('scorecard.platform.churnNote', {
            churn: format.pieces(sums.churn),
            frozen: format.pieces(sums.frozen),
          })}
        />
      </KeyFigures>
    </section>
  );
}

function FactorySide({ view, isList }: { view: ScorecardView; isList: boolean }) {
  const { t } = useTranslation('accuracy');
  const format = useAccuracyFormat();
  const { factory } = view.score;
  const { sums } = view;
  return (
    <section className={styles.side}>
      <h2>{isList ? t('scorecard.factory.listTitle') : t('scorecard.factory.title')}</h2>
      <p className={styles.note}>{t('scorecard.factory.text')}</p>
      <KeyFigures>
        <KeyFigure
          label={t('scorecard.factory.onTime')}
          value={format.share(factory.onTime)}
          note={t('scorecard.factory.onTimeNote', {
            onTime: format.pieces(sums.onTime),
            due: format.pieces(sums.due),
          })}
        />
        <KeyFigure
          label={t('scorecard.factory.bias')}
          value={format.lean(factory.bias)}
          note={
            sums.committedPeriods === 0
              ? t('scorecard.factory.noCommits')
              : t('scorecard.factory.biasNote', {
                  commit: format.pieces(sums.commit),
                  ordered: format.pieces(sums.commitOrdered),
                })
          }
        />
        <KeyFigure
          label={t('scorecard.factory.wape')}
          value={format.share(factory.wape)}
          note={
            factory.addedOverForecast === null
              ? t('scorecard.factory.noCommits')
              : t('scorecard.factory.wapeNote', { points: format.points(factory.addedOverForecast) })
          }
        />
      </KeyFigures>
    </section>
  );
}

function PiecesChart({ view }: { view: ScorecardView }) {
  const { t } = useTranslation('accuracy');
  return (
    <WeekLinesChart
      title={t('scorecard.chart.pieces')}
      unit={t('pieces')}
      weeks={view.weeks.map(({ week }) => week)}
      lines={[
        {
          name: t('scorecard.chart.forecast'),
          tone: 'first',
          dashed: true,
          values: view.weeks.map((w) => w.forecast),
        },
        { name: t('scorecard.chart.commit'), tone: 'third', values: view.weeks.map((w) => w.commit) },
        { name: t('scorecard.chart.ordered'), tone: 'plain', values: view.weeks.map((w) => w.ordered) },
      ]}
    />
  );
}

function ChurnChart({ view }: { view: ScorecardView }) {
  const { t } = useTranslation('accuracy');
  return (
    <WeekLinesChart
      title={t('scorecard.chart.churnTitle')}
      unit={t('pieces')}
      weeks={view.weeks.map(({ week }) => week)}
      lines={[
        {
          name: t('scorecard.chart.frozen'),
          tone: 'plain',
          dashed: true,
          values: view.weeks.map((w) => w.frozen),
        },
        { name: t('scorecard.chart.churn'), tone: 'second', values: view.weeks.map((w) => w.churn) },
      ]}
    />
  );
}

function useFilters(view: ScorecardView, isList: boolean): FilterField[] {
  const { t } = useTranslation('accuracy');
  const { locale } = useAccuracyFormat();
  return [
    {
      kind: 'select',
      name: 'weeks',
      label: t('filters.weeks'),
      defaultValue: '24',
      options: ORDER_SPANS.map((value) => ({
        value,
        label: t('filters.lastWeeks', { count: Number(value) }),
      })),
    },
    {
      kind: 'select',
      name: 'category',
      label: t('filters.category'),
      all: t('filters.all'),
      options: view.categories.map(({ code, nameEn, nameZh }) => ({
        value: code,
        label: locale === 'zh' ? nameZh : nameEn,
      })),
    },
    { kind: 'search', name: 'q', label: isList ? t('filters.searchFactory') : t('filters.searchCode') },
  ];
}
