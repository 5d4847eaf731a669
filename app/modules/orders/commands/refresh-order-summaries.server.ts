import type { PlatformTx } from '~db/tenancy.server';
import { refreshOrders } from '../data/order-summaries.server';

/**
 * Derives the state, sums and days of all orders from their lines: after orders were written by other means than this
 * module's commands, as the seed and imports do.
 * @param now epoch ms
 */
export function refreshOrderSummaries(tx: PlatformTx, now: number): Promise<void> {
  return refreshOrders(tx, 'all', now);
}
