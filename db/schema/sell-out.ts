import { bigint, foreignKey, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, oneOf, tenantTable } from '../columns';
import { factory } from './identity';
import { MOVEMENT_TYPES } from './inventory';

export const CLOCK_STATES = ['waiting', 'running', 'paused', 'sold_out', 'expired'] as const;
export const PAUSE_CAUSES = ['listing_off', 'receiving_backlog', 'customs_hold', 'listing_recall'] as const;

/** The 30-day clock of one first-order line, kept current as movements arrive; the factory's own copy. */
export const sellOutClock = tenantTable(
  'sell_out_clock',
  {
    poLineId: uuid('po_line_id').notNull(),
    skuId: uuid('sku_id').notNull(),
    skuCode: text('sku_code').notNull(),
    skuNameEn: text('sku_name_en').notNull(),
    skuNameZh: text('sku_name_zh').notNull(),
    orderNumber: text('order_number').notNull(),
    lineNo: integer('line_no').notNull(),
    status: text('status', { enum: CLOCK_STATES }).notNull(),
    rule: jsonb('rule').notNull(),
    ruleVersion: text('rule_version').notNull(),
    inputHash: text('input_hash').notNull(),
    /** Pieces that the order counts: agreed or received, less rejected. */
    acceptedUnits: integer('accepted_units').notNull(),
    /** Net units that make it sold out: `sell_through_pct` of the accepted. */
    targetUnits: integer('target_units').notNull(),
    receivedUnits: integer('received_units').notNull().default(0),
    sellableUnits: integer('sellable_units').notNull().default(0),
    pausedMs: bigint('paused_ms', { mode: 'number' }).notNull().default(0),
    netSoldUnits: integer('net_sold_units').notNull().default(0),
    startedAt: instant('started_at'),
    expiresAt: instant('expires_at'),
    soldOutAt: instant('sold_out_at'),
    probabilityBp: integer('probability_bp'),
    /** The forecast figures and steps that the probability was made of. */
    oddsReasoning: jsonb('odds_reasoning'),
    oddsAt: instant('odds_at'),
    evidence: jsonb('evidence').notNull().default({}),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('sell_out_clock_line_key').on(t.factoryId, t.poLineId),
    index('sell_out_clock_status_idx').on(t.factoryId, t.status, t.expiresAt),
    index('sell_out_clock_sku_idx').on(t.skuId),
    index('sell_out_clock_everywhere_idx').on(t.status, t.expiresAt, t.id),
    oneOf('sell_out_clock_status_check', t.status, CLOCK_STATES),
    foreignKey({ name: 'sell_out_clock_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
  ],
);

/** A pause of the clock for a cause on the platform's side, with its evidence. */
export const sellOutPause = tenantTable(
  'sell_out_pause',
  {
    clockId: uuid('clock_id').notNull(),
    cause: text('cause', { enum: PAUSE_CAUSES }).notNull(),
    /** Withdrawn pauses stay on record and count for nothing. */
    withdrawnAt: instant('withdrawn_at'),
    withdrawnByName: text('withdrawn_by_name'),
    fromAt: instant('from_at').notNull(),
    toAt: instant('to_at'),
    evidence: text('evidence').notNull(),
    recordedByName: text('recorded_by_name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('sell_out_pause_clock_idx').on(t.factoryId, t.clockId, t.fromAt),
    oneOf('sell_out_pause_cause_check', t.cause, PAUSE_CAUSES),
    foreignKey({
      name: 'sell_out_pause_clock_fk',
      columns: [t.factoryId, t.clockId],
      foreignColumns: [sellOutClock.factoryId, sellOutClock.id],
    }),
  ],
);

/**
 * Every piece of a first order from receipt to sale, as the factory may see it: one row per movement and lot, written
 * with the movement. Sales and returns carry no person and no price.
 */
export const sellOutEvidence = tenantTable(
  'sell_out_evidence',
  {
    clockId: uuid('clock_id').notNull(),
    movementId: uuid('movement_id').notNull(),
    lotId: uuid('lot_id').notNull(),
    type: text('type', { enum: MOVEMENT_TYPES }).notNull(),
    warehouseCode: text('warehouse_code').notNull(),
    marketCode: text('market_code'),
    /** Pieces; the type says which way. */
    quantity: integer('quantity').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    source: text('source').notNull(),
    sourceRef: text('source_ref').notNull(),
  },
  (t) => [
    index('sell_out_evidence_time_idx').on(t.factoryId, t.clockId, t.occurredAt, t.id),
    index('sell_out_evidence_movement_idx').on(t.factoryId, t.movementId),
    oneOf('sell_out_evidence_type_check', t.type, MOVEMENT_TYPES),
    foreignKey({
      name: 'sell_out_evidence_clock_fk',
      columns: [t.factoryId, t.clockId],
      foreignColumns: [sellOutClock.factoryId, sellOutClock.id],
    }),
  ],
);
