import { Button } from '@mantine/core';
import { useFetcher } from '@remix-run/react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { useFormat } from '~/ui/use-format';
import { LIABILITY_COVERS, type LiabilityCovers } from '../../domain/commit/liability';
import { QUANTILES } from '../../domain/netting/types';
import type { AgreementSource } from '../../queries/sku-agreements.server';
import styles from './commit-page.module.css';

/** Sets what the platform pays for a range of weeks if the factory builds and no order comes. */
export function LiabilityForm({ source }: { source: AgreementSource }) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const problemText = useProblemText();
  const fetcher = useFetcher<{ done?: boolean; problem?: Problem }>();
  const id = useId();
  const [covers, setCovers] = useState<LiabilityCovers>('full_cost');
  const { problem } = fetcher.data ?? {};
  const options = source.weeks.map(({ monday }) => (
    <option key={monday} value={monday}>
      {format.week(monday)} · {format.date(monday, { weekday: false })}
    </option>
  ));
  return (
    <fetcher.Form method="post" className={`${styles.ask} ${styles.block}`}>
      <input type="hidden" name="intent" value="liability" />
      <input type="hidden" name="factory" value={source.factory.slug} />
      <span className="small muted">{t('liability.text')}</span>
      <label htmlFor={`${id}-from`}>{t('liability.from')}</label>
      <select id={`${id}-from`} name="fromWeek">
        {options}
      </select>
      <label htmlFor={`${id}-to`}>{t('liability.to')}</label>
      <select id={`${id}-to`} name="toWeek" defaultValue={source.weeks.at(-1)?.monday}>
        {options}
      </select>
      <label htmlFor={`${id}-quantile`}>{t('liability.quantile')}</label>
      <select id={`${id}-quantile`} name="quantile" defaultValue="p80">
        {QUANTILES.map((quantile) => (
          <option key={quantile} value={quantile}>
            {quantile === 'mean' ? t('liability.mean') : quantile}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-covers`}>{t('liability.pays')}</label>
      <select
        id={`${id}-covers`}
        name="covers"
        value={covers}
        onChange={(event) => setCovers(event.currentTarget.value as LiabilityCovers)}
      >
        {LIABILITY_COVERS.map((value) => (
          <option key={value} value={value}>
            {t(`liability.covers.${value}`)}
          </option>
        ))}
      </select>
      {covers === 'materials' ? (
        <>
          <label htmlFor={`${id}-share`}>{t('liability.share')}</label>
          <input
            id={`${id}-share`}
            name="materials"
            inputMode="decimal"
            maxLength={6}
            className={styles.short}
          />
        </>
      ) : null}
      <label htmlFor={`${id}-note`}>{t('panel.note')}</label>
      <input id={`${id}-note`} name="note" maxLength={1000} className={styles.grow} />
      <Button type="submit" size="xs" variant="default" loading={fetcher.state !== 'idle'}>
        {t('liability.set')}
      </Button>
      {problem ? (
        <span className={styles.bad} role="alert">
          {problemText(problem)}
        </span>
      ) : null}
    </fetcher.Form>
  );
}
