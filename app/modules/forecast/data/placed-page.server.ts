import type { Fragment } from 'postgres';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { PageKey } from '../domain/accuracy/page-key';

export interface PlacedQuery {
  /** `key`: by the groups' keys; any other: by their figure. */
  sort: string;
  dir: 'asc' | 'desc';
  after: PageKey | null;
  limit: number;
}

/** The place of rows without the figure: behind all that have one, whichever way they are read. */
export const nowhereOf = ({ dir }: Pick<PlacedQuery, 'dir'>): number =>
  dir === 'desc' ? -Infinity : Infinity;

/** The rest of a statement over a table expression `placed` with `key` and `place`: one page from a place on, in order. */
export function placedPage({ sql }: PlatformTx | TenantTx, query: PlacedQuery): Fragment {
  const { after, limit } = query;
  const isDown = query.dir === 'desc';
  const value = after?.value ?? nowhereOf(query);
  return sql`
    select * from placed
    where true ${
      after === null
        ? sql``
        : query.sort === 'key'
          ? isDown
            ? sql`and key < ${after.key}`
            : sql`and key > ${after.key}`
          : isDown
            ? sql`and (place < ${value}::float8 or (place = ${value}::float8 and key > ${after.key}))`
            : sql`and (place > ${value}::float8 or (place = ${value}::float8 and key > ${after.key}))`
    }
    order by ${query.sort === 'key' ? (isDown ? sql`key desc` : sql`key`) : isDown ? sql`place desc, key` : sql`place, key`}
    limit ${limit}`;
}
