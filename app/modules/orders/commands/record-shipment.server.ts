import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import type { TenantTx } from '~db/tenancy.server';
import { addShipped, setLineState } from '../data/order-writes.server';
import { lineLabel } from '../domain/order-content';
import { type OrderState, orderStateOf } from '../domain/order-states';
import { auditedOrder, beginStep, endStep, lineProblem } from './order-step.server';

export interface ShippedLine {
  lineId: string;
  lineNo: number;
  state: OrderState;
  agreedQuantity: number;
  shippedQuantity: number;
}

/**
 * Ships pieces of an order's dated parts, as a ship notice says: in the transaction that marks the notice as shipped, once.
 * A line is shipped when all pieces agreed on are; until then it stays where it is.
 *
 * @param parts pieces per dated part; a part may be named more than once
 * @param now epoch ms
 * @returns where the lines stand, or at `parts[n]`: `order_inspection_missing` and the table's other reasons,
 *   `ship_more_than_agreed` with the pieces that are left of the dated part
 */
export async function recordShipment(
  tx: TenantTx,
  access: Access<'orders:ship'>,
  { orderId, parts }: { orderId: string; parts: readonly { scheduleId: string; pieces: number }[] },
  now: number,
): Promise<Result<{ state: OrderState; lines: ShippedLine[] }, Problem>> {
  const begun = await beginStep(tx, access, 'ship', orderId, now);
  if (!begun.ok) return begun;
  const step = begun.value;
  const { order } = step;
  const total = new Map<string, number>();
  for (const [index, { scheduleId, pieces }] of parts.entries()) {
    const field = `parts[${index}]`;
    const schedule = step.schedules.find(({ id }) => id === scheduleId);
    const refusal = schedule
      ? lineProblem(step, 'ship', schedule.poLineId)
      : problem('order_line_unknown', undefined, field);
    if (!schedule || refusal) return err({ ...(refusal ?? problem('order_line_unknown')), field });
    if (!Number.isSafeInteger(pieces) || pieces < 1)
      return err(problem('number_too_small', { minimum: 1 }, field));
    const shipped = (total.get(scheduleId) ?? 0) + pieces;
    const left = (schedule.agreedQuantity ?? 0) - schedule.shippedQuantity;
    if (shipped > left) return err(problem('ship_more_than_agreed', { left }, field));
    total.set(scheduleId, shipped);
  }
  if (total.size === 0) return err(problem('order_nothing_to_ship'));
  await addShipped(
    tx,
    order.factoryId,
    [...total].map(([scheduleId, pieces]) => ({ scheduleId, pieces })),
  );
  const lines: ShippedLine[] = [];
  for (const line of step.lines) {
    const own = step.schedules.filter(({ poLineId }) => poLineId === line.id);
    const leaving = own.reduce((sum, { id }) => sum + (total.get(id) ?? 0), 0);
    if (leaving === 0) continue;
    const shippedQuantity = own.reduce((sum, part) => sum + part.shippedQuantity, leaving);
    const agreedQuantity = line.agreedQuantity ?? line.quantity;
    const state = shippedQuantity >= agreedQuantity ? 'shipped' : line.status;
    lines.push({ lineId: line.id, lineNo: line.lineNo, state, agreedQuantity, shippedQuantity });
  }
  const done = lines.filter(({ state }) => state === 'shipped').map(({ lineId }) => lineId);
  await setLineState(tx, order.factoryId, done, 'shipped');
  await endStep(tx, order, now);
  const label = ({ lineNo }: ShippedLine) => lineLabel(step.lines.find((line) => line.lineNo === lineNo)!);
  await recordAudit(tx, {
    by: access,
    action: 'order.shipped',
    entity: auditedOrder(order),
    after: Object.fromEntries(
      lines.map((line) => [label(line), `${line.shippedQuantity} / ${line.agreedQuantity}`]),
    ),
  });
  const state = orderStateOf(
    step.lines.map(({ id, status }) => lines.find(({ lineId }) => lineId === id)?.state ?? status),
  );
  return ok({ state, lines });
}
