import { Link, useMatches } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import styles from './breadcrumbs.module.css';

/** One step of the way to a page: a catalogue key such as `shell:areas.forecast`, or plain text such as a SKU code. */
export interface Crumb {
  key?: string;
  text?: string;
  to: string;
}

/** What a route module may export as `handle`. */
export interface PageHandle {
  /** Catalogues of the page beside common, shell and problems. */
  i18n?: string | string[];
  /** The page's own step, or the steps that lead to it together with its own. */
  crumb?: (match: {
    data: unknown;
    params: Record<string, string | undefined>;
  }) => Crumb | readonly Crumb[] | null;
}

/** The way from the area to the page; the last step is the page itself and shown only when there are others. */
export function Breadcrumbs() {
  const { t } = useTranslation('shell');
  const crumbs = useMatches().flatMap((match) => {
    const crumb = (match.handle as PageHandle | undefined)?.crumb?.(match);
    return crumb ?? [];
  });
  if (crumbs.length < 2) return null;
  return (
    <nav aria-label={t('breadcrumbs')} className={styles.crumbs}>
      <ol>
        {crumbs.map((crumb, index) => (
          <li key={crumb.to}>
            {index === crumbs.length - 1 ? (
              <span aria-current="page">{crumb.key ? t(crumb.key as 'skip') : crumb.text}</span>
            ) : (
              <Link to={crumb.to} prefetch="intent">
                {crumb.key ? t(crumb.key as 'skip') : crumb.text}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
