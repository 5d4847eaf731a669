import { Link, useLocation } from '@remix-run/react';
import { IconColumns3, IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Menu, menuItemClass } from '~/ui/menu';
import { isHideable } from './columns';
import { SavedViewsMenu } from './saved-views-menu';
import styles from './table-tools.module.css';
import type { DataTableProps } from './types';
import { changeSearch, useSearchLink } from './use-search-link';
import { toggleHidden, type ViewState } from './view-state';

/** Above the table: saved views, columns, density and exports, all as links and menus. */
export function TableTools<Row>(props: DataTableProps<Row> & { view: ViewState }) {
  const { id, exportPath, toolbar } = props;
  return (
    <div className={`${styles.tools} no-print`}>
      <div className={styles.start}>{toolbar}</div>
      <SavedViewsMenu table={id} />
      <ColumnMenu {...props} />
      {exportPath ? <ExportMenu path={exportPath} /> : null}
    </div>
  );
}

function ColumnMenu<Row>({ columns, view }: DataTableProps<Row> & { view: ViewState }) {
  const { t } = useTranslation('common');
  const link = useSearchLink();
  const choices = columns.filter(isHideable);
  const compact = view.density === 'compact';
  return (
    <Menu
      align="end"
      label={
        <>
          <IconColumns3 size={16} stroke={1.6} aria-hidden />
          {t('table.columns')}
        </>
      }
    >
      <Link
        to={link({ density: compact ? null : 'compact' })}
        replace
        preventScrollReset
        className={menuItemClass}
      >
        <Check on={compact} />
        {t('table.compact')}
      </Link>
      {choices.map((column) => (
        <Link
          key={column.id}
          to={link({ hide: toggleHidden(view.hidden, column.id) })}
          replace
          preventScrollReset
          className={menuItemClass}
        >
          <Check on={!view.hidden.has(column.id)} />
          {column.label ?? column.header}
        </Link>
      ))}
    </Menu>
  );
}

/** Says in words, too, whether a choice is on. */
function Check({ on }: { on: boolean }) {
  const { t } = useTranslation('common');
  return (
    <span className={styles.check}>
      <span aria-hidden>{on ? '✓' : ''}</span>
      <span className="visually-hidden">{on ? t('on') : t('off')}</span>
    </span>
  );
}

function ExportMenu({ path }: { path: string }) {
  const { t } = useTranslation('common');
  const { search } = useLocation();
  const formats = ['csv', 'xlsx'] as const;
  return (
    <Menu
      align="end"
      label={
        <>
          <IconDownload size={16} stroke={1.6} aria-hidden />
          {t('table.export')}
        </>
      }
    >
      {formats.map((format) => (
        <a
          key={format}
          href={path + changeSearch(search, { format, page: null, size: null, density: null })}
          download
          className={menuItemClass}
        >
          {t(`table.formats.${format}`)}
        </a>
      ))}
    </Menu>
  );
}
