import { z } from 'zod';
import { type CalendarDate, parseCalendarDate } from '~/kernel/calendar-date';
import { PAGE_SIZES } from './domain/page-sizes';
import { OVERRIDE_MODES } from './domain/plan-override';

const day = z
  .string('value_required')
  .refine((text) => parseCalendarDate(text).ok, 'invalid_date')
  .transform((text) => text as CalendarDate);

/** A figure as it is typed or pasted: `1,200`, `+15`, `-10 %`. */
const figure = z
  .string('value_required')
  .trim()
  .max(20, 'number_invalid')
  .transform((text, context) => {
    const digits = text.replace(/[,\s%％]/g, '').replace('−', '-');
    if (!/^[+-]?\d+(\.\d+)?$/.test(digits)) {
      context.addIssue({ code: 'custom', message: 'number_invalid' });
      return z.NEVER;
    }
    return Number(digits);
  });

const market = z.string('value_required').trim().min(1, 'value_required').max(8, 'text_too_long');

/** A planner's change of a market's demand over weeks. */
const setForm = z.object({
  intent: z.literal('set'),
  market,
  from: day,
  to: day,
  mode: z.enum(OVERRIDE_MODES, 'choice_unknown'),
  value: figure,
  comment: z.string('value_required').trim().min(3, 'text_too_short').max(500, 'text_too_long'),
});

/** Ends what holds for a market in a range of weeks. */
const endForm = z.object({ intent: z.literal('end'), market, from: day, to: day });

export const overrideForm = z.discriminatedUnion('intent', [setForm, endForm]);
export type OverrideSet = z.infer<typeof setForm>;
export type OverrideEnd = z.infer<typeof endForm>;

const text = (max: number) => z.string().trim().min(1).max(max).optional().catch(undefined);

/** Filters of the list of overrides. */
export const overridesSearch = z.object({
  q: text(80),
  market: text(8),
  state: z.enum(['active', 'all']).catch('active').default('active'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
  size: z.coerce
    .number()
    .refine((n): n is (typeof PAGE_SIZES)[number] => (PAGE_SIZES as readonly number[]).includes(n))
    .catch(50)
    .default(50),
});
export type OverridesSearch = z.infer<typeof overridesSearch>;
export const overridesExportSearch = overridesSearch.extend({
  format: z.enum(['csv', 'xlsx']).catch('csv').default('csv'),
});
