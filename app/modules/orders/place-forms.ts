import { parseWithZod } from '@conform-to/zod/v4';
import { z } from 'zod';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';

/** Pieces for the backup factory as typed; empty: none. */
const count = z.string().trim().max(20, 'text_too_long').default('');
const factory = z.union([z.literal(''), z.uuid({ error: 'choice_unknown' })]).default('');

/** The second step of placing an order: who makes what, and what becomes of it. */
export const placeForm = z.object({
  intent: z.enum(['draft', 'issue'], { error: 'choice_unknown' }).default('draft'),
  inspection: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
  note: z
    .string()
    .trim()
    .max(2000, 'text_too_long')
    .regex(/^[^\0]*$/, 'value_invalid')
    .default(''),
  choices: z
    .array(z.object({ sku: z.string().max(60), main: factory, backup: factory, backupPieces: count }))
    .max(60)
    .default([]),
});
export type PlaceForm = z.output<typeof placeForm>;

/** The second step as sent; a body that is no such form is a problem of the whole. */
export function readPlaceForm(body: FormData): Result<PlaceForm, Problem> {
  const submission = parseWithZod(body, { schema: placeForm });
  return submission.status === 'success' ? ok(submission.value) : err(problem('value_invalid'));
}
