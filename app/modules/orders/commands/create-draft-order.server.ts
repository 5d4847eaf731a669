import { calendarDate, dateInZone } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import { refreshOrders } from '../data/order-summaries.server';
import {
  nextOrderNumber,
  type OrderTerms,
  selectOrderedFactory,
  selectOrderTerms,
  unknownWarehouses,
} from '../data/order-terms.server';
import { insertLines, insertOrder, type NewLine, saveSchedules } from '../data/order-writes.server';
import { expectedArrival, quantityProblem, windowProblem } from '../domain/draft';
import { orderNumberPrefix } from '../domain/order-number';
import { type DraftOrderInput, draftOrderInput } from '../forms';
import { auditedOrder, readInput } from './order-step.server';

type Draft = ReturnType<typeof draftOrderInput.parse>;

/**
 * Drafts an order to one factory: nobody but the platform sees it until it is issued. Names and, where no price is given,
 * the price come from the factory's sourcing record; arrival is the ship day plus that record's transit days.
 *
 * A first order that is part of a group is checked against its minimum when it is issued, once its other parts exist.
 *
 * @param now epoch ms
 * @returns the order, or the first problem at its field (`lines[0].schedules[1].quantity`): `factory_unknown`,
 *   `sku_not_sourced`, `sku_suspended`, `order_sku_twice`, `order_currency_mixed`, `warehouse_unknown`, `ship_date_passed`,
 *   `ship_window_reversed`, `first_order_below_minimum`, `reorder_below_minimum`, `reorder_not_multiple`
 */
export async function createDraftOrder(
  tx: PlatformTx,
  access: Access<'platform.orders:place'>,
  given: DraftOrderInput,
  now: number,
): Promise<Result<{ orderId: string; number: string }, Problem>> {
  const input = readInput(draftOrderInput, given);
  if (!input.ok) return input;
  const draft = input.value;
  const factory = await selectOrderedFactory(tx, draft.factoryId);
  if (!factory) return err(problem('factory_unknown', undefined, 'factoryId'));
  const today = dateInZone(now, factory.timeZone);
  const terms = await selectOrderTerms(
    tx,
    factory.id,
    draft.lines.map(({ skuId }) => skuId),
  );
  const currency = terms.get(draft.lines[0]!.skuId)?.currency ?? '';
  const wrong =
    termsProblem(draft, terms, currency, factory.status === 'suspended') ??
    draftProblem(draft, terms, today) ??
    (await warehouseProblem(tx, draft.lines));
  if (wrong) return err(wrong);

  const number = await nextOrderNumber(tx, orderNumberPrefix(today, factory.slug), now);
  const orderId = await insertOrder(
    tx,
    {
      factoryId: factory.id,
      number,
      kind: draft.kind,
      currency,
      incoterm: draft.incoterm,
      inspectionRequired: draft.inspectionRequired,
      buyerUserId: access.user.id,
      buyerName: access.user.displayName,
      candidateId: draft.candidateId,
      groupId: draft.groupId,
      note: draft.note || null,
    },
    now,
  );
  const lines = draft.lines.map((line, index) => newLine(line, terms.get(line.skuId)!, index + 1));
  await insertLines(tx, factory.id, orderId, lines);
  await saveSchedules(
    tx,
    factory.id,
    draft.lines.flatMap((line, index) =>
      line.schedules.map((part, no) => ({
        id: newId(),
        poLineId: lines[index]!.id,
        scheduleNo: no + 1,
        warehouseCode: part.warehouseCode,
        quantity: part.quantity,
        shipFrom: part.shipFrom === null ? null : calendarDate(part.shipFrom),
        shipBy: calendarDate(part.shipBy),
        expectedArrivalOn: expectedArrival(calendarDate(part.shipBy), terms.get(line.skuId)!.transitLeadDays),
      })),
    ),
  );
  await refreshOrders(tx, [{ factoryId: factory.id, id: orderId }], now);
  await recordAudit(tx, {
    by: access,
    action: 'order.drafted',
    entity: auditedOrder({ id: orderId, number }),
    after: {
      kind: draft.kind,
      lines: lines.length,
      pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    },
    factoryId: factory.id,
  });
  return ok({ orderId, number });
}

function newLine(line: Draft['lines'][number], terms: OrderTerms, lineNo: number): NewLine {
  return {
    id: newId(),
    lineNo,
    skuId: line.skuId,
    skuCode: terms.skuCode,
    skuNameEn: terms.skuNameEn,
    skuNameZh: terms.skuNameZh,
    quantity: line.schedules.reduce((sum, { quantity }) => sum + quantity, 0),
    unitPriceMinor: line.unitPriceMinor === undefined ? terms.unitCostMinor : String(line.unitPriceMinor),
    status: 'draft',
  };
}

function termsProblem(
  { lines }: Draft,
  terms: ReadonlyMap<string, OrderTerms>,
  currency: string,
  isSuspended: boolean,
): Problem | null {
  const seen = new Set<string>();
  for (const [index, { skuId }] of lines.entries()) {
    const field = `lines[${index}].skuId`;
    const own = terms.get(skuId);
    if (!own) return problem('sku_not_sourced', undefined, field);
    if (isSuspended || own.status === 'suspended') return problem('sku_suspended', undefined, field);
    if (own.currency !== currency) return problem('order_currency_mixed', { currency: own.currency }, field);
    if (seen.has(skuId)) return problem('order_sku_twice', undefined, field);
    seen.add(skuId);
  }
  return null;
}

function draftProblem(
  { kind, groupId, lines }: Draft,
  terms: ReadonlyMap<string, OrderTerms>,
  today: ReturnType<typeof dateInZone>,
): Problem | null {
  for (const [index, line] of lines.entries()) {
    for (const [no, part] of line.schedules.entries()) {
      const wrong = windowProblem(
        {
          shipFrom: part.shipFrom === null ? null : calendarDate(part.shipFrom),
          shipBy: calendarDate(part.shipBy),
        },
        today,
        `lines[${index}].schedules[${no}]`,
      );
      if (wrong) return wrong;
    }
    if (kind === 'first_order' && groupId !== null) continue;
    const quantity = line.schedules.reduce((sum, part) => sum + part.quantity, 0);
    const field = `lines[${index}].schedules[0].quantity`;
    const wrong = quantityProblem(kind, quantity, terms.get(line.skuId)!, quantity, field);
    if (wrong) return wrong;
  }
  return null;
}

/** The first dated part that goes to a warehouse that does not exist, as a problem at its field. */
export async function warehouseProblem(
  tx: PlatformTx,
  lines: readonly { schedules: readonly { warehouseCode: string }[] }[],
): Promise<Problem | null> {
  const codes = [
    ...new Set(lines.flatMap(({ schedules }) => schedules.map(({ warehouseCode }) => warehouseCode))),
  ];
  const unknown = await unknownWarehouses(tx, codes);
  for (const [index, { schedules }] of lines.entries()) {
    const no = schedules.findIndex(({ warehouseCode }) => unknown.has(warehouseCode));
    if (no < 0) continue;
    const field = `lines[${index}].schedules[${no}].warehouseCode`;
    return problem('warehouse_unknown', { warehouse: schedules[no]!.warehouseCode }, field);
  }
  return null;
}
