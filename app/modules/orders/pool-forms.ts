import { z } from 'zod';
import { parseCalendarDate } from '~/kernel/calendar-date';
import { POOL_STATES } from './domain/pool-words';

const optionalText = (most: number) => z.string().trim().min(1).max(most).optional().catch(undefined);
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

/** Filters of the factory pool as they stand in the URL. */
export const poolSearch = z.object({
  q: optionalText(100),
  status: z.enum(POOL_STATES).optional().catch(undefined),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .catch(undefined),
  documents: z.enum(['expiring', 'missing']).optional().catch(undefined),
  sort: z.enum(['name', 'open']).default('open').catch('open'),
  dir: z.enum(['asc', 'desc']).optional().catch(undefined),
  after: z.string().max(140).optional().catch(undefined),
  before: z.string().max(140).optional().catch(undefined),
});
export type PoolSearch = z.output<typeof poolSearch>;

export const poolExportSearch = poolSearch.extend({
  format: z.enum(['csv', 'xlsx']).default('csv').catch('csv'),
});

export const factoryStatusForm = z.object({
  intent: z.literal('status'),
  status: z.enum(POOL_STATES, { error: 'choice_unknown' }),
  reason: words(500),
});

/** A document of one SKU, or of a whole category where no SKU is named. */
export const documentForm = z
  .object({
    intent: z.literal('document'),
    documentKind: words(40),
    number: words(80),
    issuer: words(120),
    sku: z.string().trim().max(60, 'text_too_long').default(''),
    category: z.string().trim().max(60, 'text_too_long').default(''),
    markets: words(200).transform((text) => [
      ...new Set(
        text
          .toUpperCase()
          .split(/[\s,;，、]+/)
          .filter(Boolean),
      ),
    ]),
    validFrom: day,
    validTo: z.union([z.literal(''), day]).default(''),
  })
  .superRefine((input, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (input.sku === '' && input.category === '') refuse('category', 'compliance_scope_missing');
    if (input.validTo !== '' && input.validTo < input.validFrom)
      refuse('validTo', 'compliance_dates_reversed');
  });

export const revokeForm = z.object({
  intent: z.literal('revoke'),
  documentId: z.uuid({ error: 'compliance_document_unknown' }),
});

/** Which SKU a factory's terms are looked at for. */
export const sourcingSearch = z.object({ sku: z.string().trim().max(60).catch('').default('') });

/** Beside it comes the file. */
export const attachForm = z.object({
  intent: z.literal('attach'),
  documentId: z.uuid({ error: 'compliance_document_unknown' }),
});

/** What may be done on a factory's page. */
export const factoryForm = z.discriminatedUnion(
  'intent',
  [factoryStatusForm, documentForm, revokeForm, attachForm],
  { error: 'choice_unknown' },
);
