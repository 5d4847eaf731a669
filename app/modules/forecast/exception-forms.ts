import { z } from 'zod';
import { parseCalendarDate } from '~/kernel/calendar-date';
import { EXCEPTION_VERDICT_WORDS } from './domain/exceptions/exception-kinds';

/** What somebody says to an exception of their list. */
export const exceptionForm = z.object({
  kind: z.string().trim().min(1, 'value_required').max(40, 'text_too_long'),
  subject: z.string().trim().min(1, 'value_required').max(200, 'text_too_long'),
  week: z
    .string()
    .refine((day) => parseCalendarDate(day).ok, 'invalid_date')
    .optional(),
  verdict: z.enum(EXCEPTION_VERDICT_WORDS, 'choice_unknown'),
});
