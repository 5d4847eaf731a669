import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import type { PlatformTx } from '~db/tenancy.server';
import type { OutcomeRecord } from '../data/order-records.server';
import { decideOutcomes, insertVersion, updateOrder } from '../data/order-writes.server';
import type { ReviewedOutcome } from '../domain/answer';
import { lineLabel, orderContent } from '../domain/order-content';
import { type OrderState, orderStateOf } from '../domain/order-states';
import { type ReviewInput, reviewForm } from '../forms';
import { agree } from './answer-order.server';
import {
  auditedOrder,
  beginStep,
  endStep,
  keepVersion,
  lineProblem,
  type OrderStep,
  readInput,
} from './order-step.server';

/**
 * Decides about counter-proposals, each by itself. What is accepted is agreed on, with its day and price; a new price makes
 * a new version of the order. What is declined is not made; asking for it otherwise is an amendment. A line of which
 * nothing is left is cancelled.
 *
 * @param now epoch ms
 * @returns the order's state, or `order_nothing_to_decide` at the decision whose proposal does not wait for one
 */
export async function reviewAnswer(
  tx: PlatformTx,
  access: Access<'platform.orders:manage'>,
  given: { orderId: string } & ReviewInput,
  now: number,
): Promise<Result<{ state: OrderState }, Problem>> {
  const input = readInput(reviewForm, given);
  if (!input.ok) return input;
  const { decisions } = input.value;
  const action = decisions.some(({ decision }) => decision === 'accept')
    ? 'accept_proposal'
    : 'decline_proposal';
  const begun = await beginStep(tx, access, action, given.orderId, now);
  if (!begun.ok) return begun;
  const step = begun.value;
  const decided = new Map<string, 'accepted' | 'declined'>();
  for (const [index, { answerId, decision }] of decisions.entries()) {
    const proposal = step.outcomes.find(({ id }) => id === answerId);
    const refusal =
      proposal?.review === 'pending' && !decided.has(answerId)
        ? lineProblem(step, decision === 'accept' ? 'accept_proposal' : 'decline_proposal', proposal.poLineId)
        : problem('order_nothing_to_decide');
    if (refusal) return err({ ...refusal, field: `decisions[${index}].answerId` });
    decided.set(answerId, decision === 'accept' ? 'accepted' : 'declined');
  }
  return ok({ state: await decide(tx, access, step, decided, now) });
}

async function decide(
  tx: PlatformTx,
  access: Access<'platform.orders:manage'>,
  step: OrderStep,
  decided: ReadonlyMap<string, 'accepted' | 'declined'>,
  now: number,
): Promise<OrderState> {
  const { order } = step;
  const by = { name: access.user.displayName, now };
  for (const decision of ['accepted', 'declined'] as const) {
    const ids = [...decided].filter(([, made]) => made === decision).map(([id]) => id);
    if (ids.length > 0) await decideOutcomes(tx, order.factoryId, { ids }, decision, by);
  }
  const after = step.outcomes.map((outcome) => ({
    ...outcome,
    review: decided.get(outcome.id) ?? outcome.review,
  }));
  const lines = [...step.lines];
  for (const [index, line] of step.lines.entries()) {
    const own = after.filter(({ poLineId }) => poLineId === line.id);
    if (!own.some(({ id }) => decided.has(id))) continue;
    const unitPriceMinor = acceptedPrice(own) ?? line.unitPriceMinor;
    const schedules = step.schedules.filter(({ poLineId }) => poLineId === line.id);
    const status = await agree(
      tx,
      order.factoryId,
      { id: line.id, unitPriceMinor },
      schedules,
      own.map(reviewed),
    );
    lines[index] = { ...line, unitPriceMinor, status };
  }
  const isRepriced = lines.some((line, index) => line.unitPriceMinor !== step.lines[index]!.unitPriceMinor);
  if (isRepriced) {
    const version = order.version + 1;
    await keepVersion(tx, step);
    await updateOrder(tx, order, { version });
    const content = orderContent(order, lines, step.schedules);
    await insertVersion(tx, order, { version, content, reason: null, byName: by.name, now });
  }
  await endStep(tx, order, now);
  await recordAudit(tx, {
    by: access,
    action: 'order.proposals_decided',
    entity: auditedOrder(order),
    after: inWords(step, decided),
    factoryId: order.factoryId,
  });
  return orderStateOf(lines.map(({ status }) => status));
}

/** The price that was accepted with a proposal: one counts for the whole line. */
function acceptedPrice(outcomes: readonly OutcomeRecord[]): string | null {
  return outcomes.find(({ review }) => review === 'accepted')?.unitPriceMinor ?? null;
}

function reviewed({ unitPriceMinor, ...outcome }: OutcomeRecord): ReviewedOutcome {
  return { ...outcome, unitPriceMinor: unitPriceMinor === null ? null : BigInt(unitPriceMinor) };
}

function inWords(step: OrderStep, decided: ReadonlyMap<string, string>): Record<string, string> {
  const words: Record<string, string> = {};
  for (const line of step.lines) {
    const own = step.outcomes.filter(({ id, poLineId }) => poLineId === line.id && decided.has(id));
    if (own.length === 0) continue;
    words[lineLabel(line)] = own
      .map(({ id, quantity, shipOn, unitPriceMinor }) =>
        [decided.get(id), quantity, shipOn, unitPriceMinor && `@${unitPriceMinor}`].filter(Boolean).join(' '),
      )
      .join(', ');
  }
  return words;
}
