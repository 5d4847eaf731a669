import type { PlatformTx, TenantTx } from '~db/tenancy.server';

/** Orders that wait for something, of one currency. */
export interface NeedRow {
  need: 'answer' | 'decision' | 'late' | 'at_risk';
  currency: string;
  orders: number;
  minor: string;
}

/**
 * Orders by what they wait for, with the money it is about: the value of what is to be answered or decided, and the value
 * of the pieces that are late or at risk. `today` YYYY-MM-DD.
 */
export function selectNeeds(tx: TenantTx | PlatformTx, today: string): Promise<NeedRow[]> {
  const { sql } = tx;
  const own = 'factoryId' in tx ? sql`o.factory_id = ${tx.factoryId}` : sql`true`;
  return sql<NeedRow[]>`
    select 'answer' as need, o.currency, count(*)::int as orders, sum(o.value_minor)::text as minor
    from purchase_order o where ${own} and o.status = 'issued' and o.lines_to_answer > 0
    group by o.currency
    union all
    select 'decision', o.currency, count(*)::int, sum(o.value_minor)::text
    from purchase_order o where ${own} and o.status in ('issued', 'acknowledged', 'in_production')
      and o.proposals_to_decide > 0
    group by o.currency
    union all
    select case when o.due_on < ${today}::date then 'late' else 'at_risk' end, o.currency, count(*)::int,
      sum(risk.minor)::text
    from purchase_order o
    cross join lateral (
      select coalesce(sum((step ->> 1)::bigint), 0)::bigint as minor from jsonb_array_elements(o.risk_steps) step
      where (step ->> 0)::date <= ${today}::date) risk
    where ${own} and o.risk_on <= ${today}::date
      and o.status in ('issued', 'acknowledged', 'in_production', 'inspected')
    group by 1, 2
    order by 1, 2`;
}

/** An order that waits for the factory's answer. Days YYYY-MM-DD, value in minor units as text. */
export interface WaitingOrder {
  number: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  otherSkus: number;
  pieces: number;
  dueOn: string | null;
  valueMinor: string;
  currency: string;
}

/** The factory's orders that wait for its answer, the most valuable first. */
export function selectWaitingOrders(tx: TenantTx, limit: number): Promise<WaitingOrder[]> {
  return tx.sql<WaitingOrder[]>`
    select o.number, l.sku_code as "skuCode", l.sku_name_en as "skuNameEn", l.sku_name_zh as "skuNameZh",
      o.line_count - 1 as "otherSkus", o.quantity as pieces, o.due_on::text as "dueOn",
      o.value_minor::text as "valueMinor", o.currency
    from purchase_order o
    join lateral (
      select sku_code, sku_name_en, sku_name_zh from po_line
      where factory_id = o.factory_id and purchase_order_id = o.id and status = 'issued'
      order by quantity * unit_price_minor desc, line_no limit 1) l on true
    where o.factory_id = ${tx.factoryId} and o.status = 'issued' and o.lines_to_answer > 0
    order by o.value_minor desc, o.number limit ${limit}`;
}

/** How many orders wait for the factory's answer (its scope) or for the buyer's decision (the platform's). */
export async function countWaiting(tx: TenantTx | PlatformTx): Promise<number> {
  const { sql } = tx;
  const rows =
    'factoryId' in tx
      ? await sql<{ n: number }[]>`
          select count(*)::int as n from purchase_order
          where factory_id = ${tx.factoryId} and status = 'issued' and lines_to_answer > 0`
      : await sql<{ n: number }[]>`
          select count(*)::int as n from purchase_order
          where status in ('issued', 'acknowledged', 'in_production') and proposals_to_decide > 0`;
  return rows[0]?.n ?? 0;
}

/** An order that a search found. */
export interface FoundOrder {
  number: string;
  factorySlug: string;
  factoryNameEn: string;
  factoryNameZh: string;
}

/**
 * Orders whose number holds the text, the newest first: among a factory's own, or among the platform's latest few thousand
 * and whichever has exactly that number. No index can look inside a number, and nobody searches for old ones by halves.
 */
export function searchOrders(tx: TenantTx | PlatformTx, text: string, limit: number): Promise<FoundOrder[]> {
  const { sql } = tx;
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const among =
    'factoryId' in tx
      ? sql`select factory_id, id, number, created_at from purchase_order where factory_id = ${tx.factoryId} and issued_at is not null`
      : sql`(select factory_id, id, number, created_at from purchase_order order by created_at desc, id desc limit 4000)
          union select factory_id, id, number, created_at from purchase_order where number = ${text.toUpperCase()}`;
  return sql<FoundOrder[]>`
    select o.number, f.slug as "factorySlug", f.name_en as "factoryNameEn", f.name_zh as "factoryNameZh"
    from (${among}) o join factory f on f.id = o.factory_id
    where o.number ilike ${pattern}
    order by o.created_at desc, o.id desc limit ${limit}`;
}
