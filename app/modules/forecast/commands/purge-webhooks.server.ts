import { asSystem } from '~db/tenancy.server';
import { purgeDeliveries } from '../data/webhook-deliveries.server';
import { KEPT_DAYS } from '../domain/webhooks/retry';

/** Forgets deliveries that ended long ago. @returns how many */
export function purgeWebhooks(): Promise<number> {
  return asSystem('job:webhook.purge', (tx) => purgeDeliveries(tx, KEPT_DAYS));
}
