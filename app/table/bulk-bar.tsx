import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './table-tools.module.css';

/** Takes the place of the tools while rows are selected: how many, what can be done with them, and out again. */
export function BulkBar({
  count,
  onClear,
  children,
}: {
  count: number;
  onClear: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation('common');
  return (
    <div className={`${styles.tools} ${styles.bulk}`} role="toolbar" aria-label={t('table.bulk')}>
      <span aria-live="polite">{t('table.selected', { count })}</span>
      {children}
      <button type="button" className={styles.quiet} onClick={onClear}>
        {t('table.clearSelection')}
      </button>
    </div>
  );
}
