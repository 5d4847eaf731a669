import type { Problem } from '~/kernel/problem';
import { ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import type { OrdersTx } from '../data/order-records.server';
import { markInspected } from '../data/order-writes.server';
import type { OrderState } from '../domain/order-states';
import { type InspectionInput, inspectionForm } from '../forms';
import { auditedOrder, beginStep, endStep, meantLines, readInput } from './order-step.server';
import { stateAfter, stateChange } from './start-production.server';

/**
 * Records that lines passed their inspection, so that they may be shipped, or that they did not: then they stay in
 * production, and the log keeps the verdict.
 *
 * @param now epoch ms
 * @returns the order's state, or the table's reason at the line that it is about
 */
export async function recordInspection(
  tx: OrdersTx,
  access: Access<'orders:inspect'> | Access<'platform.orders:inspect'>,
  given: { orderId: string } & InspectionInput,
  now: number,
): Promise<Result<{ state: OrderState }, Problem>> {
  const input = readInput(inspectionForm, given);
  if (!input.ok) return input;
  const { lineIds, verdict, note } = input.value;
  const begun = await beginStep(tx, access, 'record_inspection', given.orderId, now);
  if (!begun.ok) return begun;
  const step = begun.value;
  const { order } = step;
  const meant = meantLines(step, 'record_inspection', lineIds);
  if (!meant.ok) return meant;
  const hasPassed = verdict === 'passed';
  if (hasPassed) {
    await markInspected(tx, order.factoryId, meant.value, { name: access.user.displayName, now });
    await endStep(tx, order, now);
  }
  const { before, after } = stateChange(step, meant.value, 'inspected');
  await recordAudit(tx, {
    by: access,
    action: hasPassed ? 'order.inspection_passed' : 'order.inspection_failed',
    entity: auditedOrder(order),
    ...(hasPassed
      ? { before, after: { ...after, ...(note ? { note } : {}) } }
      : { after: { lines: Object.keys(after).join(', '), verdict, ...(note ? { note } : {}) } }),
    factoryId: order.factoryId,
  });
  return ok({ state: stateAfter(step, hasPassed ? meant.value : [], 'inspected') });
}
