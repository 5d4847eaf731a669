import { z } from 'zod';
import { CAUSES } from './domain/changes/causes';
import { PAGE_SIZES } from './domain/page-sizes';

const text = (max: number) => z.string().trim().min(1).max(max).optional().catch(undefined);
const number = z.coerce.number().int().min(1).max(1_000_000_000).optional().catch(undefined);

/** Which versions a page of changes compares, and what of it shows. Versions go by their numbers. */
export const changesSearch = z.object({
  from: number,
  to: number,
  cause: z.enum(CAUSES).optional().catch(undefined),
  factory: text(80),
  q: text(80),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
  size: z.coerce
    .number()
    .refine((n): n is (typeof PAGE_SIZES)[number] => (PAGE_SIZES as readonly number[]).includes(n))
    .catch(50)
    .default(50),
});
export type ChangesSearch = z.infer<typeof changesSearch>;

/** The version that a SKU's page compares with. */
export const sinceSearch = z.object({ since: number });

/** Asks for the causes of a pair of versions. */
export const pairForm = z.object({
  from: z.coerce.number('number_invalid').int('number_not_whole').min(1),
  to: z.coerce.number('number_invalid').int('number_not_whole').min(1),
});
