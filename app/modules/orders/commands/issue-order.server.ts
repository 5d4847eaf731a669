import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { enqueue } from '~/platform/jobs.server';
import type { PlatformTx } from '~db/tenancy.server';
import { selectGroupPieces } from '../data/order-terms.server';
import { insertVersion, setLineState, updateOrder } from '../data/order-writes.server';
import { FIRST_ORDER_MINIMUM, windowProblem } from '../domain/draft';
import { orderContent } from '../domain/order-content';
import { auditedOrder, beginStep, endStep, type OrderStep } from './order-step.server';
import { startFirstOrders } from './start-first-orders.server';

/** What else happens when an order's lines go out, in the same transaction: modules to the right make their own records. */
export type OnIssued = (tx: PlatformTx, orderId: string) => Promise<unknown>;

/**
 * Issues a draft: the factory sees it, gets a mail and answers. Version 1 keeps it as it stands.
 *
 * @param now epoch ms
 * @returns `order_unknown`, `order_issued_already`, `ship_date_passed` for a draft that waited too long, or
 *   `first_order_below_minimum` for a first order whose parts at all factories are below 500 pieces of a SKU
 */
export async function issueOrder(
  tx: PlatformTx,
  access: Access<'platform.orders:place'> | Access<'platform.orders:manage'>,
  { orderId }: { orderId: string },
  now: number,
  onIssued?: OnIssued,
): Promise<Result<{ orderId: string; number: string; factoryId: string }, Problem>> {
  const begun = await beginStep(tx, access, 'issue', orderId, now);
  if (!begun.ok) return begun;
  const step = begun.value;
  const { order, lines, schedules } = step;
  const wrong = datesProblem(step) ?? (await minimumProblem(tx, step));
  if (wrong) return err(wrong);
  await setLineState(tx, order.factoryId, step.lineIds, 'issued');
  await updateOrder(tx, order, { issuedAt: now });
  const by = { byName: access.user.displayName, now };
  await insertVersion(tx, order, {
    version: order.version,
    content: orderContent(order, lines, schedules),
    reason: null,
    ...by,
  });
  await endStep(tx, order, now);
  await recordAudit(tx, {
    by: access,
    action: 'order.issued',
    entity: auditedOrder(order),
    after: { kind: order.kind, pieces: order.pieces, value: `${order.valueMinor} ${order.currency}` },
    factoryId: order.factoryId,
  });
  await enqueue(tx, 'orders.notify', { factoryId: order.factoryId, orderId, event: 'issued' });
  if (order.kind === 'first_order') await startFirstOrders(tx, access, order, now);
  await onIssued?.(tx, orderId);
  return ok({ orderId, number: order.number, factoryId: order.factoryId });
}

function datesProblem({ schedules, today }: OrderStep): Problem | null {
  for (const { requestedShipFrom, requestedShipOn } of schedules) {
    const wrong = windowProblem({ shipFrom: requestedShipFrom, shipBy: requestedShipOn }, today, '');
    // The draft's page has no such field: the sentence names the day.
    if (wrong) return problem(wrong.code, wrong.params);
  }
  return null;
}

async function minimumProblem(tx: PlatformTx, { order, lines }: OrderStep): Promise<Problem | null> {
  if (order.kind !== 'first_order' || order.groupId === null) return null;
  const elsewhere = await selectGroupPieces(tx, order.groupId, order.id);
  for (const { skuId, quantity, status } of lines) {
    const inAll = quantity + (elsewhere.get(skuId) ?? 0);
    if (status !== 'cancelled' && inAll < FIRST_ORDER_MINIMUM)
      return problem('first_order_below_minimum', { quantity: inAll, minimum: FIRST_ORDER_MINIMUM });
  }
  return null;
}
