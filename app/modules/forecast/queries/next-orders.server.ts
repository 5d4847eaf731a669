import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import type { TenantTx } from '~db/tenancy.server';
import { selectNextOrders } from '../data/next-orders.server';
import { selectPublishedVersion } from '../data/version.server';

export interface NextOrder {
  /** Monday of the first week in which the platform is expected to order, and how many pieces. */
  week: CalendarDate;
  quantity: number;
  /** Pieces over all weeks of the order forecast. */
  total: number;
}

/** When the platform will order again, by the published order forecast; SKUs that it does not expect are absent. */
export async function nextOrders(
  tx: TenantTx,
  skuIds: readonly string[],
): Promise<{ weeks: number; bySku: Map<string, NextOrder> }> {
  const version = await selectPublishedVersion(tx);
  const bySku = new Map<string, NextOrder>();
  if (!version) return { weeks: 0, bySku };
  for (const { skuId, quantities } of await selectNextOrders(tx, version.id, skuIds)) {
    const index = quantities.findIndex((quantity) => quantity > 0);
    if (index < 0) continue;
    bySku.set(skuId, {
      week: addWeeks(version.firstWeek as CalendarDate, index),
      quantity: quantities[index]!,
      total: quantities.reduce((sum, quantity) => sum + quantity, 0),
    });
  }
  return { weeks: version.orderHorizonWeeks, bySku };
}
