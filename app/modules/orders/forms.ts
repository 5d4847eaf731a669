import { z } from 'zod';
import { parseCalendarDate } from '~/kernel/calendar-date';
import { ANSWER_OUTCOMES, ANSWER_REASONS } from './domain/answer';
import { INCOTERMS } from './domain/draft';
import { MILESTONE_KINDS } from './domain/milestones';
import { ORDER_KINDS, ORDER_STATES } from './domain/order-states';

/** The most pieces that one dated part may hold: a typing error is larger, a container of beads is smaller. */
export const MOST_PIECES = 10_000_000;

const id = z.uuid({ error: 'invalid_id' });
const day = z
  .string({ error: 'value_required' })
  .refine(
    (text) => parseCalendarDate(text).ok && text >= '2000-01-01' && text < '2100-01-01',
    'invalid_date',
  );
const pieces = z.number().int('number_not_whole').min(1).max(MOST_PIECES);
/** An amount in the order's currency as a person types it, `12.50`; the command reads it with the currency. */
const amount = z.string().trim().min(1, 'value_required').max(20, 'text_too_long');
const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most, 'text_too_long')
    .regex(/^[^\0]*$/, 'value_invalid');
const note = words(2000).optional();
const version = z.number().int().min(1);

const schedule = z.object({
  warehouseCode: z.string().trim().min(1, 'value_required').max(40, 'text_too_long'),
  quantity: pieces,
  /** First and last day of the window in which to ship. */
  shipFrom: day.nullable().default(null),
  shipBy: day,
});

/** A new order of one factory, as a draft. Prices in minor units; without one the sourcing record's cost counts. */
export const draftOrderInput = z.object({
  factoryId: id,
  kind: z.enum(ORDER_KINDS, { error: 'choice_unknown' }),
  inspectionRequired: z.boolean().default(true),
  incoterm: z.enum(INCOTERMS, { error: 'choice_unknown' }).default('FCA'),
  candidateId: id.nullable().default(null),
  groupId: id.nullable().default(null),
  note,
  lines: z
    .array(
      z.object({
        skuId: id,
        unitPriceMinor: z.bigint().min(0n).max(1_000_000_000_000n).optional(),
        schedules: z.array(schedule).min(1, 'value_required').max(60),
      }),
    )
    .min(1, 'value_required')
    .max(200),
});
export type DraftOrderInput = z.input<typeof draftOrderInput>;

/** Changes to an order: the lines that are named, whole; the others stay. `version` is the one that was looked at. */
export const amendForm = z.object({
  version,
  reason: words(500).min(1, 'value_required'),
  incoterm: z.enum(INCOTERMS, { error: 'choice_unknown' }).optional(),
  /** A choice on the page, because an empty box of a form is not sent at all. */
  inspectionRequired: z
    .union([z.boolean(), z.enum(['yes', 'no']).transform((answer) => answer === 'yes')], {
      error: 'choice_unknown',
    })
    .optional(),
  note,
  /** Takes the note away; an empty box of a form is not sent at all. */
  clearNote: z.boolean().default(false),
  lines: z
    .array(
      z.object({
        /** Absent: a new line, of `skuId`. */
        lineId: id.optional(),
        skuId: id.optional(),
        /** Taken out of the order. */
        cancel: z.boolean().default(false),
        unitPrice: amount.optional(),
        schedules: z
          .array(schedule.extend({ scheduleId: id.optional() }))
          .max(60)
          .default([]),
      }),
    )
    .max(200)
    .default([]),
});
export type AmendInput = z.input<typeof amendForm>;

const outcome = z.object({
  outcome: z.enum(ANSWER_OUTCOMES, { error: 'choice_unknown' }),
  quantity: pieces,
  /** Absent in a rejection. */
  shipOn: day.nullable().default(null),
  /** Only in a counter-proposal: another price per piece, in the order's currency. */
  unitPrice: amount.nullable().default(null),
  reason: z.enum(ANSWER_REASONS, { error: 'choice_unknown' }).nullable().default(null),
  note,
});

/** The factory's answer: whole lines, each dated part with the outcomes of its pieces. */
export const answerForm = z.object({
  version,
  lines: z
    .array(
      z.object({
        lineId: id,
        schedules: z
          .array(z.object({ scheduleId: id, outcomes: z.array(outcome).min(1, 'value_required').max(20) }))
          .min(1, 'value_required')
          .max(60),
      }),
    )
    .min(1, 'value_required')
    .max(200),
});
export type AnswerInput = z.input<typeof answerForm>;

/** Orders accepted as they were asked for, all open lines. */
export const acceptOrdersForm = z.object({ orderIds: z.array(id).min(1, 'value_required').max(200) });

/** The buyer's decision about counter-proposals, each by the id of its outcome. */
export const reviewForm = z.object({
  decisions: z
    .array(z.object({ answerId: id, decision: z.enum(['accept', 'decline'], { error: 'choice_unknown' }) }))
    .min(1, 'value_required')
    .max(500),
});
export type ReviewInput = z.input<typeof reviewForm>;

export const cancelForm = z.object({ reason: words(500).min(1, 'value_required') });
/** A reason is needed where a line is closed short. */
export const closeForm = z.object({ reason: words(500).optional() });
/** Lines to start; none named: all that can be. */
export const startProductionForm = z.object({ lineIds: z.array(id).max(200).default([]) });

export const milestoneForm = z.object({
  lineId: id,
  kind: z.enum(MILESTONE_KINDS, { error: 'choice_unknown' }),
  /** Absent or null: as planned. */
  revisedOn: day.nullable().optional(),
  /** Absent: as it stands. Null: not done after all. */
  actualOn: day.nullable().optional(),
  reason: words(500).optional(),
});
export type MilestoneInput = z.input<typeof milestoneForm>;

export const inspectionForm = z.object({
  lineIds: z.array(id).min(1, 'value_required').max(200),
  verdict: z.enum(['passed', 'failed'], { error: 'choice_unknown' }),
  note,
});
export type InspectionInput = z.input<typeof inspectionForm>;

export const messageForm = z.object({
  body: words(4000).min(1, 'value_required'),
  mentions: z.array(id).max(20).default([]),
});
export type MessageInput = z.input<typeof messageForm>;

const text = (max: number) => z.string().trim().min(1).max(max).optional().catch(undefined);

export const ORDER_SORTS = ['due', 'risk', 'number', 'created', 'value'] as const;
export const ORDER_NEEDS = ['answer', 'decision', 'late', 'at_risk'] as const;

/** Filters, order and place in the list of orders, as they stand in the URL. */
export const ordersSearch = z.object({
  state: z.enum(ORDER_STATES).optional().catch(undefined),
  kind: z.enum(ORDER_KINDS).optional().catch(undefined),
  /** What waits for somebody: an answer, the buyer's decision, or is late or about to be. */
  needs: z.enum(ORDER_NEEDS).optional().catch(undefined),
  /** Slug; in the platform's list alone. */
  factory: text(80),
  category: text(60),
  /** Order number, or code or name of a SKU. */
  q: text(80),
  /** Monday of the week in which something has to ship. */
  due: day.optional().catch(undefined),
  sort: z.enum(ORDER_SORTS).catch('created').default('created'),
  dir: z.enum(['asc', 'desc']).catch('desc').default('desc'),
  /** Cursor of the row before the page, or (`before`) of the one after it. */
  after: text(200),
  before: text(200),
  size: z.coerce
    .number()
    .refine((n): n is 25 | 50 | 100 => n === 25 || n === 50 || n === 100)
    .catch(50)
    .default(50),
});
export type OrdersSearch = z.infer<typeof ordersSearch>;

export const ordersExportSearch = ordersSearch.extend({
  format: z.enum(['csv', 'xlsx']).catch('csv').default('csv'),
});
