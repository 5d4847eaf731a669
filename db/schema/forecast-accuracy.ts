import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, minorUnits, tenantTable } from '../columns';
import { sku } from './catalog';
import { forecastVersion } from './forecast';
import { factory } from './identity';

/**
 * One closed week of one SKU × market: what sold, and what was said about it at the lead time of the SKU's first source,
 * step by step. Written once per week from kept versions; the accuracy page adds these up. Platform scope.
 */
export const demandAccuracy = pgTable(
  'demand_accuracy',
  {
    skuId: uuid('sku_id').notNull(),
    /** A market, or `*` for the SKU in all its markets. */
    marketCode: text('market_code').notNull(),
    week: date('week', { mode: 'string' }).notNull(),
    /** Weeks between the version's first week and the week. */
    lagWeeks: integer('lag_weeks').notNull(),
    versionId: uuid('version_id').notNull(),
    categoryCode: text('category_code').notNull(),
    abcClass: text('abc_class').notNull(),
    /** Units sold, corrected where the stock-out correction of the history says so. */
    actual: real('actual').notNull(),
    /** Sold out for part of the week: what sold says less than what was wanted. */
    isCensored: boolean('is_censored').notNull().default(false),
    /** The last week known when the version was made. */
    naive: real('naive').notNull(),
    /** The engine's mean, and the mean after a planner's override (equal where there was none). */
    model: real('model').notNull(),
    final: real('final').notNull(),
    hasOverride: boolean('has_override').notNull().default(false),
    p10: real('p10').notNull(),
    p50: real('p50').notNull(),
    p70: real('p70').notNull(),
    p80: real('p80').notNull(),
    p90: real('p90').notNull(),
    /** Mean absolute week-on-week difference of the history before the version: the scale of MASE; null if 0 or unknown. */
    scale: real('scale'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'demand_accuracy_pk', columns: [t.skuId, t.marketCode, t.week] }),
    index('demand_accuracy_week_idx').on(t.week, t.marketCode),
    index('demand_accuracy_version_idx').on(t.versionId),
    foreignKey({ name: 'demand_accuracy_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] }),
    foreignKey({
      name: 'demand_accuracy_version_fk',
      columns: [t.versionId],
      foreignColumns: [forecastVersion.id],
    }),
  ],
);

/**
 * One closed release week of one factory's SKU: what the platform said it would order at the factory's lead time, what
 * the factory committed to, what was ordered and what came: both sides are measured by the same row.
 */
export const orderAccuracy = tenantTable(
  'order_accuracy',
  {
    skuId: uuid('sku_id').notNull(),
    skuCode: text('sku_code').notNull(),
    categoryCode: text('category_code').notNull(),
    week: date('week', { mode: 'string' }).notNull(),
    lagWeeks: integer('lag_weeks').notNull(),
    versionId: uuid('version_id').notNull(),
    /** Pieces forecast (mean) at the lead time, and the naive answer: what was ordered in as many weeks before. */
    forecastQuantity: integer('forecast_quantity').notNull(),
    naiveQuantity: integer('naive_quantity').notNull(),
    commitQuantity: integer('commit_quantity'),
    orderedQuantity: integer('ordered_quantity').notNull(),
    /** Of what was ordered in the week: pieces whose promised date has passed, and those shipped by that date. */
    dueQuantity: integer('due_quantity').notNull(),
    onTimeQuantity: integer('on_time_quantity').notNull(),
    /** The bucket when it entered the frozen zone, and every piece by which it moved after that. */
    frozenQuantity: integer('frozen_quantity').notNull(),
    churnQuantity: integer('churn_quantity').notNull(),
    unitCostMinor: minorUnits('unit_cost_minor').notNull(),
    currency: text('currency').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('order_accuracy_key').on(t.factoryId, t.skuId, t.week),
    index('order_accuracy_week_idx').on(t.week, t.factoryId),
    foreignKey({ name: 'order_accuracy_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
    foreignKey({
      name: 'order_accuracy_version_fk',
      columns: [t.versionId],
      foreignColumns: [forecastVersion.id],
    }),
  ],
);
