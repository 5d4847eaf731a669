import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import type { PlatformTx } from '~db/tenancy.server';
import { closeLines, updateOrder } from '../data/order-writes.server';
import { closeForm } from '../forms';
import { auditedOrder, beginStep, endStep, readInput } from './order-step.server';
import { stateChange } from './start-production.server';

/**
 * Closes an order whose lines have arrived. Where pieces of a line are missing that will not come, it is closed short, with
 * a reason: what was shipped is then what was agreed on.
 *
 * @param now epoch ms
 * @returns `order_not_received` while a line has not arrived at all, `order_close_reason_missing`
 */
export async function closeOrder(
  tx: PlatformTx,
  access: Access<'platform.orders:manage'>,
  given: { orderId: string; reason?: string | undefined },
  now: number,
): Promise<Result<{ number: string }, Problem>> {
  const input = readInput(closeForm, given);
  if (!input.ok) return input;
  const begun = await beginStep(tx, access, 'close', given.orderId, now);
  if (!begun.ok) return begun;
  const step = begun.value;
  const { order, lineIds } = step;
  const isShort = step.lines.some(({ id, status }) => lineIds.includes(id) && status !== 'received');
  const reason = input.value.reason || null;
  if (isShort && !reason) return err(problem('order_close_reason_missing', undefined, 'reason'));
  await closeLines(tx, order.factoryId, lineIds);
  await updateOrder(tx, order, { closedAt: now });
  await endStep(tx, order, now);
  const { before, after } = stateChange(step, lineIds, 'closed');
  await recordAudit(tx, {
    by: access,
    action: 'order.closed',
    entity: auditedOrder(order),
    before,
    after: { ...after, ...(reason ? { reason } : {}) },
    factoryId: order.factoryId,
  });
  return ok({ number: order.number });
}
