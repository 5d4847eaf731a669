import { Button } from '@mantine/core';
import { Form, useNavigation, useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar, type FilterField } from '~/ui/filter-bar';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { CAUSES } from '../../domain/changes/causes';
import type { ChangePageView } from '../../queries/change-page.server';
import styles from '../forecast.module.css';
import { ForecastTabs } from '../forecast-tabs';
import { sentenceCase } from '../sentence-case';
import { CauseTotals } from './cause-totals';
import { ChangeTable } from './change-table';
import { useSigned } from './use-change-sentence';
import { useReadableMoney } from './use-readable-money';

interface ChangesPageProps {
  view: ChangePageView | null;
  side: 'factory' | 'platform';
  skuHref: (sku: string, factory: string | undefined, since: number) => string;
}

/** What moved between two published versions, why, and in which SKUs? */
export function ChangesPage({ view, side, skuHref }: ChangesPageProps) {
  const { t } = useTranslation('changes');
  if (!view) {
    return (
      <>
        <ForecastTabs side={side} />
        <PageHeader title={t('page.title')} />
        <EmptyState title={t('page.none')} text={t('page.noneText')} />
      </>
    );
  }
  return (
    <>
      <ForecastTabs side={side} />
      <PageHeader title={t('page.title')} answer={<Answer view={view} />} />
      <Filters view={view} />
      {view.status === 'done' ? (
        <>
          <Section title={t('page.totals')}>
            <CauseTotals view={view} />
          </Section>
          <ChangeTable view={view} skuHref={skuHref} />
        </>
      ) : (
        <NotYet view={view} />
      )}
    </>
  );
}

function Answer({ view }: { view: ChangePageView }) {
  const { t } = useTranslation('changes');
  const format = useFormat();
  const signed = useSigned();
  const money = useReadableMoney();
  const versions = { from: view.from.number, to: view.to.number };
  if (view.status !== 'done') return null;
  if (view.total.lines === 0) return t('page.answerSame', versions);
  return t('page.answer', {
    ...versions,
    change: signed(view.total.change),
    money: money(view.total.money),
    lines: format.number(view.total.lines),
  });
}

function Filters({ view }: { view: ChangePageView }) {
  const { t } = useTranslation('changes');
  const format = useFormat();
  const versionOptions = (versions: ChangePageView['versions']) =>
    versions.map(({ number, asOf }) => ({
      value: String(number),
      label: t('page.version', { number, date: format.date(asOf, { year: true, weekday: false }) }),
    }));
  const fields: FilterField[] = [
    {
      kind: 'select',
      name: 'from',
      label: t('page.from'),
      defaultValue: String(view.from.number),
      options: versionOptions(view.versions.filter(({ number }) => number < view.to.number)),
    },
    {
      kind: 'select',
      name: 'to',
      label: t('page.to'),
      defaultValue: String(view.to.number),
      options: versionOptions(view.versions.slice(0, -1)),
    },
    {
      kind: 'select',
      name: 'cause',
      label: t('page.cause'),
      all: t('page.anyCause'),
      options: CAUSES.map((cause) => ({ value: cause, label: sentenceCase(t(`causes.${cause}`)) })),
    },
  ];
  if (view.factories.length > 0) {
    fields.push({
      kind: 'select',
      name: 'factory',
      label: t('page.factory'),
      all: t('page.allFactories'),
      options: view.factories.map(({ slug, nameEn, nameZh }) => ({
        value: slug,
        label: format.locale === 'zh' ? nameZh : nameEn,
      })),
    });
  }
  fields.push({ kind: 'search', name: 'q', label: t('page.search') });
  return <FilterBar fields={fields} />;
}

const POLL_MS = 2000;

/** A pair that nobody looked at: asks for the causes, and waits for them. */
function NotYet({ view }: { view: ChangePageView }) {
  const { t } = useTranslation('changes');
  const { revalidate } = useRevalidator();
  const busy = useNavigation().state !== 'idle';
  const isQueued = view.status === 'queued';
  useEffect(() => {
    if (!isQueued) return;
    const timer = setInterval(revalidate, POLL_MS);
    return () => clearInterval(timer);
  }, [isQueued, revalidate]);
  if (isQueued) {
    return (
      <p role="status" className={styles.rule}>
        {t('page.working')}
      </p>
    );
  }
  return (
    <EmptyState
      title={t(view.status === 'failed' ? 'page.failed' : 'page.notYet')}
      text={t('page.notYetText')}
      action={
        <Form method="post" replace>
          <input type="hidden" name="from" value={view.from.number} />
          <input type="hidden" name="to" value={view.to.number} />
          <Button type="submit" aria-disabled={busy || undefined}>
            {t('page.work')}
          </Button>
        </Form>
      }
    />
  );
}
