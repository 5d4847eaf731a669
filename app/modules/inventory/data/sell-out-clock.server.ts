import type { PlatformTx } from '~db/tenancy.server';
import type { KeptFacts } from '../domain/clock/kept-facts';
import type { ClockRule, ClockStatus, PauseCause } from '../domain/clock/types';

/** A clock's row as the refresh needs it. Instants in epoch ms. */
export interface ClockRow {
  factoryId: string;
  id: string;
  poLineId: string;
  skuId: string;
  rule: ClockRule;
  status: ClockStatus;
  inputHash: string;
  acceptedUnits: number;
  targetUnits: number;
  soldOutAt: number | null;
  kept: Partial<KeptFacts>;
  /** The earliest instant from which its evidence is to be written anew; null where it stays. */
  since: number | null;
}

export interface NewClock {
  factoryId: string;
  id: string;
  poLineId: string;
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  orderNumber: string;
  lineNo: number;
}

/** Makes waiting clocks; a line that has one keeps it. @returns the ids of the new ones */
export async function insertClocks(
  tx: PlatformTx,
  clocks: readonly NewClock[],
  rule: ClockRule,
  ruleVersion: string,
): Promise<string[]> {
  if (clocks.length === 0) return [];
  const column = (key: keyof NewClock) => clocks.map((clock) => clock[key]) as string[];
  const rows = await tx.sql<{ id: string }[]>`
    insert into sell_out_clock (factory_id, id, po_line_id, sku_id, sku_code, sku_name_en, sku_name_zh, order_number,
      line_no, status, rule, rule_version, input_hash, accepted_units, target_units)
    select n.factory_id, n.id, n.po_line_id, n.sku_id, n.sku_code, n.sku_name_en, n.sku_name_zh, n.order_number,
      n.line_no, 'waiting', ${JSON.stringify(rule)}::text::jsonb, ${ruleVersion}, '', 0, 0
    from unnest(${column('factoryId')}::uuid[], ${column('id')}::uuid[], ${column('poLineId')}::uuid[],
      ${column('skuId')}::uuid[], ${column('skuCode')}::text[], ${column('skuNameEn')}::text[],
      ${column('skuNameZh')}::text[], ${column('orderNumber')}::text[],
      ${clocks.map((clock) => clock.lineNo)}::int[])
      as n (factory_id, id, po_line_id, sku_id, sku_code, sku_name_en, sku_name_zh, order_number, line_no)
    on conflict (factory_id, po_line_id) do nothing
    returning id`;
  return rows.map((row) => row.id);
}

const clockColumns = (tx: PlatformTx) => tx.sql`
  c.factory_id as "factoryId", c.id, c.po_line_id as "poLineId", c.sku_id as "skuId", c.rule, c.status,
  c.input_hash as "inputHash", c.accepted_units as "acceptedUnits",
  c.target_units as "targetUnits", floor(extract(epoch from c.sold_out_at) * 1000)::float8 as "soldOutAt",
  c.evidence as kept`;

/** How long pieces are still traced after the window: what comes back just outside it is worth a look. */
const FOLLOWED_AFTER = '30 days';

/**
 * Locks the clocks of touched SKUs that can still change or are still followed, and those of the lines. A clock whose
 * window ended long ago is left alone unless something that early was written. Always in the order of ids, so that two of these never wait for
 * each other.
 */
export async function lockTouchedClocks(
  tx: PlatformTx,
  touched: readonly { skuId: string; sinceMs: number }[],
  lineIds: readonly string[],
): Promise<ClockRow[]> {
  const { sql } = tx;
  return sql<ClockRow[]>`
    select ${clockColumns(tx)}, floor(extract(epoch from t.since) * 1000)::float8 as since
    from sell_out_clock c
    left join (
      select sku_id, to_timestamp(ms / 1000) as since
      from unnest(${touched.map((sku) => sku.skuId)}::uuid[], ${touched.map((sku) => sku.sinceMs)}::float8[])
        as t (sku_id, ms)
    ) t on t.sku_id = c.sku_id
    where (c.sku_id = any(${touched.map((sku) => sku.skuId)}::uuid[])
        and (coalesce(c.evidence -> 'orderAtExpiry', 'null') = 'null'
          or t.since <= c.expires_at + ${FOLLOWED_AFTER}::interval))
      ${lineIds.length === 0 ? sql`` : sql`or c.po_line_id = any(${lineIds as string[]}::uuid[])`}
    order by c.id
    for update of c`;
}

/** Locks one clock of a factory; null when there is none. */
export async function lockClock(
  tx: PlatformTx,
  factoryId: string,
  id: string,
): Promise<(ClockRow & { skuCode: string; orderNumber: string }) | null> {
  const [row] = await tx.sql<(ClockRow & { skuCode: string; orderNumber: string })[]>`
    select ${clockColumns(tx)}, null as since, c.sku_code as "skuCode", c.order_number as "orderNumber"
    from sell_out_clock c where c.factory_id = ${factoryId} and c.id = ${id} for update of c`;
  return row ?? null;
}

/** Clocks of the given keys, locked in the order of ids; those that another transaction holds are left to it. */
export async function lockFreeClocks(
  tx: PlatformTx,
  clocks: readonly { factoryId: string; id: string }[],
): Promise<ClockRow[]> {
  return tx.sql<ClockRow[]>`
    select ${clockColumns(tx)}, null as since
    from unnest(${clocks.map((clock) => clock.factoryId)}::uuid[], ${clocks.map((clock) => clock.id)}::uuid[])
      as k (factory_id, id)
    join sell_out_clock c on c.factory_id = k.factory_id and c.id = k.id
    order by c.id
    for update of c skip locked`;
}

/** Clocks whose window has ended at `nowMs` without having been read since, and those still open, with their order. */
export async function selectOpenClocks(
  tx: PlatformTx,
  nowMs: number,
): Promise<
  { factoryId: string; id: string; poLineId: string; isDue: boolean; order: KeptFacts['order'] | null }[]
> {
  return tx.sql`
    select factory_id as "factoryId", id, po_line_id as "poLineId", evidence -> 'order' as order,
      coalesce(expires_at < to_timestamp(${nowMs}::float8 / 1000), false) as "isDue"
    from sell_out_clock
    where status in ('waiting', 'running', 'paused', 'sold_out')
      and coalesce(evidence -> 'orderAtExpiry', 'null') = 'null'
    order by id`;
}

/** When the next window ends after `nowMs`, epoch ms; null when none is running. */
export async function selectNextExpiry(tx: PlatformTx, nowMs: number): Promise<number | null> {
  const [row] = await tx.sql<{ at: number | null }[]>`
    select floor(extract(epoch from min(expires_at)) * 1000)::float8 as at from sell_out_clock
    where status in ('running', 'sold_out') and expires_at >= to_timestamp(${nowMs}::float8 / 1000)`;
  return row?.at ?? null;
}

/** Pauses of a clock that count, epoch ms. */
export interface PauseRow {
  clockId: string;
  from: number;
  to: number | null;
  cause: PauseCause;
}

export async function selectCountingPauses(
  tx: PlatformTx,
  clocks: readonly { factoryId: string; id: string }[],
): Promise<PauseRow[]> {
  return tx.sql<PauseRow[]>`
    select p.clock_id as "clockId", floor(extract(epoch from p.from_at) * 1000)::float8 as "from",
      floor(extract(epoch from p.to_at) * 1000)::float8 as "to", p.cause
    from unnest(${clocks.map((clock) => clock.factoryId)}::uuid[], ${clocks.map((clock) => clock.id)}::uuid[])
      as c (factory_id, id)
    join sell_out_pause p on p.factory_id = c.factory_id and p.clock_id = c.id
    where p.withdrawn_at is null
    order by p.from_at, p.id`;
}

/** Listing events of SKUs, in time, epoch ms. */
export async function selectListings(
  tx: PlatformTx,
  skuIds: readonly string[],
): Promise<{ skuId: string; at: number; market: string; isListed: boolean }[]> {
  return tx.sql`
    select sku_id as "skuId", floor(extract(epoch from occurred_at) * 1000)::float8 as at, market_code as market,
      is_listed as "isListed"
    from listing_event where sku_id = any(${skuIds as string[]}::uuid[]) order by occurred_at, id`;
}

/** A clock's result, ready to be written. Instants in epoch ms. */
export interface ClockUpdate {
  factoryId: string;
  id: string;
  status: ClockStatus;
  inputHash: string;
  acceptedUnits: number;
  targetUnits: number;
  receivedUnits: number;
  sellableUnits: number;
  pausedMs: number;
  netSold: number;
  startedAt: number | null;
  expiresAt: number | null;
  soldOutAt: number | null;
  kept: KeptFacts;
}

/** Writes results, all in one statement. */
export async function updateClocks(
  tx: PlatformTx,
  clocks: readonly ClockUpdate[],
  nowMs: number,
): Promise<void> {
  if (clocks.length === 0) return;
  const of = <K extends keyof ClockUpdate>(key: K) => clocks.map((clock) => clock[key]);
  await tx.sql`
    update sell_out_clock c
    set status = n.status, input_hash = n.input_hash, accepted_units = n.accepted, target_units = n.target,
      received_units = n.received, sellable_units = n.sellable, paused_ms = n.paused, net_sold_units = n.net,
      started_at = to_timestamp(n.started / 1000), expires_at = to_timestamp(n.expires / 1000),
      sold_out_at = to_timestamp(n.sold_out / 1000), evidence = n.kept::jsonb,
      updated_at = to_timestamp(${nowMs}::float8 / 1000)
    from unnest(${of('factoryId')}::uuid[], ${of('id')}::uuid[], ${of('status')}::text[], ${of('inputHash')}::text[],
      ${of('acceptedUnits')}::int[], ${of('targetUnits')}::int[], ${of('receivedUnits')}::int[],
      ${of('sellableUnits')}::int[], ${of('pausedMs')}::bigint[], ${of('netSold')}::int[],
      ${of('startedAt') as number[]}::float8[], ${of('expiresAt') as number[]}::float8[],
      ${of('soldOutAt') as number[]}::float8[], ${clocks.map((clock) => JSON.stringify(clock.kept))}::text[])
      as n (factory_id, id, status, input_hash, accepted, target, received, sellable, paused, net, started, expires,
        sold_out, kept)
    where c.factory_id = n.factory_id and c.id = n.id`;
}

/** The channel on which changed clocks are announced to every web process, as ids separated by blanks. */
export const CLOCKS_CHANNEL = 'sell_out_clocks';

/** Most ids in one notification: a payload has 8,000 bytes. */
const IDS_PER_NOTICE = 200;

/** Announces changed clocks; listeners hear of it when, and only if, the transaction commits. */
export async function announceClocks(tx: PlatformTx, ids: readonly string[]): Promise<void> {
  const payloads: string[] = [];
  for (let at = 0; at < ids.length; at += IDS_PER_NOTICE)
    payloads.push(ids.slice(at, at + IDS_PER_NOTICE).join(' '));
  if (payloads.length === 0) return;
  await tx.sql`select pg_notify(${CLOCKS_CHANNEL}, payload) from unnest(${payloads}::text[]) as p (payload)`;
}
