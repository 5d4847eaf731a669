import { z } from 'zod';

/** What can be done on the page of runs. */
export const runForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('start'), publishes: z.literal('on').optional() }),
  z.object({ intent: z.literal('cancel'), run: z.uuid('invalid_id') }),
  z.object({ intent: z.literal('resume'), run: z.uuid('invalid_id') }),
]);

/** What can be decided about a draft. */
export const draftForm = z.object({
  intent: z.enum(['publish', 'discard'], { error: 'choice_unknown' }),
  comment: z.string().trim().max(1000, 'text_too_long').optional(),
});
