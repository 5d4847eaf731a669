import { useCallback, useSyncExternalStore } from 'react';

/** A named set of filters, sorting, columns and density: the search string of the page. */
export interface SavedView {
  name: string;
  search: string;
}

/** Where the views of one person are kept. */
export interface ViewStore {
  load(table: string): readonly SavedView[];
  save(table: string, views: readonly SavedView[]): void;
  /** Calls back when the views may have changed; returns how to stop. */
  subscribe(changed: () => void): () => void;
}

const none: readonly SavedView[] = [];
const maxViews = 30;

/** Keeps views in this browser. A store that is full, forbidden or damaged counts as empty. */
export function browserViewStore(): ViewStore {
  const cache = new Map<string, readonly SavedView[]>();
  const listeners = new Set<() => void>();
  const key = (table: string) => `views:${table}`;
  return {
    load(table) {
      let views = cache.get(table);
      if (!views) {
        views = parseViews(readItem(key(table)));
        cache.set(table, views);
      }
      return views;
    },
    save(table, views) {
      cache.set(table, views.slice(0, maxViews));
      try {
        localStorage.setItem(key(table), JSON.stringify(views.slice(0, maxViews)));
      } catch {
        // The views still hold until the page is closed.
      }
      for (const listener of listeners) listener();
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

function readItem(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Views from their stored text; anything that is not a view is left out. */
export function parseViews(text: string | null): readonly SavedView[] {
  if (!text) return none;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isSavedView) : none;
  } catch {
    return none;
  }
}

function isSavedView(value: unknown): value is SavedView {
  const view = value as Partial<SavedView> | null;
  return typeof view?.name === 'string' && typeof view.search === 'string';
}

const defaultStore = browserViewStore();

/** The saved views of a table, with adding (a same name is replaced) and removing. */
export function useSavedViews(table: string, store: ViewStore = defaultStore) {
  const views = useSyncExternalStore(
    store.subscribe,
    () => store.load(table),
    () => none,
  );
  const add = useCallback(
    (view: SavedView) =>
      store.save(table, [...store.load(table).filter(({ name }) => name !== view.name), view]),
    [store, table],
  );
  const remove = useCallback(
    (name: string) =>
      store.save(
        table,
        store.load(table).filter((view) => view.name !== name),
      ),
    [store, table],
  );
  return { views, add, remove };
}
