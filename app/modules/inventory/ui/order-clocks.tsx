import { useTranslation } from 'react-i18next';
import { Section } from '~/ui/page-header';
import type { ClockSummary } from '../queries/clock-summary.server';
import { ClockBadge } from './clock-badge';
import styles from './sell-out.module.css';

interface OrderClocksProps {
  clocks: readonly ClockSummary[];
  clockHref: (clockId: string) => string;
}

/** The sell-out clocks of a first order's lines, each in a line; nothing for other orders. */
export function OrderClocks({ clocks, clockHref }: OrderClocksProps) {
  const { t } = useTranslation('sellOut');
  if (clocks.length === 0) return null;
  return (
    <Section title={t('title')}>
      <ul className={styles.clocks}>
        {clocks.map((clock) => (
          <li key={clock.id}>
            {clock.skuCode} <ClockBadge clock={clock} href={clockHref(clock.id)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
