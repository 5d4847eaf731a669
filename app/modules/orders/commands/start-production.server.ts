import type { Problem } from '~/kernel/problem';
import { ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import type { TenantTx } from '~db/tenancy.server';
import { markStarted, setLineState } from '../data/order-writes.server';
import { type OrderState, orderStateOf } from '../domain/order-states';
import { startProductionForm } from '../forms';
import { auditedOrder, beginStep, endStep, meantLines, type OrderStep, readInput } from './order-step.server';

/**
 * Puts lines into production, and today into their step `start` where no day is known. No line named: all that can be.
 * @param now epoch ms
 * @returns the order's state, or the table's reason at the line that it is about
 */
export async function startProduction(
  tx: TenantTx,
  access: Access<'orders:progress'>,
  given: { orderId: string; lineIds?: string[] },
  now: number,
): Promise<Result<{ state: OrderState }, Problem>> {
  const input = readInput(startProductionForm, given);
  if (!input.ok) return input;
  const begun = await beginStep(tx, access, 'start_production', given.orderId, now);
  if (!begun.ok) return begun;
  const step = begun.value;
  const meant = meantLines(step, 'start_production', input.value.lineIds);
  if (!meant.ok) return meant;
  const by = { name: access.user.displayName, now };
  await markStarted(tx, step.order.factoryId, meant.value, step.today, by);
  await setLineState(tx, step.order.factoryId, meant.value, 'in_production');
  await endStep(tx, step.order, now);
  await recordAudit(tx, {
    by: access,
    action: 'order.production_started',
    entity: auditedOrder(step.order),
    ...stateChange(step, meant.value, 'in_production'),
  });
  return ok({ state: stateAfter(step, meant.value, 'in_production') });
}

/** Where the order stands once some lines are in a state. */
export function stateAfter(step: OrderStep, lineIds: readonly string[], state: OrderState): OrderState {
  return orderStateOf(step.lines.map(({ id, status }) => (lineIds.includes(id) ? state : status)));
}

/** Lines that change their state, as the audit log says it: by number and SKU. */
export function stateChange(step: OrderStep, lineIds: readonly string[], state: OrderState) {
  const lines = step.lines.filter(({ id }) => lineIds.includes(id));
  const label = ({ lineNo, skuCode }: (typeof lines)[number]) => `${lineNo} ${skuCode}`;
  return {
    before: Object.fromEntries(lines.map((line) => [label(line), line.status])),
    after: Object.fromEntries(lines.map((line) => [label(line), state])),
  };
}
