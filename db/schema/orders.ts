import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, minorUnits, oneOf, tenantTable } from '../columns';
import { sku } from './catalog';
import { factory } from './identity';

export const ORDER_STATES = [
  'draft',
  'issued',
  'acknowledged',
  'in_production',
  'inspected',
  'shipped',
  'received',
  'closed',
  'cancelled',
] as const;
export const ORDER_KINDS = ['sample', 'first_order', 'reorder'] as const;
export const ACKNOWLEDGEMENT_OUTCOMES = ['accepted', 'counter_proposed', 'backordered', 'rejected'] as const;
export const REVIEW_STATES = ['pending', 'accepted', 'declined'] as const;
export const FILE_PURPOSES = ['order', 'milestone', 'message', 'compliance'] as const;
export const MILESTONE_KINDS = ['materials', 'start', 'half', 'finished', 'packed'] as const;

/** An order of the platform to one factory: sample, first order or reorder. */
export const purchaseOrder = tenantTable(
  'purchase_order',
  {
    number: text('number').notNull(),
    kind: text('kind', { enum: ORDER_KINDS }).notNull(),
    status: text('status', { enum: ORDER_STATES }).notNull().default('draft'),
    version: integer('version').notNull().default(1),
    currency: text('currency').notNull(),
    incoterm: text('incoterm').notNull().default('FCA'),
    buyerUserId: uuid('buyer_user_id'),
    buyerName: text('buyer_name').notNull(),
    /** Whether a line must be inspected before it may be shipped. */
    inspectionRequired: boolean('inspection_required').notNull().default(true),
    candidateId: uuid('candidate_id'),
    /** Shared by the orders that one decision split over several factories. */
    groupId: uuid('group_id'),
    issuedAt: instant('issued_at'),
    closedAt: instant('closed_at'),
    cancelledAt: instant('cancelled_at'),
    cancelReason: text('cancel_reason'),
    note: text('note'),
    /*
     * What lists filter, sort and add up by, derived from the lines by every command that changes one; cancelled lines
     * do not count, except in the words to search by.
     */
    lineCount: integer('line_count').notNull().default(0),
    linesToAnswer: integer('lines_to_answer').notNull().default(0),
    proposalsToDecide: integer('proposals_to_decide').notNull().default(0),
    quantity: integer('quantity').notNull().default(0),
    agreedQuantity: integer('agreed_quantity'),
    shippedQuantity: integer('shipped_quantity').notNull().default(0),
    receivedQuantity: integer('received_quantity').notNull().default(0),
    valueMinor: minorUnits('value_minor').notNull().default(sql`0`),
    /** Earliest day on which pieces that have not shipped are due; null: nothing waits to be shipped. */
    dueOn: date('due_on', { mode: 'string' }),
    /** From this day on a dated part is late or at risk; null: nothing waits to be shipped. */
    riskOn: date('risk_on', { mode: 'string' }),
    /** Days from which pieces are late or at risk, with their value in minor units: `[["2026-03-02", 800000], …]`. */
    riskSteps: jsonb('risk_steps').notNull().default([]),
    categoryCodes: text('category_codes').array().notNull().default(sql`'{}'`),
    /** Number, codes and names of the SKUs, in lower case. */
    searchText: text('search_text').notNull().default(''),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('purchase_order_number_key').on(t.factoryId, t.number),
    // Warehouses name an order by its number alone.
    index('purchase_order_by_number_idx').on(t.number),
    index('purchase_order_by_id_idx').on(t.id),
    index('purchase_order_due_idx').on(t.factoryId, t.dueOn, t.id),
    index('purchase_order_everywhere_due_idx').on(t.dueOn, t.id),
    index('purchase_order_everywhere_risk_idx').on(t.riskOn),
    index('purchase_order_status_idx').on(t.factoryId, t.status, t.issuedAt.desc().nullsFirst(), t.id),
    index('purchase_order_created_idx').on(t.factoryId, t.createdAt, t.id),
    // The platform reads the orders of all factories as one list.
    index('purchase_order_everywhere_idx').on(t.createdAt, t.id),
    index('purchase_order_everywhere_status_idx').on(t.status, t.createdAt, t.id),
    index('purchase_order_group_idx').on(t.groupId),
    oneOf('purchase_order_status_check', t.status, ORDER_STATES),
    oneOf('purchase_order_kind_check', t.kind, ORDER_KINDS),
    foreignKey({ name: 'purchase_order_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
  ],
);

/** The order as it stood at each version: an amendment is a new row, never a change. */
export const purchaseOrderVersion = tenantTable(
  'purchase_order_version',
  {
    purchaseOrderId: uuid('purchase_order_id').notNull(),
    version: integer('version').notNull(),
    content: jsonb('content').notNull(),
    reason: text('reason'),
    changedByName: text('changed_by_name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('purchase_order_version_key').on(t.factoryId, t.purchaseOrderId, t.version),
    foreignKey({
      name: 'purchase_order_version_order_fk',
      columns: [t.factoryId, t.purchaseOrderId],
      foreignColumns: [purchaseOrder.factoryId, purchaseOrder.id],
    }),
  ],
);

/** Pieces of one SKU on an order, at a price; carries the factory's own copy of the SKU's names. */
export const poLine = tenantTable(
  'po_line',
  {
    purchaseOrderId: uuid('purchase_order_id').notNull(),
    lineNo: integer('line_no').notNull(),
    skuId: uuid('sku_id').notNull(),
    skuCode: text('sku_code').notNull(),
    skuNameEn: text('sku_name_en').notNull(),
    skuNameZh: text('sku_name_zh').notNull(),
    quantity: integer('quantity').notNull(),
    unitPriceMinor: minorUnits('unit_price_minor').notNull(),
    /** Pieces that both sides agreed on; null until the factory has answered and the buyer decided. */
    agreedQuantity: integer('agreed_quantity'),
    inspectedAt: instant('inspected_at'),
    inspectedByName: text('inspected_by_name'),
    status: text('status', { enum: ORDER_STATES }).notNull().default('draft'),
  },
  (t) => [
    uniqueIndex('po_line_number_key').on(t.factoryId, t.purchaseOrderId, t.lineNo),
    index('po_line_sku_idx').on(t.factoryId, t.skuId),
    index('po_line_by_sku_idx').on(t.skuId),
    oneOf('po_line_status_check', t.status, ORDER_STATES),
    check('po_line_quantity_check', sql`${t.quantity} > 0`),
    foreignKey({
      name: 'po_line_order_fk',
      columns: [t.factoryId, t.purchaseOrderId],
      foreignColumns: [purchaseOrder.factoryId, purchaseOrder.id],
    }),
    foreignKey({ name: 'po_line_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] }),
  ],
);

/** A dated part of a line for one warehouse. Requested and promised dates stay apart. */
export const poLineSchedule = tenantTable(
  'po_line_schedule',
  {
    poLineId: uuid('po_line_id').notNull(),
    scheduleNo: integer('schedule_no').notNull(),
    warehouseCode: text('warehouse_code').notNull(),
    quantity: integer('quantity').notNull(),
    /** First day of the window; `requested_ship_on` is its last. */
    requestedShipFrom: date('requested_ship_from', { mode: 'string' }),
    requestedShipOn: date('requested_ship_on', { mode: 'string' }).notNull(),
    promisedShipOn: date('promised_ship_on', { mode: 'string' }),
    expectedArrivalOn: date('expected_arrival_on', { mode: 'string' }).notNull(),
    shippedQuantity: integer('shipped_quantity').notNull().default(0),
    receivedQuantity: integer('received_quantity').notNull().default(0),
    /** Pieces of it that both sides agreed on; null until answered and decided. */
    agreedQuantity: integer('agreed_quantity'),
    /** From this day on it is late or at risk; null: nothing of it waits to be shipped. */
    riskOn: date('risk_on', { mode: 'string' }),
  },
  (t) => [
    uniqueIndex('po_line_schedule_number_key').on(t.factoryId, t.poLineId, t.scheduleNo),
    index('po_line_schedule_risk_idx').on(t.factoryId, t.riskOn),
    index('po_line_schedule_everywhere_risk_idx').on(t.riskOn),
    index('po_line_schedule_arrival_idx').on(t.factoryId, t.expectedArrivalOn),
    check(
      'po_line_schedule_quantity_check',
      sql`${t.quantity} > 0 and ${t.shippedQuantity} >= 0 and ${t.receivedQuantity} >= 0`,
    ),
    foreignKey({
      name: 'po_line_schedule_line_fk',
      columns: [t.factoryId, t.poLineId],
      foreignColumns: [poLine.factoryId, poLine.id],
    }),
  ],
);

/** One outcome of the factory's answer to a line; a split answer has several. */
export const poAcknowledgement = tenantTable(
  'po_acknowledgement',
  {
    poLineId: uuid('po_line_id').notNull(),
    /** The dated part that the outcome is about; null: the line as a whole. */
    poLineScheduleId: uuid('po_line_schedule_id'),
    orderVersion: integer('order_version').notNull(),
    outcome: text('outcome', { enum: ACKNOWLEDGEMENT_OUTCOMES }).notNull(),
    quantity: integer('quantity').notNull(),
    shipOn: date('ship_on', { mode: 'string' }),
    unitPriceMinor: minorUnits('unit_price_minor'),
    reasonCode: text('reason_code'),
    note: text('note'),
    /** What the buyer decided about a counter-proposal; null where there is nothing to decide. */
    reviewStatus: text('review_status', { enum: REVIEW_STATES }),
    reviewedByName: text('reviewed_by_name'),
    reviewedAt: instant('reviewed_at'),
    answeredByName: text('answered_by_name').notNull(),
    answeredAt: instant('answered_at').notNull().defaultNow(),
  },
  (t) => [
    index('po_acknowledgement_line_idx').on(t.factoryId, t.poLineId, t.answeredAt),
    oneOf('po_acknowledgement_outcome_check', t.outcome, ACKNOWLEDGEMENT_OUTCOMES),
    foreignKey({
      name: 'po_acknowledgement_line_fk',
      columns: [t.factoryId, t.poLineId],
      foreignColumns: [poLine.factoryId, poLine.id],
    }),
  ],
);

/** A step of making a line (materials, start, half, finished, packed): planned, revised and actual date. */
export const poMilestone = tenantTable(
  'po_milestone',
  {
    poLineId: uuid('po_line_id').notNull(),
    kind: text('kind', { enum: MILESTONE_KINDS }).notNull(),
    plannedOn: date('planned_on', { mode: 'string' }).notNull(),
    revisedOn: date('revised_on', { mode: 'string' }),
    actualOn: date('actual_on', { mode: 'string' }),
    reason: text('reason'),
    updatedByName: text('updated_by_name'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('po_milestone_kind_key').on(t.factoryId, t.poLineId, t.kind),
    oneOf('po_milestone_kind_check', t.kind, MILESTONE_KINDS),
    foreignKey({
      name: 'po_milestone_line_fk',
      columns: [t.factoryId, t.poLineId],
      foreignColumns: [poLine.factoryId, poLine.id],
    }),
  ],
);

/** A message in the conversation of an order. */
export const orderMessage = tenantTable(
  'order_message',
  {
    purchaseOrderId: uuid('purchase_order_id').notNull(),
    authorUserId: uuid('author_user_id').notNull(),
    authorName: text('author_name').notNull(),
    body: text('body').notNull(),
    mentions: uuid('mentions').array().notNull().default(sql`'{}'`),
    createdAt: createdAt(),
  },
  (t) => [
    index('order_message_order_idx').on(t.factoryId, t.purchaseOrderId, t.createdAt),
    foreignKey({
      name: 'order_message_order_fk',
      columns: [t.factoryId, t.purchaseOrderId],
      foreignColumns: [purchaseOrder.factoryId, purchaseOrder.id],
    }),
  ],
);

/** A file kept in the object store; the name typed by a person is a label, never a path. */
export const storedFile = tenantTable(
  'stored_file',
  {
    purchaseOrderId: uuid('purchase_order_id'),
    purpose: text('purpose', { enum: FILE_PURPOSES }).notNull().default('order'),
    poMilestoneId: uuid('po_milestone_id'),
    orderMessageId: uuid('order_message_id'),
    /** Pixels of an image. */
    width: integer('width'),
    height: integer('height'),
    storageKey: text('storage_key').notNull(),
    label: text('label').notNull(),
    mediaType: text('media_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text('sha256').notNull(),
    uploadedByName: text('uploaded_by_name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('stored_file_order_idx').on(t.factoryId, t.purchaseOrderId),
    foreignKey({
      name: 'stored_file_order_fk',
      columns: [t.factoryId, t.purchaseOrderId],
      foreignColumns: [purchaseOrder.factoryId, purchaseOrder.id],
    }),
  ],
);
