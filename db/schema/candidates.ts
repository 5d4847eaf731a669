import { date, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, minorUnits, oneOf } from '../columns';
import { sku } from './catalog';

export const CANDIDATE_STAGES = [
  'idea',
  'shortlisted',
  'sampling',
  'first_order',
  'winner',
  'dropped',
] as const;
export const SIGNAL_UNITS = [
  'searches_per_month',
  'reviews',
  'rating_hundredths',
  'competing_offers',
  'index',
] as const;

/** An idea for a SKU with its demand signals and score. Platform scope. */
export const candidate = pgTable(
  'candidate',
  {
    id: uuid('id').primaryKey(),
    nameEn: text('name_en').notNull(),
    nameZh: text('name_zh').notNull(),
    categoryCode: text('category_code').notNull(),
    targetMarkets: text('target_markets').array().notNull(),
    expectedPriceMinor: minorUnits('expected_price_minor'),
    /** Unit cost at the factory's gate, same currency as the price. */
    expectedCostMinor: minorUnits('expected_cost_minor'),
    currency: text('currency'),
    attributes: jsonb('attributes').notNull().default({}),
    note: text('note'),
    /** First day of the month on whose board the candidate stands. */
    boardMonth: date('board_month', { mode: 'string' }),
    droppedReason: text('dropped_reason'),
    createdByName: text('created_by_name'),
    /** Reference of the row in the source that it was imported from: a second import changes nothing. */
    sourceRef: text('source_ref'),
    stage: text('stage', { enum: CANDIDATE_STAGES }).notNull().default('idea'),
    score: jsonb('score'),
    skuId: uuid('sku_id').references(() => sku.id),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    index('candidate_stage_idx').on(t.stage, t.createdAt),
    uniqueIndex('candidate_source_key').on(t.sourceRef),
    oneOf('candidate_stage_check', t.stage, CANDIDATE_STAGES),
  ],
);

/** One dated signal (search term, review, trend) behind a candidate. */
export const candidateSignal = pgTable(
  'candidate_signal',
  {
    id: uuid('id').primaryKey(),
    candidateId: uuid('candidate_id')
      .notNull()
      .references(() => candidate.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['search_term', 'review', 'trend'] }).notNull(),
    source: text('source').notNull(),
    /** The search term, the reviewed product or the name of the trend. */
    subject: text('subject').notNull().default(''),
    marketCode: text('market_code'),
    /** What `value` counts: searches per month, reviews, stars × 100, competing offers, index points. */
    unit: text('unit', { enum: SIGNAL_UNITS }).notNull().default('index'),
    observedOn: date('observed_on', { mode: 'string' }).notNull(),
    value: integer('value').notNull(),
    note: text('note'),
  },
  (t) => [index('candidate_signal_candidate_idx').on(t.candidateId, t.observedOn)],
);

/** When a candidate entered a stage: the development clock. */
export const candidateStage = pgTable(
  'candidate_stage',
  {
    id: uuid('id').primaryKey(),
    candidateId: uuid('candidate_id')
      .notNull()
      .references(() => candidate.id, { onDelete: 'cascade' }),
    stage: text('stage', { enum: CANDIDATE_STAGES }).notNull(),
    enteredAt: instant('entered_at').notNull(),
  },
  (t) => [index('candidate_stage_candidate_idx').on(t.candidateId, t.enteredAt)],
);
