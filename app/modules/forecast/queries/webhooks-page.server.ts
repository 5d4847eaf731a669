import { isUuid } from '~/kernel/ids';
import type { FactoryAccess } from '~/modules/identity/domain/access';
import { inTenant } from '~db/tenancy.server';
import {
  type DeliveryRow,
  type EndpointRow,
  selectDeliveries,
  selectEndpoints,
} from '../data/webhook-endpoints.server';
import { nextAttemptAt } from '../domain/webhooks/retry';

export type { EndpointRow };

const PAGE_ROWS = 50;

/** A delivery, and when the next attempt is due. */
export interface DeliveryView extends DeliveryRow {
  nextAt: number | null;
}

/** The factory's addresses. */
export function webhooksPage(access: FactoryAccess): Promise<EndpointRow[]> {
  return inTenant(access, (tx) => selectEndpoints(tx), { accessMode: 'read only' });
}

/** One address with the log of its deliveries, newest first; null when there is none. */
export function webhookPage(
  access: FactoryAccess,
  id: string,
  after: string | undefined,
): Promise<{ endpoint: EndpointRow; deliveries: DeliveryView[]; next: string | null } | null> {
  return inTenant(
    access,
    async (tx) => {
      const [endpoint] = isUuid(id) ? await selectEndpoints(tx, id) : [];
      if (!endpoint) return null;
      const from = after !== undefined && isUuid(after) ? after : null;
      const rows = await selectDeliveries(tx, id, from, PAGE_ROWS + 1);
      const shown = rows.slice(0, PAGE_ROWS).map((row) => ({
        ...row,
        nextAt:
          row.status === 'pending' && row.lastAttemptAt !== null && row.attempts > 0
            ? nextAttemptAt(row.attempts, row.lastAttemptAt)
            : null,
      }));
      return { endpoint, deliveries: shown, next: rows.length > PAGE_ROWS ? shown.at(-1)!.id : null };
    },
    { accessMode: 'read only' },
  );
}
