import { sql } from 'drizzle-orm';
import {
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, minorUnits, oneOf, portalApp, portalPlatform, tenantTable } from '../columns';
import { market, productCategory, sku } from './catalog';
import { factory } from './identity';

/** `discarded`: a draft that someone decided not to publish. */
export const VERSION_STATES = ['draft', 'published', 'superseded', 'failed', 'discarded'] as const;
export const CHANGE_KINDS = ['new', 'dropped', 'up', 'down', 'unchanged'] as const;

/** One immutable calculation of both series. A factory sees those that were published. */
export const forecastVersion = pgTable(
  'forecast_version',
  {
    id: uuid('id').primaryKey(),
    number: integer('number').notNull(),
    status: text('status', { enum: VERSION_STATES }).notNull().default('draft'),
    asOf: date('as_of', { mode: 'string' }).notNull(),
    firstWeek: date('first_week', { mode: 'string' }).notNull(),
    orderHorizonWeeks: integer('order_horizon_weeks').notNull(),
    demandHorizonWeeks: integer('demand_horizon_weeks').notNull(),
    demandEngine: text('demand_engine').notNull(),
    nettingRuleVersion: text('netting_rule_version').notNull(),
    inputHash: text('input_hash').notNull(),
    previousVersionId: uuid('previous_version_id'),
    seriesCount: integer('series_count').notNull().default(0),
    lineCount: integer('line_count').notNull().default(0),
    generatedAt: instant('generated_at').notNull(),
    publishedAt: instant('published_at'),
    /** Who published it; null when the nightly run did. */
    publishedByName: text('published_by_name'),
    /** What the checks before publication found: `[{code, level, params}]`. Null before they ran. */
    checks: jsonb('checks'),
    note: text('note'),
  },
  (t) => [
    uniqueIndex('forecast_version_number_key').on(t.number),
    index('forecast_version_status_idx').on(t.status, t.publishedAt.desc().nullsFirst()),
    oneOf('forecast_version_status_check', t.status, VERSION_STATES),
    pgPolicy('factory_scope', {
      for: 'select',
      to: portalApp,
      using: sql`status in ('published', 'superseded')`,
    }),
    pgPolicy('platform_scope', { for: 'all', to: portalPlatform, using: sql`true`, withCheck: sql`true` }),
  ],
);

/** What consumers will buy of one SKU in one market, week by week from the version's first week. Platform scope. */
export const demandLine = pgTable(
  'demand_line',
  {
    versionId: uuid('version_id').notNull(),
    skuId: uuid('sku_id').notNull(),
    /** A market, or `*` for the SKU in all its markets. */
    marketCode: text('market_code').notNull(),
    mean: real('mean').array().notNull(),
    p10: real('p10').array().notNull(),
    p50: real('p50').array().notNull(),
    p70: real('p70').array().notNull(),
    p80: real('p80').array().notNull(),
    p90: real('p90').array().notNull(),
    /** The engine's mean before a planner changed it; null where nobody did. */
    modelMean: real('model_mean').array(),
    model: text('model').notNull(),
    historyWeeks: integer('history_weeks').notNull(),
    censoredWeeks: integer('censored_weeks').notNull().default(0),
    backtestWape: real('backtest_wape'),
    backtestBias: real('backtest_bias'),
    backtestMase: real('backtest_mase'),
  },
  (t) => [
    primaryKey({ name: 'demand_line_pk', columns: [t.skuId, t.versionId, t.marketCode] }),
    index('demand_line_version_idx').on(t.versionId, t.marketCode),
    foreignKey({
      name: 'demand_line_version_fk',
      columns: [t.versionId],
      foreignColumns: [forecastVersion.id],
    }),
    foreignKey({ name: 'demand_line_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] }),
  ],
);

/**
 * What the platform will order of one SKU from one factory, per release week from the version's first week and per
 * demand quantile. Totals and the change against the version before are kept, so that pages sort by an index.
 */
export const forecastLine = tenantTable(
  'forecast_line',
  {
    versionId: uuid('version_id').notNull(),
    skuId: uuid('sku_id').notNull(),
    sourcingId: uuid('sourcing_id').notNull(),
    skuCode: text('sku_code').notNull(),
    skuNameEn: text('sku_name_en').notNull(),
    skuNameZh: text('sku_name_zh').notNull(),
    categoryCode: text('category_code').notNull(),
    abcClass: text('abc_class').notNull(),
    markets: text('markets').array().notNull(),
    unitCostMinor: minorUnits('unit_cost_minor').notNull(),
    currency: text('currency').notNull(),
    leadTimeWeeks: integer('lead_time_weeks').notNull(),
    frozenWeeks: integer('frozen_weeks').notNull(),
    firmWeeks: integer('firm_weeks').notNull(),
    qtyMean: integer('qty_mean').array().notNull(),
    qtyP50: integer('qty_p50').array().notNull(),
    qtyP70: integer('qty_p70').array().notNull(),
    qtyP80: integer('qty_p80').array().notNull(),
    qtyP90: integer('qty_p90').array().notNull(),
    /** The version before, aligned to this one's weeks; null where it had no such week or no such line. */
    prevMean: integer('prev_mean').array().notNull(),
    prevP50: integer('prev_p50').array().notNull(),
    prevP70: integer('prev_p70').array().notNull(),
    prevP80: integer('prev_p80').array().notNull(),
    prevP90: integer('prev_p90').array().notNull(),
    totalMean: integer('total_mean').notNull(),
    totalP50: integer('total_p50').notNull(),
    totalP70: integer('total_p70').notNull(),
    totalP80: integer('total_p80').notNull(),
    totalP90: integer('total_p90').notNull(),
    /** Sum over the weeks that both versions cover. */
    changeMean: integer('change_mean').notNull(),
    changeP50: integer('change_p50').notNull(),
    changeP70: integer('change_p70').notNull(),
    changeP80: integer('change_p80').notNull(),
    changeP90: integer('change_p90').notNull(),
    changeKind: text('change_kind', { enum: CHANGE_KINDS }).notNull(),
    inputHash: text('input_hash').notNull(),
  },
  (t) => [
    unique('forecast_line_sku_key').on(t.factoryId, t.versionId, t.skuId),
    index('forecast_line_code_idx').on(t.factoryId, t.versionId, t.skuCode),
    index('forecast_line_version_idx').on(t.versionId, t.skuCode),
    index('forecast_line_by_sku_idx').on(t.skuId, t.versionId),
    oneOf('forecast_line_change_check', t.changeKind, CHANGE_KINDS),
    foreignKey({ name: 'forecast_line_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
    foreignKey({
      name: 'forecast_line_version_fk',
      columns: [t.versionId],
      foreignColumns: [forecastVersion.id],
    }),
  ],
);

/** The netting trace of a line, all buckets and quantiles, and the demand behind it; `id` is the line's. */
export const forecastTrace = tenantTable(
  'forecast_trace',
  {
    versionId: uuid('version_id').notNull(),
    trace: jsonb('trace').notNull(),
    /** Weekly units before the first week, oldest first, corrected for stock-outs; null where nothing is known. */
    historyFirstWeek: date('history_first_week', { mode: 'string' }),
    history: real('history').array().notNull(),
    /** Demand of the SKU in all its markets and in each: `{ '*': {mean, p10, …}, 'US': {…} }`. */
    demand: jsonb('demand').notNull(),
    /** What was netted, without the demand curves: two versions' inputs tell why their results differ. */
    input: jsonb('input'),
  },
  (t) => [
    index('forecast_trace_version_idx').on(t.factoryId, t.versionId),
    foreignKey({
      name: 'forecast_trace_line_fk',
      columns: [t.factoryId, t.id],
      foreignColumns: [forecastLine.factoryId, forecastLine.id],
    }),
  ],
);

/**
 * Demand of a category in a market, week by week from the version's first week; `*` for all. Units are the exact sums of the
 * SKUs' forecasts, beside them what the sums become when each whole is forecast, too, and reconciled. Platform scope.
 */
export const demandTotal = pgTable(
  'demand_total',
  {
    versionId: uuid('version_id').notNull(),
    categoryCode: text('category_code').notNull(),
    marketCode: text('market_code').notNull(),
    units: doublePrecision('units').array().notNull(),
    reconciled: doublePrecision('reconciled').array().notNull(),
  },
  (t) => [
    primaryKey({ name: 'demand_total_pk', columns: [t.versionId, t.categoryCode, t.marketCode] }),
    foreignKey({
      name: 'demand_total_version_fk',
      columns: [t.versionId],
      foreignColumns: [forecastVersion.id],
    }),
  ],
);

/**
 * A promotion of one SKU or of a whole category in a market, past or planned: the forecast learns what discounts did and
 * expects it of the planned ones. Platform scope.
 */
export const promotion = pgTable(
  'promotion',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    skuId: uuid('sku_id'),
    categoryCode: text('category_code').references(() => productCategory.code),
    marketCode: text('market_code')
      .notNull()
      .references(() => market.code),
    fromDay: date('from_day', { mode: 'string' }).notNull(),
    toDay: date('to_day', { mode: 'string' }).notNull(),
    /** Off the price: 2000 is 20 %. */
    discountBp: integer('discount_bp').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('promotion_days_idx').on(t.toDay, t.fromDay),
    index('promotion_sku_idx').on(t.skuId),
    check('promotion_subject_check', sql`(${t.skuId} is null) <> (${t.categoryCode} is null)`),
    check(
      'promotion_values_check',
      sql`${t.discountBp} between 0 and 9500 and ${t.toDay} >= ${t.fromDay} and ${t.toDay} - ${t.fromDay} < 400`,
    ),
    foreignKey({ name: 'promotion_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] }),
  ],
);

/** A factory's time fences: weeks in which the order forecast may not, or only a little, change. */
export const fence = tenantTable(
  'fence',
  {
    validFrom: date('valid_from', { mode: 'string' }).notNull(),
    frozenWeeks: integer('frozen_weeks').notNull(),
    firmWeeks: integer('firm_weeks').notNull(),
    flexBp: integer('flex_bp').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('fence_valid_from_key').on(t.factoryId, t.validFrom),
    check(
      'fence_weeks_check',
      sql`${t.frozenWeeks} >= 0 and ${t.firmWeeks} >= 0 and ${t.flexBp} between 0 and 10000`,
    ),
    foreignKey({ name: 'fence_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
  ],
);
