import { Form, Link } from '@remix-run/react';
import {
  IconBuildingFactory2,
  IconCheck,
  IconChevronDown,
  IconLanguage,
  IconSearch,
  IconUser,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import { locales } from '~/platform/i18n/config';
import { Menu, MenuDivider, MenuHeading, menuItemClass } from '../menu';
import { colorSchemes } from '../theme/color-scheme';
import type { ShellPerson, ShellPlace } from './areas';
import { PreferenceButton } from './preference-button';
import styles from './top-bar.module.css';

interface TopBarProps {
  places: ShellPlace[];
  person: ShellPerson;
  colorScheme: string;
  onSearch: () => void;
  onSearchIntent: () => void;
}

/** Factory switcher, search, language and person, in the order of their weight. */
export function TopBar({ places, person, colorScheme, onSearch, onSearchIntent }: TopBarProps) {
  const { t, i18n } = useTranslation('shell');
  return (
    <header className={styles.bar}>
      <PlaceSwitcher places={places} />
      <button
        type="button"
        className={`${styles.search} scripted-only`}
        onClick={onSearch}
        onPointerEnter={onSearchIntent}
        onFocus={onSearchIntent}
        aria-label={t('search.open')}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <IconSearch size={16} stroke={1.6} aria-hidden />
        <span className={styles.searchText}>{t('search.open')}</span>
        <kbd>{t('search.keys')}</kbd>
      </button>
      <div className={styles.end}>
        <Menu
          name={t('language')}
          align="end"
          label={
            <>
              <IconLanguage size={18} stroke={1.6} aria-hidden />
              <span className={styles.wideOnly}>
                {t(`languages.${i18n.language === 'zh' ? 'zh' : 'en'}`)}
              </span>
            </>
          }
        >
          {locales.map((locale) => (
            <PreferenceButton
              key={locale}
              name="language"
              value={locale}
              className={menuItemClass}
              pressed={i18n.language === locale}
            >
              <span lang={locale}>{t(`languages.${locale}`)}</span>
            </PreferenceButton>
          ))}
        </Menu>
        <Menu
          name={t('person.menu', { name: person.displayName })}
          align="end"
          label={
            <>
              <IconUser size={18} stroke={1.6} aria-hidden />
              <span className={styles.wideOnly}>{person.displayName}</span>
            </>
          }
        >
          <MenuHeading>{person.email}</MenuHeading>
          <Link to={paths.account()} className={menuItemClass}>
            {t('person.account')}
          </Link>
          <MenuDivider />
          <MenuHeading>{t('theme.heading')}</MenuHeading>
          {colorSchemes.map((scheme) => (
            <PreferenceButton
              key={scheme}
              name="theme"
              value={scheme}
              className={menuItemClass}
              pressed={colorScheme === scheme}
            >
              {t(`theme.${scheme}`)}
            </PreferenceButton>
          ))}
          <MenuDivider />
          <Form method="post" action={paths.signOut()}>
            <button type="submit" className={menuItemClass}>
              {t('person.signOut')}
            </button>
          </Form>
        </Menu>
      </div>
    </header>
  );
}

function PlaceSwitcher({ places }: { places: ShellPlace[] }) {
  const { t } = useTranslation('shell');
  const current = places.find((place) => place.current);
  const name = current ? placeName(current, t('platform')) : t('platform');
  const label = (
    <>
      <IconBuildingFactory2 size={18} stroke={1.6} aria-hidden />
      <strong className={styles.place}>{name}</strong>
    </>
  );
  if (places.length < 2) return <div className={styles.single}>{label}</div>;
  return (
    <Menu
      name={t('switcher', { name })}
      label={
        <>
          {label}
          <IconChevronDown size={14} aria-hidden />
        </>
      }
    >
      {places.map((place) => (
        <Link
          key={place.to}
          to={place.to}
          className={menuItemClass}
          aria-current={place.current ? 'true' : undefined}
        >
          {placeName(place, t('platform'))}
          {place.current ? <IconCheck size={16} aria-hidden /> : null}
        </Link>
      ))}
    </Menu>
  );
}

function placeName(place: ShellPlace, platform: string): string {
  return place.kind === 'platform' ? platform : place.name;
}
