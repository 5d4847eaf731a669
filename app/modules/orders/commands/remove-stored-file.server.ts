import { isUuid } from '~/kernel/ids';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { findOrder, type OrdersTx } from '../data/order-records.server';
import { announceOrder } from '../data/order-summaries.server';
import { deleteStoredFile, type FilePurpose, selectStoredFile } from '../data/stored-file.server';

/** Documents of compliance are proof; they are revoked, not removed. */
const REMOVABLE: readonly FilePurpose[] = ['order', 'milestone', 'message'];

/**
 * Removes the row of a file; the caller drops the bytes once the transaction has ended.
 * @returns `file_unknown`, or `upload_order_closed` where the order's files stay as they are
 */
export async function removeStoredFile(
  tx: OrdersTx,
  access: Access<'orders:progress'>,
  fileId: string,
): Promise<Result<{ storageKey: string; width: number | null; orderNumber: string }, Problem>> {
  const { factoryId } = access.scope;
  const file = isUuid(fileId) ? await selectStoredFile(tx, factoryId, fileId) : null;
  if (!file?.purchaseOrderId || !REMOVABLE.includes(file.purpose)) return err(problem('file_unknown'));
  const order = await findOrder(tx, { id: file.purchaseOrderId });
  if (!order) return err(problem('file_unknown'));
  if (order.status === 'closed' || order.status === 'cancelled') return err(problem('upload_order_closed'));
  await deleteStoredFile(tx, factoryId, fileId);
  await announceOrder(tx, factoryId, order.id);
  await recordAudit(tx, {
    by: access,
    action: 'file.removed',
    entity: { type: 'stored_file', id: fileId, label: file.label },
    before: { mediaType: file.mediaType, sizeBytes: file.sizeBytes, sha256: file.sha256 },
  });
  return ok({ storageKey: file.storageKey, width: file.width, orderNumber: order.number });
}
