import { useLocation, useNavigation } from '@remix-run/react';
import { useMemo } from 'react';
import type { Density } from './types';

/** What of a table's look stands in the URL, so that the server renders it right at once and a link shares it. */
export interface ViewState {
  hidden: ReadonlySet<string>;
  density: Density;
}

/** Reads `hide=a,b` and `density=compact` from a search string; anything else is ignored. */
export function viewStateOf(search: string): ViewState {
  const params = new URLSearchParams(search);
  const hidden = (params.get('hide') ?? '').split(',').filter((id) => id !== '');
  return {
    hidden: new Set(hidden),
    density: params.get('density') === 'compact' ? 'compact' : 'comfortable',
  };
}

/** Value of `hide` after one column is switched; null when none is hidden. */
export function toggleHidden(hidden: ReadonlySet<string>, id: string): string | null {
  const next = new Set(hidden);
  if (!next.delete(id)) next.add(id);
  return next.size === 0 ? null : [...next].sort().join(',');
}

/** The look to show: that of the page being opened as soon as it is asked for, so switches answer at once. */
export function useViewState(): ViewState {
  const location = useLocation();
  const pending = useNavigation().location;
  const search = pending && pending.pathname === location.pathname ? pending.search : location.search;
  return useMemo(() => viewStateOf(search), [search]);
}
