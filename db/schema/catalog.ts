import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, minorUnits, oneOf, tenantTable } from '../columns';
import { factory } from './identity';

export const SKU_STATES = ['candidate', 'active', 'phasing_out', 'discontinued'] as const;
export const ABC_CLASSES = ['A', 'B', 'C'] as const;
export const SOURCING_STATES = ['active', 'backup', 'suspended'] as const;

/** Reference: readable by every factory. */
export const market = pgTable('market', {
  code: text('code').primaryKey(),
  nameEn: text('name_en').notNull(),
  nameZh: text('name_zh').notNull(),
  region: text('region').notNull(),
  currency: text('currency').notNull(),
  timeZone: text('time_zone').notNull(),
});

/** Reference: readable by every factory. */
export const warehouse = pgTable(
  'warehouse',
  {
    code: text('code').primaryKey(),
    nameEn: text('name_en').notNull(),
    nameZh: text('name_zh').notNull(),
    kind: text('kind', { enum: ['regional', 'forward'] }).notNull(),
    countryCode: text('country_code').notNull(),
    city: text('city').notNull(),
    timeZone: text('time_zone').notNull(),
    regionalCode: text('regional_code'),
  },
  (t) => [oneOf('warehouse_kind_check', t.kind, ['regional', 'forward'])],
);

/** Reference: product categories. */
export const productCategory = pgTable('product_category', {
  code: text('code').primaryKey(),
  parentCode: text('parent_code'),
  nameEn: text('name_en').notNull(),
  nameZh: text('name_zh').notNull(),
});

/** Reference: public holidays and make-up working days of a country's calendar. */
export const calendarDay = pgTable(
  'calendar_day',
  {
    calendarCode: text('calendar_code').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    isWorking: boolean('is_working').notNull(),
    nameEn: text('name_en').notNull(),
    nameZh: text('name_zh').notNull(),
  },
  (t) => [primaryKey({ name: 'calendar_day_pk', columns: [t.calendarCode, t.day] })],
);

/** Reference: exchange rates, units of `quote` for one unit of `base`. */
export const exchangeRate = pgTable(
  'exchange_rate',
  {
    base: text('base').notNull(),
    quote: text('quote').notNull(),
    validOn: date('valid_on', { mode: 'string' }).notNull(),
    rate: numeric('rate', { precision: 18, scale: 8 }).notNull(),
  },
  (t) => [primaryKey({ name: 'exchange_rate_pk', columns: [t.base, t.quote, t.validOn] })],
);

/** The SKU master. Platform scope: what one factory may know is copied into its sourcing records. */
export const sku = pgTable(
  'sku',
  {
    id: uuid('id').primaryKey(),
    code: text('code').notNull(),
    nameEn: text('name_en').notNull(),
    nameZh: text('name_zh').notNull(),
    categoryCode: text('category_code')
      .notNull()
      .references(() => productCategory.code),
    abcClass: text('abc_class', { enum: ABC_CLASSES }).notNull().default('C'),
    status: text('status', { enum: SKU_STATES }).notNull().default('active'),
    launchedOn: date('launched_on', { mode: 'string' }),
    listPriceMinor: minorUnits('list_price_minor'),
    listPriceCurrency: text('list_price_currency'),
    grossG: integer('gross_g'),
    lengthMm: integer('length_mm'),
    widthMm: integer('width_mm'),
    heightMm: integer('height_mm'),
    hsCode: text('hs_code'),
    attributes: jsonb('attributes').notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('sku_code_key').on(t.code),
    index('sku_category_idx').on(t.categoryCode),
    oneOf('sku_abc_class_check', t.abcClass, ABC_CLASSES),
    oneOf('sku_status_check', t.status, SKU_STATES),
  ],
);

/** Which factory makes which SKU, on what terms; carries the factory's own copy of what it may know of the SKU. */
export const sourcing = tenantTable(
  'sourcing',
  {
    skuId: uuid('sku_id').notNull(),
    skuCode: text('sku_code').notNull(),
    skuNameEn: text('sku_name_en').notNull(),
    skuNameZh: text('sku_name_zh').notNull(),
    categoryCode: text('category_code').notNull(),
    abcClass: text('abc_class', { enum: ABC_CLASSES }).notNull(),
    markets: text('markets').array().notNull(),
    status: text('status', { enum: SOURCING_STATES }).notNull().default('active'),
    unitCostMinor: minorUnits('unit_cost_minor').notNull(),
    currency: text('currency').notNull(),
    productionLeadDays: integer('production_lead_days').notNull(),
    transitLeadDays: integer('transit_lead_days').notNull(),
    minimumQuantity: integer('minimum_quantity').notNull(),
    orderMultiple: integer('order_multiple').notNull(),
    shareBp: integer('share_bp').notNull(),
    priority: integer('priority').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('sourcing_sku_key').on(t.factoryId, t.skuId),
    index('sourcing_by_sku_idx').on(t.skuId),
    oneOf('sourcing_status_check', t.status, SOURCING_STATES),
    check('sourcing_quantities_check', sql`${t.minimumQuantity} >= 1 and ${t.orderMultiple} >= 1`),
    check('sourcing_share_check', sql`${t.shareBp} between 0 and 10000`),
    check('sourcing_lead_check', sql`${t.productionLeadDays} >= 0 and ${t.transitLeadDays} >= 0`),
    foreignKey({ name: 'sourcing_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
    foreignKey({ name: 'sourcing_sku_fk', columns: [t.skuId], foreignColumns: [sku.id] }),
  ],
);

/** What a category must hold to be sold in a market: CE, FCC, UKCA, PSE… Reference: readable by every factory. */
export const complianceRequirement = pgTable(
  'compliance_requirement',
  {
    marketCode: text('market_code').notNull(),
    categoryCode: text('category_code').notNull(),
    documentKind: text('document_kind').notNull(),
  },
  (t) => [
    primaryKey({
      name: 'compliance_requirement_pk',
      columns: [t.marketCode, t.categoryCode, t.documentKind],
    }),
    foreignKey({
      name: 'compliance_requirement_market_fk',
      columns: [t.marketCode],
      foreignColumns: [market.code],
    }),
    foreignKey({
      name: 'compliance_requirement_category_fk',
      columns: [t.categoryCode],
      foreignColumns: [productCategory.code],
    }),
  ],
);

/** A certificate or test report of a factory: for one SKU, or (no SKU) for all it makes in a category. */
export const complianceDocument = tenantTable(
  'compliance_document',
  {
    documentKind: text('document_kind').notNull(),
    number: text('number').notNull(),
    issuer: text('issuer').notNull(),
    skuId: uuid('sku_id'),
    categoryCode: text('category_code'),
    markets: text('markets').array().notNull(),
    validFrom: date('valid_from', { mode: 'string' }).notNull(),
    /** Last day of validity; open when null. */
    validTo: date('valid_to', { mode: 'string' }),
    storedFileId: uuid('stored_file_id'),
    revokedAt: instant('revoked_at'),
    recordedByName: text('recorded_by_name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('compliance_document_sku_idx').on(t.factoryId, t.skuId),
    index('compliance_document_category_idx').on(t.factoryId, t.categoryCode),
    check('compliance_document_scope_check', sql`${t.skuId} is not null or ${t.categoryCode} is not null`),
    foreignKey({
      name: 'compliance_document_factory_fk',
      columns: [t.factoryId],
      foreignColumns: [factory.id],
    }),
  ],
);

/** What keeping and moving stock costs: storage per cubic metre and day, USD cents; room in cubic metres. */
export const warehouseTerms = pgTable('warehouse_terms', {
  warehouseCode: text('warehouse_code')
    .primaryKey()
    .references(() => warehouse.code),
  storageMinorPerM3Day: integer('storage_minor_per_m3_day').notNull(),
  handlingMinorPerPiece: integer('handling_minor_per_piece').notNull(),
  capacityM3: integer('capacity_m3').notNull(),
});

/** A way between two warehouses: cost per kilogram in USD cents, days. */
export const warehouseLane = pgTable(
  'warehouse_lane',
  {
    fromCode: text('from_code')
      .notNull()
      .references(() => warehouse.code),
    toCode: text('to_code')
      .notNull()
      .references(() => warehouse.code),
    costMinorPerKg: integer('cost_minor_per_kg').notNull(),
    fixedMinor: integer('fixed_minor').notNull().default(0),
    transitDays: integer('transit_days').notNull(),
  },
  (t) => [primaryKey({ name: 'warehouse_lane_pk', columns: [t.fromCode, t.toCode] })],
);

/** From a warehouse to a market's customer: days and cost per piece of one kilogram in USD cents. */
export const warehouseDelivery = pgTable(
  'warehouse_delivery',
  {
    warehouseCode: text('warehouse_code')
      .notNull()
      .references(() => warehouse.code),
    marketCode: text('market_code')
      .notNull()
      .references(() => market.code),
    deliveryDays: integer('delivery_days').notNull(),
    costMinorPerKg: integer('cost_minor_per_kg').notNull(),
  },
  (t) => [primaryKey({ name: 'warehouse_delivery_pk', columns: [t.warehouseCode, t.marketCode] })],
);
