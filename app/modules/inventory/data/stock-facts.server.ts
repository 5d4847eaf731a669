import type { PlatformTx } from '~db/tenancy.server';
import { OPENING_REASON } from '../domain/ledger/apply-movement';

/** A SKU that the inventory lists: what is sold or being ended, and whatever else has stock. */
export interface ListedSku {
  skuId: string;
  code: string;
  categoryCode: string;
  abcClass: 'A' | 'B' | 'C';
  /** Cost of the first active source, minor units of its currency; null where nobody makes it. */
  unitCostMinor: string | null;
  currency: string | null;
}

export async function selectListedSkus(tx: PlatformTx): Promise<ListedSku[]> {
  return tx.sql<ListedSku[]>`
    with cost as (
      select distinct on (sku_id) sku_id, unit_cost_minor, currency from sourcing
      order by sku_id, (status = 'suspended'), priority, factory_id)
    select k.id as "skuId", k.code, k.category_code as "categoryCode", k.abc_class as "abcClass",
      cost.unit_cost_minor::text as "unitCostMinor", cost.currency
    from sku k left join cost on cost.sku_id = k.id
    where k.status in ('active', 'phasing_out')
      or exists (select from stock_balance b where b.sku_id = k.id and (b.on_hand <> 0 or b.in_transfer <> 0))
    order by k.code, k.id`;
}

export interface SalesFacts {
  skuId: string;
  sold28: number;
  sold90: number;
  soldInNoSaleDays: number;
  soldYear: number;
  /** First day of the last 365 on which something sold, YYYY-MM-DD; null if none did. */
  firstSoldOn: string | null;
}

/** Units sold of every SKU in the days before `today`. Reads the sales of a year once. */
export async function selectSalesFacts(
  tx: PlatformTx,
  today: string,
  noSaleDays: number,
): Promise<SalesFacts[]> {
  const { sql } = tx;
  return sql<SalesFacts[]>`
    select sku_id as "skuId",
      coalesce(sum(units) filter (where sold_on >= ${today}::date - 28), 0)::int as sold28,
      coalesce(sum(units) filter (where sold_on >= ${today}::date - 90), 0)::int as sold90,
      coalesce(sum(units) filter (where sold_on >= ${today}::date - ${noSaleDays}::int), 0)::int as "soldInNoSaleDays",
      sum(units)::int as "soldYear", (min(sold_on) filter (where units > 0))::text as "firstSoldOn"
    from sales_daily where sold_on >= ${today}::date - 365 and sold_on < ${today}::date
    group by sku_id`;
}

export interface RevenueFacts {
  skuId: string;
  currency: string;
  minor: string;
}

/** Revenue per SKU and currency in the `windowDays` before `today`. */
export async function selectRevenue(
  tx: PlatformTx,
  today: string,
  windowDays: number,
): Promise<RevenueFacts[]> {
  return tx.sql<RevenueFacts[]>`
    select sku_id as "skuId", currency, sum(revenue_minor)::text as minor
    from sales_daily where sold_on >= ${today}::date - ${windowDays}::int and sold_on < ${today}::date
    group by sku_id, currency`;
}

export interface BalanceFacts {
  skuId: string;
  onHand: number;
  inTransfer: number;
}

export async function selectBalanceFacts(tx: PlatformTx): Promise<BalanceFacts[]> {
  return tx.sql<BalanceFacts[]>`
    select sku_id as "skuId", sum(on_hand)::int as "onHand", sum(in_transfer)::int as "inTransfer"
    from stock_balance group by sku_id`;
}

/** Pieces of a SKU that are still there, by the instant (epoch ms) at which they first arrived anywhere. */
export interface AgeFacts {
  skuId: string;
  since: number;
  pieces: number;
}

/**
 * Ages of all stock, by lots; a lot that came by transfer or return is as old as the first of its chain. Pieces that no
 * lot holds (opening stock) count from the first movement of their SKU in their warehouse.
 */
export async function selectAges(tx: PlatformTx, skuId: string | null = null): Promise<AgeFacts[]> {
  const { sql } = tx;
  const lotsOf = skuId ? sql`and l.sku_id = ${skuId}` : sql``;
  const balancesOf = skuId ? sql`and b.sku_id = ${skuId}` : sql``;
  return sql<AgeFacts[]>`
    with held as (
      select l.sku_id, l.warehouse_code, coalesce(o.received_at, l.received_at) as since, l.remaining_quantity as pieces
      from stock_lot l left join stock_lot o on o.sku_id = l.sku_id and o.id = l.origin_lot_id
      where l.remaining_quantity > 0 ${lotsOf}),
    lots as (select sku_id, warehouse_code, sum(pieces) as pieces from held group by 1, 2),
    loose as (
      select b.sku_id, b.on_hand - coalesce(lots.pieces, 0) as pieces,
        (select v.occurred_at from stock_movement v where v.sku_id = b.sku_id and v.warehouse_code = b.warehouse_code
          order by v.occurred_at limit 1) as since
      from stock_balance b left join lots on lots.sku_id = b.sku_id and lots.warehouse_code = b.warehouse_code
      where b.on_hand > coalesce(lots.pieces, 0) ${balancesOf})
    select sku_id as "skuId", (extract(epoch from since) * 1000)::float8 as since, sum(pieces)::int as pieces
    from (select sku_id, since, pieces from held union all
          select sku_id, coalesce(since, now()), pieces from loose) as aged
    group by sku_id, since order by sku_id, since`;
}

/** What a SKU's ledger says of its mean stock. */
export interface LedgerFacts {
  skuId: string;
  /** Start of the window, epoch ms: a year ago, or the first movement. */
  startMs: number;
  /** Σ signed pieces × milliseconds since the start of the window. */
  weightedMs: number;
}

/** Signed change of the pieces on hand by one movement. */
const signed = (tx: PlatformTx) => tx.sql`
  case type when 'receipt' then quantity when 'transfer_in' then quantity when 'adjustment' then quantity
    when 'return' then case when is_damaged then 0 else quantity end when 'put_away' then 0 else -quantity end`;

/**
 * Sums over the ledger of the year before `now`. Reads the ledger once. What the ledger began with was there before, in
 * other lots: it counts as there from the first day, not as a rise on the days on which its lots arrived.
 */
export async function selectLedgerFacts(tx: PlatformTx, now: Date): Promise<LedgerFacts[]> {
  const { sql } = tx;
  const from = new Date(now.getTime() - 365 * 86_400_000);
  const counts = sql`occurred_at >= ${from.toISOString()}::timestamptz and reason is distinct from ${OPENING_REASON}`;
  return sql<LedgerFacts[]>`
    with sums as (
      select sku_id, greatest(min(occurred_at), ${from.toISOString()}::timestamptz) as start,
        sum(${signed(tx)}) filter (where ${counts}) as pieces,
        sum(${signed(tx)} * extract(epoch from occurred_at - ${from.toISOString()}::timestamptz))
          filter (where ${counts}) as weighted
      from stock_movement where occurred_at <= ${now.toISOString()}::timestamptz group by sku_id)
    select sku_id as "skuId", (extract(epoch from start) * 1000)::float8 as "startMs",
      (coalesce(weighted - pieces * extract(epoch from start - ${from.toISOString()}::timestamptz), 0) * 1000)::float8
        as "weightedMs"
    from sums`;
}
