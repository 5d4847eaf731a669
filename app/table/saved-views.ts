import { useCallback, useEffect, useState } from 'react';
import type { Problem } from '~/kernel/problem';
import { paths, withSearch } from '~/paths';

/** A named set of filters, sorting, columns and density: the search string of the page. */
export interface SavedView {
  name: string;
  search: string;
}

/** What the menu cannot do right now: the server's own words, or that it was not reached. */
export type ViewTrouble = Problem | 'unreachable';

const none: readonly SavedView[] = [];

/** Views that were read before, per table, so that a page that is opened again shows them at once. */
const known = new Map<string, readonly SavedView[]>();

/** Views out of an answer of the server; anything that is not a view is left out. */
export function readViews(answer: unknown): readonly SavedView[] {
  const views = (answer as { views?: unknown } | null)?.views;
  return Array.isArray(views) ? views.filter(isSavedView) : none;
}

function isSavedView(value: unknown): value is SavedView {
  const view = value as Partial<SavedView> | null;
  return typeof view?.name === 'string' && typeof view.search === 'string';
}

async function ask(request: () => Promise<Response>): Promise<readonly SavedView[] | ViewTrouble> {
  try {
    const response = await request();
    const answer: unknown = await response.json();
    if (response.ok) return readViews(answer);
    return (answer as { problem?: Problem }).problem ?? 'unreachable';
  } catch {
    return 'unreachable';
  }
}

const send = (fields: Record<string, string>) =>
  ask(() => fetch(paths.accountViews(), { method: 'post', body: new URLSearchParams(fields) }));

/**
 * The person's saved views of a table, kept with their account: they are there wherever they sign in. Adding one under a
 * known name replaces it.
 */
export function useSavedViews(table: string) {
  const [views, setViews] = useState(none);
  const [trouble, setTrouble] = useState<ViewTrouble | null>(null);

  const take = useCallback(
    (answer: readonly SavedView[] | ViewTrouble) => {
      const isViews = Array.isArray(answer);
      setTrouble(isViews ? null : (answer as ViewTrouble));
      if (!isViews) return false;
      known.set(table, answer);
      setViews(answer);
      return true;
    },
    [table],
  );

  useEffect(() => {
    let isCurrent = true;
    setViews(known.get(table) ?? none);
    void ask(() => fetch(withSearch(paths.accountViews(), { page: table }))).then((answer) => {
      // Not being able to list them is no trouble until somebody wants to keep one.
      if (isCurrent && Array.isArray(answer)) take(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [table, take]);

  const add = useCallback(
    async (view: SavedView) => take(await send({ intent: 'save', page: table, ...view })),
    [table, take],
  );
  const remove = useCallback(
    async (name: string) => take(await send({ intent: 'remove', page: table, name })),
    [table, take],
  );
  return { views, trouble, add, remove };
}
