import { addDays, daysBetween } from '~/kernel/calendar-date';
import { OPENING_REASON } from '~/modules/inventory/domain/ledger/apply-movement';
import { foldAgain } from '~/modules/inventory/domain/ledger/changes';
import type { Lot, Movement } from '~/modules/inventory/domain/ledger/types';
import { openingLots } from '~/modules/inventory/domain/opening-stock';
import { at, type SeedContext } from './seed-context';
import type { SeededSku } from './skus';
import type { AbcClass } from './sourcing';
import { stockOnHand } from './stock';

export const STOCK_TABLES = [
  'stock_movement',
  'stock_lot',
  'stock_lot_consumption',
  'stock_ledger_head',
  'stock_balance',
] as const;
export type StockRows = Record<(typeof STOCK_TABLES)[number], object[]>;

const SOURCE = 'seed';
const NOTHING = { movements: [], lots: new Map<string, Lot>(), consumption: [] };

/**
 * Opening stock of a SKU that was sold before the ledger began: the lots that are left, each with the day on which it
 * arrived, and what the ledger's own fold makes of them.
 */
export function openingRows(
  ctx: SeedContext,
  sku: SeededSku,
  abcClass: AbcClass,
  unitsPerDay: number,
): StockRows {
  const places = stockOnHand(ctx, sku, abcClass, unitsPerDay);
  const movements = places.flatMap((place) => openingMovements(ctx, sku, abcClass, place));
  const updatedAt = at(ctx.today);
  const rows: StockRows = {
    stock_movement: movements.map((movement) => movementRow(sku, movement, updatedAt)),
    stock_lot: [],
    stock_lot_consumption: [],
    stock_ledger_head: [],
    stock_balance: [],
  };
  const books = movements.length > 0 ? foldAgain(NOTHING, movements) : null;
  for (const { warehouseCode } of places) {
    const kept = books?.balances.find(({ warehouse }) => warehouse === warehouseCode)?.balance;
    rows.stock_balance.push({
      sku_id: sku.id,
      warehouse_code: warehouseCode,
      on_hand: kept?.onHand ?? 0,
      sellable: kept?.sellable ?? 0,
      in_transfer: kept?.inTransfer ?? 0,
      is_flagged: kept?.isFlagged ?? false,
      oldest_lot_at: instant(kept?.oldestLotAt ?? null),
      updated_at: updatedAt,
    });
  }
  if (!books) return rows;
  rows.stock_lot = books.madeLots.map((lot) => lotRow(sku, lot));
  rows.stock_lot_consumption = books.madeConsumption.map((row) => ({
    sku_id: sku.id,
    movement_id: row.movementId,
    lot_id: row.lotId,
    purpose: row.purpose,
    quantity: row.quantity,
  }));
  rows.stock_ledger_head.push({
    sku_id: sku.id,
    last_occurred_at: instant(books.head.at),
    last_order: books.head.order,
    movements: books.head.movements,
    carry: books.head.carry,
    updated_at: updatedAt,
  });
  return rows;
}

const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

function openingMovements(
  ctx: SeedContext,
  sku: SeededSku,
  abcClass: AbcClass,
  { warehouseCode, pieces, piecesPerDay }: ReturnType<typeof stockOnHand>[number],
): Movement[] {
  const random = ctx.random('opening', sku.code, warehouseCode);
  const maxAgeDays = Math.max(1, daysBetween(sku.launchedOn, ctx.today));
  return openingLots({ abcClass, pieces, piecesPerDay, maxAgeDays, random }).map((lot, index) => ({
    id: ctx.id('stock_movement', `${sku.code} ${warehouseCode} ${index}`, sku.index),
    type: 'adjustment',
    warehouse: warehouseCode,
    quantity: lot.pieces,
    at: Date.parse(at(addDays(ctx.today, -lot.ageDays), '06:00')),
    source: SOURCE,
    sourceRef: `opening ${warehouseCode} ${index + 1}`,
    transferRef: null,
    toWarehouse: null,
    saleRef: null,
    isDamaged: false,
    isSellable: false,
    reason: OPENING_REASON,
    orderFactoryId: null,
    poLineId: null,
  }));
}

const movementRow = (sku: SeededSku, movement: Movement, recordedAt: string) => ({
  sku_id: sku.id,
  id: movement.id,
  warehouse_code: movement.warehouse,
  type: movement.type,
  quantity: movement.quantity,
  occurred_at: instant(movement.at),
  recorded_at: recordedAt,
  source: movement.source,
  source_ref: movement.sourceRef,
  reason: movement.reason,
});

const lotRow = (sku: SeededSku, lot: Lot) => ({
  sku_id: sku.id,
  id: lot.id,
  warehouse_code: lot.warehouse,
  receipt_movement_id: lot.movementId,
  kind: lot.kind,
  received_at: instant(lot.receivedAt),
  sellable_at: instant(lot.sellableAt),
  received_quantity: lot.received,
  shelved_quantity: lot.shelved,
  remaining_quantity: lot.remaining,
  arrival_order: lot.arrivalOrder,
});
