import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, minorUnits, oneOf } from '../columns';
import { sku } from './catalog';
import { forecastVersion } from './forecast';

export const RUN_REASONS = ['schedule', 'request', 'import', 'seed', 'command'] as const;
export const RUN_STATES = ['queued', 'running', 'cancelling', 'cancelled', 'failed', 'done'] as const;

/** One calculation of a version: who asked, how far it is, and from where it can go on. Platform scope. */
export const forecastRun = pgTable(
  'forecast_run',
  {
    id: uuid('id').primaryKey(),
    reason: text('reason', { enum: RUN_REASONS }).notNull(),
    status: text('status', { enum: RUN_STATES }).notNull().default('queued'),
    /** The day it looks from; null until it starts. */
    asOf: date('as_of', { mode: 'string' }),
    publishes: boolean('publishes').notNull(),
    versionId: uuid('version_id'),
    requestedByUserId: uuid('requested_by_user_id'),
    requestedByName: text('requested_by_name'),
    /** SKUs done and in all. */
    done: integer('done').notNull().default(0),
    total: integer('total').notNull().default(0),
    /** Why it failed, or why it did not publish. */
    error: text('error'),
    queuedAt: instant('queued_at').notNull().defaultNow(),
    startedAt: instant('started_at'),
    /** Last sign of life: a running run without one for long was cut off and may be taken up. */
    heartbeatAt: instant('heartbeat_at'),
    finishedAt: instant('finished_at'),
    cancelledByName: text('cancelled_by_name'),
  },
  (t) => [
    index('forecast_run_queued_idx').on(t.queuedAt.desc()),
    uniqueIndex('forecast_run_version_key').on(t.versionId),
    oneOf('forecast_run_reason_check', t.reason, RUN_REASONS),
    oneOf('forecast_run_status_check', t.status, RUN_STATES),
    foreignKey({
      name: 'forecast_run_version_fk',
      columns: [t.versionId],
      foreignColumns: [forecastVersion.id],
    }),
  ],
);

/**
 * A platform planner's change to the demand of a SKU × market × week, with its comment and author. The newest active row
 * of a bucket holds; ended rows are its history.
 */
export const forecastOverride = pgTable(
  'forecast_override',
  {
    skuId: uuid('sku_id').notNull(),
    id: uuid('id').notNull(),
    marketCode: text('market_code').notNull(),
    week: date('week', { mode: 'string' }).notNull(),
    /** What the planner expects, units in the week. */
    units: real('units').notNull(),
    /** What the engine's mean said when it was written: the value added is measured against it. */
    baseUnits: real('base_units').notNull(),
    baseVersionId: uuid('base_version_id'),
    comment: text('comment').notNull(),
    authorUserId: uuid('author_user_id').notNull(),
    authorName: text('author_name').notNull(),
    isActive: boolean('is_active').notNull().default(true),
    createdAt: createdAt(),
    endedAt: instant('ended_at'),
    endedByName: text('ended_by_name'),
  },
  (t) => [
    primaryKey({ name: 'forecast_override_pk', columns: [t.skuId, t.id] }),
    index('forecast_override_week_idx').on(t.skuId, t.marketCode, t.week),
    uniqueIndex('forecast_override_active_key').on(t.skuId, t.marketCode, t.week).where(sql`is_active`),
    index('forecast_override_created_idx').on(t.createdAt.desc(), t.id),
    check('forecast_override_units_check', sql`${t.units} >= 0`),
    foreignKey({ name: 'forecast_override_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] }),
  ],
);

/** One line of a ranked list of what deserves a platform person's attention today; remade with every version. */
export const platformException = pgTable(
  'platform_exception',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    /** The factory that it is about; null when it is about all of the SKU's. */
    aboutFactoryId: uuid('about_factory_id'),
    skuId: uuid('sku_id').notNull(),
    skuCode: text('sku_code').notNull(),
    week: date('week', { mode: 'string' }),
    versionId: uuid('version_id').notNull(),
    /** Money at stake in the platform's currency, minor units: what the list is ranked by. */
    moneyMinor: minorUnits('money_minor').notNull(),
    currency: text('currency').notNull(),
    params: jsonb('params').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('platform_exception_rank_idx').on(t.day, t.moneyMinor.desc(), t.id)],
);

export const EXCEPTION_VERDICTS = ['acted', 'dismissed', 'snoozed'] as const;

/** What a person did with an exception: their list learns which kinds and subjects are worth showing to them. */
export const exceptionFeedback = pgTable(
  'exception_feedback',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id').notNull(),
    /** Whose list: a factory's id, or `platform`. */
    place: text('place').notNull(),
    kind: text('kind').notNull(),
    /** SKU code, with the factory's slug after it where the platform's list is about one. */
    subject: text('subject').notNull(),
    week: date('week', { mode: 'string' }),
    verdict: text('verdict', { enum: EXCEPTION_VERDICTS }).notNull(),
    moneyMinor: minorUnits('money_minor').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('exception_feedback_user_idx').on(t.userId, t.createdAt.desc()),
    oneOf('exception_feedback_verdict_check', t.verdict, EXCEPTION_VERDICTS),
  ],
);
