import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import type { DemandQualityRow } from '../queries/forecast-sku.server';
import styles from './forecast.module.css';

/** How each market was forecast, and how that did on its own past. */
export function DemandQuality({ rows }: { rows: readonly DemandQualityRow[] }) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  const ratio = (value: number | null) => (value === null ? '–' : format.percent(value));
  return (
    <ScrollRegion label={t('sku.quality')}>
      <table className={styles.plain}>
        <caption className="visually-hidden">{t('sku.quality')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('quality.market')}</th>
            <th scope="col">{t('quality.model')}</th>
            <th scope="col" data-numeric>
              {t('quality.history')} ({t('quality.weeks')})
            </th>
            <th scope="col" data-numeric>
              {t('quality.censored')}
            </th>
            <th scope="col" data-numeric>
              {t('quality.wape')}
            </th>
            <th scope="col" data-numeric>
              {t('quality.bias')}
            </th>
            <th scope="col" data-numeric>
              {t('quality.mase')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.marketCode}>
              <th scope="row">{row.marketCode === '*' ? t('quality.all') : row.marketCode}</th>
              <td>{row.model}</td>
              <td data-numeric>{format.number(row.historyWeeks)}</td>
              <td data-numeric>{format.number(row.censoredWeeks)}</td>
              <td data-numeric>{ratio(row.backtestWape)}</td>
              <td data-numeric>
                {row.backtestBias === null ? '–' : format.percent(row.backtestBias, { signed: true })}
              </td>
              <td data-numeric>
                {row.backtestMase === null ? '–' : format.number(row.backtestMase, { maxDigits: 2 })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
