import { Button } from '@mantine/core';
import { Link, useFetcher } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { paths } from '~/paths';
import { PageHeader, Section } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import type { AgreementSource, AgreementsView } from '../../queries/sku-agreements.server';
import { ForecastTabs } from '../forecast-tabs';
import { moneyOf } from '../money-of';
import styles from './commit-page.module.css';
import { LiabilityForm } from './liability-form';
import { useWrongField } from './use-wrong-field';

type Reply = { done?: boolean; problem?: Problem };

interface AgreementsPageProps {
  view: AgreementsView;
  mayAgree: boolean;
  timeZone: string;
}

/** What have we agreed with the factories of this SKU? Answers, frozen weeks and liability, factory by factory. */
export function AgreementsPage({ view, mayAgree, timeZone }: AgreementsPageProps) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const name = format.locale === 'zh' ? view.sku.nameZh : view.sku.nameEn;
  return (
    <>
      <ForecastTabs side="platform" />
      <PageHeader
        title={t('agreements.title', { code: view.sku.code })}
        answer={
          <>
            {name} · {t('agreements.answer', { version: view.version.number, count: view.sources.length })}{' '}
            <Link to={paths.platform.forecastSku(view.sku.code)}>{t('agreements.toSku')}</Link>
          </>
        }
      />
      {view.sources.map((source) => (
        <SourcePart key={source.factoryId} source={source} mayAgree={mayAgree} timeZone={timeZone} />
      ))}
    </>
  );
}

function SourcePart({
  source,
  mayAgree,
  timeZone,
}: {
  source: AgreementSource;
  mayAgree: boolean;
  timeZone: string;
}) {
  const format = useFormat();
  const name = format.locale === 'zh' ? source.factory.nameZh : source.factory.nameEn;
  return (
    <Section title={<Link to={paths.platform.factoryForecast(source.factory.slug)}>{name}</Link>}>
      <WeeksOfSource source={source} name={name} />
      {mayAgree ? <AskFactory source={source} /> : null}
      <TermsOfSource source={source} mayAgree={mayAgree} timeZone={timeZone} />
      {mayAgree ? <LiabilityForm source={source} /> : null}
    </Section>
  );
}

function WeeksOfSource({ source, name }: { source: AgreementSource; name: string }) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const { weeks, currency } = source;
  const rows: [string, (week: (typeof weeks)[number]) => React.ReactNode][] = [
    [t('panel.forecast'), ({ forecast }) => format.number(forecast)],
    [t('panel.commit'), ({ held }) => (held ? format.number(held.commit) : '–')],
    [t('panel.upside'), ({ held }) => (held && held.upside > 0 ? format.number(held.upside) : '–')],
    [
      t('panel.difference'),
      ({ held, forecast }) => (held ? format.number(held.commit - forecast, { signed: true }) : '–'),
    ],
    [t('panel.reason'), ({ held }) => (held?.reason ? t(`reasons.${held.reason}`) : '–')],
    [
      t('agreements.requested'),
      ({ requested }) => (requested === null ? '–' : `→ ${format.number(requested)}`),
    ],
    [
      `${t('agreements.liability')} ${currency}`,
      ({ liability }) =>
        liability ? format.money(moneyOf(liability.minor, currency), { currency: false }) : '–',
    ],
  ];
  return (
    <ScrollRegion label={name}>
      <table className={`${styles.table} ${styles.weekTable}`}>
        <thead>
          <tr>
            <th scope="col">{t('agreements.week')}</th>
            {weeks.map(({ monday, zone }) => (
              <th key={monday} scope="col" data-zone={zone} title={t(`zoneMeaning.${zone}`)}>
                {format.week(monday)}
                <span className="small muted">{t(`zone.${zone}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, cell]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {weeks.map((week) => (
                <td key={week.monday} data-zone={week.zone}>
                  {cell(week)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function AskFactory({ source }: { source: AgreementSource }) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const problemText = useProblemText();
  const fetcher = useFetcher<Reply>();
  const id = useId();
  const problem = fetcher.data?.problem;
  const { form, wrong } = useWrongField(problem, `${id}-problem`);
  const frozen = source.weeks.filter(({ zone, requested }) => zone === 'frozen' && requested === null);
  if (frozen.length === 0) return null;
  return (
    <fetcher.Form
      method="post"
      ref={form}
      noValidate
      className={`${styles.ask} ${styles.block}`}
      key={fetcher.data?.done ? 'done' : 'open'}
    >
      <input type="hidden" name="intent" value="ask" />
      <input type="hidden" name="factory" value={source.factory.slug} />
      <span className="small muted">{t('agreements.askText')}</span>
      <label htmlFor={`${id}-week`}>{t('agreements.week')}</label>
      <select id={`${id}-week`} name="week">
        {frozen.map(({ monday, forecast }) => (
          <option key={monday} value={monday}>
            {format.week(monday)} ({format.number(forecast)})
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-to`}>{t('frozen.to')}</label>
      <input
        id={`${id}-to`}
        name="toQuantity"
        inputMode="numeric"
        required
        {...wrong('toQuantity')}
        maxLength={20}
        className={styles.short}
      />
      <label htmlFor={`${id}-why`}>{t('frozen.reason')}</label>
      <input
        id={`${id}-why`}
        name="reason"
        required
        {...wrong('reason')}
        maxLength={1000}
        className={styles.grow}
      />
      <Button type="submit" size="xs" variant="default" loading={fetcher.state !== 'idle'}>
        {t('frozen.ask')}
      </Button>
      {problem ? (
        <span id={`${id}-problem`} className={styles.bad} role="alert">
          {problemText(problem)}
        </span>
      ) : null}
      {fetcher.data?.done ? <span role="status">{t('agreements.asked')}</span> : null}
    </fetcher.Form>
  );
}

function TermsOfSource({
  source,
  mayAgree,
  timeZone,
}: {
  source: AgreementSource;
  mayAgree: boolean;
  timeZone: string;
}) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const fetcher = useFetcher<Reply>();
  if (source.terms.length === 0) return <p className="small muted">{t('liability.none')}</p>;
  return (
    <ul className={styles.requests}>
      {source.terms.map((terms) => (
        <li key={terms.id}>
          <div className={styles.requestHead}>
            <strong>
              {format.week(terms.fromWeek)} – {format.week(terms.toWeek)}
            </strong>
            <span>
              {t(`liability.covers.${terms.covers}`)} ·{' '}
              {terms.quantile === 'mean' ? t('liability.mean') : terms.quantile}
              {terms.covers === 'materials'
                ? ` · ${format.percent(terms.materialsBp / 10_000, { maxDigits: 2 })}`
                : null}
            </span>
            <span className="small muted">
              {terms.endedAt
                ? t('liability.ended', {
                    name: terms.endedByName ?? '',
                    time: format.dateTime(terms.endedAt, timeZone),
                  })
                : t(terms.holds ? 'liability.holds' : 'liability.replaced', {
                    name: terms.agreedByName,
                    time: format.dateTime(terms.createdAt, timeZone),
                  })}
            </span>
            {mayAgree && !terms.endedAt ? (
              <fetcher.Form method="post">
                <input type="hidden" name="intent" value="end" />
                <input type="hidden" name="id" value={terms.id} />
                <Button type="submit" size="compact-xs" variant="default" loading={fetcher.state !== 'idle'}>
                  {t('liability.end')}
                </Button>
              </fetcher.Form>
            ) : null}
          </div>
          {terms.note ? <p className="small">{terms.note}</p> : null}
        </li>
      ))}
    </ul>
  );
}
