import { Button } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { StatusBadge } from '~/ui/figures';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { DeliveryView, EndpointRow } from '../../queries/webhooks-page.server';
import styles from './feeds.module.css';
import { EndpointState } from './webhooks-page';

interface WebhookPageProps {
  endpoint: EndpointRow;
  deliveries: DeliveryView[];
  next: string | null;
  mayManage: boolean;
  timeZone: string;
}

const rowId = (row: DeliveryView) => row.id;

/** One address: what was sent to it, what it answered, and what can be done. */
export function WebhookPage({ endpoint, deliveries, next, mayManage, timeZone }: WebhookPageProps) {
  const { t } = useTranslation('feeds');
  const format = useFormat();
  return (
    <>
      <PageHeader title={new URL(endpoint.url).host} answer={<Answer endpoint={endpoint} />} />
      <dl className={styles.facts}>
        <dt>{t('webhooks.url')}</dt>
        <dd>{endpoint.url}</dd>
        <dt>{t('webhooks.state')}</dt>
        <dd>
          <EndpointState endpoint={endpoint} />
        </dd>
        <dt>{t('webhooks.events')}</dt>
        <dd>{endpoint.events.join(' ')}</dd>
        <dt>{t('webhooks.createdBy')}</dt>
        <dd>
          {endpoint.createdByName},{' '}
          {format.dateTime(endpoint.createdAt, timeZone, { year: true, weekday: false })}
        </dd>
      </dl>
      {mayManage ? (
        <Form method="post" className={styles.actions}>
          <Button type="submit" name="intent" value="test">
            {t('webhooks.actions.test')}
          </Button>
          <Button
            type="submit"
            name="intent"
            value={endpoint.isActive ? 'pause' : 'resume'}
            variant="default"
          >
            {endpoint.isActive ? t('webhooks.actions.pause') : t('webhooks.actions.resume')}
          </Button>
          <Button type="submit" name="intent" value="remove" variant="default">
            {t('webhooks.actions.remove')}
          </Button>
        </Form>
      ) : null}
      <Section title={t('webhooks.log')}>
        <DataTable
          id="webhook-deliveries"
          caption={t('webhooks.log')}
          columns={useColumns(timeZone, mayManage)}
          rows={deliveries}
          rowId={rowId}
          pages={{ kind: 'keyset', next }}
          empty={<EmptyState title={t('webhooks.noDeliveries')} text={t('webhooks.noDeliveriesText')} />}
        />
      </Section>
    </>
  );
}

function Answer({ endpoint }: { endpoint: EndpointRow }) {
  const { t } = useTranslation('feeds');
  if (endpoint.disabledAt !== null) return t('webhooks.isOff');
  if (!endpoint.isActive) return t('webhooks.isPaused', { count: endpoint.pending });
  return t('webhooks.isOn');
}

function useColumns(timeZone: string, mayManage: boolean): TableColumn<DeliveryView>[] {
  const { t } = useTranslation('feeds');
  const format = useFormat();
  return useMemo(() => {
    const at = (ms: number | null) =>
      ms === null ? '–' : format.dateTime(ms, timeZone, { year: true, weekday: false });
    const columns: TableColumn<DeliveryView>[] = [
      {
        id: 'created',
        header: t('webhooks.columns.created'),
        width: 180,
        sticky: true,
        phone: 'subtitle',
        cell: (row) => at(row.createdAt),
      },
      {
        id: 'event',
        header: t('webhooks.columns.event'),
        width: 170,
        phone: 'title',
        cell: (row) => row.event,
      },
      {
        id: 'status',
        header: t('webhooks.columns.status'),
        width: 120,
        phone: 'figure',
        cell: (row) => (
          <StatusBadge
            tone={row.status === 'delivered' ? 'good' : row.status === 'failed' ? 'bad' : 'active'}
          >
            {t(`webhooks.deliveryStates.${row.status}`)}
          </StatusBadge>
        ),
      },
      {
        id: 'attempts',
        header: t('webhooks.columns.attempts'),
        width: 88,
        numeric: true,
        cell: (row) => format.number(row.attempts),
      },
      {
        id: 'answer',
        header: t('webhooks.columns.answer'),
        width: 220,
        cell: (row) => <AnswerCell row={row} />,
      },
      { id: 'last', header: t('webhooks.columns.last'), width: 180, cell: (row) => at(row.lastAttemptAt) },
      { id: 'next', header: t('webhooks.columns.next'), width: 180, cell: (row) => at(row.nextAt) },
    ];
    if (mayManage) {
      columns.push({
        id: 'resend',
        header: t('webhooks.columns.again'),
        width: 120,
        cell: (row) =>
          row.status === 'pending' ? null : (
            <Form method="post">
              <input type="hidden" name="delivery" value={row.id} />
              <Button type="submit" name="intent" value="resend" variant="default" size="compact-sm">
                {t('webhooks.actions.resend')}
              </Button>
            </Form>
          ),
      });
    }
    return columns;
  }, [t, format, timeZone, mayManage]);
}

const FAILURES = ['address_refused', 'name_unknown', 'timed_out', 'unreachable', 'tls_failed'] as const;

/** What the other side answered: its status, or why there was none. */
function AnswerCell({ row }: { row: DeliveryView }) {
  const { t } = useTranslation('feeds');
  if (row.lastStatus !== null)
    return (
      <span title={row.lastError ?? undefined}>{t('webhooks.answered', { status: row.lastStatus })}</span>
    );
  const failure = FAILURES.find((one) => one === row.lastError);
  return <>{failure ? t(`webhooks.failures.${failure}`) : '–'}</>;
}
