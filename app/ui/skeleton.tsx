import { useTranslation } from 'react-i18next';
import styles from './skeleton.module.css';

/** Stands where something of known height will be; shows itself only after 200 ms. Height in pixels. */
export function Skeleton({ height, width }: { height: number; width?: number | string }) {
  const { t } = useTranslation('common');
  return <div className={styles.block} style={{ height, width }} role="status" aria-label={t('loading')} />;
}
