import { isUuid } from '~/kernel/ids';
import { findOrder, type OrderRecord, type OrdersTx } from '../data/order-records.server';

/** The order that an address names, by its number or its id; null if the scope has none. */
export function orderKey(tx: OrdersTx, text: string): Promise<OrderRecord | null> {
  return findOrder(tx, isUuid(text) ? { id: text } : { number: text });
}
