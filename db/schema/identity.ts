import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, oneOf, tenantPolicies, tenantTable } from '../columns';

export const FACTORY_ROLES = ['owner', 'planner', 'quality', 'shipping', 'finance', 'viewer'] as const;
export const PLATFORM_ROLES = [
  'buyer',
  'supplier_success',
  'logistics',
  'quality',
  'admin',
  'auditor',
] as const;
export const FACTORY_STATES = ['approved', 'probation', 'backup', 'suspended'] as const;

/** A tenant. Its own row is all of this table that a factory can read. */
export const factory = pgTable(
  'factory',
  {
    id: uuid('id').primaryKey(),
    slug: text('slug').notNull(),
    nameEn: text('name_en').notNull(),
    nameZh: text('name_zh').notNull(),
    countryCode: text('country_code').notNull(),
    city: text('city').notNull(),
    timeZone: text('time_zone').notNull(),
    calendarCode: text('calendar_code').notNull(),
    currency: text('currency').notNull(),
    status: text('status', { enum: FACTORY_STATES }).notNull().default('approved'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('factory_slug_key').on(t.slug),
    oneOf('factory_status_check', t.status, FACTORY_STATES),
    ...tenantPolicies('id'),
  ],
);

/** A person who signs in. Platform scope: a factory reads names from its own memberships. */
export const userAccount = pgTable(
  'user_account',
  {
    id: uuid('id').primaryKey(),
    email: text('email').notNull(),
    displayName: text('display_name').notNull(),
    passwordHash: text('password_hash'),
    locale: text('locale', { enum: ['en', 'zh'] })
      .notNull()
      .default('zh'),
    theme: text('theme', { enum: ['light', 'dark', 'auto'] })
      .notNull()
      .default('auto'),
    timeZone: text('time_zone').notNull().default('Asia/Shanghai'),
    disabledAt: instant('disabled_at'),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('user_account_email_key').on(sql`lower(${t.email})`)],
);

/** A signed-in browser: the hash of its token, when it ends and where it began. Platform scope. */
export const userSession = pgTable(
  'user_session',
  {
    id: text('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id, { onDelete: 'cascade' }),
    expiresAt: instant('expires_at').notNull(),
    createdAt: createdAt(),
    address: text('address'),
    userAgent: text('user_agent'),
  },
  (t) => [index('user_session_user_idx').on(t.userId), index('user_session_expires_idx').on(t.expiresAt)],
);

/** A person's role in a factory, with the name and e-mail that the factory may see copied in. */
export const membership = tenantTable(
  'membership',
  {
    userId: uuid('user_id').notNull(),
    role: text('role', { enum: FACTORY_ROLES }).notNull(),
    displayName: text('display_name').notNull(),
    email: text('email').notNull(),
    overviewSeenAt: instant('overview_seen_at'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('membership_user_key').on(t.factoryId, t.userId),
    index('membership_by_user_idx').on(t.userId),
    oneOf('membership_role_check', t.role, FACTORY_ROLES),
    foreignKey({ name: 'membership_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
    foreignKey({ name: 'membership_user_fk', columns: [t.userId], foreignColumns: [userAccount.id] }),
  ],
);

/** A person's role at the platform. */
export const platformMembership = pgTable(
  'platform_membership',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => userAccount.id, { onDelete: 'cascade' }),
    role: text('role', { enum: PLATFORM_ROLES }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [oneOf('platform_membership_role_check', t.role, PLATFORM_ROLES)],
);

/** An offer of a role in a factory, open until it is taken, revoked or expired; only the hash of its link is kept. */
export const invitation = tenantTable(
  'invitation',
  {
    email: text('email').notNull(),
    role: text('role', { enum: FACTORY_ROLES }).notNull(),
    tokenHash: text('token_hash').notNull(),
    invitedByName: text('invited_by_name').notNull(),
    locale: text('locale').notNull().default('zh'),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    revokedAt: instant('revoked_at'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('invitation_token_key').on(t.factoryId, t.tokenHash),
    index('invitation_by_token_idx').on(t.tokenHash),
    oneOf('invitation_role_check', t.role, FACTORY_ROLES),
    foreignKey({ name: 'invitation_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
  ],
);

/** The same for a role at the platform. */
export const platformInvitation = pgTable(
  'platform_invitation',
  {
    id: uuid('id').primaryKey(),
    email: text('email').notNull(),
    role: text('role', { enum: PLATFORM_ROLES }).notNull(),
    tokenHash: text('token_hash').notNull(),
    invitedByName: text('invited_by_name').notNull(),
    locale: text('locale').notNull().default('zh'),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    revokedAt: instant('revoked_at'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('platform_invitation_token_key').on(t.tokenHash),
    oneOf('platform_invitation_role_check', t.role, PLATFORM_ROLES),
  ],
);

/** A link to set a new password, good for one use; only its hash is kept. */
export const passwordReset = pgTable(
  'password_reset',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id, { onDelete: 'cascade' }),
    tokenHash: text('token_hash').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('password_reset_token_key').on(t.tokenHash)],
);

/** Throttling record; the account is kept as a hash of what was typed, whether or not it exists. */
export const signInAttempt = pgTable(
  'sign_in_attempt',
  {
    id: uuid('id').primaryKey(),
    accountHash: text('account_hash').notNull(),
    address: text('address').notNull(),
    succeeded: boolean('succeeded').notNull(),
    attemptedAt: instant('attempted_at').notNull().defaultNow(),
  },
  (t) => [
    index('sign_in_attempt_account_idx').on(t.accountHash, t.attemptedAt),
    index('sign_in_attempt_address_idx').on(t.address, t.attemptedAt),
  ],
);

/** Every change to a factory's data: who, when, what before and after, from where. Append-only. */
export const auditEvent = tenantTable(
  'audit_event',
  {
    occurredAt: instant('occurred_at').notNull().defaultNow(),
    actorUserId: uuid('actor_user_id'),
    actorName: text('actor_name').notNull(),
    actorEmail: text('actor_email'),
    actorScope: text('actor_scope', { enum: ['factory', 'platform', 'system'] }).notNull(),
    action: text('action').notNull(),
    entityType: text('entity_type').notNull(),
    entityId: text('entity_id').notNull(),
    entityLabel: text('entity_label'),
    before: jsonb('before'),
    after: jsonb('after'),
    address: text('address'),
    userAgent: text('user_agent'),
    requestId: text('request_id'),
  },
  (t) => [
    // Read backwards: an index that is itself descending puts NULLs last and then serves no plain `desc`.
    index('audit_event_time_idx').on(t.factoryId, t.occurredAt, t.id),
    index('audit_event_entity_idx').on(t.factoryId, t.entityType, t.entityId),
    // The platform reads the logs of all factories as one.
    index('audit_event_everywhere_idx').on(t.occurredAt, t.id),
    foreignKey({ name: 'audit_event_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
  ],
);

/** Changes to platform data that belongs to no factory. Append-only. */
export const platformAuditEvent = pgTable(
  'platform_audit_event',
  {
    id: uuid('id').primaryKey(),
    occurredAt: instant('occurred_at').notNull().defaultNow(),
    actorUserId: uuid('actor_user_id'),
    actorName: text('actor_name').notNull(),
    actorEmail: text('actor_email'),
    actorScope: text('actor_scope', { enum: ['factory', 'platform', 'system'] }).notNull(),
    action: text('action').notNull(),
    entityType: text('entity_type').notNull(),
    entityId: text('entity_id').notNull(),
    entityLabel: text('entity_label'),
    before: jsonb('before'),
    after: jsonb('after'),
    address: text('address'),
    userAgent: text('user_agent'),
    requestId: text('request_id'),
  },
  (t) => [index('platform_audit_event_time_idx').on(t.occurredAt, t.id)],
);

/** A key of one of the platform's systems for the REST API; only the hash of its secret is kept. */
export const apiKey = pgTable(
  'api_key',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    /** The system that sends with it. All keys of a system share the source, so a new key goes on where the old one ended. */
    source: text('source').notNull(),
    prefix: text('prefix').notNull(),
    secretHash: text('secret_hash').notNull(),
    scopes: text('scopes').array().notNull(),
    createdByUserId: uuid('created_by_user_id').references(() => userAccount.id),
    createdByName: text('created_by_name').notNull(),
    lastUsedAt: instant('last_used_at'),
    /** When the key's allowance of requests is full again: all that a token bucket has to remember. */
    allowanceFullAt: instant('allowance_full_at'),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    revokedByName: text('revoked_by_name'),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('api_key_prefix_key').on(t.prefix)],
);

/** The stored answer to a request that carried an `Idempotency-Key`. */
export const idempotencyRecord = pgTable(
  'idempotency_record',
  {
    id: uuid('id').primaryKey(),
    apiKeyId: uuid('api_key_id')
      .notNull()
      .references(() => apiKey.id, { onDelete: 'cascade' }),
    idempotencyKey: text('idempotency_key').notNull(),
    requestHash: text('request_hash').notNull(),
    responseStatus: integer('response_status').notNull(),
    /** The answer as it was sent, letter for letter. */
    responseBody: text('response_body').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('idempotency_record_key').on(t.apiKeyId, t.idempotencyKey),
    index('idempotency_record_created_idx').on(t.createdAt),
  ],
);

/** Every outgoing message, written with the change that causes it and sent by a job. */
export const mailOutbox = pgTable(
  'mail_outbox',
  {
    id: uuid('id').primaryKey(),
    toEmail: text('to_email').notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    html: text('html'),
    createdAt: createdAt(),
    sentAt: instant('sent_at'),
    error: text('error'),
  },
  (t) => [index('mail_outbox_created_idx').on(t.createdAt)],
);

/** A named filter, sort and column choice of one person on one page. */
export const savedView = pgTable(
  'saved_view',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id, { onDelete: 'cascade' }),
    page: text('page').notNull(),
    name: text('name').notNull(),
    settings: jsonb('settings').notNull(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('saved_view_name_key').on(t.userId, t.page, t.name)],
);
