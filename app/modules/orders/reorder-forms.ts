import { z } from 'zod';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { URGENCIES } from './domain/reorder';

const text = (most: number) => z.string().trim().min(1).max(most).optional().catch(undefined);

/** Filters of the reorder proposals as they stand in the URL. */
export const reorderSearch = z.object({
  q: text(100),
  category: text(60),
  abc: z.enum(['A', 'B', 'C']).optional().catch(undefined),
  urgency: z.enum(URGENCIES).optional().catch(undefined),
  draft: z.enum(['with', 'without']).optional().catch(undefined),
  factory: text(100),
  sort: z.enum(['risk', 'urgency', 'quantity', 'code']).default('risk').catch('risk'),
  dir: z.enum(['asc', 'desc']).optional().catch(undefined),
  after: z.string().max(120).optional().catch(undefined),
  before: z.string().max(120).optional().catch(undefined),
});
export type ReorderSearch = z.output<typeof reorderSearch>;

export const reorderExportSearch = reorderSearch.extend({
  format: z.enum(['csv', 'xlsx']).default('csv').catch('csv'),
});

/** SKUs to make drafts of; at most one page. */
export const reorderDraftForm = z.object({
  sku: z
    .array(z.uuid({ error: 'invalid_id' }))
    .min(1, 'reorder_none_chosen')
    .max(50, 'reorder_over_limit'),
});

/** The SKUs of a form; a wrong list is a problem of the whole. */
export function readReorderDraft(body: FormData): Result<string[], Problem> {
  const parsed = reorderDraftForm.safeParse({ sku: body.getAll('sku') });
  if (parsed.success) return ok([...new Set(parsed.data.sku)]);
  const message = parsed.error.issues[0]?.message ?? '';
  return err(problem(/^[a-z_]+$/.test(message) ? message : 'value_invalid'));
}
