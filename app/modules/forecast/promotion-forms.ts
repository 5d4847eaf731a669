import { z } from 'zod';
import { type CalendarDate, parseCalendarDate } from '~/kernel/calendar-date';
import { PAGE_SIZES } from './domain/page-sizes';

const day = z
  .string('value_required')
  .refine((text) => parseCalendarDate(text).ok, 'invalid_date')
  .transform((text) => text as CalendarDate);

/** Per cent off the price as it is typed, `15` or `12.5 %`, in basis points. */
const discount = z
  .string('value_required')
  .trim()
  .max(20, 'number_invalid')
  .transform((text, context) => {
    const digits = text.replace(/[\s%％]/g, '').replace(',', '.');
    const percent = /^\d+(\.\d{1,2})?$/.test(digits) ? Number(digits) : Number.NaN;
    const problem = Number.isNaN(percent)
      ? 'number_invalid'
      : percent <= 0 || percent > 95
        ? 'promotion_discount_range'
        : null;
    if (problem) {
      context.addIssue({ code: 'custom', message: problem });
      return z.NEVER;
    }
    return Math.round(percent * 100);
  });

const addForm = z.object({
  intent: z.literal('add'),
  name: z.string('value_required').trim().min(1, 'value_required').max(120, 'text_too_long'),
  sku: z.string().trim().max(60, 'text_too_long').optional(),
  category: z.string().trim().max(60, 'text_too_long').optional(),
  market: z.string('value_required').trim().min(1, 'value_required').max(8, 'text_too_long'),
  from: day,
  to: day,
  discount,
});

const endForm = z.object({ intent: z.literal('end'), promotion: z.uuid('promotion_unknown') });

/** Adds a promotion of a SKU or a category, or ends one. */
export const promotionForm = z.discriminatedUnion('intent', [addForm, endForm]);
export type PromotionAdd = z.infer<typeof addForm>;

const text = (max: number) => z.string().trim().min(1).max(max).optional().catch(undefined);

/** Filters of the list of promotions. */
export const promotionsSearch = z.object({
  q: text(80),
  market: text(8),
  state: z.enum(['current', 'over', 'all']).catch('current').default('current'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
  size: z.coerce
    .number()
    .refine((n): n is (typeof PAGE_SIZES)[number] => (PAGE_SIZES as readonly number[]).includes(n))
    .catch(50)
    .default(50),
});
export type PromotionsSearch = z.infer<typeof promotionsSearch>;
export const promotionsExportSearch = promotionsSearch.extend({
  format: z.enum(['csv', 'xlsx']).catch('csv').default('csv'),
});
