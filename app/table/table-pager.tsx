import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import styles from './table-tools.module.css';
import type { TablePages } from './types';
import { type SearchChanges, useSearchLink } from './use-search-link';

/** Which rows are shown, of how many, and the way to the others. */
export function TablePager({ pages, shown }: { pages: TablePages; shown: number }) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const { previous, next } = neighbours(pages);
  return (
    <nav className={`${styles.pager} no-print`} aria-label={t('table.pages')}>
      <span className="figures">{rangeText()}</span>
      {pages.kind === 'numbered' && pages.sizes ? <Sizes size={pages.size} sizes={pages.sizes} /> : null}
      <span className={styles.steps}>
        <PageLink changes={previous} rel="prev" label={t('table.previous')} />
        <PageLink changes={next} rel="next" label={t('table.next')} />
      </span>
    </nav>
  );

  function rangeText(): string {
    if (pages.kind === 'keyset') {
      return pages.total === undefined
        ? t('table.rowsShown', { rows: format.number(shown), count: shown })
        : t('table.rowsOf', { rows: format.number(shown), total: format.number(pages.total) });
    }
    const from = (pages.page - 1) * pages.size + 1;
    return t('table.range', {
      from: format.number(from),
      to: format.number(from + shown - 1),
      total: format.number(pages.total),
    });
  }
}

function neighbours(pages: TablePages): { previous: SearchChanges | null; next: SearchChanges | null } {
  if (pages.kind === 'keyset') {
    return {
      previous: pages.previous ? { before: pages.previous, after: null } : null,
      next: pages.next ? { after: pages.next, before: null } : null,
    };
  }
  const last = Math.max(1, Math.ceil(pages.total / pages.size));
  return {
    previous: pages.page > 1 ? { page: pages.page === 2 ? null : pages.page - 1 } : null,
    next: pages.page < last ? { page: pages.page + 1 } : null,
  };
}

function PageLink({ changes, rel, label }: { changes: SearchChanges | null; rel: string; label: string }) {
  const link = useSearchLink();
  if (!changes)
    return (
      <span className={styles.step} aria-disabled="true">
        {label}
      </span>
    );
  return (
    <Link to={link(changes)} rel={rel} prefetch="intent" preventScrollReset className={styles.step}>
      {label}
    </Link>
  );
}

function Sizes({ size, sizes }: { size: number; sizes: readonly number[] }) {
  const { t } = useTranslation('common');
  const link = useSearchLink();
  return (
    <span className={styles.sizes}>
      {t('table.perPage')}
      {sizes.map((choice) => (
        <Link
          key={choice}
          to={link({ size: choice, page: null })}
          preventScrollReset
          aria-current={choice === size ? 'true' : undefined}
        >
          {choice}
        </Link>
      ))}
    </span>
  );
}
