import { Button, Checkbox } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { paths } from '~/paths';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { StatusBadge } from '~/ui/figures';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { RunView } from '../queries/forecast-runs.server';
import { ForecastTabs } from './forecast-tabs';
import styles from './runs.module.css';

interface RunsPageProps {
  runs: readonly RunView[];
  mayRun: boolean;
  timeZone: string;
  /** Epoch ms at which the page was read. */
  now: number;
}

const TONES = {
  queued: 'neutral',
  running: 'active',
  cancelling: 'warn',
  cancelled: 'neutral',
  failed: 'bad',
  done: 'good',
} as const;

/** What is being computed, how far it is, and how to start, stop and go on. */
export function RunsPage({ runs, mayRun, timeZone, now }: RunsPageProps) {
  const { t } = useTranslation('runs');
  const { form } = usePortalForm({ id: 'run' });
  return (
    <>
      <ForecastTabs side="platform" />
      <PageHeader
        title={t('title')}
        answer={<RunsAnswer runs={runs} timeZone={timeZone} />}
        action={
          mayRun ? (
            <Form method="post" className={styles.start}>
              <input type="hidden" name="intent" value="start" />
              <Checkbox name="publishes" value="on" defaultChecked label={t('publishes')} />
              <Button type="submit">{t('start')}</Button>
              <span className="small muted">{t('startConsequence')}</span>
            </Form>
          ) : undefined
        }
      />
      <FormProblems problems={form.errors} />
      <DataTable
        id="forecast-runs"
        caption={t('caption')}
        columns={useColumns(mayRun, timeZone, now)}
        rows={runs}
        rowId={(run) => run.id}
        empty={<EmptyState title={t('empty')} text={t('emptyText')} />}
      />
    </>
  );
}

function RunsAnswer({ runs, timeZone }: { runs: readonly RunView[]; timeZone: string }) {
  const { t } = useTranslation('runs');
  const format = useFormat();
  const current = runs.find(({ status }) => status === 'running' || status === 'cancelling');
  if (current?.versionNumber) {
    const { versionNumber: number, done, total } = current;
    return t('answerRunning', { number, done: format.number(done), total: format.number(total) });
  }
  if (current) return t('answerStarting');
  const waiting = runs.filter(({ status }) => status === 'queued').length;
  if (waiting > 0) return t('answerQueued', { count: waiting });
  const last = runs.find(({ status, finishedAt }) => status === 'done' && finishedAt);
  return last
    ? t('answer', { at: format.dateTime(Date.parse(last.finishedAt!), timeZone, { year: true }) })
    : t('answerNone');
}

function useColumns(mayRun: boolean, timeZone: string, now: number): TableColumn<RunView>[] {
  const { t } = useTranslation('runs');
  const format = useFormat();
  const columns: TableColumn<RunView>[] = [
    {
      id: 'queued',
      header: t('queued'),
      width: 190,
      sticky: true,
      phone: 'title',
      cell: (run) => format.dateTime(Date.parse(run.queuedAt), timeZone, { year: true }),
    },
    {
      id: 'asked',
      header: t('asked'),
      width: 170,
      cell: (run) => run.requestedByName ?? t(`reasons.${run.reason}`),
    },
    {
      id: 'state',
      header: t('state'),
      width: 150,
      phone: 'figure',
      cell: (run) => <StatusBadge tone={TONES[run.status]}>{t(`states.${run.status}`)}</StatusBadge>,
    },
    {
      id: 'progress',
      header: t('progress'),
      unit: t('progressUnit'),
      width: 210,
      phone: 'subtitle',
      cell: (run) => <Progress run={run} />,
    },
    {
      id: 'took',
      header: t('took'),
      width: 100,
      numeric: true,
      cell: (run) => (run.startedAt ? <Took run={run} now={now} /> : null),
    },
    {
      id: 'version',
      header: t('version'),
      width: 100,
      numeric: true,
      cell: (run) =>
        run.versionNumber === null ? null : (
          <Link to={paths.platform.forecastVersion(run.versionNumber)}>{run.versionNumber}</Link>
        ),
    },
    {
      id: 'result',
      header: t('result'),
      width: 320,
      cell: (run) => <Result run={run} timeZone={timeZone} />,
    },
  ];
  if (mayRun) {
    columns.push({
      id: 'action',
      header: t('action'),
      width: 120,
      cell: (run) => <RunAction run={run} timeZone={timeZone} />,
    });
  }
  return columns;
}

function Progress({ run: { done, total } }: { run: RunView }) {
  const { t } = useTranslation('runs');
  const format = useFormat();
  if (total === 0) return null;
  const text = t('of', { done: format.number(done), total: format.number(total) });
  return (
    <span className={styles.progress}>
      <progress value={done} max={total} aria-label={text} />
      <span>{text}</span>
    </span>
  );
}

function Took({ run, now }: { run: RunView; now: number }) {
  const end = run.finishedAt === null ? now : Date.parse(run.finishedAt);
  const seconds = Math.max(0, Math.round((end - Date.parse(run.startedAt!)) / 1000));
  return <>{`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`}</>;
}

function Result({ run, timeZone }: { run: RunView; timeZone: string }) {
  const { t } = useTranslation('runs');
  const format = useFormat();
  if (run.isCutOff) return t('cutOff', { at: format.dateTime(Date.parse(run.heartbeatAt!), timeZone) });
  if (run.status === 'done') {
    if (run.error === 'held_back') return t('heldBack');
    const isPublished = run.versionStatus === 'published' || run.versionStatus === 'superseded';
    return isPublished ? t('published') : t('keptDraft');
  }
  if (run.cancelledByName) return t('cancelledBy', { name: run.cancelledByName });
  return run.error;
}

function RunAction({ run, timeZone }: { run: RunView; timeZone: string }) {
  const { t } = useTranslation('runs');
  const format = useFormat();
  const intent = run.mayCancel ? 'cancel' : run.mayResume ? 'resume' : null;
  if (!intent) return null;
  const at = format.dateTime(Date.parse(run.queuedAt), timeZone);
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="run" value={run.id} />
      <Button type="submit" size="xs" variant="default" aria-label={t(`${intent}Aria`, { at })}>
        {t(intent)}
      </Button>
    </Form>
  );
}
