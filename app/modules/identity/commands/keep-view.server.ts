import { problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { asSystem } from '~db/tenancy.server';
import {
  countOtherViews,
  deleteSavedView,
  type SavedViewRow,
  selectSavedViews,
  upsertSavedView,
} from '../data/saved-views.server';
import type { Access } from '../domain/access';

/** Views of one page that one person may keep: as many as a menu can show. */
const MOST_VIEWS = 30;

/**
 * Keeps a named view of a page for the person, wherever they sign in; one of the same name is replaced. A convenience of
 * the reader's own: it stands in no audit log.
 */
export function keepView(
  access: Access<'account:manage'>,
  page: string,
  view: SavedViewRow,
): Promise<Result<SavedViewRow[]>> {
  const { id } = access.user;
  return asSystem('identity:keep-view', async (tx) => {
    if ((await countOtherViews(tx, id, page, view.name)) >= MOST_VIEWS) {
      return err(problem('views_full', { most: MOST_VIEWS }, 'name'));
    }
    await upsertSavedView(tx, id, page, view);
    return ok(await selectSavedViews(tx, id, page));
  });
}

/** Takes a view away; without one of that name nothing happens. Both answer the views that there are now. */
export function dropView(
  access: Access<'account:manage'>,
  page: string,
  name: string,
): Promise<SavedViewRow[]> {
  const { id } = access.user;
  return asSystem('identity:keep-view', async (tx) => {
    await deleteSavedView(tx, id, page, name);
    return selectSavedViews(tx, id, page);
  });
}
