import { env } from '~/platform/env.server';
import { guardedPost } from '~/platform/guarded-post.server';
import { enqueue } from '~/platform/jobs.server';
import { signatureHeaders } from '~/platform/webhook-signature.server';
import { asSystem } from '~db/tenancy.server';
import {
  recordAttempt,
  selectDeliveryToSend,
  switchOffFailingEndpoint,
} from '../data/webhook-deliveries.server';
import {
  ANSWER_LIMIT_BYTES,
  ATTEMPT_LIMIT_MS,
  isGone,
  isTaken,
  nextAttemptAt,
} from '../domain/webhooks/retry';

export interface AttemptRequest {
  factoryId: string;
  deliveryId: string;
  /** 1, 2, … : an attempt that was made already is not made again by a repeated job. */
  attempt: number;
}

/**
 * Makes one attempt at a delivery: signed, to a public address, within ten seconds. A failed attempt asks for the next one in
 * the transaction that notes it; the last one gives the delivery up, and switches an address off that took nothing since the
 * delivery was made. Between sending and noting a crash may come: then it is sent again, under the same `webhook-id`.
 *
 * @param clock gives epoch ms
 * @returns what became of it, or null when there was nothing to do
 */
export async function deliverWebhook(
  { factoryId, deliveryId, attempt }: AttemptRequest,
  clock: { now(): number },
): Promise<{ status: 'delivered' | 'pending' | 'failed'; event: string; answer: number | string } | null> {
  const delivery = await asSystem('job:webhook.deliver', (tx) =>
    selectDeliveryToSend(tx, factoryId, deliveryId, attempt),
  );
  if (!delivery) return null;
  const body = JSON.stringify(delivery.payload);
  const timestamp = Math.floor(clock.now() / 1000);
  const outcome = await guardedPost(delivery.url, {
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Factory-Portal-Webhooks/1',
      ...signatureHeaders(delivery.secret, { id: `msg_${deliveryId}`, timestamp, body }),
    },
    body,
    timeoutMs: ATTEMPT_LIMIT_MS,
    mostBytes: ANSWER_LIMIT_BYTES,
    allowedHosts: env().WEBHOOK_ALLOWED_HOSTS ?? [],
  });
  const attemptedAt = clock.now();
  const taken = outcome.ok && isTaken(outcome.status);
  const gone = outcome.ok && isGone(outcome.status);
  const nextAt = taken || gone ? null : nextAttemptAt(attempt, attemptedAt);
  const status = taken ? 'delivered' : nextAt === null ? 'failed' : 'pending';
  await asSystem('job:webhook.deliver', async (tx) => {
    const noted = await recordAttempt(tx, {
      factoryId,
      deliveryId,
      attempt,
      status,
      answerStatus: outcome.ok ? outcome.status : null,
      error: taken ? null : outcome.ok ? outcome.text.slice(0, 300) || null : outcome.failure,
      attemptedAt,
    });
    if (!noted) return;
    if (nextAt !== null) {
      await enqueue(
        tx,
        'webhook.deliver',
        { factoryId, deliveryId, attempt: attempt + 1 },
        { startAfter: nextAt },
      );
    }
    if (status === 'failed') {
      await switchOffFailingEndpoint(tx, {
        factoryId,
        endpointId: delivery.endpointId,
        since: delivery.createdAt,
        at: attemptedAt,
        always: gone,
      });
    }
  });
  return { status, event: delivery.event, answer: outcome.ok ? outcome.status : outcome.failure };
}
