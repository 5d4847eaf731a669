import { asSystem } from '~db/tenancy.server';
import { type SavedViewRow, selectSavedViews } from '../data/saved-views.server';
import type { Access } from '../domain/access';

/** The person's own named views of one page, oldest first. */
export function savedViews(access: Access<'account:view'>, page: string): Promise<SavedViewRow[]> {
  return asSystem('identity:saved-views', (tx) => selectSavedViews(tx, access.user.id, page));
}
