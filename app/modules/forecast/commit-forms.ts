import { z } from 'zod';
import { parseCalendarDate } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { MOST_COMMIT_PIECES, MOST_NOTE, REASON_CODES } from './domain/commit/commit-bucket';
import { LIABILITY_COVERS } from './domain/commit/liability';
import { QUANTILES } from './domain/netting/types';

const text = (max: number) => z.string().trim().min(1).max(max).optional().catch(undefined);

/** Which SKUs the grid shows, as it stands in the URL. */
export const commitSearch = z.object({
  q: text(80),
  category: text(60),
  market: text(8),
  /** `waiting`: only SKUs with a bucket that waits for an answer; `short`: only those that promise less than asked. */
  show: z.enum(['waiting', 'short']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
export type CommitSearch = z.infer<typeof commitSearch>;

export const commitExportSearch = commitSearch.extend({
  format: z.enum(['csv', 'xlsx']).catch('xlsx').default('xlsx'),
});

const id = z.uuid({ error: 'invalid_id' });
const week = z
  .string({ error: 'value_required' })
  .refine(
    (day) => parseCalendarDate(day).ok && day >= '2000-01-01' && day < '2100-01-01',
    'commit_week_invalid',
  );
const pieces = z.number().int().min(0).max(MOST_COMMIT_PIECES);
const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most, 'text_too_long')
    .regex(/^[^\0]*$/, 'value_invalid');
const note = words(MOST_NOTE)
  .nullable()
  .default(null)
  .transform((value) => value || null);

/** The most buckets that are saved at once: 1,000 SKUs of 26 weeks. */
export const MOST_SAVED = 26_000;

/** Answers as the grid sends them. */
export const savedCommits = z
  .array(
    z.object({
      skuId: id,
      week,
      commit: pieces,
      upside: pieces,
      reason: z.enum(REASON_CODES).nullable(),
      note,
      baseRevision: z.number().int().min(0).max(1_000_000_000),
      seenForecast: z.number().int().min(0).max(2_147_483_647),
      channel: z.enum(['grid', 'mass']).default('grid'),
    }),
  )
  .max(MOST_SAVED);

export type SavedCommitInput = z.output<typeof savedCommits>[number];

/** Answers of the field `cells`: JSON. @returns `commit_body_unreadable` or `commit_rows_exceeded` */
export function readSavedCommits(cells: FormDataEntryValue | null): Result<SavedCommitInput[], Problem> {
  let json: unknown;
  try {
    json = JSON.parse(typeof cells === 'string' ? cells : '');
  } catch {
    return err(problem('commit_body_unreadable'));
  }
  if (Array.isArray(json) && json.length > MOST_SAVED)
    return err(problem('commit_rows_exceeded', { maximum: MOST_SAVED }));
  const read = savedCommits.safeParse(json);
  return read.success ? ok(read.data) : err(problem('commit_body_unreadable'));
}

const count = z
  .string({ error: 'value_required' })
  .trim()
  .min(1, 'value_required')
  .max(20, 'number_invalid')
  .transform((value) => value.replaceAll(',', ''))
  .pipe(
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/, 'number_invalid')
      .transform(Number)
      .pipe(z.number().int('number_not_whole').min(0).max(MOST_COMMIT_PIECES)),
  );
const code = z.string({ error: 'value_required' }).trim().min(1, 'value_required').max(100, 'text_too_long');
const required = (most: number) => words(most).min(1, 'value_required');

/** A request to change a frozen bucket, by either side. */
export const frozenChangeForm = z.object({
  sku: code,
  week,
  toQuantity: count,
  reason: required(1000),
});
export type FrozenChangeInput = z.output<typeof frozenChangeForm>;

/** The other side's answer, or the own side's withdrawal. */
export const frozenAnswerForm = z.object({
  id,
  answer: z.enum(['agreed', 'declined', 'withdrawn'], { error: 'choice_unknown' }),
  note: words(1000).default(''),
});
export type FrozenAnswerInput = z.output<typeof frozenAnswerForm>;

export const liabilityForm = z.object({
  factory: code,
  fromWeek: week,
  toWeek: week,
  quantile: z.enum(QUANTILES, { error: 'choice_unknown' }),
  covers: z.enum(LIABILITY_COVERS, { error: 'choice_unknown' }),
  /** Percent of the unit cost, up to two digits after the point. */
  materials: z
    .string()
    .trim()
    .max(20, 'percent_too_precise')
    .default('')
    .refine((value) => value === '' || /^\d{1,3}(\.\d{1,2})?$/.test(value), 'percent_too_precise'),
  note: words(1000).default(''),
});
export type LiabilityInput = z.output<typeof liabilityForm>;

export const endLiabilityForm = z.object({ id });

/** What the lists of requests show. */
export const frozenSearch = z.object({
  status: z.enum(['open', 'agreed', 'declined', 'withdrawn', 'lapsed', 'all']).catch('open').default('open'),
  after: z.uuid().optional().catch(undefined),
});
export type FrozenSearch = z.infer<typeof frozenSearch>;

export const shortfallSearch = z.object({
  q: text(80),
  factory: text(80),
  reason: z
    .enum([...REASON_CODES, 'none'])
    .optional()
    .catch(undefined),
  zone: z.enum(['frozen', 'firm', 'free']).optional().catch(undefined),
  after: text(80),
});
export type ShortfallSearch = z.infer<typeof shortfallSearch>;
export const shortfallExportSearch = shortfallSearch.extend({
  format: z.enum(['csv', 'xlsx']).catch('csv').default('csv'),
});

/** Which bucket's history is asked for. */
export const historySearch = z.object({
  sku: z.uuid().optional().catch(undefined),
  week: week.optional().catch(undefined),
});
