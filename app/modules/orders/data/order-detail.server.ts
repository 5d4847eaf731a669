import type { OrderContent } from '../domain/amendment';
import type { FileView, MessageView, ReceiptView, ShipNoticeView } from '../domain/order-views';
import { epochMs, type OrderRecord, type OrdersTx } from './order-records.server';

export interface VersionRecord {
  version: number;
  content: OrderContent;
  reason: string | null;
  byName: string;
  at: number;
}

/** The versions of an order, the oldest first. */
export function selectVersions(tx: OrdersTx, { factoryId, id }: OrderRecord): Promise<VersionRecord[]> {
  return tx.sql<VersionRecord[]>`
    select version, content, reason, changed_by_name as "byName", ${epochMs(tx, 'created_at')} as at
    from purchase_order_version where factory_id = ${factoryId} and purchase_order_id = ${id} order by version`;
}

/** The ship notices of an order, the newest first, with what their cartons hold and weigh. */
export function selectShipNotices(tx: OrdersTx, { factoryId, id }: OrderRecord): Promise<ShipNoticeView[]> {
  return tx.sql<ShipNoticeView[]>`
    select a.id, a.number, a.status, a.warehouse_code as "warehouseCode", a.carrier, a.tracking_no as "trackingNo",
      ${epochMs(tx, 'a.shipped_at')} as "shippedAt", a.expected_arrival_on::text as "expectedArrivalOn",
      c.cartons, c.pieces, c.gross as "grossG"
    from asn a
    cross join lateral (
      select count(*)::int as cartons, coalesce(sum(pieces), 0)::int as pieces, coalesce(sum(gross_g), 0)::float8 as gross
      from asn_carton where factory_id = a.factory_id and asn_id = a.id) c
    where a.factory_id = ${factoryId} and a.purchase_order_id = ${id} order by a.created_at desc, a.id desc`;
}

/** What warehouses took in of the dated parts, the newest first. */
export function selectReceipts(
  tx: OrdersTx,
  factoryId: string,
  scheduleIds: readonly string[],
): Promise<(Omit<ReceiptView, 'lineNo' | 'skuCode' | 'scheduleNo'> & { scheduleId: string })[]> {
  return tx.sql`
    select g.id, g.po_line_schedule_id as "scheduleId", a.number as "shipNoticeNumber",
      g.warehouse_code as "warehouseCode", ${epochMs(tx, 'g.received_at')} as "receivedAt",
      g.accepted_quantity as accepted, g.rejected_quantity as rejected, g.reject_reason as "rejectReason"
    from goods_receipt g left join asn a on a.factory_id = g.factory_id and a.id = g.asn_id
    where g.factory_id = ${factoryId} and g.po_line_schedule_id = any(${scheduleIds as string[]}::uuid[])
    order by g.received_at desc, g.id desc`;
}

/** The files of an order, the newest first. */
export function selectFiles(tx: OrdersTx, { factoryId, id }: OrderRecord): Promise<FileView[]> {
  return tx.sql<FileView[]>`
    select id, purpose, label, media_type as "mediaType", size_bytes as "sizeBytes",
      po_milestone_id as "milestoneId", order_message_id as "messageId", uploaded_by_name as "uploadedByName",
      ${epochMs(tx, 'created_at')} as at
    from stored_file where factory_id = ${factoryId} and purchase_order_id = ${id} order by created_at desc, id desc`;
}

/** The last messages of the conversation, the oldest of them first. */
export async function selectMessages(
  tx: OrdersTx,
  { factoryId, id }: OrderRecord,
  limit: number,
): Promise<(Omit<MessageView, 'mentions'> & { mentions: string[] })[]> {
  const rows = await tx.sql<(Omit<MessageView, 'mentions'> & { mentions: string[] })[]>`
    select id, author_user_id as "authorUserId", author_name as "authorName", body, mentions,
      ${epochMs(tx, 'created_at')} as at
    from order_message where factory_id = ${factoryId} and purchase_order_id = ${id}
    order by created_at desc, id desc limit ${limit}`;
  return rows.reverse();
}

export interface WarehouseName {
  code: string;
  nameEn: string;
  nameZh: string;
}

export function selectWarehouseNames(tx: OrdersTx, codes: readonly string[]): Promise<WarehouseName[]> {
  return tx.sql<WarehouseName[]>`
    select code, name_en as "nameEn", name_zh as "nameZh" from warehouse
    where code = any(${codes as string[]}::text[])`;
}
