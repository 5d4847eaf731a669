import type { PlatformTx } from '~db/tenancy.server';

/** Units of a category in a market in one week. */
export interface PooledWeek {
  category: string;
  market: string;
  /** Whole weeks since Monday 1970-01-05. */
  weekIndex: number;
  units: number;
}

/** Weekly units of every category in every market before `asOf`. Reads the whole table once. */
export async function selectPooledWeeks(tx: PlatformTx, asOf: string): Promise<PooledWeek[]> {
  return tx.sql<PooledWeek[]>`
    select k.category_code as category, s.market_code as market, (s.sold_on - date '1970-01-05') / 7 as "weekIndex",
      sum(s.units)::int as units
    from sales_daily s join sku k on k.id = s.sku_id
    where s.sold_on < ${asOf}::date group by 1, 2, 3 order by 1, 2, 3`;
}

/** The SKUs launched between two days, the latest first. */
export async function selectLaunchedSkuIds(
  tx: PlatformTx,
  from: string,
  to: string,
  limit: number,
): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from sku where launched_on >= ${from}::date and launched_on < ${to}::date
    order by launched_on desc, id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Up to `perCategory` SKUs of each category that were on sale half a year ago, those longest on sale first. */
export async function selectSampleSkus(
  tx: PlatformTx,
  asOf: string,
  perCategory: number,
): Promise<{ id: string; category: string }[]> {
  return tx.sql<{ id: string; category: string }[]>`
    select id, category from (
      select id, category_code as category,
        row_number() over (partition by category_code order by launched_on nulls last, id) as place
      from sku where launched_on is null or launched_on < ${asOf}::date - 182) ranked
    where place <= ${perCategory} order by category, id`;
}
