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
export const CANDIDATE_STAGES = [
  'idea',
  'shortlisted',
  'sampling',
  'first_order',
  'winner',
  'dropped',
] as const;
export const SIGNAL_UNITS = [
  'searches_per_month',
  'reviews',
  'rating_hundredths',
  'competing_offers',
  'index',
] as const;
export const REVIEW_STATES = ['pending', 'accepted', 'declined'] as const;
export const ASN_STATES = ['draft', 'shipped', 'received', 'cancelled'] as const;
export const FILE_PURPOSES = ['order', 'milestone', 'message', 'compliance'] as const;
export const RISK_KINDS = ['inspection_stop', 'weather', 'concentration', 'other'] as const;
export const MOVE_STATES = ['proposed', 'accepted', 'dismissed'] as const;
export const MILESTONE_KINDS = ['materials', 'start', 'half', 'finished', 'packed'] as const;

/** An idea for a SKU with its demand signals and score. Platform scope. */
export const candidate = pgTable(
  'candidate',
  {
    id: uuid('id').primaryKey(),
    nameEn: text('name_en').notNull(),
    nameZh: text('name_zh').notNull(),
    categoryCode: text('category_code').notNull(),
    targetMarkets: text('target_markets').array().notNull(),
    expectedPriceMinor: minorUnits('expected_price_minor'),
    /** Unit cost at the factory's gate, same currency as the price. */
    expectedCostMinor: minorUnits('expected_cost_minor'),
    currency: text('currency'),
    attributes: jsonb('attributes').notNull().default({}),
    note: text('note'),
    /** First day of the month on whose board the candidate stands. */
    boardMonth: date('board_month', { mode: 'string' }),
    droppedReason: text('dropped_reason'),
    createdByName: text('created_by_name'),
    /** Reference of the row in the source that it was imported from: a second import changes nothing. */
    sourceRef: text('source_ref'),
    stage: text('stage', { enum: CANDIDATE_STAGES }).notNull().default('idea'),
    score: jsonb('score'),
    skuId: uuid('sku_id').references(() => sku.id),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    index('candidate_stage_idx').on(t.stage, t.createdAt),
    uniqueIndex('candidate_source_key').on(t.sourceRef),
    oneOf('candidate_stage_check', t.stage, CANDIDATE_STAGES),
  ],
);

/** One dated signal (search term, review, trend) behind a candidate. */
export const candidateSignal = pgTable(
  'candidate_signal',
  {
    id: uuid('id').primaryKey(),
    candidateId: uuid('candidate_id')
      .notNull()
      .references(() => candidate.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['search_term', 'review', 'trend'] }).notNull(),
    source: text('source').notNull(),
    /** The search term, the reviewed product or the name of the trend. */
    subject: text('subject').notNull().default(''),
    marketCode: text('market_code'),
    /** What `value` counts: searches per month, reviews, stars × 100, competing offers, index points. */
    unit: text('unit', { enum: SIGNAL_UNITS }).notNull().default('index'),
    observedOn: date('observed_on', { mode: 'string' }).notNull(),
    value: integer('value').notNull(),
    note: text('note'),
  },
  (t) => [index('candidate_signal_candidate_idx').on(t.candidateId, t.observedOn)],
);

/** When a candidate entered a stage: the development clock. */
export const candidateStage = pgTable(
  'candidate_stage',
  {
    id: uuid('id').primaryKey(),
    candidateId: uuid('candidate_id')
      .notNull()
      .references(() => candidate.id, { onDelete: 'cascade' }),
    stage: text('stage', { enum: CANDIDATE_STAGES }).notNull(),
    enteredAt: instant('entered_at').notNull(),
  },
  (t) => [index('candidate_stage_candidate_idx').on(t.candidateId, t.enteredAt)],
);

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

/** Advance ship notice. */
export const asn = tenantTable(
  'asn',
  {
    number: text('number').notNull(),
    purchaseOrderId: uuid('purchase_order_id').notNull(),
    status: text('status', { enum: ASN_STATES }).notNull().default('draft'),
    carrier: text('carrier'),
    trackingNo: text('tracking_no'),
    createdByName: text('created_by_name').notNull(),
    warehouseCode: text('warehouse_code').notNull(),
    shippedAt: instant('shipped_at'),
    expectedArrivalOn: date('expected_arrival_on', { mode: 'string' }),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('asn_number_key').on(t.factoryId, t.number),
    // Warehouses name a ship notice by its number alone.
    index('asn_by_number_idx').on(t.number),
    index('asn_order_idx').on(t.factoryId, t.purchaseOrderId),
    oneOf('asn_status_check', t.status, ASN_STATES),
    foreignKey({
      name: 'asn_order_fk',
      columns: [t.factoryId, t.purchaseOrderId],
      foreignColumns: [purchaseOrder.factoryId, purchaseOrder.id],
    }),
    foreignKey({ name: 'asn_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
  ],
);

/** One carton of a ship notice: pieces of a schedule line, mass and sizes. */
export const asnCarton = tenantTable(
  'asn_carton',
  {
    asnId: uuid('asn_id').notNull(),
    cartonNo: integer('carton_no').notNull(),
    poLineScheduleId: uuid('po_line_schedule_id').notNull(),
    pieces: integer('pieces').notNull(),
    /** Serial shipping container code (GS1), 18 digits: what the label's bar code holds. */
    sscc: text('sscc').notNull(),
    netG: integer('net_g'),
    grossG: integer('gross_g').notNull(),
    lengthMm: integer('length_mm').notNull(),
    widthMm: integer('width_mm').notNull(),
    heightMm: integer('height_mm').notNull(),
  },
  (t) => [
    uniqueIndex('asn_carton_number_key').on(t.factoryId, t.asnId, t.cartonNo),
    index('asn_carton_schedule_idx').on(t.factoryId, t.poLineScheduleId),
    check('asn_carton_pieces_check', sql`${t.pieces} > 0`),
    foreignKey({
      name: 'asn_carton_asn_fk',
      columns: [t.factoryId, t.asnId],
      foreignColumns: [asn.factoryId, asn.id],
    }),
    foreignKey({
      name: 'asn_carton_schedule_fk',
      columns: [t.factoryId, t.poLineScheduleId],
      foreignColumns: [poLineSchedule.factoryId, poLineSchedule.id],
    }),
  ],
);

/** What a warehouse took in of a schedule line, accepted and rejected; idempotent by its source reference. */
export const goodsReceipt = tenantTable(
  'goods_receipt',
  {
    poLineScheduleId: uuid('po_line_schedule_id').notNull(),
    asnId: uuid('asn_id'),
    warehouseCode: text('warehouse_code').notNull(),
    receivedAt: instant('received_at').notNull(),
    acceptedQuantity: integer('accepted_quantity').notNull(),
    rejectedQuantity: integer('rejected_quantity').notNull().default(0),
    rejectReason: text('reject_reason'),
    source: text('source').notNull(),
    sourceRef: text('source_ref').notNull(),
  },
  (t) => [
    uniqueIndex('goods_receipt_source_key').on(t.factoryId, t.source, t.sourceRef),
    index('goods_receipt_schedule_idx').on(t.factoryId, t.poLineScheduleId),
    foreignKey({
      name: 'goods_receipt_schedule_fk',
      columns: [t.factoryId, t.poLineScheduleId],
      foreignColumns: [poLineSchedule.factoryId, poLineSchedule.id],
    }),
  ],
);

/**
 * The next serial number of cartons under a GS1 company prefix: unique over all factories, so that no two cartons on their
 * way share a code. Platform scope.
 */
export const ssccCounter = pgTable('sscc_counter', {
  companyPrefix: text('company_prefix').primaryKey(),
  nextSerial: bigint('next_serial', { mode: 'number' }).notNull().default(1),
});

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
