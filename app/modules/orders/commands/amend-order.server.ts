import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { enqueue } from '~/platform/jobs.server';
import type { PlatformTx } from '~db/tenancy.server';
import { selectOrderTerms } from '../data/order-terms.server';
import {
  decideOutcomes,
  deleteSchedules,
  insertLines,
  insertVersion,
  reopenLine,
  saveSchedules,
  schedulesOnNotices,
  setLineState,
  updateOrder,
} from '../data/order-writes.server';
import { lineChanges, type OrderContent } from '../domain/amendment';
import { lineContent, lineLabel, lineText } from '../domain/order-content';
import { type AmendInput, amendForm } from '../forms';
import { type AmendedLine, amendedLines } from './amend-lines.server';
import { warehouseProblem } from './create-draft-order.server';
import type { OnIssued } from './issue-order.server';
import {
  auditedOrder,
  beginStep,
  endStep,
  keepVersion,
  type OrderStep,
  readInput,
} from './order-step.server';

type Amendment = ReturnType<typeof amendForm.parse>;
type Head = Pick<OrderContent, 'incoterm' | 'inspectionRequired' | 'note'>;

/**
 * Amends an order: what is named changes, as one new version with its whole content. Changed lines go back to `issued` and
 * are answered anew; their open counter-proposals are declined. Lines that have been inspected or shipped do not change.
 * A draft is changed in place, without a version.
 *
 * @param now epoch ms
 * @param onIssued called when a line was added to an issued order
 * @returns the version, or the first problem at its field: `order_changed` where the order was amended since it was looked
 *   at, the table's reasons at lines, those of a draft (see createDraftOrder), `amendment_empty`,
 *   `amendment_nothing_left`, `amendment_schedule_on_notice`
 */
export async function amendOrder(
  tx: PlatformTx,
  access: Access<'platform.orders:manage'>,
  given: { orderId: string } & AmendInput,
  now: number,
  onIssued?: OnIssued,
): Promise<Result<{ version: number }, Problem>> {
  const input = readInput(amendForm, given);
  if (!input.ok) return input;
  const begun = await beginStep(tx, access, 'amend', given.orderId, now);
  if (!begun.ok) return begun;
  const step = begun.value;
  const { order } = step;
  if (input.value.version !== order.version) return err(problem('order_changed', { version: order.version }));
  const skuIds = [
    ...step.lines.map(({ skuId }) => skuId),
    ...input.value.lines.flatMap(({ skuId }) => (skuId ? [skuId] : [])),
  ];
  const terms = await selectOrderTerms(tx, order.factoryId, skuIds);
  const read = amendedLines(step, input.value, terms);
  const wrong = read.ok ? await warehouseProblem(tx, input.value.lines) : read.error;
  if (wrong) return err(wrong);
  const changed = (read.ok ? read.value : []).filter(
    ({ before, after }) => lineChanges(before, after).length > 0,
  );
  const head = headOf(order, input.value);
  const isHeadChanged = (Object.keys(head) as (keyof Head)[]).some((field) => head[field] !== order[field]);
  if (changed.length === 0 && !isHeadChanged) return err(problem('amendment_empty'));
  const open = step.lines.filter(({ status }) => status !== 'cancelled').length;
  const added = changed.filter(({ isNew }) => isNew).length;
  if (open + added === changed.filter(({ isCancelled }) => isCancelled).length)
    return err(problem('amendment_nothing_left'));
  const dropped = changed.flatMap(({ dropped: ids }) => ids);
  const onNotices = await schedulesOnNotices(tx, order.factoryId, dropped);
  if (onNotices.size > 0) return err(problem('amendment_schedule_on_notice'));
  return ok({ version: await write(tx, access, step, input.value, head, changed, now, onIssued) });
}

function headOf(order: OrderStep['order'], input: Amendment): Head {
  const note = input.clearNote ? '' : (input.note ?? order.note);
  return {
    incoterm: input.incoterm ?? order.incoterm,
    inspectionRequired: input.inspectionRequired ?? order.inspectionRequired,
    note: note || null,
  };
}

async function write(
  tx: PlatformTx,
  access: Access<'platform.orders:manage'>,
  step: OrderStep,
  input: Amendment,
  head: Head,
  changed: readonly AmendedLine[],
  now: number,
  onIssued: OnIssued | undefined,
): Promise<number> {
  const { order } = step;
  const { factoryId } = order;
  const isDraft = order.status === 'draft';
  const version = isDraft ? order.version : order.version + 1;
  const status = isDraft ? 'draft' : 'issued';
  const by = { name: access.user.displayName, now };
  if (!isDraft) await keepVersion(tx, step);
  const old = changed.filter(({ isNew }) => !isNew).map(({ id }) => id);
  await decideOutcomes(tx, factoryId, { lineIds: old }, 'declined', by);
  const cancelled = changed.filter(({ isCancelled }) => isCancelled).map(({ id }) => id);
  await setLineState(tx, factoryId, cancelled, 'cancelled');
  await insertLines(
    tx,
    factoryId,
    order.id,
    changed.filter(({ isNew }) => isNew).map((line) => ({ ...line, status })),
  );
  for (const line of changed.filter(({ isNew, isCancelled }) => !isNew && !isCancelled)) {
    await reopenLine(tx, factoryId, { ...line, status });
    await deleteSchedules(tx, factoryId, line.dropped);
  }
  await saveSchedules(
    tx,
    factoryId,
    changed.filter(({ isCancelled }) => !isCancelled).flatMap(({ parts }) => parts),
  );
  await updateOrder(tx, order, { version, ...head });
  const content = newContent(step, head, changed);
  if (!isDraft) {
    await insertVersion(tx, order, { version, content, reason: input.reason, byName: by.name, now });
  }
  await endStep(tx, order, now);
  await recordAudit(tx, {
    by: access,
    action: 'order.amended',
    entity: auditedOrder(order),
    before: auditFields(order.version, order, changed, 'before', null),
    after: auditFields(version, head, changed, 'after', input.reason),
    factoryId,
  });
  if (!isDraft) await enqueue(tx, 'orders.notify', { factoryId, orderId: order.id, event: 'amended' });
  if (!isDraft && changed.some(({ isNew }) => isNew)) await onIssued?.(tx, order.id);
  return version;
}

function newContent(step: OrderStep, head: Head, changed: readonly AmendedLine[]): OrderContent {
  const kept = step.lines
    .filter(({ id }) => !changed.some((line) => line.id === id))
    .map((line) => lineContent(line, step.schedules));
  const lines = [...kept, ...changed.map(({ after }) => after)].sort((a, b) => a.lineNo - b.lineNo);
  return { ...head, lines };
}

function auditFields(
  version: number,
  head: Head,
  changed: readonly AmendedLine[],
  side: 'before' | 'after',
  reason: string | null,
) {
  return {
    version,
    incoterm: head.incoterm,
    inspectionRequired: head.inspectionRequired,
    note: head.note,
    reason,
    ...Object.fromEntries(
      changed.map((line) => {
        const content = line[side];
        return [lineLabel(line.after), content ? lineText(content) : null];
      }),
    ),
  };
}
