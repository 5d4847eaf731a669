import type { Problem } from '~/kernel/problem';
import { ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { enqueue } from '~/platform/jobs.server';
import type { PlatformTx } from '~db/tenancy.server';
import { decideOutcomes, setLineState, updateOrder } from '../data/order-writes.server';
import { cancelForm } from '../forms';
import { auditedOrder, beginStep, endStep, readInput } from './order-step.server';

/**
 * Cancels an order of which nothing has been shipped or inspected, with the reason that the factory reads.
 * @param now epoch ms
 * @returns `order_pieces_shipped`, `order_inspected_already` and the table's other reasons
 */
export async function cancelOrder(
  tx: PlatformTx,
  access: Access<'platform.orders:manage'>,
  given: { orderId: string; reason: string },
  now: number,
): Promise<Result<{ number: string }, Problem>> {
  const input = readInput(cancelForm, given);
  if (!input.ok) return input;
  const begun = await beginStep(tx, access, 'cancel', given.orderId, now);
  if (!begun.ok) return begun;
  const { order, lineIds } = begun.value;
  const { reason } = input.value;
  await setLineState(tx, order.factoryId, lineIds, 'cancelled');
  const by = { name: access.user.displayName, now };
  await decideOutcomes(tx, order.factoryId, { lineIds }, 'declined', by);
  await updateOrder(tx, order, { cancelledAt: now, cancelReason: reason });
  await endStep(tx, order, now);
  await recordAudit(tx, {
    by: access,
    action: 'order.cancelled',
    entity: auditedOrder(order),
    before: { status: order.status, reason: null },
    after: { status: 'cancelled', reason },
    factoryId: order.factoryId,
  });
  if (order.issuedAt !== null) {
    await enqueue(tx, 'orders.notify', { factoryId: order.factoryId, orderId: order.id, event: 'cancelled' });
  }
  return ok({ number: order.number });
}
