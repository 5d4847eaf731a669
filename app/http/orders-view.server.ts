import { type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { addWeeks, weekOf, weekRange } from '~/kernel/week';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import type { OrdersSearch } from '~/modules/orders/forms';
import { orderNeeds } from '~/modules/orders/queries/order-needs.server';
import { ordersTable } from '~/modules/orders/queries/orders-table.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';

/**
 * What the list of orders shows on both sides, as far as the scope may see it.
 * @param now epoch ms
 * @param timeZone in which days are counted
 */
export async function ordersView(
  tx: TenantTx | PlatformTx,
  search: OrdersSearch,
  now: number,
  timeZone: string,
) {
  const today = dateInZone(now, timeZone);
  const [page, needs, names] = await Promise.all([
    ordersTable(tx, search, now, timeZone),
    orderNeeds(tx, today),
    referenceNames(tx),
  ]);
  return { page, needs, search, timeZone, categories: names.categories, weeks: dueWeeks(today) };
}

/** Mondays of the weeks to filter by: four before this one, and those ahead. */
function dueWeeks(today: CalendarDate): CalendarDate[] {
  return weekRange(addWeeks(weekOf(today), -4), 20);
}
