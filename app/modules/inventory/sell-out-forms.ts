import { z } from 'zod';
import { CLOCK_STATES } from './domain/clock/clock-list';
import { PAUSE_CAUSES } from './domain/clock/pause-rules';

const text = z.string().trim().min(1).max(100).optional().catch(undefined);
const format = z.enum(['csv', 'xlsx']).catch('csv').default('csv');

/** Filters and place of the list of clocks. */
export const sellOutSearch = z.object({
  state: z.enum(CLOCK_STATES).optional().catch(undefined),
  odds: z.enum(['low', 'high']).optional().catch(undefined),
  factory: text,
  q: text,
  after: z.string().max(120).optional().catch(undefined),
});
export type SellOutSearch = z.output<typeof sellOutSearch>;

/** Filters and place of a clock's evidence. */
export const evidenceSearch = z.object({
  type: z
    .enum(['receipt', 'put_away', 'transfer_out', 'transfer_in', 'sale', 'return', 'adjustment', 'write_off'])
    .optional()
    .catch(undefined),
  after: z.string().max(120).optional().catch(undefined),
});
export type EvidenceSearch = z.output<typeof evidenceSearch>;

/** The filters of a page and the kind of file asked for. */
export const sellOutExportSearch = sellOutSearch.extend({ format });
export const evidenceExportSearch = evidenceSearch.extend({ format });

/** Whether a search leaves anything out. */
export function isSellOutFiltered({ state, odds, factory, q }: SellOutSearch): boolean {
  return [state, odds, factory, q].some((value) => value !== undefined);
}

/** A day and a time of day in the reader's zone, as `datetime-local` inputs send them. */
const localTime = z
  .string({ error: 'value_required' })
  .trim()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'instant_invalid');

export const addPauseForm = z.object({
  intent: z.literal('pause'),
  cause: z.enum(PAUSE_CAUSES, { error: 'choice_unknown' }),
  from: localTime,
  to: localTime.optional(),
  evidence: z
    .string({ error: 'pause_evidence_required' })
    .trim()
    .min(3, 'pause_evidence_required')
    .max(1000, 'text_too_long'),
});

export const endPauseForm = z.object({
  intent: z.literal('end'),
  pause: z.uuid('invalid_id'),
  to: localTime,
});

export const withdrawPauseForm = z.object({ intent: z.literal('withdraw'), pause: z.uuid('invalid_id') });

export const pauseForm = z.discriminatedUnion('intent', [addPauseForm, endPauseForm, withdrawPauseForm]);
