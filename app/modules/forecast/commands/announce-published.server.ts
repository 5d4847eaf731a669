import { enqueue } from '~/platform/jobs.server';
import type { PlatformTx } from '~db/tenancy.server';
import {
  insertDeliveries,
  selectPublicationAudience,
  selectPublicationFacts,
} from '../data/webhook-deliveries.server';
import { publishedPayload } from '../domain/webhooks/events';
import { factoryLinks } from '../links.server';

/**
 * Tells every factory that asked for it, at each of its addresses, that a version was published: the deliveries and the
 * jobs that send them exist if and only if the publication does. Also asks for the weeks that have closed to be measured.
 *
 * @param tx the transaction that publishes
 * @returns how many deliveries were written
 */
export async function announcePublished(tx: PlatformTx, versionId: string): Promise<number> {
  await enqueue(tx, 'forecast.accuracy', {});
  const audience = await selectPublicationAudience(tx, versionId);
  const version = audience.length === 0 ? null : await selectPublicationFacts(tx, versionId);
  if (!version) return 0;
  const deliveries = audience.map(({ factoryId, endpointId, ...counts }) => {
    const links = factoryLinks(counts.factory);
    return {
      factoryId,
      endpointId,
      event: 'forecast.published',
      payload: publishedPayload(version, counts, { forecast: links.forecast, export: links.export }),
    };
  });
  const ids = await insertDeliveries(tx, deliveries);
  for (const [index, deliveryId] of ids.entries()) {
    await enqueue(tx, 'webhook.deliver', {
      factoryId: deliveries[index]!.factoryId,
      deliveryId,
      attempt: 1,
    });
  }
  return ids.length;
}
