import type { Fragment } from 'postgres';
import type { PlatformTx } from '~db/tenancy.server';
import { PLACE_VALUES, type Place } from '../domain/stock-pages';
import type { InventorySearch } from '../domain/stock-search';

export interface StockListRow {
  skuId: string;
  code: string;
  nameEn: string;
  nameZh: string;
  categoryCode: string;
  abcClass: 'A' | 'B' | 'C';
  onHand: number;
  inTransfer: number;
  inTransit: number;
  openOrder: number;
  sold28: number;
  sold90: number;
  revenueYearMinor: string;
  stockValueMinor: string;
  targetDays: number;
  coverDays: number | null;
  turnoverHundredths: number | null;
  /** Epoch ms. */
  oldestLotAt: number | null;
  meanAgeDays: number | null;
  stockOutOn: string | null;
  isSlow: boolean;
  /** The value that the list is ordered by, as a place names it. */
  place: string;
}

/** What the list is ordered by. A SKU that nobody buys has endless cover and no day of running out. */
const ORDERS = {
  code: { sql: 's.sku_code', type: 'text', fits: PLACE_VALUES.text },
  onHand: { sql: 's.on_hand', type: 'bigint', fits: PLACE_VALUES.whole },
  transit: { sql: '(s.in_transit + s.in_transfer)', type: 'bigint', fits: PLACE_VALUES.whole },
  open: { sql: 's.open_order', type: 'bigint', fits: PLACE_VALUES.whole },
  cover: { sql: 'coalesce(s.cover_days, 2147483647)', type: 'bigint', fits: PLACE_VALUES.whole },
  stockOut: {
    sql: "coalesce(s.projected_stock_out_on, date '9999-12-31')",
    type: 'date',
    fits: PLACE_VALUES.date,
  },
  turnover: { sql: 'coalesce(s.turnover_hundredths, -1)', type: 'bigint', fits: PLACE_VALUES.whole },
  age: { sql: 'coalesce(s.mean_age_days, -1)', type: 'bigint', fits: PLACE_VALUES.whole },
  value: { sql: 's.stock_value_minor', type: 'bigint', fits: PLACE_VALUES.whole },
  revenue: { sql: 's.revenue_year_minor', type: 'bigint', fits: PLACE_VALUES.whole },
} as const;

export const placeFits = (sort: InventorySearch['sort']) => ORDERS[sort].fits;

function where(tx: PlatformTx, search: InventorySearch, today: string): Fragment {
  const { sql } = tx;
  const { q, category } = search;
  const like = q && `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const shows = {
    slow: sql`and s.is_slow`,
    soon: sql`and s.projected_stock_out_on <= ${today}::date + 30`,
    out: sql`and s.on_hand <= 0`,
    below: sql`and s.cover_days < s.target_days`,
    over: sql`and s.cover_days > 2 * s.target_days`,
  };
  return sql`true
    ${search.class ? sql`and s.abc_class = ${search.class}` : sql``}
    ${category ? sql`and (s.category_code = ${category} or s.category_code like ${`${category}.%`})` : sql``}
    ${search.show ? shows[search.show] : sql``}
    ${like ? sql`and exists (select from sku n where n.id = s.sku_id and (n.code ilike ${like} or n.name_en ilike ${like} or n.name_zh ilike ${like}))` : sql``}`;
}

/** Lines of the list from a place on, in its order. */
export async function selectStockList(
  tx: PlatformTx,
  search: InventorySearch,
  at: { after: Place | null; before: Place | null },
  limit: number,
  today: string,
): Promise<StockListRow[]> {
  const { sql } = tx;
  const order = ORDERS[search.sort];
  const key = sql.unsafe(order.sql);
  const place = at.before ?? at.after;
  const ascending = (search.dir === 'asc') !== (at.before !== null);
  const comparison = sql.unsafe(ascending ? '>' : '<');
  const direction = sql.unsafe(ascending ? 'asc' : 'desc');
  const from = place
    ? sql`and (${key}, s.sku_id) ${comparison} (${place.value}::text::${sql.unsafe(order.type)}, ${place.id}::uuid)`
    : sql``;
  const rows = await sql<StockListRow[]>`
    with page as (
      select s.*, (${key})::text as place, row_number() over (order by ${key} ${direction}, s.sku_id ${direction}) as n
      from sku_stock_summary s where ${where(tx, search, today)} ${from}
      order by ${key} ${direction}, s.sku_id ${direction} limit ${limit})
    select p.sku_id as "skuId", p.sku_code as code, k.name_en as "nameEn", k.name_zh as "nameZh",
      p.category_code as "categoryCode", p.abc_class as "abcClass", p.on_hand as "onHand", p.in_transfer as "inTransfer",
      p.in_transit as "inTransit", p.open_order as "openOrder", p.sold_28 as "sold28", p.sold_90 as "sold90",
      p.revenue_year_minor::text as "revenueYearMinor", p.stock_value_minor::text as "stockValueMinor",
      p.target_days as "targetDays", p.cover_days as "coverDays", p.turnover_hundredths as "turnoverHundredths",
      (extract(epoch from p.oldest_lot_at) * 1000)::float8 as "oldestLotAt", p.mean_age_days as "meanAgeDays",
      p.projected_stock_out_on::text as "stockOutOn", p.is_slow as "isSlow", p.place
    from page p join sku k on k.id = p.sku_id order by p.n`;
  return at.before ? rows.reverse() : [...rows];
}

export interface StockTotals {
  skus: number;
  onHand: number;
  inTransfer: number;
  inTransit: number;
  openOrder: number;
  sold28: number;
  valueMinor: string;
  slow: number;
  slowValueMinor: string;
  /** SKUs that run out within 30 days. */
  soon: number;
  /** Epoch ms. */
  computedAt: number | null;
}

export async function selectStockTotals(
  tx: PlatformTx,
  search: InventorySearch,
  today: string,
): Promise<StockTotals> {
  const [row] = await tx.sql<StockTotals[]>`
    select count(*)::int as skus, coalesce(sum(on_hand), 0)::int as "onHand",
      coalesce(sum(in_transfer), 0)::int as "inTransfer", coalesce(sum(in_transit), 0)::int as "inTransit",
      coalesce(sum(open_order), 0)::int as "openOrder", coalesce(sum(sold_28), 0)::int as "sold28",
      coalesce(sum(stock_value_minor), 0)::text as "valueMinor", (count(*) filter (where is_slow))::int as slow,
      coalesce(sum(stock_value_minor) filter (where is_slow), 0)::text as "slowValueMinor",
      (count(*) filter (where projected_stock_out_on <= ${today}::date + 30))::int as soon, (extract(epoch from max(computed_at)) * 1000)::float8 as "computedAt"
    from sku_stock_summary s where ${where(tx, search, today)}`;
  return row!;
}

/** SKUs per category, for the filter. */
export async function selectStockCategories(tx: PlatformTx): Promise<{ code: string; skus: number }[]> {
  return tx.sql<{ code: string; skus: number }[]>`
    select category_code as code, count(*)::int as skus from sku_stock_summary group by 1 order by 1`;
}
