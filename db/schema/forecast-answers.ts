import { sql } from 'drizzle-orm';
import { check, date, foreignKey, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, minorUnits, oneOf, tenantTable } from '../columns';
import { forecastLine } from './forecast';
import { factory } from './identity';

export const COMMIT_CHANNELS = ['grid', 'mass', 'file'] as const;

/** The factory's answer to one bucket, append-only: a new answer is a new revision of the SKU's week. */
export const forecastCommit = tenantTable(
  'forecast_commit',
  {
    /** The version that was answered. */
    versionId: uuid('version_id').notNull(),
    skuId: uuid('sku_id').notNull(),
    week: date('week', { mode: 'string' }).notNull(),
    /** 1, 2, … per SKU and week, over all versions. */
    revision: integer('revision').notNull(),
    forecastQuantity: integer('forecast_quantity').notNull(),
    commitQuantity: integer('commit_quantity').notNull(),
    upsideQuantity: integer('upside_quantity').notNull().default(0),
    reasonCode: text('reason_code'),
    note: text('note'),
    channel: text('channel', { enum: COMMIT_CHANNELS }).notNull().default('grid'),
    committedByName: text('committed_by_name').notNull(),
    committedAt: instant('committed_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('forecast_commit_key').on(t.factoryId, t.skuId, t.week, t.revision),
    check('forecast_commit_quantity_check', sql`${t.commitQuantity} >= 0 and ${t.upsideQuantity} >= 0`),
    oneOf('forecast_commit_channel_check', t.channel, COMMIT_CHANNELS),
    foreignKey({
      name: 'forecast_commit_line_fk',
      columns: [t.factoryId, t.versionId, t.skuId],
      foreignColumns: [forecastLine.factoryId, forecastLine.versionId, forecastLine.skuId],
    }),
  ],
);

/**
 * The answer that holds for a SKU's week now, whichever version it was given to, beside what the published version asks:
 * what is missing is kept in pieces and money, so that shortfalls are ranked by an index.
 */
export const commitBucket = tenantTable(
  'commit_bucket',
  {
    skuId: uuid('sku_id').notNull(),
    week: date('week', { mode: 'string' }).notNull(),
    versionId: uuid('version_id').notNull(),
    revision: integer('revision').notNull(),
    forecastQuantity: integer('forecast_quantity').notNull(),
    commitQuantity: integer('commit_quantity').notNull(),
    upsideQuantity: integer('upside_quantity').notNull(),
    reasonCode: text('reason_code'),
    note: text('note'),
    committedByName: text('committed_by_name').notNull(),
    committedAt: instant('committed_at').notNull(),
    /** What the published version asks for; null when it no longer covers the week. */
    askedQuantity: integer('asked_quantity'),
    /** Pieces asked for beyond the commitment, and their cost. */
    shortfallQuantity: integer('shortfall_quantity').notNull().default(0),
    shortfallMinor: minorUnits('shortfall_minor').notNull(),
    currency: text('currency').notNull(),
  },
  (t) => [
    uniqueIndex('commit_bucket_key').on(t.factoryId, t.skuId, t.week),
    index('commit_bucket_shortfall_idx')
      .on(t.shortfallMinor.desc(), t.factoryId, t.id)
      .where(sql`shortfall_quantity > 0`),
    index('commit_bucket_own_shortfall_idx')
      .on(t.factoryId, t.shortfallMinor.desc(), t.id)
      .where(sql`shortfall_quantity > 0`),
    foreignKey({ name: 'commit_bucket_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
  ],
);

export const CHANGE_SIDES = ['platform', 'factory'] as const;
export const CHANGE_REQUEST_STATES = ['open', 'agreed', 'declined', 'withdrawn', 'lapsed'] as const;

/** A change of a frozen bucket: one side asks with a reason, the other agrees or declines. */
export const frozenChange = tenantTable(
  'frozen_change',
  {
    versionId: uuid('version_id').notNull(),
    skuId: uuid('sku_id').notNull(),
    skuCode: text('sku_code').notNull(),
    week: date('week', { mode: 'string' }).notNull(),
    fromQuantity: integer('from_quantity').notNull(),
    toQuantity: integer('to_quantity').notNull(),
    raisedBySide: text('raised_by_side', { enum: CHANGE_SIDES }).notNull(),
    raisedByName: text('raised_by_name').notNull(),
    reason: text('reason').notNull(),
    status: text('status', { enum: CHANGE_REQUEST_STATES }).notNull().default('open'),
    answeredByName: text('answered_by_name'),
    answerNote: text('answer_note'),
    answeredAt: instant('answered_at'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('frozen_change_open_key').on(t.factoryId, t.skuId, t.week).where(sql`status = 'open'`),
    index('frozen_change_sku_idx').on(t.factoryId, t.skuId, t.week),
    index('frozen_change_status_idx').on(t.status, t.createdAt),
    check('frozen_change_quantity_check', sql`${t.fromQuantity} >= 0 and ${t.toQuantity} >= 0`),
    oneOf('frozen_change_side_check', t.raisedBySide, CHANGE_SIDES),
    oneOf('frozen_change_status_check', t.status, CHANGE_REQUEST_STATES),
    foreignKey({
      name: 'frozen_change_line_fk',
      columns: [t.factoryId, t.versionId, t.skuId],
      foreignColumns: [forecastLine.factoryId, forecastLine.versionId, forecastLine.skuId],
    }),
  ],
);

/** What the platform pays if the factory builds to a named quantile and no order comes. */
export const forecastLiability = tenantTable(
  'forecast_liability',
  {
    skuId: uuid('sku_id').notNull(),
    fromWeek: date('from_week', { mode: 'string' }).notNull(),
    toWeek: date('to_week', { mode: 'string' }).notNull(),
    quantile: text('quantile', { enum: ['mean', 'p50', 'p70', 'p80', 'p90'] }).notNull(),
    covers: text('covers', { enum: ['none', 'materials', 'full_cost'] }).notNull(),
    /** Share of the unit cost that materials are, when it covers materials. */
    materialsBp: integer('materials_bp').notNull().default(0),
    agreedByName: text('agreed_by_name').notNull(),
    note: text('note'),
    createdAt: createdAt(),
    endedAt: instant('ended_at'),
    endedByName: text('ended_by_name'),
  },
  (t) => [
    index('forecast_liability_sku_idx').on(t.factoryId, t.skuId, t.fromWeek),
    check('forecast_liability_materials_check', sql`${t.materialsBp} between 0 and 10000`),
    foreignKey({
      name: 'forecast_liability_factory_fk',
      columns: [t.factoryId],
      foreignColumns: [factory.id],
    }),
  ],
);

/** One line of a ranked list of what deserves a factory person's attention today; remade with every version. */
export const factoryException = tenantTable(
  'factory_exception',
  {
    kind: text('kind').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    skuId: uuid('sku_id').notNull(),
    skuCode: text('sku_code').notNull(),
    week: date('week', { mode: 'string' }),
    versionId: uuid('version_id').notNull(),
    moneyMinor: minorUnits('money_minor').notNull(),
    currency: text('currency').notNull(),
    params: jsonb('params').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('factory_exception_rank_idx').on(t.factoryId, t.day, t.moneyMinor.desc(), t.id),
    foreignKey({
      name: 'factory_exception_factory_fk',
      columns: [t.factoryId],
      foreignColumns: [factory.id],
    }),
  ],
);
