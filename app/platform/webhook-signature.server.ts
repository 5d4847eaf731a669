import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** A new signing secret, as Standard Webhooks writes it: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(32).toString('base64');
}

export interface SignedMessage {
  /** The same for every attempt at a delivery: the receiver tells repetitions by it. */
  id: string;
  /** Epoch seconds of the attempt. */
  timestamp: number;
  /** Exactly as it is sent. */
  body: string;
}

/**
 * The headers that prove where a delivery comes from, by the Standard Webhooks specification: HMAC-SHA256 over
 * `id.timestamp.body` with the secret's bytes.
 */
export function signatureHeaders(
  secret: string,
  { id, timestamp, body }: SignedMessage,
): Record<string, string> {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
}
