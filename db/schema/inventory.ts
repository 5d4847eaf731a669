import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, minorUnits, oneOf, tenantTable } from '../columns';
import { market, sku, warehouse } from './catalog';
import { factory } from './identity';

export const MOVEMENT_TYPES = [
  'receipt',
  'put_away',
  'transfer_out',
  'transfer_in',
  'sale',
  'return',
  'adjustment',
  'write_off',
] as const;

/** One run of the sales import; `file_sha256` makes a second run of the same file change nothing. */
export const salesImport = pgTable(
  'sales_import',
  {
    id: uuid('id').primaryKey(),
    fileName: text('file_name').notNull(),
    fileSha256: text('file_sha256').notNull(),
    format: text('format').notNull(),
    shiftDays: integer('shift_days').notNull().default(0),
    rowsRead: bigint('rows_read', { mode: 'number' }).notNull(),
    rowsTaken: bigint('rows_taken', { mode: 'number' }).notNull(),
    rowsSkipped: jsonb('rows_skipped').notNull(),
    changedRows: bigint('changed_rows', { mode: 'number' }).notNull(),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('sales_import_file_key').on(t.fileSha256, t.format)],
);

/** Units and revenue per SKU × market × day: quantities, never people. Platform scope, distributed by SKU. */
export const salesDaily = pgTable(
  'sales_daily',
  {
    skuId: uuid('sku_id').notNull(),
    marketCode: text('market_code').notNull(),
    soldOn: date('sold_on', { mode: 'string' }).notNull(),
    units: integer('units').notNull(),
    unitsReturned: integer('units_returned').notNull().default(0),
    unitsCancelled: integer('units_cancelled').notNull().default(0),
    revenueMinor: minorUnits('revenue_minor').notNull(),
    currency: text('currency').notNull(),
    importId: uuid('import_id'),
  },
  (t) => [
    primaryKey({ name: 'sales_daily_pk', columns: [t.skuId, t.marketCode, t.soldOn] }),
    check(
      'sales_daily_units_check',
      sql`${t.units} >= 0 and ${t.unitsReturned} >= 0 and ${t.unitsCancelled} >= 0`,
    ),
    foreignKey({ name: 'sales_daily_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] }),
    foreignKey({ name: 'sales_daily_market_fk', columns: [t.marketCode], foreignColumns: [market.code] }),
  ],
);

/** Days on which a SKU could not be bought in a market: they censor demand. `to_day` is inclusive. */
export const skuStockout = pgTable(
  'sku_stockout',
  {
    skuId: uuid('sku_id').notNull(),
    marketCode: text('market_code').notNull(),
    fromDay: date('from_day', { mode: 'string' }).notNull(),
    toDay: date('to_day', { mode: 'string' }).notNull(),
    source: text('source').notNull(),
  },
  (t) => [
    primaryKey({ name: 'sku_stockout_pk', columns: [t.skuId, t.marketCode, t.fromDay] }),
    check('sku_stockout_days_check', sql`${t.toDay} >= ${t.fromDay}`),
    foreignKey({ name: 'sku_stockout_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] }),
  ],
);

/** Pieces per SKU × warehouse, derived from the movements. Platform scope. */
export const stockBalance = pgTable(
  'stock_balance',
  {
    skuId: uuid('sku_id').notNull(),
    warehouseCode: text('warehouse_code').notNull(),
    onHand: integer('on_hand').notNull().default(0),
    /** Shown negative only where the source says so; kept for inspection. */
    isFlagged: boolean('is_flagged').notNull().default(false),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: 'stock_balance_pk', columns: [t.skuId, t.warehouseCode] }),
    foreignKey({ name: 'stock_balance_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] }),
    foreignKey({
      name: 'stock_balance_warehouse_fk',
      columns: [t.warehouseCode],
      foreignColumns: [warehouse.code],
    }),
  ],
);

/** Append-only ledger of pieces; `(source, source_ref)` makes every message idempotent per SKU. */
export const stockMovement = pgTable(
  'stock_movement',
  {
    skuId: uuid('sku_id').notNull(),
    id: uuid('id').notNull(),
    warehouseCode: text('warehouse_code').notNull(),
    type: text('type', { enum: MOVEMENT_TYPES }).notNull(),
    quantity: integer('quantity').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    source: text('source').notNull(),
    sourceRef: text('source_ref').notNull(),
    marketCode: text('market_code'),
    lotId: uuid('lot_id'),
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ name: 'stock_movement_pk', columns: [t.skuId, t.id] }),
    uniqueIndex('stock_movement_source_key').on(t.skuId, t.source, t.sourceRef),
    index('stock_movement_time_idx').on(t.skuId, t.warehouseCode, t.occurredAt),
    oneOf('stock_movement_type_check', t.type, MOVEMENT_TYPES),
    foreignKey({ name: 'stock_movement_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] }),
    foreignKey({
      name: 'stock_movement_warehouse_fk',
      columns: [t.warehouseCode],
      foreignColumns: [warehouse.code],
    }),
  ],
);

/** Pieces of one receipt in one warehouse; remembers the order line that they came from. */
export const stockLot = pgTable(
  'stock_lot',
  {
    skuId: uuid('sku_id').notNull(),
    id: uuid('id').notNull(),
    warehouseCode: text('warehouse_code').notNull(),
    receiptMovementId: uuid('receipt_movement_id').notNull(),
    originLotId: uuid('origin_lot_id'),
    orderFactoryId: uuid('order_factory_id'),
    poLineId: uuid('po_line_id'),
    receivedAt: instant('received_at').notNull(),
    sellableAt: instant('sellable_at'),
    receivedQuantity: integer('received_quantity').notNull(),
    remainingQuantity: integer('remaining_quantity').notNull(),
  },
  (t) => [
    primaryKey({ name: 'stock_lot_pk', columns: [t.skuId, t.id] }),
    index('stock_lot_fifo_idx').on(t.skuId, t.warehouseCode, t.receivedAt, t.id),
    index('stock_lot_order_idx').on(t.orderFactoryId, t.poLineId),
    check(
      'stock_lot_quantity_check',
      sql`${t.remainingQuantity} >= 0 and ${t.remainingQuantity} <= ${t.receivedQuantity}`,
    ),
    foreignKey({ name: 'stock_lot_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] }),
  ],
);

/** Which movement took how many pieces of which lot: every sold piece leads back to one order. */
export const stockLotConsumption = pgTable(
  'stock_lot_consumption',
  {
    skuId: uuid('sku_id').notNull(),
    movementId: uuid('movement_id').notNull(),
    lotId: uuid('lot_id').notNull(),
    quantity: integer('quantity').notNull(),
  },
  (t) => [
    primaryKey({ name: 'stock_lot_consumption_pk', columns: [t.skuId, t.movementId, t.lotId] }),
    index('stock_lot_consumption_lot_idx').on(t.skuId, t.lotId),
    foreignKey({
      name: 'stock_lot_consumption_movement_fk',
      columns: [t.skuId, t.movementId],
      foreignColumns: [stockMovement.skuId, stockMovement.id],
    }),
    foreignKey({
      name: 'stock_lot_consumption_lot_fk',
      columns: [t.skuId, t.lotId],
      foreignColumns: [stockLot.skuId, stockLot.id],
    }),
  ],
);

/** A SKU's listing in a market going on or off. Platform scope. */
export const listingEvent = pgTable(
  'listing_event',
  {
    skuId: uuid('sku_id').notNull(),
    id: uuid('id').notNull(),
    marketCode: text('market_code').notNull(),
    isListed: boolean('is_listed').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    source: text('source').notNull(),
    sourceRef: text('source_ref').notNull(),
  },
  (t) => [
    primaryKey({ name: 'listing_event_pk', columns: [t.skuId, t.id] }),
    uniqueIndex('listing_event_source_key').on(t.skuId, t.source, t.sourceRef),
    foreignKey({ name: 'listing_event_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] }),
  ],
);

/** The 30-day clock of one first-order line, kept current as movements arrive; the factory's own copy. */
export const sellOutClock = tenantTable(
  'sell_out_clock',
  {
    poLineId: uuid('po_line_id').notNull(),
    skuId: uuid('sku_id').notNull(),
    status: text('status', { enum: ['waiting', 'running', 'paused', 'sold_out', 'expired'] }).notNull(),
    rule: jsonb('rule').notNull(),
    ruleVersion: text('rule_version').notNull(),
    inputHash: text('input_hash').notNull(),
    acceptedUnits: integer('accepted_units').notNull(),
    netSoldUnits: integer('net_sold_units').notNull().default(0),
    startedAt: instant('started_at'),
    expiresAt: instant('expires_at'),
    soldOutAt: instant('sold_out_at'),
    probabilityBp: integer('probability_bp'),
    evidence: jsonb('evidence').notNull().default({}),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('sell_out_clock_line_key').on(t.factoryId, t.poLineId),
    index('sell_out_clock_status_idx').on(t.factoryId, t.status, t.expiresAt),
    index('sell_out_clock_sku_idx').on(t.skuId),
    oneOf('sell_out_clock_status_check', t.status, ['waiting', 'running', 'paused', 'sold_out', 'expired']),
    foreignKey({ name: 'sell_out_clock_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
  ],
);

/** A pause of the clock for a cause on the platform's side, with its evidence. */
export const sellOutPause = tenantTable(
  'sell_out_pause',
  {
    clockId: uuid('clock_id').notNull(),
    cause: text('cause', {
      enum: ['listing_off', 'receiving_backlog', 'customs_hold', 'listing_recall'],
    }).notNull(),
    fromAt: instant('from_at').notNull(),
    toAt: instant('to_at'),
    evidence: text('evidence').notNull(),
    recordedByName: text('recorded_by_name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: 'sell_out_pause_clock_fk',
      columns: [t.factoryId, t.clockId],
      foreignColumns: [sellOutClock.factoryId, sellOutClock.id],
    }),
  ],
);
