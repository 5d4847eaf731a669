import { useBeforeUnload, useBlocker, useFetcher } from '@remix-run/react';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { toast } from '~/ui/toast';
import { readPieces } from '../../domain/commit/commit-bucket';
import type { GridView } from '../../domain/commit/grid-view';
import { GridStore } from './grid-store';
import type { EditConflict, Summary } from './grid-types';

/** What saving answers: each bucket by itself, or one problem of the whole. */
export interface SaveReply {
  problem: Problem | null;
  saved: { skuId: string; week: string; revision: number }[];
  written: number;
  refused: { skuId: string; week: string; problem: Problem }[];
  conflicts: (EditConflict & { skuId: string; week: string })[];
}

/** The grid's state over the life of the page: rows as they are loaded, edits kept by the browser, saving. */
export function useCommitStore(view: GridView, options: { isReadOnly: boolean; draftKey: string }) {
  const { isReadOnly, draftKey } = options;
  const { t } = useTranslation('commit');
  const problemText = useProblemText();
  const [store] = useState(() => new GridStore(view, isReadOnly));
  const fetcher = useFetcher<SaveReply>();
  const loaded = useRef(view);
  const settled = useRef<SaveReply | undefined>(undefined);
  const summary = useSyncExternalStore(store.subscribe, store.getSummary, store.getSummary);

  useEffect(() => {
    if (loaded.current === view) return;
    loaded.current = view;
    store.load(view);
  }, [store, view]);

  useEffect(() => {
    const reply = fetcher.data;
    if (fetcher.state !== 'idle' || !reply || settled.current === reply) return;
    settled.current = reply;
    if (reply.problem) {
      toast({ kind: 'bad', text: problemText(reply.problem) });
      return;
    }
    store.settle(reply);
    const left = reply.refused.length + reply.conflicts.length;
    if (left === 0) toast({ kind: 'good', text: t('save.done', { count: reply.written }) });
    else toast({ kind: 'bad', text: t('save.partly', { count: reply.written, left }) });
  }, [fetcher.data, fetcher.state, store, t, problemText]);

  useDraft(store, draftKey, isReadOnly);

  const save = useCallback(() => {
    if (fetcher.state !== 'idle') return;
    const { cells, left } = payloadOf(store);
    if (cells.length === 0) {
      toast({ kind: left > 0 ? 'bad' : 'info', text: t(left > 0 ? 'save.noneGood' : 'save.nothing') });
      return;
    }
    if (!navigator.onLine) {
      toast({ kind: 'bad', text: t('save.offline') });
      return;
    }
    fetcher.submit({ cells: JSON.stringify(cells) }, { method: 'post', encType: 'multipart/form-data' });
  }, [store, fetcher, t]);
  return { store, summary, save, isSaving: fetcher.state !== 'idle' };
}

/** The answers that can be saved, whole and readable; the others stay where they are. */
function payloadOf(store: GridStore) {
  let left = 0;
  const cells = store.entries().flatMap(({ key, edit, place, conflict }) => {
    const commit = readPieces(edit.commit);
    const upside = readPieces(edit.upside);
    const problem = place ? store.cell(place.row, place.col).problem : null;
    // What the server refused is sent again: it may have changed, and it judges anew.
    const isWrong = !commit.ok || commit.value === null || !upside.ok || (problem && isOurs(problem));
    if (isWrong || conflict) {
      left += 1;
      return [];
    }
    const at = key.indexOf(' ');
    return [
      {
        skuId: key.slice(0, at),
        week: key.slice(at + 1),
        commit: commit.value,
        upside: upside.value ?? 0,
        reason: edit.reason || null,
        note: edit.note || null,
        baseRevision: edit.baseRevision,
        seenForecast: edit.seenForecast,
        channel: edit.channel,
      },
    ];
  });
  return { cells, left };
}

/** Problems that the page finds by itself and that no second try changes. */
const isOurs = ({ code }: Problem) => code !== 'commit_bucket_unknown' && code !== 'commit_frozen';

/** Keeps edits in the browser's own store, so that neither a crash nor a slip loses them. */
function useDraft(store: GridStore, key: string, isReadOnly: boolean): void {
  const { t } = useTranslation('commit');
  const restored = useRef(false);
  useEffect(() => {
    if (isReadOnly || restored.current) return;
    restored.current = true;
    const count = store.restore(read(key));
    if (count > 0) toast({ kind: 'info', text: t('draft.restored', { count }) });
  }, [store, key, isReadOnly, t]);
  useEffect(() => {
    if (isReadOnly) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      clearTimeout(timer);
      timer = setTimeout(() => write(key, store), 400);
    };
    const stop = store.subscribe(keep);
    const now = () => write(key, store);
    window.addEventListener('pagehide', now);
    return () => {
      stop();
      clearTimeout(timer);
      window.removeEventListener('pagehide', now);
      now();
    };
  }, [store, key, isReadOnly]);
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, store: GridStore): void {
  try {
    if (store.getSummary().edited === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, store.draft());
  } catch {
    // A browser that keeps nothing still warns before it leaves.
  }
}

/** Asks before unsaved answers are left behind. */
export function useLeaveWarning(summary: Summary) {
  const isDirty = summary.edited > 0;
  useBeforeUnload(
    useCallback(
      (event) => {
        if (isDirty) event.preventDefault();
      },
      [isDirty],
    ),
  );
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    return isDirty && currentLocation.pathname !== nextLocation.pathname;
  });
  return useMemo(() => blocker, [blocker]);
}
