import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import type { Quantile } from '../domain/netting/types';
import type { VersionView } from '../domain/table-view';
import styles from './forecast.module.css';

interface VersionLineProps {
  version: VersionView;
  quantile: Quantile;
  /** The reader's clock and zone: when it was published, absolute and relative. */
  now: number;
  timeZone: string;
}

/** Which version the figures are of, and what the chosen quantile means in words. */
export function VersionLine({ version, quantile, now, timeZone }: VersionLineProps) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  return (
    <p className={styles.versionLine}>
      <span>{t('version', { number: version.number, date: format.date(version.asOf, { year: true }) })}</span>
      {version.publishedAt ? (
        <span>
          {t('versionPublished', {
            time: `${format.dateTime(version.publishedAt, timeZone)} (${format.relative(version.publishedAt, now)})`,
          })}
        </span>
      ) : null}
      <span>{t(`quantileMeaning.${quantile}`)}</span>
    </p>
  );
}
