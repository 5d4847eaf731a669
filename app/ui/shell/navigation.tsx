import { NavLink, useFetchers } from '@remix-run/react';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Menu, menuItemClass } from '../menu';
import { AreaIcon } from './area-icon';
import type { ShellArea } from './areas';
import styles from './navigation.module.css';
import { PreferenceButton } from './preference-button';

const phoneBarSize = 4;

/** The width to show: what the reader has just asked for, or what the server remembers. */
export function useNavigationWidth(remembered: string): 'wide' | 'narrow' {
  const asked = useFetchers()
    .map((fetcher) => fetcher.formData?.get('navigation'))
    .find((value) => value === 'wide' || value === 'narrow');
  return (asked ?? remembered) === 'narrow' ? 'narrow' : 'wide';
}

/** Areas down the left side; collapses to icons with tooltips. */
export function SideNavigation({ areas, width }: { areas: ShellArea[]; width: 'wide' | 'narrow' }) {
  const { t } = useTranslation('shell');
  const narrow = width === 'narrow';
  return (
    <nav className={styles.side} aria-label={t('navigation')} data-width={width}>
      <ul>
        {areas.map((area) => (
          <li key={area.id}>
            <AreaLink area={area} narrow={narrow} />
          </li>
        ))}
      </ul>
      <PreferenceButton
        name="navigation"
        value={narrow ? 'wide' : 'narrow'}
        className={styles.collapse}
        label={narrow ? t('expandNavigation') : t('collapseNavigation')}
      >
        {narrow ? (
          <IconLayoutSidebarLeftExpand size={18} stroke={1.6} aria-hidden />
        ) : (
          <>
            <IconLayoutSidebarLeftCollapse size={18} stroke={1.6} aria-hidden />
            <span>{t('collapseNavigation')}</span>
          </>
        )}
      </PreferenceButton>
    </nav>
  );
}

/** The first areas along the foot of a phone's screen, the rest behind "More". */
export function BottomNavigation({ areas }: { areas: ShellArea[] }) {
  const { t } = useTranslation('shell');
  const first = areas.length <= phoneBarSize + 1 ? areas : areas.slice(0, phoneBarSize);
  const rest = areas.slice(first.length);
  return (
    <nav className={styles.bottom} aria-label={t('navigation')}>
      {first.map((area) => (
        <AreaLink key={area.id} area={area} narrow={false} />
      ))}
      {rest.length > 0 ? (
        <Menu
          label={<span className={styles.more}>{t('more')}</span>}
          align="end"
          up
          className={styles.moreMenu}
        >
          {rest.map((area) => (
            <NavLink key={area.id} to={area.to} className={menuItemClass}>
              <AreaIcon id={area.id} />
              {t(`areas.${area.id}`)}
            </NavLink>
          ))}
        </Menu>
      ) : null}
    </nav>
  );
}

function AreaLink({ area, narrow }: { area: ShellArea; narrow: boolean }) {
  const { t } = useTranslation('shell');
  const name = t(`areas.${area.id}`);
  return (
    <NavLink
      to={area.to}
      end={area.exact ?? false}
      prefetch="intent"
      className={styles.link}
      title={narrow ? name : undefined}
    >
      <AreaIcon id={area.id} />
      <span className={narrow ? 'visually-hidden' : styles.name}>{name}</span>
      {area.waiting ? (
        <span className={styles.waiting} title={t('waiting', { count: area.waiting })}>
          {area.waiting}
        </span>
      ) : null}
    </NavLink>
  );
}
