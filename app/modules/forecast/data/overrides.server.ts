import type { PlatformTx } from '~db/tenancy.server';

/** An active override as the calculation reads it. */
export interface ActiveOverride {
  skuId: string;
  /** A market, or `*` for all of them together. */
  marketCode: string;
  /** Monday, YYYY-MM-DD */
  week: string;
  units: number;
}

/** The overrides that hold for the given SKUs from a week on, by SKU, market and week. */
export async function activeOverrides(
  tx: PlatformTx,
  skuIds: readonly string[],
  fromWeek: string,
): Promise<ActiveOverride[]> {
  if (skuIds.length === 0) return [];
  return tx.sql<ActiveOverride[]>`
    select sku_id as "skuId", market_code as "marketCode", week::text, units::float8 as units
    from forecast_override
    where is_active and sku_id = any(${skuIds as string[]}::uuid[]) and week >= ${fromWeek}::date
    order by sku_id, market_code, week`;
}
