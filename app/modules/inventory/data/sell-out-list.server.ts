import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import { CLOCK_STATES, LOW_ODDS_BP } from '../domain/clock/clock-list';
import type { OddsReasoning } from '../domain/clock/odds-reasoning';
import type { ClockStatus } from '../domain/clock/types';

export type ReadTx = PlatformTx | TenantTx;

/** A clock as lists show it. Instants in epoch ms. */
export interface ClockListRow {
  id: string;
  factoryId: string;
  slug: string;
  factoryNameEn: string;
  factoryNameZh: string;
  timeZone: string;
  windowDays: number;
  orderNumber: string;
  lineNo: number;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  status: ClockStatus;
  acceptedUnits: number;
  targetUnits: number;
  receivedUnits: number;
  sellableUnits: number;
  netSold: number;
  returned: number;
  pausedMs: number;
  startedAt: number | null;
  expiresAt: number | null;
  soldOutAt: number | null;
  probabilityBp: number | null;
  reasoning: OddsReasoning | null;
  /** To the microsecond, for the place in the list. */
  sortAt: string | null;
}

export interface ClockFilter {
  state?: ClockStatus | undefined;
  odds?: 'low' | 'high' | undefined;
  /** A factory's slug; the platform's filter. */
  factory?: string | undefined;
  /** Part of a SKU code, a name, or an order number. */
  q?: string | undefined;
}

/** The place after which a page begins. */
export interface ClockCursor {
  state: ClockStatus;
  at: string | null;
  id: string;
}

const instant = (tx: ReadTx, column: string) =>
  tx.sql`floor(extract(epoch from ${tx.sql(column)}) * 1000)::float8`;

const listColumns = (tx: ReadTx) => tx.sql`
  c.id, c.factory_id as "factoryId", f.slug, f.name_en as "factoryNameEn", f.name_zh as "factoryNameZh",
  c.rule ->> 'timeZone' as "timeZone", (c.rule ->> 'windowDays')::int as "windowDays",
  c.order_number as "orderNumber", c.line_no as "lineNo", c.sku_code as "skuCode", c.sku_name_en as "skuNameEn",
  c.sku_name_zh as "skuNameZh", c.status, c.accepted_units as "acceptedUnits", c.target_units as "targetUnits",
  c.received_units as "receivedUnits", c.sellable_units as "sellableUnits", c.net_sold_units as "netSold",
  coalesce((c.evidence ->> 'returned')::int, 0) as returned, c.paused_ms::float8 as "pausedMs",
  ${instant(tx, 'c.started_at')} as "startedAt", ${instant(tx, 'c.expires_at')} as "expiresAt",
  ${instant(tx, 'c.sold_out_at')} as "soldOutAt", c.probability_bp as "probabilityBp",
  c.odds_reasoning - 'path' as reasoning,
  to_char(c.expires_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sortAt"`;

function conditions(tx: ReadTx, filter: ClockFilter) {
  const { sql } = tx;
  const text = filter.q ? `%${filter.q.replaceAll(/[\\%_]/g, '\\$&')}%` : null;
  return sql`
    ${'factoryId' in tx ? sql`and c.factory_id = ${tx.factoryId}` : sql``}
    ${filter.factory === undefined ? sql`` : sql`and c.factory_id = (select id from factory where slug = ${filter.factory})`}
    ${filter.odds === 'low' ? sql`and c.probability_bp < ${LOW_ODDS_BP}` : sql``}
    ${filter.odds === 'high' ? sql`and c.probability_bp >= ${LOW_ODDS_BP}` : sql``}
    ${text === null ? sql`` : sql`and (c.sku_code ilike ${text} or c.order_number ilike ${text} or c.sku_name_en ilike ${text} or c.sku_name_zh ilike ${text})`}`;
}

/**
 * Clocks of one state after a place: those that end next first, of the ended ones the latest first, and without an end by
 * age. Reads along an index at any depth.
 */
async function selectState(
  tx: ReadTx,
  state: ClockStatus,
  filter: ClockFilter,
  after: Omit<ClockCursor, 'state'> | null,
  limit: number,
): Promise<ClockListRow[]> {
  const { sql } = tx;
  const ended = state === 'sold_out' || state === 'expired';
  const place =
    after === null
      ? sql``
      : after.at === null
        ? sql`and c.expires_at is null and c.id > ${after.id}`
        : ended
          ? sql`and (c.expires_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
          : sql`and (c.expires_at is null or (c.expires_at, c.id) > (${after.at}::timestamptz, ${after.id}::uuid))`;
  return sql<ClockListRow[]>`
    select ${listColumns(tx)}
    from sell_out_clock c join factory f on f.id = c.factory_id
    where c.status = ${state} ${conditions(tx, filter)} ${place}
    order by ${ended ? sql`c.expires_at desc, c.id desc` : sql`c.expires_at, c.id`}
    limit ${limit}`;
}

/** A page of clocks, state after state. */
export async function selectClockList(
  tx: ReadTx,
  filter: ClockFilter,
  after: ClockCursor | null,
  limit: number,
): Promise<ClockListRow[]> {
  const rows: ClockListRow[] = [];
  const states = CLOCK_STATES.filter((state) => filter.state === undefined || filter.state === state);
  for (const state of states.slice(Math.max(0, after ? states.indexOf(after.state as never) : 0))) {
    if (rows.length >= limit) break;
    rows.push(
      ...(await selectState(tx, state, filter, after?.state === state ? after : null, limit - rows.length)),
    );
  }
  return rows;
}

export interface ClockTotals {
  status: ClockStatus;
  clocks: number;
  low: number;
  missing: number;
}

/** How many clocks are in each state, with low odds, and units missing in all. */
export async function selectClockTotals(tx: ReadTx, filter: ClockFilter): Promise<ClockTotals[]> {
  return tx.sql<ClockTotals[]>`
    select c.status, count(*)::int as clocks,
      count(*) filter (where c.probability_bp < ${LOW_ODDS_BP})::int as low,
      coalesce(sum(greatest(0, c.target_units - c.net_sold_units)), 0)::int as missing
    from sell_out_clock c
    where true ${filter.state === undefined ? tx.sql`` : tx.sql`and c.status = ${filter.state}`}
      ${conditions(tx, filter)}
    group by c.status`;
}

/** The clocks of an order's lines. */
export async function selectClocksOfOrder(
  tx: ReadTx,
  orderId: string,
): Promise<(ClockListRow & { poLineId: string })[]> {
  return tx.sql<(ClockListRow & { poLineId: string })[]>`
    select ${listColumns(tx)}, c.po_line_id as "poLineId"
    from po_line l
    join sell_out_clock c on c.factory_id = l.factory_id and c.po_line_id = l.id
    join factory f on f.id = c.factory_id
    where l.purchase_order_id = ${orderId}
      ${'factoryId' in tx ? tx.sql`and l.factory_id = ${tx.factoryId}` : tx.sql``}
    order by c.line_no`;
}

/** The factories that have clocks, for the platform's filter. */
export async function selectClockFactories(
  tx: PlatformTx,
): Promise<{ slug: string; nameEn: string; nameZh: string }[]> {
  return tx.sql`
    select f.slug, f.name_en as "nameEn", f.name_zh as "nameZh" from factory f
    where exists (select from sell_out_clock c where c.factory_id = f.id) order by f.name_en`;
}
