import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import type { ChangePageView } from '../../queries/change-page.server';
import styles from '../forecast.module.css';
import { sentenceCase } from '../sentence-case';
import { useSigned } from './use-change-sentence';
import { useReadableMoney } from './use-readable-money';

/** What each cause moved in all that the filters show: pieces, money and its part of all movement. */
export function CauseTotals({ view }: { view: ChangePageView }) {
  const { t } = useTranslation('changes');
  const format = useFormat();
  const signed = useSigned();
  const money = useReadableMoney();
  const movement = view.causes.reduce((sum, { usd }) => sum + Math.abs(usd), 0);
  return (
    <>
      <ScrollRegion label={t('page.totals')}>
        <table className={styles.plain}>
          <caption className="visually-hidden">{t('page.causeCaption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('page.cause')}</th>
              <th scope="col" data-numeric>
                {t('page.pieces')}
              </th>
              <th scope="col" data-numeric>
                {t('page.money')}
              </th>
              <th scope="col" data-numeric>
                {t('page.share')}
              </th>
            </tr>
          </thead>
          <tbody>
            {view.causes.map((sum) => (
              <tr key={sum.cause}>
                <th scope="row" title={t(`causeMeaning.${sum.cause}`)}>
                  {sentenceCase(t(`causes.${sum.cause}`))}
                </th>
                <td data-numeric>{signed(sum.pieces)}</td>
                <td data-numeric>{money(sum.money)}</td>
                <td data-numeric>{movement > 0 ? format.percent(Math.abs(sum.usd) / movement) : '–'}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">
                <strong>{t('page.sum')}</strong>
              </th>
              <td data-numeric>
                <strong>{signed(view.total.change)}</strong>
              </td>
              <td data-numeric>
                <strong>{money(view.total.money)}</strong>
              </td>
              <td />
            </tr>
          </tbody>
        </table>
      </ScrollRegion>
      <p className="small muted">
        {t('line.weeks')} {t('page.method')}
      </p>
      {view.total.unexplained > 0 ? (
        <p className="small">{t('page.unexplained', { count: view.total.unexplained })}</p>
      ) : null}
    </>
  );
}
