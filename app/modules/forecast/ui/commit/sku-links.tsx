import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ForecastTabs } from '../forecast-tabs';
import styles from './commit-page.module.css';

/** Above a SKU's forecast: the pages of the forecast, and the way to what was answered and agreed about the SKU. */
export function SkuLinks({ side, to }: { side: 'factory' | 'platform'; to: string }) {
  const { t } = useTranslation('commit');
  return (
    <>
      <ForecastTabs side={side} />
      <p className={styles.skuLinks}>
        <Link to={to}>{t(side === 'factory' ? 'answerSku' : 'agreements.link')}</Link>
      </p>
    </>
  );
}
