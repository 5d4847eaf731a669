import type { ReadTx } from './forecast-lines.server';

export interface CodeCount {
  code: string;
  lines: number;
}

/** The values that the filters can take in a version, with how many lines have each, by code. */
export interface Facets {
  categories: CodeCount[];
  markets: CodeCount[];
}

/** Answers kept at most, a few kilobytes each: every factory of the newest version at the scale of the case. */
const MOST_KEPT = 500;
const kept = new Map<string, Facets>();

/**
 * The facets of a published version, for one factory or, in platform scope without `factoryId`, for all. Such a version
 * never changes, so this process keeps them: every page, order and filter shows the same. The factory is part of the key.
 */
export async function facetsOfPublished(tx: ReadTx, versionId: string, factoryId?: string): Promise<Facets> {
  const own = 'factoryId' in tx ? tx.factoryId : factoryId;
  const key = `${versionId} ${own ?? 'all'}`;
  const known = kept.get(key);
  const facets = known ?? (await selectFacets(tx, versionId, own));
  // Put last, as the one used most recently.
  kept.delete(key);
  kept.set(key, facets);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string);
  return facets;
}

async function selectFacets(tx: ReadTx, versionId: string, own: string | undefined): Promise<Facets> {
  const { sql } = tx;
  // The lines are read once for both.
  const rows = await sql<(CodeCount & { kind: 'category' | 'market' })[]>`
    with l as materialized (
      select category_code, markets from forecast_line
      where version_id = ${versionId} ${own ? sql`and factory_id = ${own}` : sql``}
    )
    select 'category' as kind, category_code as code, count(*)::int as lines from l group by category_code
    union all select 'market', m, count(*)::int from l, unnest(markets) m group by m order by 1, 2`;
  const of = (kind: string) =>
    rows.filter((row) => row.kind === kind).map(({ code, lines }) => ({ code, lines }));
  return { categories: of('category'), markets: of('market') };
}
