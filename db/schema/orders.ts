import { sql } from 'drizzle-orm';
import {
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
    currency: text('currency'),
    stage: text('stage', { enum: CANDIDATE_STAGES }).notNull().default('idea'),
    score: jsonb('score'),
    skuId: uuid('sku_id').references(() => sku.id),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    index('candidate_stage_idx').on(t.stage, t.createdAt),
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
    issuedAt: instant('issued_at'),
    closedAt: instant('closed_at'),
    note: text('note'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('purchase_order_number_key').on(t.factoryId, t.number),
    index('purchase_order_status_idx').on(t.factoryId, t.status, t.issuedAt.desc().nullsFirst(), t.id),
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
    requestedShipOn: date('requested_ship_on', { mode: 'string' }).notNull(),
    promisedShipOn: date('promised_ship_on', { mode: 'string' }),
    expectedArrivalOn: date('expected_arrival_on', { mode: 'string' }).notNull(),
    shippedQuantity: integer('shipped_quantity').notNull().default(0),
    receivedQuantity: integer('received_quantity').notNull().default(0),
  },
  (t) => [
    uniqueIndex('po_line_schedule_number_key').on(t.factoryId, t.poLineId, t.scheduleNo),
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
    orderVersion: integer('order_version').notNull(),
    outcome: text('outcome', { enum: ACKNOWLEDGEMENT_OUTCOMES }).notNull(),
    quantity: integer('quantity').notNull(),
    shipOn: date('ship_on', { mode: 'string' }),
    unitPriceMinor: minorUnits('unit_price_minor'),
    reasonCode: text('reason_code'),
    note: text('note'),
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
    warehouseCode: text('warehouse_code').notNull(),
    shippedAt: instant('shipped_at'),
    expectedArrivalOn: date('expected_arrival_on', { mode: 'string' }),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('asn_number_key').on(t.factoryId, t.number),
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
    kind: text('kind', { enum: ['inspection_stop', 'weather', 'concentration', 'other'] }).notNull(),
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
