import { z } from 'zod';
import { parseCalendarDate } from '~/kernel/calendar-date';
import { gramsOf } from './domain/carton-pattern';
import type { RowPattern } from './domain/carton-pattern-check';
import { SHIP_NOTICE_STATES } from './domain/ship-notice';

const invalid = (context: z.core.$RefinementCtx, message: string) => {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
};

/** Whole pieces, cartons or millimetres; `1,200` is read too. */
const whole = z
  .string()
  .max(20, 'number_invalid')
  .transform((text, context) => {
    const digits = text.replace(/[,\s]/g, '');
    if (!/^-?\d+([.]\d+)?$/.test(digits)) return invalid(context, 'number_invalid');
    if (!/^\d{1,9}$/.test(digits))
      return invalid(context, digits.includes('.') ? 'number_not_whole' : 'value_invalid');
    return Number(digits);
  });

/** Kilograms as typed, in grams. */
const weight = z
  .string()
  .max(20, 'weight_invalid')
  .transform((text, context) => gramsOf(text) ?? invalid(context, 'weight_invalid'));

const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most, 'text_too_long')
    .regex(/^\P{Cc}*$/u, 'value_invalid');

const day = z
  .string()
  .refine(
    (text) => parseCalendarDate(text).ok && text >= '2000-01-01' && text < '2100-01-01',
    'invalid_date',
  );

const row = z.object({
  scheduleId: z.uuid({ error: 'ship_notice_schedule_unknown' }),
  cartons: whole.optional(),
  pieces: whole.optional(),
  gross: weight.optional(),
  net: weight.optional(),
  length: whole.optional(),
  width: whole.optional(),
  height: whole.optional(),
  lastPieces: whole.optional(),
  lastGross: weight.optional(),
});

/** Where a shipment goes and with whom; all of it may be filled in later. */
const journey = {
  carrier: words(80).optional(),
  trackingNo: words(60).optional(),
  expectedArrivalOn: day.optional(),
};

/** Cartons by rows of the form. A row without cartons and without a last carton says nothing; the others must say all. */
export const shipNoticeForm = z
  .object({ ...journey, groups: z.array(row).max(200).default([]) })
  .transform((input, context) => {
    const rows: RowPattern[] = [];
    for (const [index, entry] of input.groups.entries()) {
      const { cartons = 0, lastPieces = 0, net, lastGross, scheduleId } = entry;
      if (cartons === 0 && lastPieces === 0) continue;
      const required = ['gross', 'length', 'width', 'height', ...(cartons > 0 ? ['pieces'] : [])] as const;
      const missing = required.filter((field) => !entry[field as keyof typeof entry]);
      for (const field of missing)
        context.addIssue({ code: 'custom', path: ['groups', index, field], message: 'value_required' });
      rows.push({
        row: index,
        scheduleId,
        cartons,
        piecesEach: entry.pieces ?? 0,
        grossG: entry.gross ?? 0,
        netG: net ?? null,
        lengthMm: entry.length ?? 0,
        widthMm: entry.width ?? 0,
        heightMm: entry.height ?? 0,
        last: lastPieces > 0 ? { pieces: lastPieces, grossG: lastGross ?? null } : null,
      });
    }
    return {
      carrier: input.carrier || null,
      trackingNo: input.trackingNo || null,
      expectedArrivalOn: input.expectedArrivalOn ?? null,
      rows,
    };
  });
export type ShipNoticeInput = z.output<typeof shipNoticeForm>;

/** One page, two verbs: the shipment leaves, or the draft is given up. */
export const shipNoticeActionForm = z.discriminatedUnion(
  'intent',
  [z.object({ intent: z.literal('ship'), ...journey }), z.object({ intent: z.literal('cancel') })],
  { error: 'choice_unknown' },
);

/** Which part of an order to pack. */
export const shipSearch = z.object({
  warehouse: z.string().max(40).optional().catch(undefined),
  notice: z.string().max(80).optional().catch(undefined),
});

/** Filters of the list of ship notices. */
export const shipNoticesSearch = z.object({
  q: z.string().trim().min(1).max(100).optional().catch(undefined),
  status: z.enum(SHIP_NOTICE_STATES).optional().catch(undefined),
  warehouse: z.string().max(40).optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
});
export type ShipNoticesSearch = z.output<typeof shipNoticesSearch>;

export const shipNoticesExportSearch = shipNoticesSearch.extend({
  format: z.enum(['csv', 'xlsx']).default('csv').catch('csv'),
});

/** A packing list as a document or as a sheet. */
export const packingListSearch = z.object({
  format: z.enum(['pdf', 'csv', 'xlsx']).default('pdf').catch('pdf'),
});

/** Which labels to print: all, or some. */
export const labelsSearch = z.object({
  from: z.coerce.number().int().min(1).optional().catch(undefined),
  to: z.coerce.number().int().min(1).optional().catch(undefined),
});
