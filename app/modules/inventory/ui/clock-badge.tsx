import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import type { ClockSummary } from '../queries/clock-summary.server';
import styles from './sell-out.module.css';
import { ClockState, useSellOutWords } from './sell-out-words';

/** A clock in one line, for an order's page or an overview: state, units sold of the target, odds. */
export function ClockBadge({ clock, href }: { clock: ClockSummary; href?: string }) {
  const { t } = useTranslation('sellOut');
  const format = useFormat();
  const words = useSellOutWords();
  const sold = t('badge.sold', {
    sold: format.number(clock.netSold),
    target: format.pieces(clock.targetUnits),
  });
  const showsOdds = clock.probabilityBp !== null && (clock.status === 'running' || clock.status === 'paused');
  return (
    <span className={styles.badge}>
      <ClockState status={clock.status} />
      {href ? <Link to={href}>{sold}</Link> : <span>{sold}</span>}
      {clock.day !== null ? (
        <span className={styles.second}>{t('badge.day', { day: clock.day })}</span>
      ) : null}
      {showsOdds ? (
        <span className={styles.second}>
          {t('badge.odds', { percent: words.odds(clock.probabilityBp ?? 0) })}
        </span>
      ) : null}
    </span>
  );
}
