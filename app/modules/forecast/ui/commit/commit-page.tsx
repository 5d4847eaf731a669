import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withSearch } from '~/paths';
import { TablePager } from '~/table/table-pager';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { GridView } from '../../domain/commit/grid-view';
import { ForecastTabs } from '../forecast-tabs';
import { moneyOf } from '../money-of';
import { CellPanel } from './cell-panel';
import { CommitGrid } from './commit-grid';
import styles from './commit-page.module.css';
import { CommitToolbar } from './commit-toolbar';
import { ConflictList } from './conflict-list';
import { useGridWords } from './grid-words';
import { KeyboardHelp } from './keyboard-help';
import { MassPanel } from './mass-panel';
import { PhoneList } from './phone-list';
import { useCommitStore, useLeaveWarning } from './use-commit-store';

export interface CommitPageProps {
  view: GridView;
  mayCommit: boolean;
  draftKey: string;
  timeZone: string;
  skuHref: (code: string) => string;
  paths: { history: string; changes: string; importPage: string; exportFile: string };
  search: URLSearchParams;
}

/** What can I promise, week by week? The factory answers the order forecast as in a spreadsheet. */
export function CommitPage(props: CommitPageProps) {
  const { view, mayCommit, timeZone, paths } = props;
  const { t } = useTranslation('commit');
  const words = useGridWords();
  const { store, summary, save, isSaving } = useCommitStore(view, {
    isReadOnly: !mayCommit,
    draftKey: props.draftKey,
  });
  const blocker = useLeaveWarning(summary);
  const isPhone = useMediaQuery('(max-width: 700px)') ?? false;
  const [open, setOpen] = useState<'mass' | 'help' | null>(null);
  const toggle = (panel: 'mass' | 'help') => setOpen((now) => (now === panel ? null : panel));
  return (
    <>
      <ForecastTabs side="factory" />
      <PageHeader
        title={t('title')}
        answer={<CommitAnswer standing={view.standing} />}
        action={<Files paths={paths} mayCommit={mayCommit} search={props.search} />}
      />
      <p className={styles.free}>
        {t('lessIsFree', { weeks: view.weeks.length, version: view.version.number })}
      </p>
      <GridFilters view={view} />
      {view.rows.length === 0 ? (
        <EmptyState title={t('empty.title')} text={t('empty.text')} />
      ) : (
        <>
          {blocker.state === 'blocked' ? (
            <div className={styles.leave} role="alertdialog" aria-label={t('leave.title')}>
              <span>{t('leave.text', { count: summary.edited })}</span>
              <Button size="xs" onClick={() => blocker.reset()}>
                {t('leave.stay')}
              </Button>
              <Button size="xs" variant="default" onClick={() => blocker.proceed()}>
                {t('leave.go')}
              </Button>
            </div>
          ) : null}
          <CommitToolbar
            store={store}
            summary={summary}
            isSaving={isSaving}
            onSave={save}
            onMass={() => toggle('mass')}
            isMassOpen={open === 'mass'}
            onHelp={() => toggle('help')}
          />
          {open === 'mass' ? (
            <MassPanel store={store} total={view.total} onClose={() => setOpen(null)} />
          ) : null}
          {open === 'help' ? <KeyboardHelp /> : null}
          <ConflictList store={store} words={words} timeZone={timeZone} />
          <p id="grid-keys" className="visually-hidden">
            {t('grid.keys')}
          </p>
          {isPhone ? (
            <PhoneList store={store} view={view} words={words} />
          ) : (
            <>
              <CommitGrid
                store={store}
                view={view}
                words={words}
                skuHref={props.skuHref}
                onSave={save}
                onHelp={() => toggle('help')}
              />
              <CellPanel store={store} words={words} paths={paths} timeZone={timeZone} />
            </>
          )}
          {view.total > view.size ? (
            <TablePager
              pages={{ kind: 'numbered', page: view.page, size: view.size, total: view.total }}
              shown={view.rows.length}
            />
          ) : null}
        </>
      )}
    </>
  );
}

function CommitAnswer({ standing }: Pick<GridView, 'standing'>) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const { waiting, shortPieces, short } = standing;
  return (
    <>
      {waiting === 0 ? t('answerNone') : t('answer', { count: waiting })}
      {format.locale === 'zh' ? null : ' '}
      {shortPieces === 0
        ? null
        : t('answerShort', {
            pieces: format.pieces(shortPieces),
            value: short.map(({ minor, currency }) => format.money(moneyOf(minor, currency))).join(' + '),
          })}
    </>
  );
}

function Files({ paths, mayCommit, search }: Pick<CommitPageProps, 'paths' | 'mayCommit' | 'search'>) {
  const { t } = useTranslation('commit');
  const given = Object.fromEntries([...search].filter(([name]) => name !== 'page'));
  return (
    <>
      <Button
        component="a"
        size="xs"
        variant="default"
        href={withSearch(paths.exportFile, { ...given, format: 'xlsx' })}
      >
        {t('file.xlsx')}
      </Button>
      <Button
        component="a"
        size="xs"
        variant="default"
        href={withSearch(paths.exportFile, { ...given, format: 'csv' })}
      >
        {t('file.csv')}
      </Button>
      {mayCommit ? (
        <Button component={Link} size="xs" variant="default" to={paths.importPage}>
          {t('file.import')}
        </Button>
      ) : null}
    </>
  );
}

function GridFilters({ view }: { view: GridView }) {
  const { t } = useTranslation('commit');
  const { locale } = useFormat();
  const named = (facet: GridView['facets']['categories'][number]) => ({
    value: facet.code,
    label: `${locale === 'zh' ? facet.nameZh : facet.nameEn} (${facet.lines})`,
  });
  return (
    <FilterBar
      fields={[
        {
          kind: 'select',
          name: 'show',
          label: t('filters.show'),
          all: t('filters.all'),
          options: (['waiting', 'short'] as const).map((value) => ({
            value,
            label: t(`filters.shows.${value}`),
          })),
        },
        {
          kind: 'select',
          name: 'category',
          label: t('filters.category'),
          all: t('filters.all'),
          options: view.facets.categories.map(named),
        },
        {
          kind: 'select',
          name: 'market',
          label: t('filters.market'),
          all: t('filters.all'),
          options: view.facets.markets.map(named),
        },
        { kind: 'search', name: 'q', label: t('filters.search') },
      ]}
    />
  );
}
