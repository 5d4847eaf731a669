import { Form, useSearchParams, useSubmit } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Section } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import { CAUSES, movingCauses } from '../../domain/changes/causes';
import type { LineChange, LineChangeView } from '../../queries/line-change.server';
import styles from '../forecast.module.css';
import own from './line-change.module.css';
import { useChangeSentence, useSigned } from './use-change-sentence';

/** Why a SKU's order forecast is not what an earlier version said: in a sentence per line, and by cause in a table. */
export function LineChangeSection({ view }: { view: LineChangeView | null }) {
  const { t } = useTranslation('changes');
  return (
    <div id="changes">
      <Section title={t('line.title')}>
        {view ? (
          <>
            <SincePicker view={view} />
            <Sentences lines={view.lines} />
            <CauseTable lines={view.lines} />
            <p className="small muted">
              {t('line.weeks')} {t('page.method')}
            </p>
          </>
        ) : (
          <p className="muted">{t('line.none')}</p>
        )}
      </Section>
    </div>
  );
}

/** The version to compare with; the rest of the address stays. */
function SincePicker({ view }: { view: LineChangeView }) {
  const { t } = useTranslation('changes');
  const { t: common } = useTranslation('common');
  const format = useFormat();
  const [params] = useSearchParams();
  const submit = useSubmit();
  const kept = [...params].filter(([name]) => name !== 'since');
  return (
    <Form
      method="get"
      className={`${own.since} no-print`}
      preventScrollReset
      onChange={(event) => submit(event.currentTarget, { replace: true, preventScrollReset: true })}
    >
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label>
        {t('line.since')}
        <select key={view.from.number} name="since" defaultValue={view.from.number}>
          {view.versions.map(({ number, asOf }) => (
            <option key={number} value={number}>
              {t('page.version', { number, date: format.date(asOf, { year: true }) })}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="unscripted-only">
        {common('apply')}
      </button>
    </Form>
  );
}

function useLineName() {
  const { t } = useTranslation('changes');
  const { locale } = useFormat();
  return ({ factory }: LineChange): string =>
    factory ? (locale === 'zh' ? factory.nameZh : factory.nameEn) : t('line.own');
}

function Sentences({ lines }: { lines: readonly LineChange[] }) {
  const sentence = useChangeSentence();
  const nameOf = useLineName();
  return (
    <ul className={styles.why}>
      {lines.map((line) => (
        <li key={line.factory?.slug ?? 'own'}>
          {line.factory ? <strong>{nameOf(line)} </strong> : null}
          {sentence(line.change, line.parts)}
        </li>
      ))}
    </ul>
  );
}

function CauseTable({ lines }: { lines: readonly LineChange[] }) {
  const { t } = useTranslation('changes');
  const format = useFormat();
  const signed = useSigned();
  const nameOf = useLineName();
  const moving = new Set(lines.flatMap(({ parts }) => movingCauses(parts ?? []).map(({ cause }) => cause)));
  const causes = CAUSES.filter((cause) => moving.has(cause));
  if (causes.length === 0) return null;
  return (
    <ScrollRegion label={t('line.table')}>
      <table className={styles.plain}>
        <caption className="visually-hidden">{t('line.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('line.factory')}</th>
            <th scope="col" data-numeric>
              {t('line.was')}
            </th>
            {causes.map((cause) => (
              <th scope="col" key={cause} data-numeric title={t(`causeMeaning.${cause}`)}>
                {t(`causes.${cause}`)}
              </th>
            ))}
            <th scope="col" data-numeric>
              {t('line.now')}
            </th>
            <th scope="col" data-numeric>
              {t('line.change')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.factory?.slug ?? 'own'}>
              <th scope="row">{nameOf(line)}</th>
              <td data-numeric>{format.number(line.was)}</td>
              {causes.map((cause) => (
                <td key={cause} data-numeric>
                  {line.parts ? signed(line.parts[CAUSES.indexOf(cause)] ?? 0) : '–'}
                </td>
              ))}
              <td data-numeric>{format.number(line.now)}</td>
              <td data-numeric>
                <strong>{signed(line.change)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
