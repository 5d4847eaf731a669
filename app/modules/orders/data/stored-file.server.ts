import type { OrdersTx } from './order-records.server';
import { epochMs } from './order-records.server';

export type FilePurpose = 'order' | 'milestone' | 'message' | 'compliance';

/** A file of an order or a factory, without its bytes. */
export interface StoredFileRecord {
  id: string;
  purpose: FilePurpose;
  purchaseOrderId: string | null;
  poMilestoneId: string | null;
  orderMessageId: string | null;
  label: string;
  mediaType: string;
  /** Bytes. */
  sizeBytes: number;
  /** Pixels of an image. */
  width: number | null;
  height: number | null;
  storageKey: string;
  sha256: string;
  uploadedByName: string;
  /** Epoch ms. */
  uploadedAt: number;
}

function columns(tx: OrdersTx) {
  return tx.sql`id, purpose, purchase_order_id as "purchaseOrderId", po_milestone_id as "poMilestoneId",
    order_message_id as "orderMessageId", label, media_type as "mediaType", size_bytes as "sizeBytes", width, height,
    storage_key as "storageKey", sha256, uploaded_by_name as "uploadedByName", ${epochMs(tx, 'created_at')} as "uploadedAt"`;
}

/** The files of an order, newest first; those of its milestones and messages too. */
export function selectOrderFiles(
  tx: OrdersTx,
  order: { factoryId: string; id: string },
): Promise<StoredFileRecord[]> {
  return tx.sql<StoredFileRecord[]>`
    select ${columns(tx)} from stored_file
    where factory_id = ${order.factoryId} and purchase_order_id = ${order.id} order by created_at desc, id desc`;
}

export async function countOrderFiles(
  tx: OrdersTx,
  order: { factoryId: string; id: string },
): Promise<number> {
  const [row] = await tx.sql<{ n: number }[]>`
    select count(*)::int as n from stored_file
    where factory_id = ${order.factoryId} and purchase_order_id = ${order.id}`;
  return row?.n ?? 0;
}

/** One file of a factory. In a factory's scope a file of an order that it may not see yet does not exist. */
export async function selectStoredFile(
  tx: OrdersTx,
  factoryId: string,
  fileId: string,
): Promise<StoredFileRecord | null> {
  const issued =
    'factoryId' in tx
      ? tx.sql`and (purchase_order_id is null or exists (select 1 from purchase_order o
          where o.factory_id = ${factoryId} and o.id = purchase_order_id and o.issued_at is not null))`
      : tx.sql``;
  const rows = await tx.sql<StoredFileRecord[]>`
    select ${columns(tx)} from stored_file where factory_id = ${factoryId} and id = ${fileId} ${issued}`;
  return rows[0] ?? null;
}

export type NewStoredFile = Omit<StoredFileRecord, 'uploadedAt'>;

export async function insertStoredFile(tx: OrdersTx, factoryId: string, file: NewStoredFile): Promise<void> {
  await tx.sql`insert into stored_file ${tx.sql({
    factory_id: factoryId,
    id: file.id,
    purchase_order_id: file.purchaseOrderId,
    purpose: file.purpose,
    po_milestone_id: file.poMilestoneId,
    order_message_id: file.orderMessageId,
    width: file.width,
    height: file.height,
    storage_key: file.storageKey,
    label: file.label,
    media_type: file.mediaType,
    size_bytes: file.sizeBytes,
    sha256: file.sha256,
    uploaded_by_name: file.uploadedByName,
  })}`;
}

export async function deleteStoredFile(tx: OrdersTx, factoryId: string, fileId: string): Promise<void> {
  await tx.sql`delete from stored_file where factory_id = ${factoryId} and id = ${fileId}`;
}

/** Whether a milestone belongs to an order. */
export async function isMilestoneOf(
  tx: OrdersTx,
  order: { factoryId: string; id: string },
  milestoneId: string,
): Promise<boolean> {
  const rows = await tx.sql`
    select 1 from po_milestone m join po_line l on l.factory_id = m.factory_id and l.id = m.po_line_id
    where m.factory_id = ${order.factoryId} and m.id = ${milestoneId} and l.purchase_order_id = ${order.id}`;
  return rows.length > 0;
}

/** Which of the given object keys have a row. */
export async function selectKnownKeys(tx: OrdersTx, keys: readonly string[]): Promise<Set<string>> {
  const factories = [...new Set(keys.map((key) => key.slice(0, key.indexOf('/'))))];
  const rows = await tx.sql<{ key: string }[]>`
    select storage_key as key from stored_file
    where factory_id = any(${factories}::uuid[]) and storage_key = any(${keys as string[]})`;
  return new Set(rows.map(({ key }) => key));
}
