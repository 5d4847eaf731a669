import { sql } from 'drizzle-orm';
import { check, date, foreignKey, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, minorUnits, oneOf, tenantTable } from '../columns';
import { sku } from './catalog';
import { factory } from './identity';

export const RISK_KINDS = ['inspection_stop', 'weather', 'concentration', 'other'] as const;
export const MOVE_STATES = ['proposed', 'accepted', 'dismissed'] as const;

/** An early warning about a factory: inspection stop, weather, concentration. */
export const riskNotice = tenantTable(
  'risk_notice',
  {
    kind: text('kind', { enum: RISK_KINDS }).notNull(),
    /** What the notice names it by: an event, a place, a certificate. */
    title: text('title').notNull().default(''),
    closedAt: instant('closed_at'),
    closedByName: text('closed_by_name'),
    fromDay: date('from_day', { mode: 'string' }).notNull(),
    toDay: date('to_day', { mode: 'string' }),
    note: text('note').notNull(),
    createdByName: text('created_by_name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('risk_notice_day_idx').on(t.factoryId, t.fromDay),
    foreignKey({ name: 'risk_notice_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
  ],
);

/** Pieces of a line proposed to move from one factory to another, with what it costs. Platform scope. */
export const orderMoveProposal = pgTable(
  'order_move_proposal',
  {
    id: uuid('id').primaryKey(),
    riskNoticeId: uuid('risk_notice_id'),
    fromFactoryId: uuid('from_factory_id').notNull(),
    fromPoLineId: uuid('from_po_line_id').notNull(),
    toFactoryId: uuid('to_factory_id').notNull(),
    skuId: uuid('sku_id')
      .notNull()
      .references(() => sku.id),
    quantity: integer('quantity').notNull(),
    extraDays: integer('extra_days').notNull(),
    extraCostMinor: minorUnits('extra_cost_minor').notNull(),
    currency: text('currency').notNull(),
    reasoning: jsonb('reasoning').notNull().default({}),
    status: text('status', { enum: MOVE_STATES }).notNull().default('proposed'),
    newPurchaseOrderId: uuid('new_purchase_order_id'),
    decidedByName: text('decided_by_name'),
    decidedAt: instant('decided_at'),
    createdAt: createdAt(),
  },
  (t) => [
    index('order_move_proposal_notice_idx').on(t.riskNoticeId, t.status),
    index('order_move_proposal_line_idx').on(t.fromFactoryId, t.fromPoLineId),
    check('order_move_proposal_quantity_check', sql`${t.quantity} > 0`),
    oneOf('order_move_proposal_status_check', t.status, MOVE_STATES),
  ],
);

/** From which share on the platform hangs on one factory too much; the row with the latest `valid_from` counts. Platform scope. */
export const sourcingPolicy = pgTable(
  'sourcing_policy',
  {
    id: uuid('id').primaryKey(),
    validFrom: instant('valid_from').notNull(),
    /** `{ "topShareBp": 6000, "herfindahl": 4000, "minimumSkus": 5 }` */
    rule: jsonb('rule').notNull(),
    changedByName: text('changed_by_name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('sourcing_policy_valid_idx').on(t.validFrom)],
);
