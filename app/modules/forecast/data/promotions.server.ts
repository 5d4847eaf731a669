import type { PlatformTx } from '~db/tenancy.server';

export interface PromotionRow {
  skuId: string;
  marketCode: string;
  fromDay: string;
  toDay: string;
  discountBp: number;
}

/** Past and planned promotions of the given SKUs, their categories' among them. */
export async function selectPromotions(tx: PlatformTx, skuIds: readonly string[]): Promise<PromotionRow[]> {
  return tx.sql<PromotionRow[]>`
    select k.id as "skuId", p.market_code as "marketCode", p.from_day::text as "fromDay", p.to_day::text as "toDay",
      p.discount_bp as "discountBp"
    from sku k join promotion p
      on p.sku_id = k.id or k.category_code = p.category_code or starts_with(k.category_code, p.category_code || '.')
    where k.id = any(${skuIds as string[]}::uuid[])
    order by k.id, p.market_code, p.from_day, p.id`;
}
