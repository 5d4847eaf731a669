import { useTranslation } from 'react-i18next';
import styles from './table-skeleton.module.css';

/**
 * Stands where a table will be, at its height: `rows` lines of 36 px (28 px compact) and a head. Invisible for the
 * first 200 ms, so a quick answer shows nothing in between.
 */
export function TableSkeleton({ rows, compact = false }: { rows: number; compact?: boolean }) {
  const { t } = useTranslation('common');
  return (
    <div
      className={styles.skeleton}
      style={{ height: 40 + 36 + rows * (compact ? 28 : 36) }}
      data-compact={compact || undefined}
      role="status"
      aria-label={t('loading')}
    />
  );
}
