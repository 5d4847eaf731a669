import { NavLink } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import styles from './feeds.module.css';

/** The pages of a factory's settings. */
export function SettingsLinks({ factory }: { factory: string }) {
  const { t } = useTranslation(['feeds', 'shell']);
  return (
    <nav className={`${styles.links} no-print`} aria-label={t('shell:areas.settings')}>
      <NavLink to={paths.factory.calendar(factory)}>{t('calendar.title')}</NavLink>
      <NavLink to={paths.factory.webhooks(factory)}>{t('webhooks.title')}</NavLink>
    </nav>
  );
}
