import { z } from 'zod';
import { parseCalendarDate } from '~/kernel/calendar-date';
import { isCurrencyCode } from '~/kernel/currency';
import { parseMoney } from '~/kernel/money';
import { SIGNAL_KINDS } from './domain/candidate-import';
import { CANDIDATE_STAGES } from './domain/candidate-stages';

const line = (most: number) =>
  z
    .string({ error: 'value_required' })
    .trim()
    .min(1, 'value_required')
    .max(most, 'text_too_long')
    .regex(/^\P{Cc}*$/u, 'value_invalid');
const code = z.string({ error: 'choice_unknown' }).regex(/^[a-zA-Z][a-zA-Z0-9_.]{0,60}$/, 'choice_unknown');
const optionalAmount = z.string().trim().max(20, 'text_too_long').optional();
const note = z
  .string()
  .trim()
  .max(2000, 'text_too_long')
  .regex(/^[^\0]*$/, 'value_invalid')
  .optional();
const whole = (least: number, most: number) =>
  z
    .string({ error: 'value_required' })
    .trim()
    .regex(/^\d[\d,]{0,15}$/, 'number_not_whole')
    .transform((text) => Number(text.replaceAll(',', '')))
    .pipe(z.number().int('number_not_whole').min(least).max(most));

/** A candidate as a buyer types it; amounts become minor units of its currency. */
export const candidateForm = z
  .object({
    nameEn: line(160),
    nameZh: z
      .string()
      .trim()
      .max(160, 'text_too_long')
      .regex(/^\P{Cc}*$/u, 'value_invalid')
      .optional(),
    categoryCode: code,
    targetMarkets: z
      .union([z.string().transform((one) => [one]), z.array(z.string())], { error: 'value_required' })
      .pipe(z.array(code).min(1, 'value_required').max(60)),
    currency: z.string({ error: 'invalid_currency' }).refine(isCurrencyCode, 'invalid_currency'),
    expectedPrice: optionalAmount,
    expectedCost: optionalAmount,
    note,
  })
  .transform((input, context) => {
    const amount = (field: 'expectedPrice' | 'expectedCost'): bigint | null => {
      const text = input[field];
      if (!text) return null;
      const read = parseMoney(text, input.currency);
      if (read.ok && read.value.minor > 0n && read.value.minor < 10n ** 13n) return read.value.minor;
      const message = read.ok ? 'invalid_money' : read.error.code;
      context.addIssue({ code: 'custom', path: [field], message });
      return null;
    };
    const expectedPriceMinor = amount('expectedPrice');
    const expectedCostMinor = amount('expectedCost');
    return {
      nameEn: input.nameEn,
      nameZh: input.nameZh || input.nameEn,
      categoryCode: input.categoryCode,
      targetMarkets: [...new Set(input.targetMarkets)],
      currency: input.currency as string,
      expectedPriceMinor,
      expectedCostMinor,
      note: input.note || null,
    };
  });

const day = z
  .string({ error: 'invalid_date' })
  .refine((text) => parseCalendarDate(text).ok && text >= '2000-01-01', 'invalid_date');

/** One observation. */
export const signalForm = z.object({
  kind: z.enum(SIGNAL_KINDS, { error: 'choice_unknown' }),
  source: line(120),
  subject: z
    .string()
    .trim()
    .max(160, 'text_too_long')
    .regex(/^\P{Cc}*$/u, 'value_invalid')
    .default(''),
  marketCode: z.union([z.literal(''), code]).default(''),
  unit: z.enum(['searches_per_month', 'reviews', 'rating_hundredths', 'competing_offers', 'index'], {
    error: 'choice_unknown',
  }),
  value: whole(0, 2_000_000_000),
  observedOn: day,
});

export const moveCandidateForm = z.object({
  to: z.enum(CANDIDATE_STAGES, { error: 'choice_unknown' }),
  reason: note,
});

export const removeSignalForm = z.object({ signal: z.uuid({ error: 'invalid_id' }) });

/** What may be done on the board: all open candidates are scored anew, or one is moved. */
export const boardIntent = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('score') }),
    moveCandidateForm.extend({ intent: z.literal('move'), candidate: z.uuid({ error: 'invalid_id' }) }),
  ],
  { error: 'choice_unknown' },
);

/** What was done on the board, for the page to say. */
export type BoardDone =
  | { scored: number /** Epoch ms. */; at: number }
  | { moved: { nameEn: string; nameZh: string }; to: (typeof CANDIDATE_STAGES)[number] };

/** What may be done on a candidate's page. */
export const candidateIntent = z.discriminatedUnion(
  'intent',
  [
    moveCandidateForm.extend({ intent: z.literal('move') }),
    signalForm.extend({ intent: z.literal('signal') }),
    removeSignalForm.extend({ intent: z.literal('remove') }),
  ],
  { error: 'choice_unknown' },
);

/** The SKU that a candidate becomes, and who makes it. */
export const candidateSkuForm = z.object({
  code: z
    .string({ error: 'value_required' })
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9][A-Z0-9-]{2,30}$/, 'sku_code_invalid'),
  grossG: whole(1, 1_000_000),
  lengthMm: whole(1, 10_000),
  widthMm: whole(1, 10_000),
  heightMm: whole(1, 10_000),
  hsCode: z
    .string({ error: 'value_required' })
    .trim()
    .regex(/^\d{6,10}$/, 'hs_code_invalid'),
  factory: z.uuid({ error: 'choice_unknown' }),
  unitCost: z.string({ error: 'value_required' }).trim().min(1, 'value_required').max(20, 'text_too_long'),
  productionLeadDays: whole(1, 400),
  transitLeadDays: whole(0, 200),
  minimumQuantity: whole(1, 1_000_000),
  orderMultiple: whole(1, 100_000),
});

/** Filters of the board, in the URL. */
export const candidateSearch = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .catch('')
    .default(''),
  category: z.string().max(60).catch('').default(''),
  market: z.string().max(10).catch('').default(''),
  q: z.string().max(80).catch('').default(''),
});
export type CandidateSearch = z.output<typeof candidateSearch>;
