import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, oneOf, tenantTable } from '../columns';
import { factory } from './identity';
import { poLineSchedule, purchaseOrder } from './orders';

export const ASN_STATES = ['draft', 'shipped', 'received', 'cancelled'] as const;

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
