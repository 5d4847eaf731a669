import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import { insertStage, selectSampledCandidates, updateStage } from '../data/candidates.server';

/**
 * Moves the candidates whose SKUs stand on a first order that goes out from sampling to first order, which ends their
 * development clock.
 * @param now epoch ms
 */
export async function startFirstOrders(
  tx: PlatformTx,
  access: Access<'platform.orders:place'> | Access<'platform.orders:manage'>,
  order: { factoryId: string; id: string; number: string },
  now: number,
): Promise<void> {
  for (const candidate of await selectSampledCandidates(tx, order)) {
    await updateStage(tx, candidate.id, 'first_order', { boardMonth: null, droppedReason: null }, now);
    await insertStage(tx, { id: newId(), candidateId: candidate.id, stage: 'first_order' }, now);
    await recordAudit(tx, {
      by: access,
      action: 'candidate.moved',
      entity: { type: 'candidate', id: candidate.id, label: candidate.nameEn },
      before: { stage: 'sampling' },
      after: { stage: 'first_order', reason: order.number },
    });
  }
}
