import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import { inPlatform } from '~db/tenancy.server';
import { lockSkus } from '../data/reorder.server';
import { type ReorderProposal, reorderProposalsOf } from '../queries/reorder-proposals.server';
import { createDraftOrder } from './create-draft-order.server';
import type { PlacedOrder } from './place-orders.server';
import { inRollback } from './place-rollback.server';

/**
 * Makes drafts of the reorder proposals of the given SKUs: one order per factory with all its lines, of one group where
 * there are several. The proposals are worked out anew under a lock, so that what changed since the page was read counts, and
 * a second click finds the draft of the first.
 *
 * @returns the drafts, or `reorder_not_needed`, `reorder_draft_exists` or `reorder_no_factory` with the SKU that is meant
 */
export async function draftReorders(
  access: Access<'platform.orders:place'>,
  skuIds: readonly string[],
  { now, today }: { now: number; today: CalendarDate },
): Promise<Result<PlacedOrder[], Problem>> {
  return inPlatform(access, async (tx) => {
    await lockSkus(tx, skuIds);
    const proposals = await reorderProposalsOf(tx, skuIds, today);
    const refused = refusal(skuIds, proposals);
    if (refused) return err(refused);
    const factoryIds = [
      ...new Set(proposals.flatMap(({ parts }) => parts.map(({ factory }) => factory.id))),
    ].sort();
    const slugs = new Map(
      proposals.flatMap(({ parts }) => parts.map(({ factory }) => [factory.id, factory.slug] as const)),
    );
    const groupId = factoryIds.length > 1 ? newId() : null;
    return inRollback(tx, async () => {
      const drafted: PlacedOrder[] = [];
      for (const factoryId of factoryIds) {
        const lines = proposals.flatMap(({ skuId, warehouseCode, parts }) =>
          parts
            .filter(({ factory }) => factory.id === factoryId)
            .map(({ quantity, productionLeadDays }) => ({
              skuId,
              schedules: [
                {
                  warehouseCode: warehouseCode ?? '',
                  quantity,
                  shipFrom: null,
                  shipBy: addDays(today, Math.max(1, productionLeadDays)),
                },
              ],
            })),
        );
        const made = await createDraftOrder(tx, access, { factoryId, kind: 'reorder', groupId, lines }, now);
        if (!made.ok) return err(problem(made.error.code, made.error.params));
        drafted.push({ ...made.value, factorySlug: slugs.get(factoryId) ?? '' });
      }
      return ok(drafted);
    });
  });
}

function refusal(skuIds: readonly string[], proposals: readonly ReorderProposal[]): Problem | null {
  const found = new Set(proposals.map(({ skuId }) => skuId));
  if (skuIds.some((id) => !found.has(id))) return problem('reorder_not_needed');
  for (const { skuCode, draftNumbers, parts } of proposals) {
    if (draftNumbers.length > 0) {
      return problem('reorder_draft_exists', { sku: skuCode, order: draftNumbers.join(', ') });
    }
    if (parts.length === 0) return problem('reorder_no_factory', { sku: skuCode });
  }
  return null;
}
