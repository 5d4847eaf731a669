import { readableTotal } from '~/modules/catalog/domain/in-usd';
import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import {
  countWaiting,
  type FoundOrder,
  searchOrders,
  selectNeeds,
  selectWaitingOrders,
  type WaitingOrder,
} from '../data/order-needs.server';
import type { NeedSum, NeedSums, OrderNeed } from '../domain/order-needs';

export type { FoundOrder, WaitingOrder };

const NEEDS: readonly OrderNeed[] = ['answer', 'decision', 'late', 'at_risk'];

/**
 * How many orders wait for an answer or a decision, are late or at risk, and the money each is about: in its own currency
 * where there is one, otherwise in about so many US dollars.
 * @param today YYYY-MM-DD
 */
export async function orderNeeds(tx: TenantTx | PlatformTx, today: string): Promise<NeedSums> {
  const rows = await selectNeeds(tx, today);
  const isMixed = new Set(rows.map(({ currency }) => currency)).size > 1;
  const perUnit = isMixed ? await usdPerMinorUnit(tx) : () => 1;
  const sumOf = (need: OrderNeed): NeedSum => {
    const own = rows.filter((row) => row.need === need);
    return {
      orders: own.reduce((sum, { orders }) => sum + orders, 0),
      value: readableTotal(own, perUnit),
    };
  };
  return Object.fromEntries(NEEDS.map((need) => [need, sumOf(need)])) as NeedSums;
}

/** The factory's orders that wait for its answer, the most valuable first. */
export function waitingOrders(tx: TenantTx, limit = 5): Promise<WaitingOrder[]> {
  return selectWaitingOrders(tx, limit);
}

/** The figure beside "Orders" in the navigation: answers that a factory owes, decisions that the buyer owes. */
export function waitingCount(tx: TenantTx | PlatformTx): Promise<number> {
  return countWaiting(tx);
}

/** Orders by their number, for the search field. Empty text finds nothing. */
export async function findOrders(tx: TenantTx | PlatformTx, text: string): Promise<FoundOrder[]> {
  const wanted = text.trim().slice(0, 80);
  return wanted.length < 2 || wanted.includes('\0') ? [] : searchOrders(tx, wanted, 8);
}
