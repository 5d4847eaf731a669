import type { PlatformTx } from '~db/tenancy.server';

/** Demand of a category in a market by week; `*` stands for all of them. */
export interface DemandTotal {
  category: string;
  market: string;
  /** Exact sums of the SKUs' forecasts. */
  units: number[];
  reconciled: number[];
}

/** The sums of a version's demand by category and market over its first weeks, in order. */
export async function sumDemand(
  tx: PlatformTx,
  versionId: string,
  weeks: number,
): Promise<{ category: string; market: string; units: number[] }[]> {
  return tx.sql<{ category: string; market: string; units: number[] }[]>`
    select category, market, array_agg(units order by week) as units from (
      select k.category_code as category, d.market_code as market, u.week, sum(u.x::numeric)::float8 as units
      from demand_line d join sku k on k.id = d.sku_id
      cross join lateral unnest(d.mean[1:${weeks}]) with ordinality u(x, week)
      where d.version_id = ${versionId} and d.market_code <> '*' group by 1, 2, 3
    ) w group by 1, 2 order by 1, 2`;
}

/** Writes a version's totals in place of those it had. */
export async function writeDemandTotals(
  tx: PlatformTx,
  versionId: string,
  rows: readonly DemandTotal[],
): Promise<void> {
  await tx.sql`delete from demand_total where version_id = ${versionId}`;
  const documents = rows.map(({ category, market, units, reconciled }) => ({
    version_id: versionId,
    category_code: category,
    market_code: market,
    units,
    reconciled,
  }));
  await tx.sql`
    insert into demand_total select * from jsonb_populate_recordset(null::demand_total, ${JSON.stringify(documents)}::text::jsonb)`;
}

/** The totals of a version, largest cells first within each level. */
export async function selectDemandTotals(tx: PlatformTx, versionId: string): Promise<DemandTotal[]> {
  return tx.sql<DemandTotal[]>`
    select category_code as category, market_code as market, units, reconciled from demand_total
    where version_id = ${versionId} order by 1, 2`;
}
