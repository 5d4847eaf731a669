import { isUuid } from '~/kernel/ids';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { env } from '~/platform/env.server';
import { isPostable } from '~/platform/guarded-post.server';
import { enqueue } from '~/platform/jobs.server';
import { newWebhookSecret } from '~/platform/webhook-signature.server';
import { inTenant, type TenantTx } from '~db/tenancy.server';
import { insertDeliveries } from '../data/webhook-deliveries.server';
import {
  deleteEndpoint,
  insertEndpoint,
  reopenDelivery,
  selectEndpoints,
  selectWaiting,
  setEndpointActive,
} from '../data/webhook-endpoints.server';
import { MOST_ENDPOINTS, TEST_EVENT, type WebhookEvent } from '../domain/webhooks/events';
import type { WebhookAction } from '../webhook-forms';

type Manager = Access<'settings:manage'>;

/**
 * Adds an address that is told of events.
 * @returns its signing secret, shown now and never again; `webhook_url_refused` for an address that deliveries may not go
 *   to, `webhooks_full` beyond ten
 */
export function createWebhook(
  access: Manager,
  input: { url: string; description?: string | undefined; events: readonly WebhookEvent[] },
): Promise<Result<{ url: string; secret: string }, Problem>> {
  return inTenant(access, async (tx) => {
    if (!isPostable(input.url, env().WEBHOOK_ALLOWED_HOSTS ?? [])) {
      return err(problem('webhook_url_refused', {}, 'url'));
    }
    const { length } = await selectEndpoints(tx);
    if (length >= MOST_ENDPOINTS) return err(problem('webhooks_full', { limit: MOST_ENDPOINTS }));
    const secret = newWebhookSecret();
    const url = new URL(input.url).href;
    const id = await insertEndpoint(tx, {
      url,
      description: input.description || null,
      secret,
      events: input.events,
      createdByName: access.user.displayName,
    });
    await recordAudit(tx, {
      by: access,
      action: 'webhook_endpoint.created',
      entity: { type: 'webhook_endpoint', id, label: new URL(url).host },
      after: { url, events: input.events.join(', ') },
    });
    return ok({ url, secret });
  });
}

/** Pauses, resumes, tests or removes an address, or sends one of its deliveries again. @returns `webhook_unknown` if it is gone */
export function changeWebhook(
  access: Manager,
  endpointId: string,
  change: WebhookAction,
  now: number,
): Promise<Result<WebhookAction['intent'], Problem>> {
  return inTenant(access, async (tx) => {
    const [endpoint] = isUuid(endpointId) ? await selectEndpoints(tx, endpointId) : [];
    if (!endpoint) return err(problem('webhook_unknown'));
    const done = await apply(tx, access, endpointId, change, now);
    if (!done) return err(problem('webhook_delivery_pending'));
    const action = AUDITED[change.intent];
    if (action) {
      await recordAudit(tx, {
        by: access,
        action,
        entity: { type: 'webhook_endpoint', id: endpointId, label: new URL(endpoint.url).host },
      });
    }
    return ok(change.intent);
  });
}

const AUDITED = {
  pause: 'webhook_endpoint.paused',
  resume: 'webhook_endpoint.resumed',
  remove: 'webhook_endpoint.removed',
  test: null,
  resend: null,
} as const satisfies Record<WebhookAction['intent'], string | null>;

async function apply(
  tx: TenantTx,
  access: Manager,
  endpointId: string,
  change: WebhookAction,
  now: number,
): Promise<boolean> {
  if (change.intent === 'remove') await deleteEndpoint(tx, endpointId);
  if (change.intent === 'pause') await setEndpointActive(tx, endpointId, false);
  if (change.intent === 'resume') {
    await setEndpointActive(tx, endpointId, true);
    for (const { id, attempts } of await selectWaiting(tx, endpointId)) await send(tx, id, attempts + 1);
  }
  if (change.intent === 'test') {
    const payload = {
      type: TEST_EVENT,
      timestamp: new Date(now).toISOString(),
      data: { factory: access.scope.slug, sent_by: access.user.displayName },
    };
    const [id] = await insertDeliveries(tx, [
      { factoryId: tx.factoryId, endpointId, event: TEST_EVENT, payload },
    ]);
    await send(tx, id!, 1);
  }
  if (change.intent === 'resend') {
    if (!isUuid(change.delivery) || !(await reopenDelivery(tx, endpointId, change.delivery))) return false;
    await send(tx, change.delivery, 1);
  }
  return true;
}

const send = (tx: TenantTx, deliveryId: string, attempt: number) =>
  enqueue(tx, 'webhook.deliver', { factoryId: tx.factoryId, deliveryId, attempt });
