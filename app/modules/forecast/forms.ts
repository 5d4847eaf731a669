import { z } from 'zod';
import { parseCalendarDate } from '~/kernel/calendar-date';
import { QUANTILES } from './domain/netting/types';
import { PAGE_SIZES } from './domain/page-sizes';

const text = (max: number) => z.string().trim().min(1).max(max).optional().catch(undefined);

/**
 * Filters, sort and page of the order forecast, as they stand in the URL. A value that makes no sense falls back to its
 * default: an old bookmark still opens.
 */
export const forecastSearch = z.object({
  quantile: z.enum(QUANTILES).catch('p50').default('p50'),
  category: text(60),
  market: text(8),
  zone: z.enum(['frozen', 'firm', 'free']).optional().catch(undefined),
  change: z.enum(['new', 'dropped', 'up', 'down', 'unchanged', 'changed']).optional().catch(undefined),
  q: text(80),
  sort: z.enum(['code', 'name', 'total', 'change', 'value', 'lead']).catch('value').default('value'),
  dir: z.enum(['asc', 'desc']).catch('desc').default('desc'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
  size: z.coerce
    .number()
    .refine((n): n is (typeof PAGE_SIZES)[number] => (PAGE_SIZES as readonly number[]).includes(n))
    .catch(50)
    .default(50),
});
export type ForecastSearch = z.infer<typeof forecastSearch>;

/** The platform's view of the same: what a row stands for, besides. */
export const platformForecastSearch = forecastSearch.extend({
  by: z.enum(['factory', 'category', 'sku']).catch('factory').default('factory'),
});
export type PlatformForecastSearch = z.infer<typeof platformForecastSearch>;

/** Which bucket's trace a SKU page has open. */
export const bucketSearch = z.object({
  quantile: z.enum(QUANTILES).catch('p50').default('p50'),
  week: z
    .string()
    .refine((day) => parseCalendarDate(day).ok)
    .optional()
    .catch(undefined),
  market: text(8),
  factory: text(80),
});
export type BucketSearch = z.infer<typeof bucketSearch>;

const format = z.enum(['csv', 'xlsx']).catch('csv').default('csv');

/** The filters of a page and the kind of file asked for. */
export const exportSearch = forecastSearch.extend({ format });
export const platformExportSearch = platformForecastSearch.extend({ format });
