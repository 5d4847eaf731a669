import { NavLink, useParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import styles from './forecast-tabs.module.css';

interface Tab {
  /** Its words: `shell:forecastTabs.<id>`. */
  id:
    | 'table'
    | 'factories'
    | 'commit'
    | 'frozenChanges'
    | 'shortfalls'
    | 'changes'
    | 'overrides'
    | 'promotions'
    | 'accuracy'
    | 'scorecards'
    | 'versions'
    | 'runs';
  path: (factory: string) => string;
  /** Whether the tab stands for this very address, and not for those below it. */
  exact?: boolean;
}

/** Pages of the order forecast in a factory, in reading order. A new page adds its line. */
const FACTORY_TABS: readonly Tab[] = [
  { id: 'table', path: paths.factory.forecast, exact: true },
  { id: 'commit', path: paths.factory.forecastCommit },
  { id: 'frozenChanges', path: paths.factory.frozenChanges },
  { id: 'changes', path: paths.factory.forecastChanges },
  { id: 'accuracy', path: paths.factory.accuracy },
];

/** Pages of the forecast on the platform's side. A new page adds its line. */
const PLATFORM_TABS: readonly Tab[] = [
  { id: 'factories', path: paths.platform.forecast, exact: true },
  { id: 'shortfalls', path: paths.platform.shortfalls },
  { id: 'frozenChanges', path: paths.platform.frozenChanges },
  { id: 'changes', path: paths.platform.forecastChanges },
  { id: 'overrides', path: paths.platform.overrides },
  { id: 'promotions', path: paths.platform.promotions },
  { id: 'accuracy', path: paths.platform.accuracy },
  { id: 'scorecards', path: paths.platform.scorecards },
  { id: 'versions', path: paths.platform.forecastVersions },
  { id: 'runs', path: paths.platform.forecastRuns },
];

/** The row of pages that belong to the forecast; each of them shows it first, above its head. */
export function ForecastTabs({ side }: { side: 'factory' | 'platform' }) {
  const { t } = useTranslation('shell');
  const factory = useParams().factory ?? '';
  return (
    <nav aria-label={t('areas.forecast')} className={`${styles.tabs} no-print`}>
      {(side === 'factory' ? FACTORY_TABS : PLATFORM_TABS).map(({ id, path, exact = false }) => (
        <NavLink key={id} to={path(factory)} end={exact} prefetch="intent" className={styles.tab}>
          {t(`forecastTabs.${id}`)}
        </NavLink>
      ))}
    </nav>
  );
}
