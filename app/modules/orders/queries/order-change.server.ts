import type { OrdersTx } from '../data/order-records.server';
import { selectOrderChange } from '../data/order-summaries.server';

/**
 * A text that differs once anything on an order's page has changed: its own row with its sums, messages, files, ship
 * notices or receipts. Null when the scope has no such order.
 */
export function orderChange(tx: OrdersTx, order: { factoryId: string; id: string }): Promise<string | null> {
  return selectOrderChange(tx, order);
}
