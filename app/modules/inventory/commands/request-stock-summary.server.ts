import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { enqueue } from '~/platform/jobs.server';
import type { PlatformTx } from '~db/tenancy.server';

/**
 * Asks for a new summary of all stock. The job and the note of who asked exist together or not at all.
 * @returns the job's id
 */
export async function requestStockSummary(
  tx: PlatformTx,
  access: Access<'platform.inventory:manage'>,
): Promise<string> {
  const jobId = await enqueue(tx, 'inventory.summary', {
    reason: 'request',
    requestedByUserId: access.user.id,
  });
  await recordAudit(tx, {
    by: access,
    action: 'inventory.summary_requested',
    entity: { type: 'sku_stock_summary', id: jobId },
  });
  return jobId;
}
