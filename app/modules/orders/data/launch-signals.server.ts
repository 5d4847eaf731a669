import type { PlatformTx } from '~db/tenancy.server';

export interface LaunchSignalRow {
  skuId: string;
  /** Points of the demand part of the candidate's score, 0…100. */
  points: number;
  /** Their mean over candidates that became SKUs. */
  usual: number;
}

/** Candidates of a category that make a mean of their own. */
const LEAST = 5;

/** The demand points of the candidates behind SKUs; a SKU whose candidate has no demand signals is left out. */
export async function selectLaunchSignals(
  tx: PlatformTx,
  skuIds: readonly string[],
): Promise<LaunchSignalRow[]> {
  return tx.sql<LaunchSignalRow[]>`
    with made as (
      select c.sku_id, c.category_code, (part ->> 'points')::float8 as points
      from candidate c cross join lateral jsonb_array_elements(c.score -> 'parts') part
      where c.sku_id is not null and part ->> 'name' = 'demand' and part ->> 'points' is not null),
    by_category as (select category_code, avg(points) as usual, count(*) as n from made group by category_code)
    select m.sku_id as "skuId", max(m.points) as points,
      max(case when b.n >= ${LEAST} then b.usual else (select avg(points) from made) end) as usual
    from made m join by_category b using (category_code)
    where m.sku_id = any(${skuIds as string[]}::uuid[])
    group by m.sku_id order by m.sku_id`;
}
