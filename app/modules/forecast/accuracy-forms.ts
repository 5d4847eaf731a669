import { z } from 'zod';
import {
  DEMAND_GROUPS,
  DEMAND_SORTS,
  DEMAND_SPANS,
  ORDER_SORTS,
  ORDER_SPANS,
} from './domain/accuracy/choices';

const text = (max: number) => z.string().trim().min(1).max(max).optional().catch(undefined);
const format = z.enum(['csv', 'xlsx']).catch('csv').default('csv');
const dir = z.enum(['asc', 'desc']).catch('desc').default('desc');

/** Filters, order and place of the platform's accuracy page. */
export const accuracySearch = z.object({
  weeks: z.enum(DEMAND_SPANS).catch('13').default('13'),
  by: z.enum(DEMAND_GROUPS).catch('sku').default('sku'),
  category: text(60),
  class: z.enum(['A', 'B', 'C']).optional().catch(undefined),
  market: text(8),
  q: text(80),
  sort: z.enum(DEMAND_SORTS).catch('actual').default('actual'),
  dir,
  after: z.string().max(200).optional().catch(undefined),
});
export type AccuracySearch = z.output<typeof accuracySearch>;
export const accuracyExportSearch = accuracySearch.extend({ format });

/** Filters, order and place of the scorecards: of all factories, or of one factory's SKUs. */
export const scorecardSearch = z.object({
  weeks: z.enum(ORDER_SPANS).catch('24').default('24'),
  category: text(60),
  q: text(80),
  sort: z.enum(ORDER_SORTS).catch('ordered').default('ordered'),
  dir,
  after: z.string().max(200).optional().catch(undefined),
});
export type ScorecardSearch = z.output<typeof scorecardSearch>;
export const scorecardExportSearch = scorecardSearch.extend({ format });

/** Whether a search leaves anything out beside the span of weeks. */
export const isNarrowed = (search: AccuracySearch | ScorecardSearch): boolean =>
  [search.category, search.q, 'class' in search ? search.class : undefined].some((v) => v !== undefined) ||
  ('market' in search && search.market !== undefined) ||
  search.after !== undefined;
