import type { PlatformTx } from '~db/tenancy.server';
import type { NewMovement } from '../domain/ledger/admit';
import type { LedgerChanges } from '../domain/ledger/changes';
import type { Balance, Lot } from '../domain/ledger/types';
import { addRows, arrayText, type Cell, type Target } from './copy-rows.server';

const instant = (ms: number) => new Date(ms).toISOString();
const instantOrNull = (ms: number | null) => (ms === null ? null : instant(ms));

const MOVEMENT: Target = {
  table: 'stock_movement',
  columns: {
    sku_id: 'uuid',
    id: 'uuid',
    warehouse_code: 'text',
    type: 'text',
    quantity: 'int',
    occurred_at: 'timestamptz',
    recorded_at: 'timestamptz',
    source: 'text',
    source_ref: 'text',
    market_code: 'text',
    reason: 'text',
    transfer_ref: 'text',
    sale_ref: 'text',
    order_number: 'text',
    order_line_no: 'int',
    is_damaged: 'boolean',
    allows_negative: 'boolean',
    to_warehouse_code: 'text',
    is_sellable: 'boolean',
    rejected_quantity: 'int',
    asn_number: 'text',
    order_factory_id: 'uuid',
    po_line_id: 'uuid',
  },
};

const LOT: Target = {
  table: 'stock_lot',
  columns: {
    sku_id: 'uuid',
    id: 'uuid',
    warehouse_code: 'text',
    receipt_movement_id: 'uuid',
    kind: 'text',
    origin_lot_id: 'uuid',
    return_of_movement_id: 'uuid',
    order_factory_id: 'uuid',
    po_line_id: 'uuid',
    received_at: 'timestamptz',
    sellable_at: 'timestamptz',
    received_quantity: 'int',
    shelved_quantity: 'int',
    remaining_quantity: 'int',
    arrival_order: 'text',
  },
};

const CONSUMPTION: Target = {
  table: 'stock_lot_consumption',
  columns: { sku_id: 'uuid', movement_id: 'uuid', lot_id: 'uuid', purpose: 'text', quantity: 'int' },
};

/** Adds movements to the append-only record. */
export async function insertMovements(
  tx: PlatformTx,
  movements: readonly NewMovement[],
  recordedAtMs: number,
): Promise<void> {
  const recordedAt = instant(recordedAtMs);
  await addRows(tx, MOVEMENT, movements, (m): Cell[] => [
    m.skuId,
    m.id,
    m.warehouse,
    m.type,
    m.quantity,
    instant(m.at),
    recordedAt,
    m.source,
    m.sourceRef,
    m.market,
    m.reason,
    m.transferRef,
    m.saleRef,
    m.orderNumber,
    m.orderLine,
    m.isDamaged,
    m.allowsNegative,
    m.toWarehouse,
    m.isSellable,
    m.rejected,
    m.asn,
    m.orderFactoryId,
    m.poLineId,
  ]);
}

/** What the books of one SKU became. */
export type SkuChanges = LedgerChanges & { skuId: string };

/** Writes what the books of SKUs became, one statement per table and kind of change. */
export async function writeChanges(tx: PlatformTx, changes: readonly SkuChanges[]): Promise<void> {
  await removeConsumption(tx, changes);
  await addRows(
    tx,
    LOT,
    changes.flatMap(({ skuId, madeLots }) => madeLots.map((lot) => ({ skuId, lot }))),
    ({ skuId, lot }) => lotCells(skuId, lot),
  );
  await alterLots(tx, changes);
  await rewriteLots(tx, changes);
  await addRows(
    tx,
    CONSUMPTION,
    changes.flatMap(({ skuId, madeConsumption }) => madeConsumption.map((row) => ({ skuId, row }))),
    ({ skuId, row }) => [skuId, row.movementId, row.lotId, row.purpose, row.quantity],
  );
  await alterConsumption(tx, changes);
  await removeLots(tx, changes);
  await writeBalances(tx, changes);
  await writeHeads(tx, changes);
}

const lotCells = (skuId: string, lot: Lot): Cell[] => [
  skuId,
  lot.id,
  lot.warehouse,
  lot.movementId,
  lot.kind,
  lot.originLotId,
  lot.returnOfMovementId,
  lot.orderFactoryId,
  lot.poLineId,
  instant(lot.receivedAt),
  instantOrNull(lot.sellableAt),
  lot.received,
  lot.shelved,
  lot.remaining,
  lot.arrivalOrder,
];

async function alterLots(tx: PlatformTx, changes: readonly SkuChanges[]): Promise<void> {
  const lots = changes.flatMap(({ skuId, alteredLots }) => alteredLots.map((lot) => ({ skuId, lot })));
  if (lots.length === 0) return;
  const column = (cell: (lot: Lot) => Cell) => arrayText(lots.map(({ lot }) => cell(lot)));
  await tx.sql`
    update stock_lot l set remaining_quantity = u.remaining, shelved_quantity = u.shelved, sellable_at = u.sellable_at
    from unnest(${arrayText(lots.map(({ skuId }) => skuId))}::text::uuid[], ${column((lot) => lot.id)}::text::uuid[],
      ${column((lot) => lot.remaining)}::text::int[], ${column((lot) => lot.shelved)}::text::int[],
      ${column((lot) => instantOrNull(lot.sellableAt))}::text::timestamptz[])
      as u (sku_id, id, remaining, shelved, sellable_at)
    where l.sku_id = u.sku_id and l.id = u.id`;
}

/** Lots that keep their id and hold other pieces, because a movement came late. */
async function rewriteLots(tx: PlatformTx, changes: readonly SkuChanges[]): Promise<void> {
  const lots = changes.flatMap(({ skuId, rewrittenLots }) => rewrittenLots.map((lot) => ({ skuId, lot })));
  if (lots.length === 0) return;
  const column = (cell: (lot: Lot) => Cell) => arrayText(lots.map(({ lot }) => cell(lot)));
  await tx.sql`
    update stock_lot l set kind = u.kind, receipt_movement_id = u.movement_id, warehouse_code = u.warehouse_code,
      origin_lot_id = u.origin_lot_id, return_of_movement_id = u.return_of, order_factory_id = u.order_factory_id,
      po_line_id = u.po_line_id, received_at = u.received_at, arrival_order = u.arrival_order,
      received_quantity = u.received, remaining_quantity = u.remaining, shelved_quantity = u.shelved,
      sellable_at = u.sellable_at
    from unnest(${arrayText(lots.map(({ skuId }) => skuId))}::text::uuid[], ${column((l) => l.id)}::text::uuid[],
      ${column((l) => l.kind)}::text::text[], ${column((l) => l.movementId)}::text::uuid[],
      ${column((l) => l.warehouse)}::text::text[], ${column((l) => l.originLotId)}::text::uuid[],
      ${column((l) => l.returnOfMovementId)}::text::uuid[], ${column((l) => l.orderFactoryId)}::text::uuid[],
      ${column((l) => l.poLineId)}::text::uuid[], ${column((l) => instant(l.receivedAt))}::text::timestamptz[],
      ${column((l) => l.arrivalOrder)}::text::text[], ${column((l) => l.received)}::text::int[],
      ${column((l) => l.remaining)}::text::int[], ${column((l) => l.shelved)}::text::int[],
      ${column((l) => instantOrNull(l.sellableAt))}::text::timestamptz[])
      as u (sku_id, id, kind, movement_id, warehouse_code, origin_lot_id, return_of, order_factory_id, po_line_id,
        received_at, arrival_order, received, remaining, shelved, sellable_at)
    where l.sku_id = u.sku_id and l.id = u.id`;
}

async function removeLots(tx: PlatformTx, changes: readonly SkuChanges[]): Promise<void> {
  const ids = changes.flatMap(({ skuId, removedLots }) => removedLots.map((id) => ({ skuId, id })));
  if (ids.length === 0) return;
  await tx.sql`
    delete from stock_lot l using unnest(${arrayText(ids.map(({ skuId }) => skuId))}::text::uuid[],
      ${arrayText(ids.map(({ id }) => id))}::text::uuid[]) as u (sku_id, id)
    where l.sku_id = u.sku_id and l.id = u.id`;
}

async function alterConsumption(tx: PlatformTx, changes: readonly SkuChanges[]): Promise<void> {
  const rows = changes.flatMap(({ skuId, alteredConsumption }) =>
    alteredConsumption.map((row) => ({ skuId, ...row })),
  );
  if (rows.length === 0) return;
  await tx.sql`
    update stock_lot_consumption c set quantity = u.quantity
    from unnest(${arrayText(rows.map(({ skuId }) => skuId))}::text::uuid[],
      ${arrayText(rows.map(({ movementId }) => movementId))}::text::uuid[],
      ${arrayText(rows.map(({ lotId }) => lotId))}::text::uuid[],
      ${arrayText(rows.map(({ purpose }) => purpose))}::text::text[],
      ${arrayText(rows.map(({ quantity }) => quantity))}::text::int[])
      as u (sku_id, movement_id, lot_id, purpose, quantity)
    where c.sku_id = u.sku_id and c.movement_id = u.movement_id and c.lot_id = u.lot_id and c.purpose = u.purpose`;
}

async function removeConsumption(tx: PlatformTx, changes: readonly SkuChanges[]): Promise<void> {
  const rows = changes.flatMap(({ skuId, removedConsumption }) =>
    removedConsumption.map((row) => ({ skuId, ...row })),
  );
  if (rows.length === 0) return;
  await tx.sql`
    delete from stock_lot_consumption c using unnest(${arrayText(rows.map(({ skuId }) => skuId))}::text::uuid[],
      ${arrayText(rows.map(({ movementId }) => movementId))}::text::uuid[],
      ${arrayText(rows.map(({ lotId }) => lotId))}::text::uuid[],
      ${arrayText(rows.map(({ purpose }) => purpose))}::text::text[]) as u (sku_id, movement_id, lot_id, purpose)
    where c.sku_id = u.sku_id and c.movement_id = u.movement_id and c.lot_id = u.lot_id and c.purpose = u.purpose`;
}

async function writeBalances(tx: PlatformTx, changes: readonly SkuChanges[]): Promise<void> {
  const rows = changes.flatMap(({ skuId, balances }) => balances.map((row) => ({ skuId, ...row })));
  if (rows.length === 0) return;
  const column = (cell: (balance: Balance) => Cell) => arrayText(rows.map(({ balance }) => cell(balance)));
  await tx.sql`
    insert into stock_balance as b (sku_id, warehouse_code, on_hand, sellable, in_transfer, is_flagged, oldest_lot_at)
    select * from unnest(${arrayText(rows.map(({ skuId }) => skuId))}::text::uuid[],
      ${arrayText(rows.map(({ warehouse }) => warehouse))}::text::text[], ${column((b) => b.onHand)}::text::int[],
      ${column((b) => b.sellable)}::text::int[], ${column((b) => b.inTransfer)}::text::int[],
      ${column((b) => b.isFlagged)}::text::boolean[], ${column((b) => instantOrNull(b.oldestLotAt))}::text::timestamptz[])
    on conflict (sku_id, warehouse_code) do update set on_hand = excluded.on_hand, sellable = excluded.sellable,
      in_transfer = excluded.in_transfer, is_flagged = excluded.is_flagged, oldest_lot_at = excluded.oldest_lot_at,
      updated_at = now()`;
}

async function writeHeads(tx: PlatformTx, changes: readonly SkuChanges[]): Promise<void> {
  if (changes.length === 0) return;
  const column = (cell: (change: SkuChanges) => Cell) => arrayText(changes.map(cell));
  await tx.sql`
    update stock_ledger_head h set last_occurred_at = u.at, last_order = u.last_order, movements = u.movements,
      carry = u.carry, updated_at = now()
    from unnest(${column(({ skuId }) => skuId)}::text::uuid[], ${column(({ head }) => instant(head.at))}::text::timestamptz[],
      ${column(({ head }) => head.order)}::text::text[], ${column(({ head }) => head.movements)}::text::bigint[],
      ${column(({ head }) => JSON.stringify(head.carry))}::text::jsonb[])
      as u (sku_id, at, last_order, movements, carry)
    where h.sku_id = u.sku_id`;
}
