import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import type { OrderState } from '../domain/order-states';

/** A line that a receipt may name, with its order. */
export interface ReceivableLine {
  factoryId: string;
  orderId: string;
  number: string;
  orderStatus: OrderState;
  inspectionRequired: boolean;
  poLineId: string;
  lineNo: number;
  skuId: string;
  skuCode: string;
  status: OrderState;
  quantity: number;
  agreedQuantity: number | null;
}

export interface ReceivableSchedule {
  id: string;
  poLineId: string;
  warehouseCode: string;
  shippedQuantity: number;
  receivedQuantity: number;
}

/**
 * The lines of the orders with the given numbers; the orders stay locked until the transaction ends, in the order of their
 * keys, so that two batches wait for each other instead of blocking.
 */
export async function lockReceivableLines(
  tx: PlatformTx,
  numbers: readonly string[],
): Promise<ReceivableLine[]> {
  const orders = await tx.sql<{ factory_id: string; id: string }[]>`
    select factory_id, id from purchase_order where number = any(${numbers as string[]}::text[])
    order by factory_id, id for update`;
  if (orders.length === 0) return [];
  return tx.sql<ReceivableLine[]>`
    select o.factory_id as "factoryId", o.id as "orderId", o.number, o.status as "orderStatus",
      o.inspection_required as "inspectionRequired", l.id as "poLineId", l.line_no as "lineNo", l.sku_id as "skuId",
      l.sku_code as "skuCode", l.status, l.quantity, l.agreed_quantity as "agreedQuantity"
    from unnest(${orders.map((order) => order.factory_id)}::uuid[], ${orders.map(({ id }) => id)}::uuid[])
      wanted(factory_id, id)
    join purchase_order o on o.factory_id = wanted.factory_id and o.id = wanted.id
    join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id`;
}

/** The dated parts of lines, the earliest first. */
export function selectReceivableSchedules(
  tx: PlatformTx,
  lines: readonly ReceivableLine[],
): Promise<ReceivableSchedule[]> {
  return tx.sql<ReceivableSchedule[]>`
    select s.id, s.po_line_id as "poLineId", s.warehouse_code as "warehouseCode",
      s.shipped_quantity as "shippedQuantity", s.received_quantity as "receivedQuantity"
    from unnest(${lines.map(({ factoryId }) => factoryId)}::uuid[], ${lines.map(({ poLineId }) => poLineId)}::uuid[])
      wanted(factory_id, id)
    join po_line_schedule s on s.factory_id = wanted.factory_id and s.po_line_id = wanted.id
    order by coalesce(s.promised_ship_on, s.requested_ship_on), s.schedule_no, s.id`;
}

export interface NoticeKey {
  id: string;
  number: string;
  orderId: string;
}

/** Ship notices by their numbers. */
export function selectNotices(tx: PlatformTx, numbers: readonly string[]): Promise<NoticeKey[]> {
  return tx.sql<NoticeKey[]>`
    select id, number, purchase_order_id as "orderId" from asn
    where number = any(${numbers as string[]}::text[]) and status <> 'cancelled'`;
}

export interface KnownReceipt {
  factoryId: string;
  source: string;
  sourceRef: string;
  scheduleId: string;
  accepted: number;
  rejected: number;
  receivedAt: number;
}

/** Receipts that were taken before, by their references. */
export function selectKnownReceipts(
  tx: PlatformTx,
  keys: readonly { factoryId: string; source: string; sourceRef: string }[],
): Promise<KnownReceipt[]> {
  return tx.sql<KnownReceipt[]>`
    select g.factory_id as "factoryId", g.source, g.source_ref as "sourceRef", g.po_line_schedule_id as "scheduleId",
      g.accepted_quantity as accepted, g.rejected_quantity as rejected,
      floor(extract(epoch from g.received_at) * 1000)::float8 as "receivedAt"
    from unnest(${keys.map(({ factoryId }) => factoryId)}::uuid[], ${keys.map(({ source }) => source)}::text[],
      ${keys.map(({ sourceRef }) => sourceRef)}::text[]) wanted(factory_id, source, source_ref)
    join goods_receipt g on g.factory_id = wanted.factory_id and g.source = wanted.source
      and g.source_ref = wanted.source_ref`;
}

export interface NewReceipt {
  factoryId: string;
  scheduleId: string;
  asnId: string | null;
  warehouseCode: string;
  receivedAt: number;
  accepted: number;
  rejected: number;
  rejectReason: string | null;
  source: string;
  sourceRef: string;
}

/** Writes receipts and counts their pieces in their dated parts. */
export async function insertReceipts(tx: PlatformTx, receipts: readonly NewReceipt[]): Promise<void> {
  if (receipts.length === 0) return;
  await tx.sql`insert into goods_receipt ${tx.sql(
    receipts.map((receipt) => ({
      factory_id: receipt.factoryId,
      id: newId(),
      po_line_schedule_id: receipt.scheduleId,
      asn_id: receipt.asnId,
      warehouse_code: receipt.warehouseCode,
      received_at: new Date(receipt.receivedAt).toISOString(),
      accepted_quantity: receipt.accepted,
      rejected_quantity: receipt.rejected,
      reject_reason: receipt.rejectReason,
      source: receipt.source,
      source_ref: receipt.sourceRef,
    })),
  )}`;
  await tx.sql`
    update po_line_schedule s set received_quantity = s.received_quantity + x.pieces
    from (
      select factory_id, id, sum(pieces)::int as pieces
      from unnest(${receipts.map(({ factoryId }) => factoryId)}::uuid[],
        ${receipts.map(({ scheduleId }) => scheduleId)}::uuid[],
        ${receipts.map(({ accepted, rejected }) => accepted + rejected)}::int[]) r(factory_id, id, pieces)
      group by 1, 2) x
    where s.factory_id = x.factory_id and s.id = x.id`;
}

/** Puts lines, of several factories perhaps, into the state `received`. */
export async function markReceived(
  tx: PlatformTx,
  lines: readonly { factoryId: string; poLineId: string }[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.sql`
    update po_line l set status = 'received'
    from unnest(${lines.map(({ factoryId }) => factoryId)}::uuid[], ${lines.map(({ poLineId }) => poLineId)}::uuid[])
      x(factory_id, id)
    where l.factory_id = x.factory_id and l.id = x.id`;
}

/** Ship notices of which as many pieces have arrived as their cartons hold are received. */
export async function settleNotices(tx: PlatformTx, asnIds: readonly string[]): Promise<void> {
  if (asnIds.length === 0) return;
  await tx.sql`
    update asn a set status = 'received'
    where a.id = any(${asnIds as string[]}::uuid[]) and a.status = 'shipped'
      and (select coalesce(sum(c.pieces), 0) from asn_carton c where c.factory_id = a.factory_id and c.asn_id = a.id)
        <= (select coalesce(sum(g.accepted_quantity + g.rejected_quantity), 0)
          from asn_carton c
          join goods_receipt g on g.factory_id = c.factory_id and g.po_line_schedule_id = c.po_line_schedule_id
            and g.asn_id = a.id
          where c.factory_id = a.factory_id and c.asn_id = a.id
            and c.carton_no = (select min(f.carton_no) from asn_carton f where f.factory_id = c.factory_id
              and f.asn_id = c.asn_id and f.po_line_schedule_id = c.po_line_schedule_id))`;
}
