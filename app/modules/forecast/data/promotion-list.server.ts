import type { PlatformTx } from '~db/tenancy.server';

/** A promotion with what it is of. */
export interface PromotionListRow {
  id: string;
  name: string;
  /** One of SKU and category. */
  skuCode: string | null;
  categoryCode: string | null;
  /** Names of the SKU or the category. */
  nameEn: string;
  nameZh: string;
  marketCode: string;
  fromDay: string;
  toDay: string;
  discountBp: number;
}

export interface PromotionQuery {
  q?: string | undefined;
  market?: string | undefined;
  state: 'current' | 'over' | 'all';
  today: string;
}

/** One page of promotions, those that end last first, and how many there are. */
export async function selectPromotionList(
  tx: PlatformTx,
  query: PromotionQuery,
  limit: number,
  offset: number,
): Promise<{ rows: PromotionListRow[]; total: number }> {
  const { sql } = tx;
  const like = query.q && `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const from = sql`from promotion p left join sku s on s.id = p.sku_id
    left join product_category c on c.code = p.category_code
    where true
      ${query.market ? sql`and p.market_code = ${query.market}` : sql``}
      ${query.state === 'current' ? sql`and p.to_day >= ${query.today}::date` : sql``}
      ${query.state === 'over' ? sql`and p.to_day < ${query.today}::date` : sql``}
      ${
        like
          ? sql`and (p.name ilike ${like} or s.code ilike ${like} or s.name_en ilike ${like} or s.name_zh ilike ${like}
              or p.category_code ilike ${like} or c.name_en ilike ${like} or c.name_zh ilike ${like})`
          : sql``
      }`;
  const rows = await sql<PromotionListRow[]>`
    select p.id, p.name, s.code as "skuCode", p.category_code as "categoryCode",
      coalesce(s.name_en, c.name_en) as "nameEn", coalesce(s.name_zh, c.name_zh) as "nameZh",
      p.market_code as "marketCode", p.from_day::text as "fromDay", p.to_day::text as "toDay",
      p.discount_bp as "discountBp"
    ${from} order by p.to_day desc, p.from_day desc, p.id limit ${limit} offset ${offset}`;
  const [count] = await sql<{ total: number }[]>`select count(*)::int as total ${from}`;
  return { rows, total: count!.total };
}

export interface PromotionValues {
  name: string;
  skuId: string | null;
  categoryCode: string | null;
  marketCode: string;
  fromDay: string;
  toDay: string;
  discountBp: number;
}

/** Whether a promotion of the same thing in the same market has the same days. */
export async function hasPromotion(tx: PlatformTx, values: PromotionValues): Promise<boolean> {
  const [row] = await tx.sql<{ found: boolean }[]>`
    select exists (select from promotion where sku_id is not distinct from ${values.skuId}
      and category_code is not distinct from ${values.categoryCode} and market_code = ${values.marketCode}
      and from_day = ${values.fromDay}::date and to_day = ${values.toDay}::date) as found`;
  return row!.found;
}

export async function insertPromotion(tx: PlatformTx, id: string, values: PromotionValues): Promise<void> {
  await tx.sql`
    insert into promotion (id, name, sku_id, category_code, market_code, from_day, to_day, discount_bp)
    values (${id}, ${values.name}, ${values.skuId}, ${values.categoryCode}, ${values.marketCode},
      ${values.fromDay}, ${values.toDay}, ${values.discountBp})`;
}

/** A promotion under a lock; null when there is none. */
export async function lockPromotion(
  tx: PlatformTx,
  id: string,
): Promise<{ name: string; marketCode: string; fromDay: string; toDay: string; discountBp: number } | null> {
  const [row] = await tx.sql<
    { name: string; marketCode: string; fromDay: string; toDay: string; discountBp: number }[]
  >`
    select name, market_code as "marketCode", from_day::text as "fromDay", to_day::text as "toDay",
      discount_bp as "discountBp"
    from promotion where id = ${id} for update`;
  return row ?? null;
}

export async function deletePromotion(tx: PlatformTx, id: string): Promise<void> {
  await tx.sql`delete from promotion where id = ${id}`;
}

export async function shortenPromotion(tx: PlatformTx, id: string, toDay: string): Promise<void> {
  await tx.sql`update promotion set to_day = ${toDay}::date where id = ${id}`;
}
