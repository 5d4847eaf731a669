import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import { UPLOAD_LIMITS } from '~/platform/storage/file-kinds';
import { THUMB_TYPE } from '~/platform/storage/image-file.server';
import { inspectUpload } from '~/platform/storage/inspect-upload.server';
import { derivedKey } from '~/platform/storage/object-store';
import { deleteObject, newObjectKey, putObject } from '~/platform/storage/storage.server';
import { lockOrder, type OrdersTx } from '../data/order-records.server';
import { announceOrder } from '../data/order-summaries.server';
import {
  countOrderFiles,
  type FilePurpose,
  insertStoredFile,
  isMilestoneOf,
} from '../data/stored-file.server';

/** A file as it came: its bytes, and the name that the sender's computer gave it. */
export interface UploadedFile {
  bytes: Uint8Array;
  name: string;
}

/** What a file belongs to. */
export interface UploadTarget {
  factoryId: string;
  purpose: FilePurpose;
  orderId?: string | undefined;
  milestoneId?: string | undefined;
  messageId?: string | undefined;
}

/** A file whose bytes are in the object store and that no row names yet. */
export interface KeptUpload {
  storageKey: string;
  label: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  width: number | null;
  height: number | null;
}

/**
 * Checks a file, cleans it and writes it into the object store, outside of any transaction. Until {@link recordUpload}
 * names it, it belongs to nothing; what never is goes with the nightly purge.
 * @returns a problem of `inspectUpload`
 */
export async function keepUpload(
  factoryId: string,
  file: UploadedFile,
): Promise<Result<KeptUpload, Problem>> {
  const inspected = await inspectUpload(file.bytes, file.name);
  if (!inspected.ok) return inspected;
  const { kind, label, bytes, sha256, image } = inspected.value;
  const storageKey = newObjectKey(factoryId);
  if (image) await putObject(derivedKey(storageKey, 'thumb'), image.thumb, THUMB_TYPE);
  await putObject(storageKey, bytes, kind);
  return ok({
    storageKey,
    label,
    mediaType: kind,
    sizeBytes: bytes.length,
    sha256,
    width: image?.width ?? null,
    height: image?.height ?? null,
  });
}

/**
 * Writes the row of a kept file.
 * @returns `order_unknown`, `upload_order_closed`, `upload_order_full`, or `value_invalid` for a milestone of another order
 */
export async function recordUpload(
  tx: OrdersTx,
  access: Access,
  kept: KeptUpload,
  target: UploadTarget,
): Promise<Result<{ id: string; label: string }, Problem>> {
  if (target.orderId !== undefined) {
    const refusal = await orderRefusal(tx, target);
    if (refusal) return err(refusal);
  }
  const id = newId();
  await insertStoredFile(tx, target.factoryId, {
    ...kept,
    id,
    purpose: target.purpose,
    purchaseOrderId: target.orderId ?? null,
    poMilestoneId: target.milestoneId ?? null,
    orderMessageId: target.messageId ?? null,
    uploadedByName: access.user.displayName,
  });
  if (target.orderId !== undefined) await announceOrder(tx, target.factoryId, target.orderId);
  await recordAudit(tx, {
    by: access,
    action: 'file.stored',
    entity: { type: 'stored_file', id, label: kept.label },
    after: { mediaType: kept.mediaType, sizeBytes: kept.sizeBytes, sha256: kept.sha256 },
    factoryId: target.factoryId,
  });
  return ok({ id, label: kept.label });
}

/** Removes the bytes of a kept file that no row came to name. What cannot be removed now goes with the nightly purge. */
export async function dropUpload({
  storageKey,
  width,
}: Pick<KeptUpload, 'storageKey' | 'width'>): Promise<void> {
  try {
    await deleteObject(storageKey);
    if (width !== null) await deleteObject(derivedKey(storageKey, 'thumb'));
  } catch {
    // The purge finds it.
  }
}

/**
 * Keeps one file and its row, within a transaction of the caller.
 * @returns a problem of {@link keepUpload} or {@link recordUpload}
 */
export async function storeUpload(
  tx: OrdersTx,
  access: Access,
  { file, ...target }: UploadTarget & { file: UploadedFile },
): Promise<Result<{ id: string; label: string }, Problem>> {
  const kept = await keepUpload(target.factoryId, file);
  if (!kept.ok) return kept;
  const recorded = await recordUpload(tx, access, kept.value, target);
  if (!recorded.ok) await dropUpload(kept.value);
  return recorded;
}

async function orderRefusal(tx: OrdersTx, target: UploadTarget): Promise<Problem | null> {
  // Locked, so that uploads side by side cannot pass the limit together.
  const order = await lockOrder(tx, target.orderId!);
  if (!order || order.factoryId !== target.factoryId) return problem('order_unknown');
  if (order.status === 'closed' || order.status === 'cancelled') return problem('upload_order_closed');
  if ((await countOrderFiles(tx, order)) >= UPLOAD_LIMITS.filesPerOrder)
    return problem('upload_order_full', { files: UPLOAD_LIMITS.filesPerOrder });
  if (target.milestoneId !== undefined && !(await isMilestoneOf(tx, order, target.milestoneId)))
    return problem('value_invalid', undefined, 'milestone');
  return null;
}
