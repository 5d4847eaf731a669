import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { TextAreaField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { paths } from '~/paths';
import { StatusBadge } from '~/ui/figures';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { VersionView } from '../queries/forecast-version.server';
import { DemandTotals } from './demand-totals';
import { ForecastTabs } from './forecast-tabs';
import { PublishChecks } from './publish-checks';
import styles from './runs.module.css';
import { VERSION_TONES } from './version-tones';

interface VersionPageProps {
  version: VersionView;
  mayPublish: boolean;
  timeZone: string;
}

/** One version: what it was made from, what its checks found, and for a draft the decision. */
export function VersionPage({ version, mayPublish, timeZone }: VersionPageProps) {
  const { t } = useTranslation(['runs', 'forecast']);
  return (
    <>
      <ForecastTabs side="platform" />
      <PageHeader
        title={t('versionPage.title', { number: version.number })}
        answer={<Answer version={version} timeZone={timeZone} />}
        action={
          <StatusBadge tone={VERSION_TONES[version.status]}>
            {t(`forecast:versions.states.${version.status}`)}
          </StatusBadge>
        }
      />
      <Section title={t('checks.title')}>
        <PublishChecks checks={version.checks} />
      </Section>
      {version.isOpen ? (
        <Section title={t('versionPage.decide')}>
          {mayPublish ? <Decide version={version} /> : <p>{t('versionPage.notes')}</p>}
        </Section>
      ) : null}
      <Facts version={version} />
      {version.totals.length > 0 ? (
        <Section title={t('versionPage.totals')}>
          <p className="muted">{t('versionPage.totalsNote')}</p>
          <DemandTotals totals={version.totals} />
        </Section>
      ) : null}
    </>
  );
}

function Answer({ version, timeZone }: Omit<VersionPageProps, 'mayPublish'>) {
  const { t } = useTranslation('runs');
  const format = useFormat();
  const { status, publishedAt, publishedByName: by, worst } = version;
  const at = publishedAt ? format.dateTime(Date.parse(publishedAt), timeZone, { year: true }) : '';
  if (status === 'draft' && version.inputHash === '') return t('versionPage.answers.computing');
  if (status === 'draft') return t(`versionPage.answers.${worst === 'blocking' ? 'blocked' : 'draft'}`);
  if (status === 'published') {
    return by
      ? t('versionPage.answers.published', { at, by })
      : t('versionPage.answers.publishedNightly', { at });
  }
  return t(`versionPage.answers.${status}`, { at });
}

function Facts({ version }: { version: VersionView }) {
  const { t } = useTranslation('runs');
  const format = useFormat();
  const { previousNumber } = version;
  return (
    <dl className={styles.facts}>
      <dt>{t('versionPage.asOf')}</dt>
      <dd>{format.date(version.asOf, { year: true })}</dd>
      <dt>{t('versionPage.previous')}</dt>
      <dd>
        {previousNumber === null ? (
          '–'
        ) : (
          <Link to={paths.platform.forecastVersion(previousNumber)}>{previousNumber}</Link>
        )}
      </dd>
      <dt>{t('versionPage.lines')}</dt>
      <dd>{format.number(version.lineCount)}</dd>
      <dt>{t('versionPage.series')}</dt>
      <dd>{format.number(version.seriesCount)}</dd>
      <dt>{t('versionPage.engine')}</dt>
      <dd>{version.demandEngine}</dd>
      <dt>{t('versionPage.rule')}</dt>
      <dd>{version.nettingRuleVersion}</dd>
      <dt>{t('versionPage.hash')}</dt>
      <dd>
        <code>{version.inputHash || '–'}</code>{' '}
        <span className="small muted">{t('versionPage.hashNote')}</span>
      </dd>
      {version.note ? (
        <>
          <dt>{t('versionPage.note')}</dt>
          <dd>{version.note}</dd>
        </>
      ) : null}
    </dl>
  );
}

function Decide({ version }: { version: VersionView }) {
  const { t } = useTranslation('runs');
  const { form, fields, formProps, busy } = usePortalForm<{ comment: string }>({ id: 'decide' });
  const isBlocked = version.worst === 'blocking';
  return (
    <div className={styles.decide}>
      <Form {...formProps}>
        <input type="hidden" name="intent" value="publish" />
        <FormProblems id={form.errorId} problems={form.errors} />
        <FormFields>
          <TextAreaField
            field={fields.comment}
            label={t('versionPage.comment')}
            help={t(isBlocked ? 'versionPage.commentHelp' : 'versionPage.commentHelpFree')}
          />
          <FormActions
            busy={busy}
            submit={t('versionPage.publish', { number: version.number })}
            consequence={t('versionPage.publishConsequence', { count: version.factories })}
          />
        </FormFields>
      </Form>
      <Form method="post">
        <input type="hidden" name="intent" value="discard" />
        <FormActions
          danger
          submit={t('versionPage.discard')}
          consequence={t('versionPage.discardConsequence')}
        />
      </Form>
    </div>
  );
}
