import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import type { TenantTx } from '~db/tenancy.server';
import { lockOrder } from '../data/order-records.server';
import { announceOrder } from '../data/order-summaries.server';
import { findShipNotice, type ShipNoticeRecord, selectCartons } from '../data/ship-notice.server';
import { updateShipNotice } from '../data/ship-notice-writes.server';
import { type ShipNoticeAction, shipNoticeRefusal } from '../domain/ship-notice';
import { recordShipment } from './record-shipment.server';

export interface ShipInput {
  number: string;
  carrier?: string | undefined;
  trackingNo?: string | undefined;
  /** YYYY-MM-DD. */
  expectedArrivalOn?: string | undefined;
}

/**
 * The goods of a draft leave: its pieces count as shipped, and from now on nothing of it changes.
 * @param now epoch ms
 * @returns `ship_notice_unknown`, `ship_notice_not_draft`, or why the order's table says no (`order_inspection_missing`,
 *   `ship_more_than_agreed`, …)
 */
export async function shipShipNotice(
  tx: TenantTx,
  access: Access<'orders:ship'>,
  input: ShipInput,
  now: number,
): Promise<Result<{ number: string; orderNumber: string }, Problem>> {
  const opened = await openDraft(tx, input.number, 'ship');
  if (!opened.ok) return opened;
  const notice = opened.value;
  const pieces = new Map<string, number>();
  for (const carton of await selectCartons(tx, tx.factoryId, notice.id))
    pieces.set(carton.scheduleId, (pieces.get(carton.scheduleId) ?? 0) + carton.pieces);
  const parts = [...pieces].map(([scheduleId, count]) => ({ scheduleId, pieces: count }));
  const shipped = await recordShipment(tx, access, { orderId: notice.purchaseOrderId, parts }, now);
  if (!shipped.ok) return err({ ...shipped.error, field: undefined });
  const journey = {
    carrier: input.carrier || null,
    trackingNo: input.trackingNo || null,
    expectedArrivalOn: input.expectedArrivalOn ?? null,
  };
  await updateShipNotice(tx, notice.id, { ...journey, status: 'shipped', shippedAt: now });
  await recordAudit(tx, {
    by: access,
    action: 'ship_notice.shipped',
    entity: { type: 'asn', id: notice.id, label: notice.number },
    before: {
      status: notice.status,
      carrier: notice.carrier,
      trackingNo: notice.trackingNo,
      expectedArrivalOn: notice.expectedArrivalOn,
    },
    after: {
      status: 'shipped',
      ...journey,
      cartons: notice.cartons,
      pieces: notice.pieces,
      grossG: notice.grossG,
    },
  });
  return ok({ number: notice.number, orderNumber: notice.orderNumber });
}

/**
 * Gives a draft up: its pieces are left to ship again. The number is not given to another.
 * @returns `ship_notice_unknown` or `ship_notice_not_draft`
 */
export async function cancelShipNotice(
  tx: TenantTx,
  access: Access<'orders:ship'>,
  number: string,
): Promise<Result<{ orderNumber: string }, Problem>> {
  const opened = await openDraft(tx, number, 'cancel');
  if (!opened.ok) return opened;
  const notice = opened.value;
  await updateShipNotice(tx, notice.id, { status: 'cancelled' });
  await recordAudit(tx, {
    by: access,
    action: 'ship_notice.cancelled',
    entity: { type: 'asn', id: notice.id, label: notice.number },
    before: { status: notice.status },
    after: { status: 'cancelled' },
  });
  await announceOrder(tx, tx.factoryId, notice.purchaseOrderId);
  return ok({ orderNumber: notice.orderNumber });
}

/** A notice in a state for the action, its order locked; read again after the lock, so that two cannot ship it. */
async function openDraft(
  tx: TenantTx,
  number: string,
  action: ShipNoticeAction,
): Promise<Result<ShipNoticeRecord, Problem>> {
  const seen = await findShipNotice(tx, tx.factoryId, number);
  const order = seen && (await lockOrder(tx, seen.purchaseOrderId));
  const notice = order && (await findShipNotice(tx, tx.factoryId, number));
  if (!notice) return err(problem('ship_notice_unknown'));
  const refusal = shipNoticeRefusal(action, notice.status);
  return refusal ? err(refusal) : ok(notice);
}
