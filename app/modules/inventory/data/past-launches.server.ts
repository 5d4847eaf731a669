import type { PlatformTx } from '~db/tenancy.server';

/** A SKU launched lately with what tells how it went. Price in minor units as text. */
export interface LaunchRow {
  skuCode: string;
  nameEn: string;
  nameZh: string;
  categoryCode: string;
  markets: string[];
  priceMinor: string | null;
  currency: string | null;
  /** Whether its first order sold out in time; null without a clock that has ended. */
  soldOut: boolean | null;
  /** Pieces sold in the sixty days after the launch. */
  soldSixtyDays: number;
  isSlow: boolean;
}

/** SKUs launched between two days; sales only of their first sixty days, by the primary key. */
export async function selectLaunches(tx: PlatformTx, from: string, to: string): Promise<LaunchRow[]> {
  return tx.sql<LaunchRow[]>`
    with launched as materialized (
      select id, code, name_en, name_zh, category_code, launched_on, list_price_minor, list_price_currency
      from sku where launched_on between ${from}::date and ${to}::date
    )
    select k.code as "skuCode", k.name_en as "nameEn", k.name_zh as "nameZh", k.category_code as "categoryCode",
      coalesce(s.markets, '{}') as markets, k.list_price_minor::text as "priceMinor", k.list_price_currency as currency,
      c.sold_out as "soldOut", coalesce(s.units, 0)::int as "soldSixtyDays", coalesce(y.is_slow, false) as "isSlow"
    from launched k
    left join lateral (
      select array_agg(distinct d.market_code) as markets, sum(d.units - d.units_returned) as units
      from sales_daily d
      where d.sku_id = k.id and d.sold_on >= k.launched_on and d.sold_on < k.launched_on + 60
    ) s on true
    left join lateral (
      select bool_or(status = 'sold_out') as sold_out from sell_out_clock
      where sku_id = k.id and status in ('sold_out', 'expired')
    ) c on true
    left join sku_stock_summary y on y.sku_id = k.id
    order by k.code`;
}

/** How many SKUs launched between two days, and how many of them are slow now. */
export async function selectSlowLaunches(
  tx: PlatformTx,
  from: string,
  to: string,
): Promise<{ launched: number; slow: number }> {
  const [row] = await tx.sql<{ launched: number; slow: number }[]>`
    select count(*)::int as launched, (count(*) filter (where y.is_slow))::int as slow
    from sku k left join sku_stock_summary y on y.sku_id = k.id
    where k.launched_on between ${from}::date and ${to}::date`;
  return row ?? { launched: 0, slow: 0 };
}
