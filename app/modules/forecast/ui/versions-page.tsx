import { Button } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { StatusBadge } from '~/ui/figures';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { VersionListRow } from '../queries/versions.server';
import styles from './forecast.module.css';
import { ForecastTabs } from './forecast-tabs';
import { VERSION_TONES } from './version-tones';

interface VersionsPageProps {
  versions: readonly VersionListRow[];
  mayRun: boolean;
  /** A run was asked for just now. */
  requested: boolean;
  timeZone: string;
}

/** Which forecast is published, what it was made from, and how to make a new one. */
export function VersionsPage({ versions, mayRun, requested, timeZone }: VersionsPageProps) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  const published = versions.find((version) => version.status === 'published');
  const answer = published
    ? t('versions.answer', { number: published.number, date: format.date(published.asOf, { year: true }) })
    : t('versions.answerNone');
  const columns: TableColumn<VersionListRow>[] = [
    {
      id: 'number',
      header: t('versions.number'),
      width: 90,
      sticky: true,
      numeric: true,
      phone: 'title',
      cell: (version) => <Link to={paths.platform.forecastVersion(version.number)}>{version.number}</Link>,
    },
    {
      id: 'status',
      header: t('versions.status'),
      width: 120,
      phone: 'figure',
      cell: (version) => (
        <StatusBadge tone={VERSION_TONES[version.status]}>
          {t(`versions.states.${version.status}`)}
        </StatusBadge>
      ),
    },
    {
      id: 'asOf',
      header: t('versions.asOf'),
      width: 180,
      cell: (version) => format.date(version.asOf, { year: true }),
    },
    {
      id: 'generated',
      header: t('versions.generated'),
      width: 230,
      phone: 'subtitle',
      cell: (version) => format.dateTime(Date.parse(version.generatedAt), timeZone, { year: true }),
    },
    {
      id: 'lines',
      header: t('versions.lines'),
      unit: t('versions.linesUnit'),
      width: 110,
      numeric: true,
      cell: (version) => format.number(version.lineCount),
    },
    {
      id: 'series',
      header: t('versions.series'),
      unit: t('versions.seriesUnit'),
      width: 110,
      numeric: true,
      cell: (version) => format.number(version.seriesCount),
    },
    { id: 'engine', header: t('versions.engine'), width: 210, cell: (version) => version.demandEngine },
    { id: 'rule', header: t('versions.rule'), width: 110, cell: (version) => version.nettingRuleVersion },
    { id: 'note', header: t('versions.note'), width: 240, cell: (version) => version.note },
  ];
  return (
    <>
      <ForecastTabs side="platform" />
      <PageHeader
        title={t('versions.title')}
        answer={requested ? t('versions.running') : answer}
        action={
          mayRun ? (
            <Form method="post" className={styles.run}>
              <span className="small muted">{t('versions.runConsequence')}</span>
              <Button type="submit">{t('versions.run')}</Button>
            </Form>
          ) : undefined
        }
      />
      <DataTable
        id="forecast-versions"
        caption={t('versions.caption')}
        columns={columns}
        rows={versions}
        rowId={(version) => version.id}
        empty={<EmptyState title={t('versions.empty')} />}
      />
    </>
  );
}
