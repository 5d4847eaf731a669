import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import {
  countWaiting,
  type FoundOrder,
  searchOrders,
  selectNeeds,
  selectWaitingOrders,
  type WaitingOrder,
} from '../data/order-needs.server';
import type { NeedSums } from '../domain/order-needs';

export type { FoundOrder, WaitingOrder };

/** How many orders wait for an answer or a decision, are late or at risk, and the money each is about. */
export async function orderNeeds(tx: TenantTx | PlatformTx, today: string): Promise<NeedSums> {
  const needs: NeedSums = {
    answer: { orders: 0, values: [] },
    decision: { orders: 0, values: [] },
    late: { orders: 0, values: [] },
    at_risk: { orders: 0, values: [] },
  };
  for (const { need, currency, orders, minor } of await selectNeeds(tx, today)) {
    needs[need].orders += orders;
    needs[need].values.push({ currency, minor });
  }
  return needs;
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
