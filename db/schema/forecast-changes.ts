import { sql } from 'drizzle-orm';
import {
  date,
  foreignKey,
  index,
  integer,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, minorUnits, oneOf, portalApp, portalPlatform, tenantTable } from '../columns';
import { forecastVersion } from './forecast';
import { factory } from './identity';

export const CHANGE_PAIR_STATES = ['queued', 'done', 'failed'] as const;

/** Two published versions whose difference is, or is being, explained line by line. */
export const forecastChangePair = pgTable(
  'forecast_change_pair',
  {
    versionId: uuid('version_id').notNull(),
    fromVersionId: uuid('from_version_id').notNull(),
    status: text('status', { enum: CHANGE_PAIR_STATES }).notNull().default('queued'),
    lineCount: integer('line_count').notNull().default(0),
    createdAt: createdAt(),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    primaryKey({ name: 'forecast_change_pair_pk', columns: [t.versionId, t.fromVersionId] }),
    oneOf('forecast_change_pair_status_check', t.status, CHANGE_PAIR_STATES),
    foreignKey({
      name: 'forecast_change_pair_version_fk',
      columns: [t.versionId],
      foreignColumns: [forecastVersion.id],
    }),
    foreignKey({
      name: 'forecast_change_pair_from_fk',
      columns: [t.fromVersionId],
      foreignColumns: [forecastVersion.id],
    }),
    pgPolicy('factory_scope', { for: 'select', to: portalApp, using: sql`true` }),
    pgPolicy('platform_scope', { for: 'all', to: portalPlatform, using: sql`true`, withCheck: sql`true` }),
  ],
);

/**
 * Why a line of the order forecast (median curve, weeks that both versions cover) is not what an earlier version said:
 * pieces by cause, which sum to the change. Derived from both versions' stored inputs and made again from them at will.
 */
export const forecastChange = tenantTable(
  'forecast_change',
  {
    versionId: uuid('version_id').notNull(),
    fromVersionId: uuid('from_version_id').notNull(),
    skuId: uuid('sku_id').notNull(),
    skuCode: text('sku_code').notNull(),
    skuNameEn: text('sku_name_en').notNull(),
    skuNameZh: text('sku_name_zh').notNull(),
    /** Pieces then, now, and their difference. */
    thenQuantity: integer('then_quantity').notNull(),
    nowQuantity: integer('now_quantity').notNull(),
    changeQuantity: integer('change_quantity').notNull(),
    /** Pieces by cause, in the order of `CAUSES` of the domain; null where an input was not kept. */
    parts: integer('parts').array(),
    unitCostMinor: minorUnits('unit_cost_minor').notNull(),
    currency: text('currency').notNull(),
    /** The change in US cents, without its sign: what lists are ranked by. */
    rankCents: minorUnits('rank_cents').notNull(),
  },
  (t) => [
    uniqueIndex('forecast_change_sku_key').on(t.factoryId, t.versionId, t.fromVersionId, t.skuId),
    index('forecast_change_own_rank_idx').on(
      t.factoryId,
      t.versionId,
      t.fromVersionId,
      t.rankCents.desc(),
      t.id,
    ),
    index('forecast_change_rank_idx').on(t.versionId, t.fromVersionId, t.rankCents.desc(), t.factoryId, t.id),
    foreignKey({
      name: 'forecast_change_factory_fk',
      columns: [t.factoryId],
      foreignColumns: [factory.id],
    }),
  ],
);

/**
 * The exceptions that a person was shown on a day, in order: the list of the day is made once, so that ten are ten. `place`
 * is a factory's id, or `platform`.
 */
export const exceptionDay = pgTable(
  'exception_day',
  {
    userId: uuid('user_id').notNull(),
    place: text('place').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    /** `kind|subject|week` of each, the most money first. */
    subjects: text('subjects').array().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ name: 'exception_day_pk', columns: [t.userId, t.place, t.day] })],
);
