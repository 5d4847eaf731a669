import type { Fragment } from 'postgres';
import type { OrderKind, OrderState } from '../domain/order-states';
import type { OrdersSearch } from '../forms';
import { epochMs, type OrdersTx } from './order-records.server';

export interface OrdersQuery extends Omit<OrdersSearch, 'after' | 'before' | 'size'> {
  /** Today, YYYY-MM-DD: what is late or at risk follows from it. */
  today: string;
  /** US cents for one minor unit, by currency: for ranking money of several; a currency without one counts as is. */
  usdCents: Record<string, number>;
}

export interface OrdersPlace {
  /** Where the page begins, exclusive; null: at the end that the direction begins with. */
  cursor: { key: string; id: string } | null;
  /** The rows before the cursor instead of those after it. */
  isBackward: boolean;
  limit: number;
}

export interface OrderListRow {
  id: string;
  factoryId: string;
  number: string;
  kind: OrderKind;
  state: OrderState;
  version: number;
  factorySlug: string;
  factoryNameEn: string;
  factoryNameZh: string;
  buyerName: string;
  currency: string;
  createdAt: number;
  issuedAt: number | null;
  lines: number;
  pieces: number;
  agreedPieces: number | null;
  shippedPieces: number;
  receivedPieces: number;
  valueMinor: string;
  dueOn: string | null;
  linesToAnswer: number;
  proposalsToDecide: number;
  isLate: boolean;
  isAtRisk: boolean;
  daysLate: number;
  riskMinor: string;
  skus: { code: string; nameEn: string; nameZh: string }[];
  /** What the list is sorted by, as the cursor holds it. */
  cursorKey: string;
}

/** Filters over purchase_order `o`. A factory sees its own orders from their issue on. */
function where(tx: OrdersTx, query: OrdersQuery): Fragment {
  const { sql } = tx;
  const { today } = query;
  const needs = {
    answer: sql`and o.lines_to_answer > 0`,
    decision: sql`and o.proposals_to_decide > 0`,
    late: sql`and o.due_on < ${today}::date`,
    at_risk: sql`and o.risk_on <= ${today}::date and o.due_on >= ${today}::date`,
  };
  const like = query.q && `%${query.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql`true
    ${'factoryId' in tx ? sql`and o.factory_id = ${tx.factoryId} and o.issued_at is not null` : sql``}
    ${query.factory && !('factoryId' in tx) ? sql`and o.factory_id = (select id from factory where slug = ${query.factory})` : sql``}
    ${query.state ? sql`and o.status = ${query.state}` : sql``}
    ${query.kind ? sql`and o.kind = ${query.kind}` : sql``}
    ${query.needs ? needs[query.needs] : sql``}
    ${
      query.category
        ? sql`and exists (select from unnest(o.category_codes) c(code)
            where c.code = ${query.category} or c.code like ${`${query.category.replace(/[\\%_]/g, '\\$&')}.%`})`
        : sql``
    }
    ${query.due ? sql`and o.due_on >= ${query.due}::date and o.due_on < ${query.due}::date + 7` : sql``}
    ${like ? sql`and o.search_text like ${like}` : sql``}`;
}

/** Joins `risk.minor`, the value of what is late or at risk of order `o`: of its pieces whose day has come. */
function joinRisk(tx: OrdersTx, today: string): Fragment {
  return tx.sql`left join lateral (
      select sum((step ->> 1)::bigint)::bigint as minor from jsonb_array_elements(o.risk_steps) step
      where o.risk_on <= ${today}::date and (step ->> 0)::date <= ${today}::date) risk on true`;
}

/** Money in one currency, to rank by. */
function inCents(tx: OrdersTx, column: Fragment, usdCents: Record<string, number>): Fragment {
  const rates = JSON.stringify(usdCents);
  return tx.sql`round(${column} * coalesce((${rates}::text::jsonb ->> o.currency)::numeric, 1))::bigint`;
}

interface SortKey {
  expression: Fragment;
  /** The same as text that reads back exactly. */
  text: Fragment;
  type: string;
}

function sortKey(tx: OrdersTx, query: OrdersQuery): SortKey {
  const { sql } = tx;
  switch (query.sort) {
    case 'number':
      return { expression: sql`o.number`, text: sql`o.number`, type: 'text' };
    case 'due': {
      const expression = sql`coalesce(o.due_on, date '9999-12-31')`;
      return { expression, text: sql`${expression}::text`, type: 'date' };
    }
    case 'value': {
      const expression = inCents(tx, sql`o.value_minor`, query.usdCents);
      return { expression, text: sql`${expression}::text`, type: 'bigint' };
    }
    case 'risk': {
      const expression = inCents(tx, sql`coalesce(risk.minor, 0)`, query.usdCents);
      return { expression, text: sql`${expression}::text`, type: 'bigint' };
    }
    default:
      return {
        expression: sql`o.created_at`,
        // A Date has milliseconds only; a cursor that loses microseconds would repeat or skip rows.
        text: sql`to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
        type: 'timestamptz',
      };
  }
}

/** One page of orders, in the order of the list whichever way it was walked. */
export async function selectOrders(
  tx: OrdersTx,
  query: OrdersQuery,
  place: OrdersPlace,
): Promise<OrderListRow[]> {
  const { sql } = tx;
  const key = sortKey(tx, query);
  const isAscending = (query.dir === 'asc') !== place.isBackward;
  const direction = isAscending ? sql`asc` : sql`desc`;
  const beyond = place.cursor
    ? sql`and (${key.expression}, o.id) ${isAscending ? sql`>` : sql`<`}
        (${place.cursor.key}::text::${sql.unsafe(key.type)}, ${place.cursor.id}::uuid)`
    : sql``;
  // Sorting by risk needs the risk of all; otherwise that of the page's rows is enough.
  const isByRisk = query.sort === 'risk';
  const rows = await sql<OrderListRow[]>`
    with page as (
      select o.*, ${key.expression} as sort_key, ${key.text} as cursor_key
        ${isByRisk ? sql`, coalesce(risk.minor, 0) as risk_minor` : sql``}
      from purchase_order o
      ${isByRisk ? joinRisk(tx, query.today) : sql``}
      where ${where(tx, query)} ${beyond}
      order by ${key.expression} ${direction}, o.id ${direction} limit ${place.limit}
    )
    select o.id, o.factory_id as "factoryId", o.number, o.kind, o.status as state, o.version,
      f.slug as "factorySlug", f.name_en as "factoryNameEn", f.name_zh as "factoryNameZh",
      o.buyer_name as "buyerName", o.currency, ${epochMs(tx, 'o.created_at')} as "createdAt",
      ${epochMs(tx, 'o.issued_at')} as "issuedAt", o.line_count as lines, o.quantity as pieces,
      o.agreed_quantity as "agreedPieces", o.shipped_quantity as "shippedPieces",
      o.received_quantity as "receivedPieces", o.value_minor::text as "valueMinor", o.due_on::text as "dueOn",
      o.lines_to_answer as "linesToAnswer", o.proposals_to_decide as "proposalsToDecide",
      coalesce(o.due_on < ${query.today}::date, false) as "isLate",
      coalesce(o.risk_on <= ${query.today}::date, false) as "isAtRisk",
      greatest(0, coalesce(${query.today}::date - o.due_on, 0)) as "daysLate",
      coalesce(${isByRisk ? sql`o.risk_minor` : sql`risk.minor`}, 0)::text as "riskMinor", skus.list as skus,
      o.cursor_key as "cursorKey"
    from page o
    join factory f on f.id = o.factory_id
    ${isByRisk ? sql`` : joinRisk(tx, query.today)}
    cross join lateral (
      select coalesce(json_agg(json_build_object('code', l.code, 'nameEn', l.name_en, 'nameZh', l.name_zh)
        order by l.line_no), '[]'::json) as list
      from (select line_no, sku_code as code, sku_name_en as name_en, sku_name_zh as name_zh from po_line
        where factory_id = o.factory_id and purchase_order_id = o.id order by line_no limit 3) l) skus
    order by o.sort_key ${direction}, o.id ${direction}`;
  return place.isBackward ? rows.reverse() : rows;
}

export interface OrderSums {
  currency: string;
  orders: number;
  pieces: number;
  shippedPieces: number;
  valueMinor: string;
  riskMinor: string;
}

/** Sums over everything that the filters let through, by currency. */
export function selectOrderSums(tx: OrdersTx, query: OrdersQuery): Promise<OrderSums[]> {
  const { sql } = tx;
  return sql<OrderSums[]>`
    select o.currency, count(*)::int as orders, coalesce(sum(o.quantity), 0)::float8 as pieces,
      coalesce(sum(o.shipped_quantity), 0)::float8 as "shippedPieces",
      coalesce(sum(o.value_minor), 0)::text as "valueMinor", coalesce(sum(risk.minor), 0)::text as "riskMinor"
    from purchase_order o
    ${joinRisk(tx, query.today)}
    where ${where(tx, query)}
    group by o.currency order by o.currency`;
}

/** The time zone in which a factory's days are counted. */
export async function selectTimeZone(tx: OrdersTx, factoryId: string): Promise<string | null> {
  const rows = await tx.sql<{ time_zone: string }[]>`select time_zone from factory where id = ${factoryId}`;
  return rows[0]?.time_zone ?? null;
}

/** The currencies that factories are paid in. */
export async function selectCurrencies(tx: OrdersTx): Promise<string[]> {
  const rows = await tx.sql<{ currency: string }[]>`select distinct currency from factory`;
  return rows.map(({ currency }) => currency);
}
