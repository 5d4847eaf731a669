import type { Problem } from '~/kernel/problem';
import { findOrder, type OrdersTx, openOrder } from '../data/order-records.server';
import { lineRefusal } from '../domain/order-states';
import { LABELS_PER_DOCUMENT } from './carton-labels-pdf.server';
import { type ShipNoticeDetail, shipNoticeDetail } from './ship-notice.server';

export interface ShipNoticePageData {
  view: Omit<ShipNoticeDetail, 'cartons'>;
  /** Carton numbers of each document of labels. */
  labels: { from: number; to: number }[];
  /** Why a draft cannot leave yet; null where it can, and for all others. */
  notYet: Problem | null;
}

/** A ship notice as its page shows it; null if the scope has none of that number. */
export async function shipNoticePageView(
  tx: OrdersTx,
  factoryId: string,
  number: string,
): Promise<ShipNoticePageData | null> {
  const detail = await shipNoticeDetail(tx, factoryId, number);
  if (!detail) return null;
  const { cartons, ...view } = detail;
  const labels = Array.from({ length: Math.ceil(cartons.length / LABELS_PER_DOCUMENT) }, (_, index) => ({
    from: index * LABELS_PER_DOCUMENT + 1,
    to: Math.min(cartons.length, (index + 1) * LABELS_PER_DOCUMENT),
  }));
  return { view, labels, notYet: view.notice.status === 'draft' ? await refusalOf(tx, detail) : null };
}

async function refusalOf(tx: OrdersTx, { notice, cartons }: ShipNoticeDetail): Promise<Problem | null> {
  const order = await findOrder(tx, { id: notice.purchaseOrderId });
  if (!order) return null;
  const { facts, schedules } = await openOrder(tx, order);
  const packed = new Set(cartons.map(({ scheduleId }) => scheduleId));
  const lineIds = new Set(schedules.filter(({ id }) => packed.has(id)).map(({ poLineId }) => poLineId));
  for (const line of facts.lines) {
    const refusal = lineIds.has(line.id) ? lineRefusal('ship', line, facts) : null;
    if (refusal) return refusal;
  }
  return null;
}
