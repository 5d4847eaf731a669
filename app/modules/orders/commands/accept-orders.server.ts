import { type Problem, problem } from '~/kernel/problem';
import { ok, type Result } from '~/kernel/result';
import type { Access } from '~/modules/identity/domain/access';
import type { TenantTx } from '~db/tenancy.server';
import { acceptance } from '../domain/answer';
import { acceptOrdersForm } from '../forms';
import { type LineAnswer, takeAnswer } from './answer-order.server';
import { beginStep, type OrderStep, readInput } from './order-step.server';

export interface AcceptedOrders {
  accepted: { orderId: string; number: string }[];
  /** With the reason; the number is that of an order that exists. */
  refused: { orderId: string; number: string | null; problem: Problem }[];
}

/**
 * Accepts orders as they were asked for: every line that waits for an answer, by its requested days. Each order is taken or
 * refused by itself; one whose requested day has passed is refused, because somebody must name another.
 * @param now epoch ms
 */
export async function acceptOrders(
  tx: TenantTx,
  access: Access<'orders:answer'>,
  given: { orderIds: string[] },
  now: number,
): Promise<Result<AcceptedOrders, Problem>> {
  const input = readInput(acceptOrdersForm, given);
  if (!input.ok) return input;
  const result: AcceptedOrders = { accepted: [], refused: [] };
  // In order of their ids, so that two people who accept the same orders wait for each other instead of blocking.
  for (const orderId of [...new Set(input.value.orderIds)].sort()) {
    const begun = await beginStep(tx, access, 'answer', orderId, now);
    if (!begun.ok) {
      result.refused.push({ orderId, number: null, problem: begun.error });
      continue;
    }
    const step = begun.value;
    const { number } = step.order;
    const answers = acceptAll(step);
    if (!answers.ok) {
      result.refused.push({ orderId, number, problem: answers.error });
      continue;
    }
    await takeAnswer(tx, access, step, answers.value, now);
    result.accepted.push({ orderId, number });
  }
  return ok(result);
}

function acceptAll(step: OrderStep): Result<LineAnswer[], Problem> {
  const answers: LineAnswer[] = [];
  for (const line of step.lines.filter(({ id }) => step.lineIds.includes(id))) {
    const schedules = step.schedules.filter(({ poLineId }) => poLineId === line.id);
    const accepted = acceptance(schedules, step.today);
    if (!accepted) {
      const date = schedules.map(({ requestedShipOn }) => requestedShipOn).sort()[0] ?? step.today;
      return { ok: false, error: problem('ship_date_passed', { date }) };
    }
    answers.push({ line, schedules, answers: accepted });
  }
  return ok(answers);
}
