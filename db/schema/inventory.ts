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
import { createdAt, instant, minorUnits, oneOf } from '../columns';
import { market, sku, warehouse } from './catalog';

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

export const LOT_KINDS = ['receipt', 'transfer', 'return', 'adjustment', 'opening'] as const;
export const CONSUMPTION_PURPOSES = ['take', 'shelve', 'return'] as const;
export const PROPOSAL_STATES = ['proposed', 'accepted', 'rejected', 'superseded'] as const;

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
    /** The part of `on_hand` that is put away and may be sold. */
    sellable: integer('sellable').notNull().default(0),
    /** Pieces sent here by a transfer that have not arrived. */
    inTransfer: integer('in_transfer').notNull().default(0),
    /** Shown negative only where the source says so; kept for inspection. */
    isFlagged: boolean('is_flagged').notNull().default(false),
    /** Arrival of the oldest lot with pieces left; null where there is none. */
    oldestLotAt: instant('oldest_lot_at'),
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

/**
 * Append-only ledger of pieces; `(source, source_ref)` makes every message idempotent per SKU. Foreign keys would cost as
 * much as the row: its place has a balance, which is written with it and refers to SKU and warehouse.
 */
export const stockMovement = pgTable(
  'stock_movement',
  {
    skuId: uuid('sku_id').notNull(),
    id: uuid('id').notNull(),
    warehouseCode: text('warehouse_code').notNull(),
    type: text('type', { enum: MOVEMENT_TYPES }).notNull(),
    /** Pieces as the message says; the type says which way. Negative only in adjustments that take out. */
    quantity: integer('quantity').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    source: text('source').notNull(),
    sourceRef: text('source_ref').notNull(),
    marketCode: text('market_code'),
    lotId: uuid('lot_id'),
    reason: text('reason'),
    /** Joins the two halves of a transfer. */
    transferRef: text('transfer_ref'),
    /** `source_ref` of the sale that a return undoes, from the same source. */
    saleRef: text('sale_ref'),
    /** Of a receipt: the order line that it fills, by the names on the ship notice. */
    orderNumber: text('order_number'),
    orderLineNo: integer('order_line_no'),
    /** Of a return: pieces that cannot be sold again. They count as returned and not as stock. */
    isDamaged: boolean('is_damaged').notNull().default(false),
    /** The source vouches for it although the books show too little stock. */
    allowsNegative: boolean('allows_negative').notNull().default(false),
    /** Of a transfer's outward half: where the pieces go. */
    toWarehouseCode: text('to_warehouse_code'),
    /** Of pieces that come in: they may be sold at once, without a put-away. */
    isSellable: boolean('is_sellable').notNull().default(false),
    /** Of a receipt: pieces that were refused and never became stock. */
    rejectedQuantity: integer('rejected_quantity').notNull().default(0),
    asnNumber: text('asn_number'),
    /** The order line that a receipt was found to fill. */
    orderFactoryId: uuid('order_factory_id'),
    poLineId: uuid('po_line_id'),
  },
  (t) => [
    primaryKey({ name: 'stock_movement_pk', columns: [t.skuId, t.id] }),
    uniqueIndex('stock_movement_source_key').on(t.skuId, t.source, t.sourceRef),
    index('stock_movement_time_idx').on(t.skuId, t.warehouseCode, t.occurredAt),
    index('stock_movement_transfer_idx').on(t.skuId, t.transferRef).where(sql`transfer_ref is not null`),
    oneOf('stock_movement_type_check', t.type, MOVEMENT_TYPES),
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
    kind: text('kind', { enum: LOT_KINDS }).notNull().default('receipt'),
    /** First lot of the chain of transfers and returns; null where this is it. */
    originLotId: uuid('origin_lot_id'),
    /** Of a returned lot: the sale that it undoes. */
    returnOfMovementId: uuid('return_of_movement_id'),
    orderFactoryId: uuid('order_factory_id'),
    poLineId: uuid('po_line_id'),
    receivedAt: instant('received_at').notNull(),
    sellableAt: instant('sellable_at'),
    receivedQuantity: integer('received_quantity').notNull(),
    /** Pieces put away so far. */
    shelvedQuantity: integer('shelved_quantity').notNull().default(0),
    remainingQuantity: integer('remaining_quantity').notNull(),
    /** Place among the lots of the same instant: first in, first out is exact to the message. */
    arrivalOrder: text('arrival_order').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'stock_lot_pk', columns: [t.skuId, t.id] }),
    index('stock_lot_fifo_idx').on(t.skuId, t.warehouseCode, t.receivedAt, t.id),
    index('stock_lot_order_idx').on(t.orderFactoryId, t.poLineId).where(sql`po_line_id is not null`),
    index('stock_lot_return_idx')
      .on(t.skuId, t.returnOfMovementId)
      .where(sql`return_of_movement_id is not null`),
    check(
      'stock_lot_quantity_check',
      sql`${t.remainingQuantity} >= 0 and ${t.remainingQuantity} <= ${t.receivedQuantity}`,
    ),
  ],
);

/**
 * Which movement took how many pieces of which lot: every sold piece leads back to one order. Derived and written with
 * its movements and lots alone, a row for almost every movement: foreign keys would cost more than the row itself.
 */
export const stockLotConsumption = pgTable(
  'stock_lot_consumption',
  {
    skuId: uuid('sku_id').notNull(),
    movementId: uuid('movement_id').notNull(),
    lotId: uuid('lot_id').notNull(),
    /** `take` takes pieces out of the lot, `shelve` makes them sellable, `return` says which sold pieces came back. */
    purpose: text('purpose', { enum: CONSUMPTION_PURPOSES }).notNull().default('take'),
    quantity: integer('quantity').notNull(),
  },
  (t) => [
    primaryKey({ name: 'stock_lot_consumption_pk', columns: [t.skuId, t.movementId, t.lotId, t.purpose] }),
    index('stock_lot_consumption_lot_idx').on(t.skuId, t.lotId),
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

/**
 * How far the derived state of a SKU (lots, consumption, balances) has been carried: the place of its last movement in
 * the order of events. Locked while the SKU's ledger is written. Platform scope.
 */
export const stockLedgerHead = pgTable(
  'stock_ledger_head',
  {
    skuId: uuid('sku_id').primaryKey(),
    lastOccurredAt: instant('last_occurred_at'),
    /** Order among movements of the same instant. */
    lastOrder: text('last_order'),
    movements: bigint('movements', { mode: 'number' }).notNull().default(0),
    /** What lots cannot say: movements that the books had too little for, and transfers on their way. */
    carry: jsonb('carry').notNull().default({}),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [foreignKey({ name: 'stock_ledger_head_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] })],
);

/** The rules of classes and target stock as data; the row with the latest `valid_from` counts. Platform scope. */
export const inventoryPolicy = pgTable(
  'inventory_policy',
  {
    id: uuid('id').primaryKey(),
    validFrom: instant('valid_from').notNull(),
    /** Cumulative revenue shares, target days, length of the rolling year, when a SKU is slow. */
    rule: jsonb('rule').notNull(),
    changedByName: text('changed_by_name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('inventory_policy_valid_idx').on(t.validFrom)],
);

/** One row per SKU with what the inventory pages list, made again by a job. Platform scope. */
export const skuStockSummary = pgTable(
  'sku_stock_summary',
  {
    skuId: uuid('sku_id').primaryKey(),
    skuCode: text('sku_code').notNull(),
    categoryCode: text('category_code').notNull(),
    abcClass: text('abc_class').notNull(),
    onHand: integer('on_hand').notNull(),
    inTransfer: integer('in_transfer').notNull().default(0),
    inTransit: integer('in_transit').notNull(),
    openOrder: integer('open_order').notNull(),
    sold28: integer('sold_28').notNull(),
    sold90: integer('sold_90').notNull(),
    /** Revenue of the rolling year in USD cents. */
    revenueYearMinor: minorUnits('revenue_year_minor').notNull(),
    stockValueMinor: minorUnits('stock_value_minor').notNull(),
    targetDays: integer('target_days').notNull(),
    /** Days that the stock on hand lasts at the rate of the last 28 days; null when nothing sells. */
    coverDays: integer('cover_days'),
    /** Turns per year: pieces sold in a year ÷ mean stock. Hundredths. */
    turnoverHundredths: integer('turnover_hundredths'),
    oldestLotAt: instant('oldest_lot_at'),
    meanAgeDays: integer('mean_age_days'),
    projectedStockOutOn: date('projected_stock_out_on', { mode: 'string' }),
    isSlow: boolean('is_slow').notNull().default(false),
    computedAt: instant('computed_at').notNull(),
  },
  (t) => [
    index('sku_stock_summary_code_idx').on(t.skuCode, t.skuId),
    index('sku_stock_summary_value_idx').on(t.stockValueMinor, t.skuId),
    index('sku_stock_summary_cover_idx').on(t.coverDays, t.skuId),
    index('sku_stock_summary_revenue_idx').on(t.revenueYearMinor, t.skuId),
    foreignKey({ name: 'sku_stock_summary_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] }),
  ],
);

/** A proposed placement of one SKU's stock over the warehouses, with its inputs and its cost. Platform scope. */
export const allocationProposal = pgTable(
  'allocation_proposal',
  {
    id: uuid('id').primaryKey(),
    skuId: uuid('sku_id')
      .notNull()
      .references(() => sku.id),
    status: text('status', { enum: PROPOSAL_STATES }).notNull().default('proposed'),
    inputHash: text('input_hash').notNull(),
    ruleVersion: text('rule_version').notNull(),
    inputs: jsonb('inputs').notNull(),
    /** Of the proposal and of leaving everything where it is, USD cents. */
    costMinor: minorUnits('cost_minor').notNull(),
    costAsIsMinor: minorUnits('cost_as_is_minor').notNull(),
    decidedByName: text('decided_by_name'),
    decidedAt: instant('decided_at'),
    createdByName: text('created_by_name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('allocation_proposal_sku_idx').on(t.skuId, t.createdAt),
    index('allocation_proposal_status_idx').on(t.status, t.createdAt, t.id),
    oneOf('allocation_proposal_status_check', t.status, PROPOSAL_STATES),
  ],
);

/** Pieces that a proposal moves between two warehouses; `edited_quantity` is what a person made of it. */
export const allocationLine = pgTable(
  'allocation_line',
  {
    proposalId: uuid('proposal_id')
      .notNull()
      .references(() => allocationProposal.id, { onDelete: 'cascade' }),
    fromCode: text('from_code').notNull(),
    toCode: text('to_code').notNull(),
    quantity: integer('quantity').notNull(),
    editedQuantity: integer('edited_quantity'),
    costMinor: minorUnits('cost_minor').notNull(),
  },
  (t) => [
    primaryKey({ name: 'allocation_line_pk', columns: [t.proposalId, t.fromCode, t.toCode] }),
    check(
      'allocation_line_quantity_check',
      sql`${t.quantity} >= 0 and coalesce(${t.editedQuantity}, 0) >= 0`,
    ),
  ],
);
