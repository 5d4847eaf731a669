import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { env } from '~/platform/env.server';
import { newId } from '~/platform/new-id.server';
import { asSystem, type TenantTx } from '~db/tenancy.server';
import { lockOrder, openOrder } from '../data/order-records.server';
import { announceOrder } from '../data/order-summaries.server';
import { findShipNotice, type ShipNoticeRecord } from '../data/ship-notice.server';
import {
  countNoticesOfOrder,
  insertShipNotice,
  replaceCartons,
  selectCodes,
  takeSerials,
  updateShipNotice,
} from '../data/ship-notice-writes.server';
import { type Carton, cartonTotals, expandCartons } from '../domain/carton';
import { checkPatterns } from '../domain/carton-pattern-check';
import { sscc } from '../domain/carton-sscc';
import { shipNoticeNumber, shipNoticeRefusal } from '../domain/ship-notice';
import { shippableParts } from '../queries/ship-form.server';
import type { ShipNoticeInput } from '../ship-notice-forms';

/**
 * Drafts a ship notice of an order, or changes a draft: its cartons are numbered through from 1 and each gets a serial
 * number of its own; a carton number that was there before keeps its serial number, because its label may hang already.
 *
 * @param input `notice`: number of the draft to change; absent: a new one
 * @param now epoch ms
 * @returns the notice's number, or every problem at its field of the form: `order_unknown`, `ship_notice_unknown`,
 *   `ship_notice_not_draft`, and those of `cartonProblems`
 */
export async function saveShipNotice(
  tx: TenantTx,
  access: Access<'orders:ship'>,
  input: ShipNoticeInput & { orderId: string; notice?: string | undefined },
  now: number,
): Promise<Result<{ number: string }, Problem[]>> {
  const order = await lockOrder(tx, input.orderId);
  if (!order) return err([problem('order_unknown')]);
  const draft = input.notice ? await findShipNotice(tx, tx.factoryId, input.notice) : null;
  if (input.notice) {
    if (draft?.purchaseOrderId !== order.id) return err([problem('ship_notice_unknown')]);
    const refusal = shipNoticeRefusal('change', draft.status);
    if (refusal) return err([refusal]);
  }
  const parts = await shippableParts(tx, await openOrder(tx, order), draft?.id ?? null);
  const { groups, problems } = checkPatterns(input.rows, parts);
  if (problems.length > 0) return err(problems);
  const warehouseCode = parts.find(({ scheduleId }) => scheduleId === groups[0]!.scheduleId)!.warehouseCode;
  const { carrier, trackingNo, expectedArrivalOn } = input;
  const journey = { carrier, trackingNo, expectedArrivalOn, warehouseCode };
  const id = draft?.id ?? newId();
  const number =
    draft?.number ?? shipNoticeNumber(order.number, (await countNoticesOfOrder(tx, order.id)) + 1);
  if (draft) await updateShipNotice(tx, id, journey);
  else {
    const createdByName = access.user.displayName;
    await insertShipNotice(tx, { id, number, purchaseOrderId: order.id, createdByName, ...journey }, now);
  }
  await replaceCartons(tx, id, await withCodes(tx, id, expandCartons(groups)));
  const { cartons, pieces, grossG } = cartonTotals(groups);
  const shown = { warehouse: warehouseCode, carrier, trackingNo, expectedArrivalOn, cartons, pieces, grossG };
  await recordAudit(tx, {
    by: access,
    action: draft ? 'ship_notice.changed' : 'ship_notice.created',
    entity: { type: 'asn', id, label: number },
    ...(draft ? { before: auditedNotice(draft) } : {}),
    after: shown,
  });
  await announceOrder(tx, tx.factoryId, order.id);
  return ok({ number });
}

function auditedNotice(notice: ShipNoticeRecord) {
  const { warehouseCode, carrier, trackingNo, expectedArrivalOn, cartons, pieces, grossG } = notice;
  return { warehouse: warehouseCode, carrier, trackingNo, expectedArrivalOn, cartons, pieces, grossG };
}

async function withCodes(
  tx: TenantTx,
  asnId: string,
  cartons: readonly Carton[],
): Promise<(Carton & { sscc: string })[]> {
  const known = await selectCodes(tx, asnId);
  const missing = cartons.filter(({ cartonNo }) => !known.has(cartonNo)).length;
  const prefix = env().GS1_COMPANY_PREFIX;
  // Serials are counted over all factories, in a transaction of their own: nobody waits for another's shipment.
  let serial =
    missing === 0
      ? 0
      : await asSystem('command:ship-notice.serials', (all) => takeSerials(all, prefix, missing));
  return cartons.map((carton) => {
    const code = known.get(carton.cartonNo);
    if (code) return { ...carton, sscc: code };
    const made = sscc(prefix, serial);
    serial += 1;
    return { ...carton, sscc: made };
  });
}
