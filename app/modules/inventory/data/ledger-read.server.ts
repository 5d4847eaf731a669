import type { PlatformTx } from '~db/tenancy.server';
import type { Content } from '../domain/ledger/admit';
import type { HeadState, History } from '../domain/ledger/changes';
import { compareMovements } from '../domain/ledger/event-order';
import { compareLots, originOf } from '../domain/ledger/sku-ledger';
import type { Carry, Consumption, Lot, Movement, Sale } from '../domain/ledger/types';
import type { SalesAsked } from '../domain/ledger/wanted';
import { arrayText } from './copy-rows.server';
import { LOT_COLUMNS, type LotRow, MOVEMENT_COLUMNS } from './ledger-columns.server';
import { selectTaken } from './ledger-taken.server';

export interface Catalog {
  /** SKU code → id. */
  skus: ReadonlyMap<string, string>;
  warehouses: ReadonlySet<string>;
  markets: ReadonlySet<string>;
}

/** What a batch may refer to. */
export async function selectCatalog(tx: PlatformTx, skuCodes: readonly string[]): Promise<Catalog> {
  const skus = await tx.sql<{ id: string; code: string }[]>`
    select s.id, s.code from unnest(${arrayText(skuCodes)}::text::text[]) as k (code)
    cross join lateral (select id, code from sku where sku.code = k.code limit 1) s`;
  const warehouses = await tx.sql<{ code: string }[]>`select code from warehouse`;
  const markets = await tx.sql<{ code: string }[]>`select code from market`;
  return {
    skus: new Map(skus.map(({ id, code }) => [code, id])),
    warehouses: new Set(warehouses.map(({ code }) => code)),
    markets: new Set(markets.map(({ code }) => code)),
  };
}

/** Null until the SKU's movements were carried into lots. */
export type Head = HeadState | null;

/**
 * Locks the ledgers of SKUs until the end of the transaction, always in the order of their ids, so that no two writers
 * wait for each other. A SKU without a head gets one.
 * @param skuIds sorted, each once
 */
export async function lockHeads(tx: PlatformTx, skuIds: readonly string[]): Promise<Map<string, Head>> {
  const ids = arrayText(skuIds);
  const select = () => tx.sql<HeadRow[]>`
    select sku_id as "skuId", floor(extract(epoch from last_occurred_at) * 1000)::float8 as at,
      last_order as "order", movements::float8 as movements, carry
    from stock_ledger_head where sku_id = any((select ${ids}::text::uuid[])::uuid[]) order by sku_id for update`;
  let rows = await select();
  if (rows.length < skuIds.length) {
    await tx.sql`
      insert into stock_ledger_head (sku_id) select * from unnest(${ids}::text::uuid[]) on conflict do nothing`;
    rows = await select();
  }
  return new Map(rows.map((row) => [row.skuId, headOf(row)]));
}

interface HeadRow {
  skuId: string;
  at: number | null;
  order: string | null;
  movements: number;
  carry: Partial<Carry>;
}

function headOf({ at, order, movements, carry }: HeadRow): Head {
  if (at === null || order === null) return null;
  return {
    at,
    order,
    movements,
    carry: { shortfalls: carry.shortfalls ?? [], transfers: carry.transfers ?? {} },
  };
}

export interface KnownMovement extends Content {
  id: string;
  skuId: string;
  sourceRef: string;
}

/** Movements that were recorded under the given references. */
export async function selectKnownMovements(
  tx: PlatformTx,
  source: string,
  keys: readonly { skuId: string; sourceRef: string }[],
): Promise<KnownMovement[]> {
  return tx.sql<KnownMovement[]>`
    select m.id, m.sku_id as "skuId", m.source_ref as "sourceRef", m.type, m.warehouse_code as warehouse, m.quantity,
      floor(extract(epoch from m.occurred_at) * 1000)::float8 as at, m.market_code as market,
      m.transfer_ref as "transferRef", m.to_warehouse_code as "toWarehouse", m.sale_ref as "saleRef",
      m.is_damaged as "isDamaged", m.is_sellable as "isSellable", m.reason, m.order_number as "orderNumber",
      m.order_line_no as "orderLine", m.asn_number as asn, m.rejected_quantity as rejected,
      m.allows_negative as "allowsNegative"
    from unnest(${arrayText(keys.map(({ skuId }) => skuId))}::text::uuid[],
      ${arrayText(keys.map(({ sourceRef }) => sourceRef))}::text::text[]) as k (sku_id, source_ref)
    cross join lateral (
      select * from stock_movement m
      where m.sku_id = k.sku_id and m.source = ${source} and m.source_ref = k.source_ref limit 1) m`;
}

/** Lots with pieces left in the given warehouses, per SKU, in order of arrival. */
export async function selectOpenLots(
  tx: PlatformTx,
  places: readonly { skuId: string; warehouse: string }[],
): Promise<Map<string, Lot[]>> {
  if (places.length === 0) return new Map();
  const rows = await tx.sql.unsafe<LotRow[]>(
    `select l.* from unnest($1::text::uuid[], $2::text::text[]) as k (sku_id, warehouse_code)
    cross join lateral (select oldest_lot_at from stock_balance b
      where b.sku_id = k.sku_id and b.warehouse_code = k.warehouse_code and b.oldest_lot_at is not null limit 1) b
    cross join lateral (select ${LOT_COLUMNS} from stock_lot t
      where t.sku_id = k.sku_id and t.warehouse_code = k.warehouse_code and t.received_at >= b.oldest_lot_at
        and t.remaining_quantity > 0 offset 0) l`,
    [arrayText(places.map(({ skuId }) => skuId)), arrayText(places.map(({ warehouse }) => warehouse))],
    { prepare: true },
  );
  return lotsBySku(rows);
}

function lotsBySku(rows: readonly LotRow[]): Map<string, Lot[]> {
  const bySku = new Map<string, Lot[]>();
  for (const { skuId, ...lot } of rows) {
    const lots = bySku.get(skuId);
    if (lots) lots.push(lot);
    else bySku.set(skuId, [lot]);
  }
  for (const lots of bySku.values()) lots.sort(compareLots);
  return bySku;
}

interface SaleRow {
  skuId: string;
  id: string;
  warehouse: string;
  source: string;
  sourceRef: string;
  quantity: number;
  at: number;
  returned: number;
}

/**
 * Sales as {@link SalesAsked}, per SKU in the order of events, with what they took and what came back so far.
 * @param before by SKU: sales, lots and returns from that instant (epoch ms) on count as if they had not happened
 */
export async function selectSales(
  tx: PlatformTx,
  asked: SalesAsked,
  before: ReadonlyMap<string, number> = new Map(),
): Promise<Map<string, Sale[]>> {
  if (asked.named.length + asked.latest.length === 0) return new Map();
  const { named, latest } = asked;
  const until = (keys: readonly { skuId: string }[]) =>
    arrayText(
      keys.map(({ skuId }) => (before.has(skuId) ? new Date(before.get(skuId)!).toISOString() : 'infinity')),
    );
  const rows = await tx.sql<SaleRow[]>`
    with wanted as (
      select m.sku_id, m.id, m.warehouse_code, m.source, m.source_ref, m.quantity, m.occurred_at, k.until
      from unnest(${arrayText(named.map(({ skuId }) => skuId))}::text::uuid[],
        ${arrayText(named.map(({ source }) => source))}::text::text[],
        ${arrayText(named.map(({ sourceRef }) => sourceRef))}::text::text[],
        ${until(named)}::text::timestamptz[]) as k (sku_id, source, source_ref, until)
      cross join lateral (
        select * from stock_movement m where m.sku_id = k.sku_id and m.source = k.source
          and m.source_ref = k.source_ref and m.type = 'sale' and m.occurred_at < k.until limit 1) m
      union
      select m.sku_id, m.id, m.warehouse_code, m.source, m.source_ref, m.quantity, m.occurred_at, k.until
      from unnest(${arrayText(latest.map(({ skuId }) => skuId))}::text::uuid[],
        ${arrayText(latest.map(({ warehouse }) => warehouse))}::text::text[],
        ${arrayText(latest.map(({ atMost }) => atMost))}::text::int[],
        ${until(latest)}::text::timestamptz[]) as k (sku_id, warehouse_code, at_most, until)
      cross join lateral (
        select * from stock_movement m where m.sku_id = k.sku_id and m.warehouse_code = k.warehouse_code
          and m.type = 'sale' and m.occurred_at < k.until and m.quantity > coalesce((
            select sum(l.received_quantity) from stock_lot l
            where l.sku_id = m.sku_id and l.return_of_movement_id = m.id and l.received_at < k.until), 0)
        order by m.occurred_at desc fetch first (k.at_most) rows with ties) m)
    select w.sku_id as "skuId", w.id, w.warehouse_code as warehouse, w.source, w.source_ref as "sourceRef", w.quantity,
      floor(extract(epoch from w.occurred_at) * 1000)::float8 as at,
      coalesce((select sum(l.received_quantity) from stock_lot l
        where l.sku_id = w.sku_id and l.return_of_movement_id = w.id and l.received_at < w.until), 0)::float8 as returned
    from wanted w`;
  const taken = await selectTaken(tx, rows);
  const bySku = new Map<string, { row: SaleRow; sale: Sale }[]>();
  for (const row of rows) {
    const { skuId, id, warehouse, source, sourceRef, quantity, returned } = row;
    const untilMs = before.get(skuId) ?? Number.POSITIVE_INFINITY;
    const lots = (taken.get(skuId)?.get(id) ?? []).filter(({ lot }) => lot.receivedAt < untilMs);
    lots.sort((a, b) => compareLots(a.lot, b.lot));
    const sale: Sale = {
      movementId: id,
      warehouse,
      source,
      sourceRef,
      quantity,
      returned,
      taken: lots.map(({ lot, quantity: pieces }) => ({
        lotId: lot.id,
        origin: originOf(lot),
        quantity: pieces,
      })),
    };
    const sales = bySku.get(skuId);
    if (sales) sales.push({ row, sale });
    else bySku.set(skuId, [{ row, sale }]);
  }
  const inOrder = (a: { row: SaleRow }, b: { row: SaleRow }) =>
    compareMovements(
      { ...a.row, type: 'sale' } as unknown as Movement,
      { ...b.row, type: 'sale' } as unknown as Movement,
    );
  return new Map([...bySku].map(([skuId, sales]) => [skuId, sales.sort(inOrder).map(({ sale }) => sale)]));
}

/** Everything that is recorded of SKUs, and everything that was derived from it. */
export async function selectHistories(
  tx: PlatformTx,
  skuIds: readonly string[],
): Promise<Map<string, History>> {
  const histories = new Map(
    skuIds.map((id) => [
      id,
      { movements: [] as Movement[], lots: new Map<string, Lot>(), consumption: [] as Consumption[] },
    ]),
  );
  if (skuIds.length === 0) return histories;
  const ids = arrayText(skuIds);
  const movements = await tx.sql.unsafe<(Movement & { skuId: string })[]>(
    `select ${MOVEMENT_COLUMNS} from unnest($1::text::uuid[]) as k (key)
    cross join lateral (select * from stock_movement m where m.sku_id = k.key offset 0) t`,
    [ids],
    { prepare: true },
  );
  for (const { skuId, ...movement } of movements) histories.get(skuId)?.movements.push(movement);
  const lots = await tx.sql.unsafe<LotRow[]>(
    `select ${LOT_COLUMNS} from unnest($1::text::uuid[]) as k (key)
    cross join lateral (select * from stock_lot l where l.sku_id = k.key offset 0) t`,
    [ids],
    { prepare: true },
  );
  for (const { skuId, ...lot } of lots) histories.get(skuId)?.lots.set(lot.id, lot);
  const consumption = await tx.sql<(Consumption & { skuId: string })[]>`
    select sku_id as "skuId", movement_id as "movementId", lot_id as "lotId", purpose, quantity
    from unnest(${ids}::text::uuid[]) as k (key)
    cross join lateral (select * from stock_lot_consumption c where c.sku_id = k.key offset 0) c`;
  for (const { skuId, ...row } of consumption) histories.get(skuId)?.consumption.push(row);
  return histories;
}
