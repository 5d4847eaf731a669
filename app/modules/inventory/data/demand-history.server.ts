import type { PlatformTx } from '~db/tenancy.server';

/** Units sold of one SKU in one market in the ISO week that begins on `week`. */
export interface WeekSales {
  skuId: string;
  marketCode: string;
  /** Whole weeks since Monday 1970-01-05. */
  weekIndex: number;
  units: number;
  /** What was paid for them, minor units; null where the rows name several currencies. */
  revenue: number | null;
  /** Feed that the week's rows came from; null for rows that no import wrote. */
  importId: string | null;
}

/** First and last day of one feed's sales in one market. */
export interface FeedCoverage {
  importId: string | null;
  marketCode: string;
  from: string;
  to: string;
}

export interface StockOutRow {
  skuId: string;
  marketCode: string;
  fromDay: string;
  toDay: string;
}

/** The days of each feed's sales by market before `asOf`. Reads the whole table once. */
export async function selectCoverage(tx: PlatformTx, asOf: string): Promise<FeedCoverage[]> {
  return tx.sql<FeedCoverage[]>`
    select import_id as "importId", market_code as "marketCode", min(sold_on)::text as "from", max(sold_on)::text as "to"
    from sales_daily where sold_on < ${asOf}::date group by import_id, market_code order by 1, 2`;
}

/** Weekly units of the given SKUs before `asOf`, by SKU, market and week. */
export async function selectWeekSales(
  tx: PlatformTx,
  skuIds: readonly string[],
  asOf: string,
): Promise<WeekSales[]> {
  return tx.sql<WeekSales[]>`
    select sku_id as "skuId", market_code as "marketCode", (sold_on - date '1970-01-05') / 7 as "weekIndex",
      sum(units)::int as units,
      case when min(currency collate "C") = max(currency collate "C") then sum(revenue_minor::float8) end as revenue,
      max(import_id::text) as "importId"
    from sales_daily
    where sku_id = any(${skuIds as string[]}::uuid[]) and sold_on < ${asOf}::date
    group by 1, 2, 3 order by 1, 2, 3`;
}

export async function selectStockOuts(
  tx: PlatformTx,
  skuIds: readonly string[],
  asOf: string,
): Promise<StockOutRow[]> {
  return tx.sql<StockOutRow[]>`
    select sku_id as "skuId", market_code as "marketCode", from_day::text as "fromDay",
      least(to_day, ${asOf}::date - 1)::text as "toDay"
    from sku_stockout where sku_id = any(${skuIds as string[]}::uuid[]) and from_day < ${asOf}::date`;
}

/** Pieces on hand of each SKU over all warehouses. */
export async function selectOnHand(
  tx: PlatformTx,
  skuIds: readonly string[],
): Promise<{ skuId: string; onHand: number }[]> {
  return tx.sql<{ skuId: string; onHand: number }[]>`
    select sku_id as "skuId", sum(on_hand)::int as "onHand" from stock_balance
    where sku_id = any(${skuIds as string[]}::uuid[]) group by sku_id`;
}
