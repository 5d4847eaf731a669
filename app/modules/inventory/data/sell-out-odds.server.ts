import type { PlatformTx } from '~db/tenancy.server';

/** A started clock that is still open, as its odds need it. Instants in epoch ms. */
export interface OpenClock {
  factoryId: string;
  id: string;
  poLineId: string;
  skuId: string;
  status: 'running' | 'paused' | 'sold_out';
  timeZone: string;
  startedAt: number;
  /** Null while a pause is open. */
  expiresAt: number | null;
  pausedMs: number;
  targetUnits: number;
  acceptedUnits: number;
  receivedUnits: number;
  netSold: number;
  sold: number;
  returned: number;
  windowDays: number;
  /** Pieces of the order that are in the warehouses now. */
  onHand: number;
}

/** Open clocks of the SKUs, or of all (`skuIds` null), with what is left of their lots. */
export async function selectClocksForOdds(
  tx: PlatformTx,
  skuIds: readonly string[] | null,
): Promise<OpenClock[]> {
  const { sql } = tx;
  return sql<OpenClock[]>`
    select c.factory_id as "factoryId", c.id, c.po_line_id as "poLineId", c.sku_id as "skuId", c.status,
      c.rule ->> 'timeZone' as "timeZone", (c.rule ->> 'windowDays')::int as "windowDays",
      floor(extract(epoch from c.started_at) * 1000)::float8 as "startedAt",
      floor(extract(epoch from c.expires_at) * 1000)::float8 as "expiresAt",
      c.paused_ms::float8 as "pausedMs", c.target_units as "targetUnits", c.accepted_units as "acceptedUnits",
      c.received_units as "receivedUnits", c.net_sold_units as "netSold",
      coalesce((c.evidence ->> 'sold')::int, 0) as sold, coalesce((c.evidence ->> 'returned')::int, 0) as returned,
      coalesce(l.remaining, 0)::int as "onHand"
    from sell_out_clock c
    left join lateral (
      select sum(l.remaining_quantity) as remaining from stock_lot l
      where l.order_factory_id = c.factory_id and l.po_line_id = c.po_line_id and l.sku_id = c.sku_id
    ) l on true
    where c.status in ('running', 'paused', 'sold_out') and c.started_at is not null
      and coalesce(c.evidence -> 'orderAtExpiry', 'null') = 'null'
      ${skuIds === null ? sql`` : sql`and c.sku_id = any(${skuIds as string[]}::uuid[])`}
    order by c.id`;
}

/** The odds of a clock and what they were made of. */
export interface OddsUpdate {
  factoryId: string;
  id: string;
  probabilityBp: number | null;
  reasoning: object | null;
}

/** Writes odds, all in one statement. A clock that was read in between keeps its own figures. */
export async function updateOdds(tx: PlatformTx, odds: readonly OddsUpdate[], nowMs: number): Promise<void> {
  if (odds.length === 0) return;
  await tx.sql`
    update sell_out_clock c
    set probability_bp = n.probability, odds_reasoning = n.reasoning::jsonb,
      odds_at = to_timestamp(${nowMs}::float8 / 1000)
    from unnest(${odds.map((row) => row.factoryId)}::uuid[], ${odds.map((row) => row.id)}::uuid[],
      ${odds.map((row) => row.probabilityBp) as number[]}::int[],
      ${odds.map((row) => (row.reasoning === null ? null : JSON.stringify(row.reasoning))) as string[]}::text[])
      as n (factory_id, id, probability, reasoning)
    where c.factory_id = n.factory_id and c.id = n.id`;
}
