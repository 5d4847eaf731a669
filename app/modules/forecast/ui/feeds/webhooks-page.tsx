import { Checkbox } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { type FormReply, usePortalForm } from '~/form/use-portal-form';
import { useProblemText } from '~/form/use-problem-text';
import { paths } from '~/paths';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { MiddleTruncate, StatusBadge } from '~/ui/figures';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { WEBHOOK_EVENTS } from '../../domain/webhooks/events';
import type { EndpointRow } from '../../queries/webhooks-page.server';
import styles from './feeds.module.css';
import { SettingsLinks } from './settings-links';
import { ShownOnce } from './shown-once';

interface WebhooksPageProps {
  factory: string;
  endpoints: EndpointRow[];
  made: { url: string; secret: string } | undefined;
  reply: FormReply | undefined;
  mayManage: boolean;
  timeZone: string;
}

const rowId = (row: EndpointRow) => row.id;

/** Which of our systems are told of new forecasts, and does it work? */
export function WebhooksPage({ factory, endpoints, made, reply, mayManage, timeZone }: WebhooksPageProps) {
  const { t } = useTranslation('feeds');
  const active = endpoints.filter(({ isActive }) => isActive).length;
  const off = endpoints.filter(({ disabledAt }) => disabledAt !== null).length;
  return (
    <>
      <SettingsLinks factory={factory} />
      <PageHeader
        title={t('webhooks.title')}
        answer={
          endpoints.length === 0
            ? t('webhooks.answerNone')
            : off > 0
              ? t('webhooks.answerOff', { count: off })
              : t('webhooks.answer', { count: active })
        }
      />
      {made ? (
        <ShownOnce
          key={made.secret}
          title={t('webhooks.made', { url: made.url })}
          text={t('webhooks.madeText')}
          label={t('webhooks.secret')}
          value={made.secret}
        />
      ) : null}
      <DataTable
        id="webhooks"
        caption={t('webhooks.caption')}
        columns={useColumns(timeZone)}
        rows={endpoints}
        rowId={rowId}
        rowHref={(row) => paths.factory.webhook(factory, row.id)}
        empty={
          <EmptyState
            title={t('webhooks.none')}
            text={t(mayManage ? 'webhooks.noneText' : 'webhooks.noneTextReader')}
          />
        }
      />
      {mayManage ? <WebhookForm key={made?.secret ?? 'form'} reply={made ? undefined : reply} /> : null}
    </>
  );
}

function useColumns(timeZone: string): TableColumn<EndpointRow>[] {
  const { t } = useTranslation('feeds');
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'url',
        header: t('webhooks.url'),
        width: 320,
        sticky: true,
        phone: 'title',
        cell: (row) => <MiddleTruncate text={row.url} tail={12} />,
      },
      {
        id: 'state',
        header: t('webhooks.state'),
        width: 150,
        phone: 'figure',
        cell: (row) => <EndpointState endpoint={row} />,
      },
      {
        id: 'events',
        header: t('webhooks.events'),
        width: 200,
        phone: 'subtitle',
        cell: (row) => row.events.join(' '),
      },
      {
        id: 'last',
        header: t('webhooks.lastDelivered'),
        width: 180,
        cell: (row) =>
          row.lastDeliveredAt === null
            ? t('never')
            : format.dateTime(row.lastDeliveredAt, timeZone, { year: true, weekday: false }),
      },
      {
        id: 'pending',
        header: t('webhooks.pending'),
        width: 96,
        numeric: true,
        cell: (row) => format.number(row.pending),
      },
      {
        id: 'failed',
        header: t('webhooks.failed'),
        width: 96,
        numeric: true,
        cell: (row) => format.number(row.failed),
      },
      {
        id: 'description',
        header: t('webhooks.description'),
        width: 220,
        cell: (row) => row.description ?? '',
      },
    ],
    [t, format, timeZone],
  );
}

/** Whether an address is told of events: on, paused by a person, or switched off by failures. */
export function EndpointState({ endpoint }: { endpoint: Pick<EndpointRow, 'isActive' | 'disabledAt'> }) {
  const { t } = useTranslation('feeds');
  if (endpoint.isActive) return <StatusBadge tone="good">{t('webhooks.states.active')}</StatusBadge>;
  if (endpoint.disabledAt !== null)
    return <StatusBadge tone="bad">{t('webhooks.states.disabled')}</StatusBadge>;
  return <StatusBadge tone="neutral">{t('webhooks.states.paused')}</StatusBadge>;
}

function WebhookForm({ reply }: { reply: FormReply | undefined }) {
  const { t } = useTranslation('feeds');
  const say = useProblemText();
  const { form, fields, formProps, busy } = usePortalForm<{
    intent: string;
    url: string;
    description: string;
    events: string[];
  }>({ id: 'webhook-form', lastResult: reply, defaultValue: { events: [...WEBHOOK_EVENTS] } });
  const chosen = [fields.events.value ?? fields.events.initialValue ?? []].flat() as string[];
  return (
    <Section title={t('webhooks.form.title')}>
      <p className={styles.help}>{t('webhooks.form.lead')}</p>
      <Form {...formProps}>
        <input type="hidden" name="intent" value="create" />
        <FormProblems problems={form.errors} />
        <FormFields>
          <TextField
            field={fields.url}
            type="url"
            label={t('webhooks.url')}
            help={t('webhooks.form.urlHelp')}
            placeholder={t('webhooks.form.example')}
            autoComplete="off"
          />
          <TextField
            field={fields.description}
            label={t('webhooks.description')}
            help={t('webhooks.form.descriptionHelp')}
            autoComplete="off"
          />
          <Checkbox.Group
            key={`${fields.events.key}`}
            id={fields.events.id}
            label={t('webhooks.events')}
            error={fields.events.errors?.map(say).join(' ')}
            defaultValue={chosen}
            withAsterisk={false}
          >
            {WEBHOOK_EVENTS.map((event) => (
              <Checkbox
                key={event}
                name={fields.events.name}
                value={event}
                label={t('webhooks.eventNames.forecast_published')}
                description={event}
              />
            ))}
          </Checkbox.Group>
        </FormFields>
        <FormActions submit={t('webhooks.form.submit')} busy={busy} />
      </Form>
    </Section>
  );
}
