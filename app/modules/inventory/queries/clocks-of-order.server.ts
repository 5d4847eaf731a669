import { type ReadTx, selectClocksOfOrder } from '../data/sell-out-list.server';
import { type ClockSummary, clockSummary } from './clock-summary.server';

/** The sell-out clocks of an order's lines, for its page; none for orders that are no first order. */
export async function clocksOfOrder(
  tx: ReadTx,
  orderId: string,
  nowMs: number,
): Promise<(ClockSummary & { poLineId: string })[]> {
  const rows = await selectClocksOfOrder(tx, orderId);
  return rows.map((row) => ({ ...clockSummary(row, nowMs), poLineId: row.poLineId }));
}
