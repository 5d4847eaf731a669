import { and, asc, count, eq, ne } from 'drizzle-orm';
import { newId } from '~/platform/new-id.server';
import { savedView } from '~db/schema/identity';
import type { PlatformTx } from '~db/tenancy.server';

export interface SavedViewRow {
  name: string;
  /** The page's search string, with its question mark; empty for the page as it comes. */
  search: string;
}

const own = (userId: string, page: string) => and(eq(savedView.userId, userId), eq(savedView.page, page));

/** A person's views of one page, oldest first. */
export async function selectSavedViews(
  tx: PlatformTx,
  userId: string,
  page: string,
): Promise<SavedViewRow[]> {
  const rows = await tx.db
    .select({ name: savedView.name, settings: savedView.settings })
    .from(savedView)
    .where(own(userId, page))
    .orderBy(asc(savedView.createdAt), asc(savedView.id));
  return rows.map(({ name, settings }) => ({ name, search: (settings as { search: string }).search }));
}

/** How many views a person keeps of one page under other names. */
export async function countOtherViews(
  tx: PlatformTx,
  userId: string,
  page: string,
  name: string,
): Promise<number> {
  const [row] = await tx.db
    .select({ views: count() })
    .from(savedView)
    .where(and(own(userId, page), ne(savedView.name, name)));
  return row?.views ?? 0;
}

/** Keeps a view; one of the same name is replaced. */
export async function upsertSavedView(
  tx: PlatformTx,
  userId: string,
  page: string,
  { name, search }: SavedViewRow,
): Promise<void> {
  await tx.db
    .insert(savedView)
    .values({ id: newId(), userId, page, name, settings: { search } })
    .onConflictDoUpdate({
      target: [savedView.userId, savedView.page, savedView.name],
      set: { settings: { search } },
    });
}

export async function deleteSavedView(
  tx: PlatformTx,
  userId: string,
  page: string,
  name: string,
): Promise<void> {
  await tx.db.delete(savedView).where(and(own(userId, page), eq(savedView.name, name)));
}
