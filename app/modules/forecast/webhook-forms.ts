import { z } from 'zod';
import { WEBHOOK_EVENTS } from './domain/webhooks/events';

export const createWebhookForm = z.object({
  intent: z.literal('create'),
  url: z.string({ error: 'value_required' }).trim().max(1000, 'text_too_long'),
  description: z.string().trim().max(100, 'text_too_long').optional(),
  events: z
    .array(z.enum(WEBHOOK_EVENTS, { error: 'choice_unknown' }))
    .min(1, 'webhook_event_required')
    .default(['forecast.published']),
});

/** What may be done with an address that is there. */
export const webhookActionForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('pause') }),
  z.object({ intent: z.literal('resume') }),
  z.object({ intent: z.literal('test') }),
  z.object({ intent: z.literal('remove') }),
  z.object({ intent: z.literal('resend'), delivery: z.uuid('invalid_id') }),
]);
export type WebhookAction = z.output<typeof webhookActionForm>;

export const deliveriesSearch = z.object({ after: z.string().max(80).optional().catch(undefined) });

/** What a person may do with their calendar address. */
export const calendarForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('create') }),
  z.object({ intent: z.literal('revoke'), feed: z.uuid('invalid_id') }),
]);
