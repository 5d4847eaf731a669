import { type CalendarDate, calendarDate, compareDates, dateInZone } from '~/kernel/calendar-date';
import { currencyCode } from '~/kernel/currency';
import { parseMoney } from '~/kernel/money';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { enqueue } from '~/platform/jobs.server';
import type { TenantTx } from '~db/tenancy.server';
import type { LineRecord, OrdersTx, ScheduleRecord } from '../data/order-records.server';
import { insertOutcomes, planMilestones, saveAgreement } from '../data/order-writes.server';
import {
  agreementOf,
  answerProblem,
  type OutcomeInput,
  type ReviewedOutcome,
  type ScheduleAnswer,
} from '../domain/answer';
import { plannedMilestones } from '../domain/milestones';
import { lineLabel } from '../domain/order-content';
import { type OrderState, orderStateOf } from '../domain/order-states';
import { type AnswerInput, answerForm } from '../forms';
import {
  auditedOrder,
  beginStep,
  endStep,
  lineProblem,
  type OrderStep,
  readInput,
} from './order-step.server';

/** An answer to one line, ready to be taken. */
export interface LineAnswer {
  line: LineRecord;
  schedules: ScheduleRecord[];
  answers: ScheduleAnswer[];
}

/**
 * Takes the factory's answer to lines of an order that wait for one; the others go on waiting. A wholly rejected line is
 * cancelled, the others are acknowledged; what is counter-proposed waits for the buyer.
 *
 * @param now epoch ms
 * @returns the order's state, or the first problem at its field: `order_changed` where the order was amended since it was
 *   looked at, `order_answered_already`, `answer_…` (domain/answer.ts)
 */
export async function answerOrder(
  tx: TenantTx,
  access: Access<'orders:answer'>,
  given: { orderId: string } & AnswerInput,
  now: number,
): Promise<Result<{ state: OrderState }, Problem>> {
  const input = readInput(answerForm, given);
  if (!input.ok) return input;
  const begun = await beginStep(tx, access, 'answer', given.orderId, now);
  if (!begun.ok) return begun;
  const step = begun.value;
  const { version } = step.order;
  if (input.value.version !== version) return err(problem('order_changed', { version }));
  const answers = readAnswers(step, input.value);
  if (!answers.ok) return answers;
  return ok({ state: await takeAnswer(tx, access, step, answers.value, now) });
}

function readAnswers(
  step: OrderStep,
  input: ReturnType<typeof answerForm.parse>,
): Result<LineAnswer[], Problem> {
  const taken: LineAnswer[] = [];
  for (const [index, { lineId, schedules: parts }] of input.lines.entries()) {
    const at = `lines[${index}]`;
    const isDouble = taken.some(({ line }) => line.id === lineId);
    const refusal = isDouble ? problem('order_answered_already') : lineProblem(step, 'answer', lineId);
    if (refusal) return err({ ...refusal, field: `${at}.lineId` });
    const line = step.lines.find(({ id }) => id === lineId)!;
    const schedules = step.schedules.filter(({ poLineId }) => poLineId === lineId);
    const answers: ScheduleAnswer[] = [];
    for (const [no, { scheduleId, outcomes }] of parts.entries()) {
      const read: OutcomeInput[] = [];
      for (const [n, outcome] of outcomes.entries()) {
        const price = readPrice(outcome.unitPrice, step.order.currency);
        if (!price.ok)
          return err({ ...price.error, field: `${at}.schedules[${no}].outcomes[${n}].unitPrice` });
        read.push({
          outcome: outcome.outcome,
          quantity: outcome.quantity,
          shipOn: outcome.shipOn === null ? null : calendarDate(outcome.shipOn),
          unitPriceMinor: price.value,
          reason: outcome.reason,
          note: outcome.note || null,
        });
      }
      answers.push({ scheduleId, outcomes: read });
    }
    const wrong = answerProblem(schedules, answers, BigInt(line.unitPriceMinor), step.today, at);
    if (wrong) return err(wrong);
    taken.push({ line, schedules, answers });
  }
  return ok(taken);
}

/** A price as typed, `12.50`, in the order's currency; nothing typed: null. Below zero: `number_too_small`. */
export function readPrice(text: string | null | undefined, currency: string): Result<bigint | null, Problem> {
  if (!text) return ok(null);
  const read = parseMoney(text, currencyCode(currency));
  if (!read.ok) return read;
  if (read.value.minor < 0n) return err(problem('number_too_small', { minimum: 0 }));
  return read.value.minor > 1_000_000_000_000n
    ? err(problem('number_too_big', { maximum: 10_000_000_000 }))
    : ok(read.value.minor);
}

/** Writes answers that were found good. @returns the order's state afterwards */
export async function takeAnswer(
  tx: TenantTx,
  access: Access<'orders:answer'>,
  step: OrderStep,
  answers: readonly LineAnswer[],
  now: number,
): Promise<OrderState> {
  const { order } = step;
  await insertOutcomes(
    tx,
    order.factoryId,
    answers.flatMap(({ line, answers: parts }) =>
      parts.flatMap(({ scheduleId, outcomes }) =>
        outcomes.map((outcome) => ({
          ...outcome,
          poLineId: line.id,
          scheduleId,
          unitPriceMinor: outcome.unitPriceMinor === null ? null : String(outcome.unitPriceMinor),
        })),
      ),
    ),
    { orderVersion: order.version, name: access.user.displayName, now },
  );
  const states = new Map<string, OrderState>(step.lines.map(({ id, status }) => [id, status]));
  const issuedOn = dateInZone(order.issuedAt ?? now, order.timeZone);
  for (const { line, schedules, answers: parts } of answers) {
    const outcomes = parts.flatMap(({ scheduleId, outcomes: own }) =>
      own.map((outcome) => ({
        ...outcome,
        scheduleId,
        review: outcome.outcome === 'counter_proposed' ? ('pending' as const) : null,
      })),
    );
    const state = await agree(tx, order.factoryId, line, schedules, outcomes);
    states.set(line.id, state);
    if (state !== 'cancelled') {
      const shipOn = lastShipDay(outcomes);
      const steps = shipOn ? plannedMilestones(issuedOn, shipOn) : [];
      await planMilestones(
        tx,
        order.factoryId,
        steps.map((milestone) => ({ poLineId: line.id, ...milestone })),
        now,
      );
    }
  }
  await endStep(tx, order, now);
  await recordAudit(tx, {
    by: access,
    action: 'order.answered',
    entity: auditedOrder(order),
    after: Object.fromEntries(answers.map(({ line, answers: parts }) => [lineLabel(line), inWords(parts)])),
  });
  await enqueue(tx, 'orders.notify', { factoryId: order.factoryId, orderId: order.id, event: 'answered' });
  return orderStateOf([...states.values()]);
}

/**
 * Writes what an answer and the decisions about it come to. @returns the line's state: cancelled where nothing is agreed
 * on and nothing is left to decide.
 */
export async function agree(
  tx: OrdersTx,
  factoryId: string,
  line: Pick<LineRecord, 'id' | 'unitPriceMinor'>,
  schedules: readonly ScheduleRecord[],
  outcomes: readonly ReviewedOutcome[],
): Promise<OrderState> {
  const { agreedQuantity, bySchedule } = agreementOf(outcomes);
  const status = agreedQuantity === 0 ? 'cancelled' : 'acknowledged';
  await saveAgreement(
    tx,
    factoryId,
    { id: line.id, status, agreedQuantity, unitPriceMinor: line.unitPriceMinor },
    schedules.map(({ id }) => {
      const isPending = outcomes.some(({ scheduleId, review }) => scheduleId === id && review === 'pending');
      const part = bySchedule.get(id);
      return {
        id,
        agreedQuantity: isPending ? null : (part?.agreedQuantity ?? 0),
        promisedShipOn: part?.promisedShipOn ?? null,
      };
    }),
  );
  return status;
}

/** The latest day on which pieces of an answer would ship, proposals included. */
function lastShipDay(outcomes: readonly ReviewedOutcome[]): CalendarDate | null {
  return outcomes.reduce<CalendarDate | null>((last, { shipOn }) => {
    if (!shipOn) return last;
    return last && compareDates(last, shipOn) >= 0 ? last : shipOn;
  }, null);
}

/** The same in every language: `accepted 300 2026-01-10, rejected 200 capacity`. */
function inWords(parts: readonly ScheduleAnswer[]): string {
  return parts
    .flatMap(({ outcomes }) => outcomes)
    .map(({ outcome, quantity, shipOn, unitPriceMinor, reason }) =>
      [outcome, quantity, shipOn, unitPriceMinor === null ? null : `@${unitPriceMinor}`, reason]
        .filter((word) => word !== null)
        .join(' '),
    )
    .join(', ');
}
