import { useNavigation, useRouteLoaderData } from '@remix-run/react';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShellArea, ShellPerson, ShellPlace } from './areas';
import { Breadcrumbs } from './breadcrumbs';
import { BottomNavigation, SideNavigation, useNavigationWidth } from './navigation';
import styles from './shell.module.css';
import { TopBar } from './top-bar';

interface ShellProps {
  /** Areas that exist and that the person may open, in order. */
  areas: ShellArea[];
  /** Factories (and the platform) the person may switch to, the current one marked. */
  places: ShellPlace[];
  person: ShellPerson;
  /** Address of a resource route that answers `?q=` with `{ items: PaletteItem[] }`; without it pages only. */
  searchPath?: string;
  children: ReactNode;
}

const loadPalette = () => import('./command-palette');
const CommandPalette = lazy(loadPalette);

/** The frame of every page after sign-in: navigation, top bar, breadcrumbs, and the page. */
export function Shell({ areas, places, person, searchPath, children }: ShellProps) {
  const { t } = useTranslation('shell');
  const root = useRouteLoaderData<{ colorScheme?: string; navigation?: string }>('root');
  const width = useNavigationWidth(root?.navigation ?? 'wide');
  const [searching, setSearching] = useState(false);
  usePaletteKey(() => setSearching(true));
  return (
    <div className={styles.shell}>
      <a className={`${styles.skip} visually-hidden`} href="#content">
        {t('skip')}
      </a>
      <NavigationProgress />
      <TopBar
        places={places}
        person={person}
        colorScheme={root?.colorScheme ?? 'auto'}
        onSearch={() => setSearching(true)}
        onSearchIntent={() => void loadPalette()}
      />
      <div className={styles.body}>
        <SideNavigation areas={areas} width={width} />
        <main id="content" className={styles.content} tabIndex={-1}>
          <Breadcrumbs />
          {children}
        </main>
      </div>
      <BottomNavigation areas={areas} />
      {searching ? (
        <Suspense>
          <CommandPalette
            areas={areas}
            places={places}
            searchPath={searchPath}
            onClose={() => setSearching(false)}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

function usePaletteKey(open: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [open]);
}

/** A thin line under the top edge while a page is on its way, from 200 ms on (the delay is in the style). */
function NavigationProgress() {
  const { state } = useNavigation();
  return state === 'idle' ? null : <div className={styles.progress} aria-hidden />;
}
