import { z } from 'zod';
import { parseCalendarDate } from '~/kernel/calendar-date';
import { RISK_KINDS } from './domain/pool-words';

const words = (most: number) =>
  z
    .string({ error: 'value_required' })
    .trim()
    .min(1, 'value_required')
    .max(most, 'text_too_long')
    .regex(/^[^\0]*$/, 'value_invalid');
const day = z
  .string({ error: 'value_required' })
  .refine(
    (text) => parseCalendarDate(text).ok && text >= '2000-01-01' && text < '2100-01-01',
    'invalid_date',
  );
const percent = z.coerce.number({ error: 'number_invalid' }).int('number_not_whole').min(1).max(100);

export const riskSearch = z.object({
  state: z.enum(['open', 'closed', 'all']).default('open').catch('open'),
  kind: z.enum(RISK_KINDS).optional().catch(undefined),
  q: z.string().trim().min(1).max(100).optional().catch(undefined),
  after: z.string().max(120).optional().catch(undefined),
  before: z.string().max(120).optional().catch(undefined),
});
export type RiskSearch = z.output<typeof riskSearch>;

export const riskExportSearch = riskSearch.extend({
  format: z.enum(['csv', 'xlsx']).default('csv').catch('csv'),
});

/** Opens a notice about one factory. */
export const riskNoticeForm = z
  .object({
    factory: words(100),
    kind: z.enum(RISK_KINDS, { error: 'choice_unknown' }),
    title: words(120),
    fromDay: day,
    /** Empty: the end is not known. */
    toDay: z.union([z.literal(''), day]).default(''),
    note: words(2000),
  })
  .superRefine((input, context) => {
    if (input.toDay !== '' && input.toDay < input.fromDay)
      context.addIssue({ code: 'custom', path: ['toDay'], message: 'risk_days_reversed' });
  });

/** From which share on one factory is too much: percent of a category, and the Herfindahl index in points of 10,000. */
export const riskRuleForm = z.object({
  topShare: percent,
  herfindahl: z.coerce.number({ error: 'number_invalid' }).int('number_not_whole').min(1).max(10_000),
  minimumSkus: z.coerce.number({ error: 'number_invalid' }).int('number_not_whole').min(1).max(10_000),
});

/** What may be done with a notice and its proposals, short of moving orders. */
export const riskActionForm = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('propose') }),
    z.object({ intent: z.literal('close') }),
    z.object({ intent: z.literal('dismiss'), proposalId: z.uuid({ error: 'move_proposal_unknown' }) }),
  ],
  { error: 'choice_unknown' },
);

export const moveForm = z.object({ proposalId: z.uuid({ error: 'move_proposal_unknown' }) });

/** What may be sent from the page of all notices. */
export const riskPageForm = z.discriminatedUnion('intent', [
  riskNoticeForm.safeExtend({ intent: z.literal('open') }),
  riskRuleForm.extend({ intent: z.literal('rule') }),
]);
