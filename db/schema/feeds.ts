import { boolean, foreignKey, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, oneOf, tenantTable } from '../columns';
import { factory } from './identity';

/** A person's calendar address: whoever knows the token reads the factory's dates. Only the token's hash is kept. */
export const calendarFeed = tenantTable(
  'calendar_feed',
  {
    userId: uuid('user_id').notNull(),
    tokenHash: text('token_hash').notNull(),
    locale: text('locale').notNull(),
    createdAt: createdAt(),
    lastReadAt: instant('last_read_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    uniqueIndex('calendar_feed_own_token_key').on(t.factoryId, t.tokenHash),
    index('calendar_feed_token_idx').on(t.tokenHash),
    index('calendar_feed_user_idx').on(t.factoryId, t.userId),
    foreignKey({ name: 'calendar_feed_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
  ],
);

/** An address of a factory's own system that is told of events, signed with a secret that both know. */
export const webhookEndpoint = tenantTable(
  'webhook_endpoint',
  {
    url: text('url').notNull(),
    description: text('description'),
    /** Signs every delivery (HMAC): it has to be known in the clear. */
    secret: text('secret').notNull(),
    events: text('events').array().notNull(),
    isActive: boolean('is_active').notNull().default(true),
    /** Set when deliveries failed for too long and it was switched off. */
    disabledAt: instant('disabled_at'),
    createdByName: text('created_by_name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('webhook_endpoint_factory_idx').on(t.factoryId, t.createdAt),
    foreignKey({ name: 'webhook_endpoint_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
  ],
);

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;

/** One event for one address: written with the change that causes it, sent by a job until it is accepted. */
export const webhookDelivery = tenantTable(
  'webhook_delivery',
  {
    endpointId: uuid('endpoint_id').notNull(),
    event: text('event').notNull(),
    payload: jsonb('payload').notNull(),
    status: text('status', { enum: DELIVERY_STATES }).notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    /** HTTP status of the last attempt, or why there was none. */
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
    createdAt: createdAt(),
    lastAttemptAt: instant('last_attempt_at'),
    deliveredAt: instant('delivered_at'),
  },
  (t) => [
    index('webhook_delivery_endpoint_idx').on(t.factoryId, t.endpointId, t.createdAt.desc()),
    oneOf('webhook_delivery_status_check', t.status, DELIVERY_STATES),
    foreignKey({
      name: 'webhook_delivery_endpoint_fk',
      columns: [t.factoryId, t.endpointId],
      foreignColumns: [webhookEndpoint.factoryId, webhookEndpoint.id],
    }),
  ],
);
