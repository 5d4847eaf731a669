import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import type { SellOutView } from '../queries/sell-out-view.server';
import styles from './sell-out.module.css';
import { useSellOutWords } from './sell-out-words';

/** The odds in words: what would sell, how sure that is, from which forecast, and what decides. */
export function SellOutOdds({ view }: { view: SellOutView }) {
  const { t } = useTranslation('sellOut');
  const format = useFormat();
  const words = useSellOutWords();
  const { reasoning, probabilityBp, rule } = view.row;
  if (!reasoning || probabilityBp === null) return <p className={styles.second}>{t('clock.odds_none')}</p>;
  const until = format.dateTime(reasoning.until, rule.timeZone);
  const figures = {
    expected: format.number(reasoning.expected),
    remaining: format.number(reasoning.remaining),
    // One of ten cases is the finest that such a sentence may claim.
    ten: words.ofTen(probabilityBp),
    until,
  };
  const first =
    reasoning.remaining === 0
      ? t('clock.odds_done', { until })
      : reasoning.basis === 'pace'
        ? t('clock.odds_pace', figures)
        : t(reasoning.expected < reasoning.remaining ? 'clock.odds_forecast' : 'clock.odds_enough', figures);
  return (
    <div className={styles.reasons}>
      <p>
        <strong>{first}</strong>
      </p>
      {reasoning.basis === 'forecast' ? (
        <p>
          {t('clock.odds_from', {
            version: format.number(reasoning.versionNumber ?? 0),
            expected: format.number(reasoning.expected),
            spread: format.number(reasoning.spread),
            correlation: format.number(reasoning.correlation, { maxDigits: 2 }),
          })}
        </p>
      ) : null}
      {reasoning.returnShareBp > 0 ? (
        <p>
          {t('clock.odds_returns', {
            percent: format.percent(reasoning.returnShareBp / 10_000),
            needed: format.number(reasoning.needed),
          })}
        </p>
      ) : null}
      <p>
        {t('clock.odds_stock', {
          onHand: format.number(reasoning.onHand),
          toCome: format.number(reasoning.toCome),
        })}
        {format.locale === 'zh' ? null : ' '}
        {reasoning.remaining > 0 ? t(`clock.odds_limit_${reasoning.limit}`) : null}
      </p>
      <p>
        <span className={styles.second}>{t('clock.help')} · </span>
        {words.help(view.help)}
      </p>
    </div>
  );
}
