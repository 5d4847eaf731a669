import { type CalendarDate, calendarDate } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import type { TenantTx } from '~db/tenancy.server';
import { selectMilestones } from '../data/order-records.server';
import { saveMilestone, setLineState } from '../data/order-writes.server';
import { changedMilestone, type Milestone } from '../domain/milestones';
import { lineLabel } from '../domain/order-content';
import type { OrderState } from '../domain/order-states';
import { type MilestoneInput, milestoneForm } from '../forms';
import { auditedOrder, beginStep, endStep, lineProblem, readInput } from './order-step.server';
import { stateAfter } from './start-production.server';

/**
 * Reports on a step of making a line: another day, or the day on which it happened. Reporting the start of a line that
 * waits for it starts its production.
 *
 * @param now epoch ms
 * @returns the order's state, or why not: the table's reason, `milestone_reason_missing` for a later day without one,
 *   `milestone_in_future`, `milestone_out_of_order`
 */
export async function updateMilestone(
  tx: TenantTx,
  access: Access<'orders:progress'>,
  given: { orderId: string } & MilestoneInput,
  now: number,
): Promise<Result<{ state: OrderState }, Problem>> {
  const input = readInput(milestoneForm, given);
  if (!input.ok) return input;
  const { lineId, kind, revisedOn, actualOn, reason } = input.value;
  const begun = await beginStep(tx, access, 'update_milestone', given.orderId, now);
  if (!begun.ok) return begun;
  const step = begun.value;
  const { order } = step;
  const refusal = lineProblem(step, 'update_milestone', lineId);
  if (refusal) return err({ ...refusal, field: 'lineId' });
  const all = await selectMilestones(tx, order.factoryId, [lineId]);
  const existing = all.find((milestone) => milestone.kind === kind);
  if (!existing) return err(problem('milestone_unknown', undefined, 'kind'));
  const changed = changedMilestone(
    all,
    kind,
    {
      revisedOn: dayOf(revisedOn),
      actualOn: dayOf(actualOn),
      reason,
    },
    step.today,
  );
  if (!changed.ok) return changed;
  await saveMilestone(
    tx,
    order.factoryId,
    { id: existing.id, ...changed.value },
    { name: access.user.displayName, now },
  );
  const line = step.lines.find(({ id }) => id === lineId)!;
  const starts = kind === 'start' && changed.value.actualOn !== null && line.status === 'acknowledged';
  if (starts) await setLineState(tx, order.factoryId, [lineId], 'in_production');
  await endStep(tx, order, now);
  await recordAudit(tx, {
    by: access,
    action: starts ? 'order.production_started' : 'order.milestone_updated',
    entity: { ...auditedOrder(order), label: `${order.number} · ${lineLabel(line)} · ${kind}` },
    before: fields(existing),
    after: fields(changed.value),
  });
  return ok({ state: stateAfter(step, starts ? [lineId] : [], 'in_production') });
}

/** Undefined: as it stands; null: taken back. */
function dayOf(text: string | null | undefined): CalendarDate | null | undefined {
  return typeof text === 'string' ? calendarDate(text) : text;
}

function fields({ revisedOn, actualOn, reason }: Pick<Milestone, 'revisedOn' | 'actualOn' | 'reason'>) {
  return { revisedOn, actualOn, reason };
}
