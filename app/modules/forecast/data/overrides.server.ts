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

/** A SKU's demand in a version, market by market: what holds and what the engine said. */
export interface DemandMeanRow {
  marketCode: string;
  mean: number[];
  modelMean: number[];
  p10: number[];
  p90: number[];
}

export async function selectDemandMeans(
  tx: PlatformTx,
  versionId: string,
  skuId: string,
): Promise<DemandMeanRow[]> {
  return tx.sql<DemandMeanRow[]>`
    select market_code as "marketCode", mean, coalesce(model_mean, mean) as "modelMean", p10, p90
    from demand_line where sku_id = ${skuId} and version_id = ${versionId}
    order by market_code <> '*', market_code`;
}

/** A SKU by its code, under a lock when it is about to change. */
export async function selectSkuByCode(
  tx: PlatformTx,
  code: string,
  forUpdate = false,
): Promise<{ id: string; code: string } | null> {
  const [row] = await tx.sql<{ id: string; code: string }[]>`
    select id, code from sku where code = ${code} ${forUpdate ? tx.sql`for no key update` : tx.sql``}`;
  return row ?? null;
}

export interface OverrideInsert {
  sku_id: string;
  id: string;
  market_code: string;
  week: string;
  units: number;
  base_units: number;
  base_version_id: string;
  comment: string;
  author_user_id: string;
  author_name: string;
}

export async function insertOverrides(tx: PlatformTx, rows: readonly OverrideInsert[]): Promise<void> {
  await tx.sql`insert into forecast_override ${tx.sql(rows as OverrideInsert[])}`;
}

/** Ends the overrides that hold for a market in a range of weeks. @returns what they said */
export async function endOverrides(
  tx: PlatformTx,
  skuId: string,
  market: string,
  from: string,
  to: string,
  byName: string,
): Promise<{ week: string; units: number }[]> {
  return tx.sql<{ week: string; units: number }[]>`
    update forecast_override set is_active = false, ended_at = now(), ended_by_name = ${byName}
    where sku_id = ${skuId} and market_code = ${market} and is_active
      and week between ${from}::date and ${to}::date
    returning week::text, units::float8 as units`;
}
