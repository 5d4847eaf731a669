import { notifications } from '~/platform/listen.server';
import { ORDERS_CHANNEL } from '../data/order-summaries.server';

/**
 * Calls `listener` whenever the order has changed, and when notifications may have been missed.
 * @returns how to stop
 */
export function onOrderChanged(order: { factoryId: string; id: string }, listener: () => void): () => void {
  const own = `${order.factoryId}:${order.id}`;
  const heard = (payload: string) => {
    if (payload === own) listener();
  };
  return notifications.subscribe(ORDERS_CHANNEL, heard, listener);
}
