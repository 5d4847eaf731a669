import { Link, useLocation } from '@remix-run/react';
import { IconBookmark } from '@tabler/icons-react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import { Menu, MenuDivider, menuItemClass } from '~/ui/menu';
import { useSavedViews } from './saved-views';
import styles from './table-tools.module.css';
import { changeSearch } from './use-search-link';

/** Named views of this table: open one, keep the present one, take one away. */
export function SavedViewsMenu({ table }: { table: string }) {
  const { t } = useTranslation('common');
  const { pathname, search } = useLocation();
  const { views, trouble, add, remove } = useSavedViews(table);
  const problem = useProblemText();
  const present = changeSearch(search, { page: null });
  const current = views.find((view) => view.search === present);

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('name') ?? '').trim();
    if (name === '') return;
    void add({ name, search: present }).then((isKept) => isKept && form.reset());
  };

  return (
    <Menu
      align="end"
      className="scripted-only"
      label={
        <>
          <IconBookmark size={16} stroke={1.6} aria-hidden />
          {current ? current.name : t('table.views')}
        </>
      }
    >
      <Link to={pathname} className={menuItemClass} aria-current={present === '' ? 'true' : undefined}>
        {t('table.defaultView')}
      </Link>
      {views.map((view) => (
        <div key={view.name} className={styles.viewRow}>
          <Link
            to={{ pathname, search: view.search }}
            className={menuItemClass}
            aria-current={view === current ? 'true' : undefined}
          >
            {view.name}
          </Link>
          <button
            type="button"
            className={styles.quiet}
            aria-label={t('table.removeView', { name: view.name })}
            onClick={() => void remove(view.name)}
          >
            ×
          </button>
        </div>
      ))}
      <MenuDivider />
      <form onSubmit={onSubmit} className={styles.saveView}>
        <input
          name="name"
          required
          maxLength={60}
          aria-label={t('table.viewName')}
          placeholder={t('table.viewName')}
        />
        <button type="submit">{t('save')}</button>
      </form>
      {trouble ? (
        <p role="alert" className={styles.viewTrouble}>
          {trouble === 'unreachable' ? t('table.viewsUnreachable') : problem(trouble)}
        </p>
      ) : null}
    </Menu>
  );
}
