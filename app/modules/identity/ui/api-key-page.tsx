import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { FormActions, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { paths } from '~/paths';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { ApiKeyView } from '../queries/api-keys-page.server';
import { useScopeName } from './api-keys-table';
import styles from './identity.module.css';

interface ApiKeyPageProps {
  apiKey: ApiKeyView;
  mayManage: boolean;
  timeZone: string;
}

/** One key: what it is, and its end with what follows from it. */
export function ApiKeyDetails({ apiKey, mayManage, timeZone }: ApiKeyPageProps) {
  const { t } = useTranslation('keys');
  const format = useFormat();
  const scopeName = useScopeName();
  const { form, formProps, busy } = usePortalForm<Record<string, never>>({ id: 'api-key-revoke' });
  const { name, source, prefix, state, scopes, lastUsedAt, expiresAt, revokedAt, revokedByName } = apiKey;
  const instant = (at: number) => format.dateTime(at, timeZone, { year: true });
  const facts: [string, string][] = [
    [t('columns.source'), source],
    [t('columns.key'), prefix],
    [t('columns.scopes'), scopes.map(scopeName).join(' · ')],
    [t('detail.madeBy'), `${apiKey.createdByName} · ${instant(apiKey.createdAt)}`],
    [t('columns.lastUsed'), lastUsedAt === null ? t('never') : instant(lastUsedAt)],
    [t('columns.expires'), expiresAt === null ? t('noEnd') : instant(expiresAt)],
    ...(revokedAt === null
      ? []
      : [[t('detail.revokedBy'), `${revokedByName ?? ''} · ${instant(revokedAt)}`] as [string, string]]),
  ];
  const used =
    lastUsedAt === null ? t('detail.neverUsed') : t('detail.lastUsed', { when: instant(lastUsedAt) });
  return (
    <>
      <PageHeader title={name} answer={t('detail.answer', { source, state: t(`states.${state}`) })} />
      <Section title={t('detail.facts')}>
        <dl className={styles.facts}>
          {facts.map(([label, value]) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Section>
      {mayManage && state !== 'revoked' ? (
        <Section title={t('detail.revoke')}>
          <Form {...formProps}>
            <FormProblems problems={form.errors} />
            <FormActions
              danger
              busy={busy}
              submit={t('detail.revoke')}
              consequence={`${t('detail.consequence', { prefix, source })} ${used}`}
            />
          </Form>
        </Section>
      ) : null}
      <p className={styles.actions}>
        <Link to={paths.platform.keys()}>{t('detail.back')}</Link>
      </p>
    </>
  );
}
