import { useLocation } from '@remix-run/react';
import { useCallback } from 'react';

export type SearchChanges = Record<string, string | number | null | undefined>;

/** A search string with some parameters replaced; null, undefined and '' take a parameter away. */
export function changeSearch(search: string, changes: SearchChanges): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === '') params.delete(name);
    else params.set(name, String(value));
  }
  params.sort();
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** Builds links to the same page with some search parameters changed. */
export function useSearchLink(): (changes: SearchChanges) => { pathname: string; search: string } {
  const { pathname, search } = useLocation();
  return useCallback((changes) => ({ pathname, search: changeSearch(search, changes) }), [pathname, search]);
}
