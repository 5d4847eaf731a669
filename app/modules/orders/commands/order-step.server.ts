import type { z } from 'zod';
import { type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { isUuid } from '~/kernel/ids';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import type { Access } from '~/modules/identity/domain/access';
import type { PlatformTx } from '~db/tenancy.server';
import {
  lockOrder,
  type OpenedOrder,
  type OrderRecord,
  type OrdersTx,
  openOrder,
} from '../data/order-records.server';
import { announceOrder, refreshOrders } from '../data/order-summaries.server';
import { insertVersion } from '../data/order-writes.server';
import { orderActor } from '../domain/order-actor';
import { orderContent } from '../domain/order-content';
import { lineRefusal, type OrderAction, orderAction } from '../domain/order-states';

/** An order that somebody may act on: locked, read, and looked up in the table of actions. */
export interface OrderStep extends OpenedOrder {
  /** Lines that the action may be done to. */
  lineIds: string[];
  /** Today where the factory is. */
  today: CalendarDate;
}

/**
 * Locks an order and asks the table whether somebody may do something to it now.
 * @returns `order_unknown` where the scope has no such order, or the table's reason
 */
export async function beginStep(
  tx: OrdersTx,
  access: Access,
  action: OrderAction,
  orderId: string,
  now: number,
): Promise<Result<OrderStep, Problem>> {
  const order = isUuid(orderId) ? await lockOrder(tx, orderId) : null;
  if (!order) return err(problem('order_unknown'));
  const opened = await openOrder(tx, order);
  const verdict = orderAction(action, opened.facts, orderActor(access));
  if (!verdict.allowed) return err(verdict.reason);
  return ok({ ...opened, lineIds: verdict.lineIds, today: dateInZone(now, order.timeZone) });
}

/**
 * The lines that are meant: the named ones, or all that the action may be done to where none is named.
 * @param field names the form's field in a refusal, with the line's place: `lineIds` → `lineIds[1]`
 */
export function meantLines(
  step: OrderStep,
  action: OrderAction,
  lineIds: readonly string[],
  field = 'lineIds',
): Result<string[], Problem> {
  if (lineIds.length === 0) return ok(step.lineIds);
  for (const [index, id] of lineIds.entries()) {
    const refusal = lineProblem(step, action, id);
    if (refusal) return err({ ...refusal, field: `${field}[${index}]` });
  }
  return ok([...new Set(lineIds)]);
}

/** Why an action cannot be done to one line of an order; `order_line_unknown` where the order has no such line. */
export function lineProblem(step: OpenedOrder, action: OrderAction, lineId: string): Problem | null {
  const line = step.facts.lines.find(({ id }) => id === lineId);
  return line ? lineRefusal(action, line, step.facts) : problem('order_line_unknown');
}

/** Ends a change: state and sums of the order are derived anew, and open pages hear of it. */
export async function endStep(
  tx: OrdersTx,
  order: Pick<OrderRecord, 'factoryId' | 'id'>,
  now: number,
): Promise<void> {
  await refreshOrders(tx, [order], now);
  await announceOrder(tx, order.factoryId, order.id);
}

/**
 * Keeps the order as it was before a change that makes a new version. Its own version is there already where it was issued
 * by the command; orders that were written by other means get theirs now, so that the change can be seen.
 */
export async function keepVersion(tx: PlatformTx, { order, lines, schedules }: OpenedOrder): Promise<void> {
  await insertVersion(tx, order, {
    version: order.version,
    content: orderContent(order, lines, schedules),
    reason: null,
    byName: order.buyerName,
    now: order.issuedAt ?? order.createdAt,
  });
}

const CODE = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/;

/** An input by its schema; the first thing that does not fit becomes a problem at its field (`lines[0].quantity`). */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): Result<z.output<S>, Problem> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const field = (issue?.path ?? [])
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
  const code = issue && CODE.test(issue.message) ? issue.message : 'value_invalid';
  return err({ code, ...(field ? { field } : {}) });
}

/** The order as the audit log names it. */
export function auditedOrder({ id, number }: Pick<OrderRecord, 'id' | 'number'>) {
  return { type: 'purchase_order', id, label: number };
}
