import { z } from 'zod';
import { ABC_CLASS_NAMES, DEFAULT_RULE, type InventoryRule } from './domain/policy';
import {
  FACTORY_SORTS,
  FACTORY_VIEWS,
  INVENTORY_SORTS,
  INVENTORY_VIEWS,
  MOVEMENT_TYPE_NAMES,
} from './domain/stock-search';

const days = (least: number, most: number) =>
  z.coerce.number('number_invalid').int('number_not_whole').min(least).max(most);
const share = z.coerce.number('number_invalid').int('number_not_whole').min(0).max(10_000);
const cents = z.coerce.number('number_invalid').int('number_not_whole').min(0).max(1_000_000);
const limits = {
  windowDays: days(28, 730),
  targetDays: days(1, 365),
  coverHundredths: z.coerce.number('number_invalid').int('number_not_whole').min(100).max(2000),
  noSaleDays: days(7, 365),
  horizonDays: days(7, 90),
};
const { abc, targetDays, slow, allocation } = DEFAULT_RULE;

/** A stored rule; what was stored before a field existed reads with that field's default. */
export const inventoryRule = z.object({
  abc: z
    .object({
      aShareBp: share.default(abc.aShareBp),
      bShareBp: share.default(abc.bShareBp),
      windowDays: limits.windowDays.default(abc.windowDays),
    })
    .prefault({}),
  targetDays: z
    .object({
      A: limits.targetDays.default(targetDays.A),
      B: limits.targetDays.default(targetDays.B),
      C: limits.targetDays.default(targetDays.C),
    })
    .prefault({}),
  slow: z
    .object({
      coverHundredths: limits.coverHundredths.default(slow.coverHundredths),
      noSaleDays: limits.noSaleDays.default(slow.noSaleDays),
    })
    .prefault({}),
  allocation: z
    .object({
      dayPriceMinor: z
        .object({
          A: cents.default(allocation.dayPriceMinor.A),
          B: cents.default(allocation.dayPriceMinor.B),
          C: cents.default(allocation.dayPriceMinor.C),
        })
        .prefault({}),
      horizonDays: limits.horizonDays.default(allocation.horizonDays),
      unmetMinor: cents.default(allocation.unmetMinor),
    })
    .prefault({}),
});

/** Reads a stored rule; one that cannot be read is the default as a whole. */
export function readRule(stored: unknown): InventoryRule {
  const parsed = inventoryRule.safeParse(stored ?? {});
  return parsed.success ? parsed.data : DEFAULT_RULE;
}

const text = (max: number) => z.string().trim().min(1).max(max).optional().catch(undefined);
const direction = (first: 'asc' | 'desc') => z.enum(['asc', 'desc']).catch(first).default(first);
const format = z.enum(['csv', 'xlsx']).catch('csv').default('csv');
const abcClass = z.enum(ABC_CLASS_NAMES).optional().catch(undefined);

/** Filters, order and place of the list of all SKUs' stock, as they stand in the URL. */
export const inventorySearch = z.object({
  q: text(80),
  category: text(60),
  class: abcClass,
  show: z.enum(INVENTORY_VIEWS).optional().catch(undefined),
  sort: z.enum(INVENTORY_SORTS).catch('value').default('value'),
  dir: direction('desc'),
  after: text(200),
  before: text(200),
});
export const inventoryExportSearch = inventorySearch.extend({ format });

/** Which part of a SKU's ledger is shown. */
export const movementSearch = z.object({
  warehouse: text(20),
  type: z.enum(MOVEMENT_TYPE_NAMES).optional().catch(undefined),
  lot: z.uuid().optional().catch(undefined),
  after: text(200),
  before: text(200),
});
export const movementExportSearch = movementSearch.extend({ format });

/** What a factory looks for among its own SKUs. */
export const factoryInventorySearch = z.object({
  q: text(80),
  show: z.enum(FACTORY_VIEWS).optional().catch(undefined),
  sort: z.enum(FACTORY_SORTS).catch('onOrder').default('onOrder'),
  dir: direction('desc'),
  after: text(200),
  before: text(200),
});
export const factoryInventoryExportSearch = factoryInventorySearch.extend({ format });

/** Which proposals are listed. */
export const allocationSearch = z.object({
  q: text(80),
  class: abcClass,
  status: z.enum(['proposed', 'accepted', 'rejected']).catch('proposed').default('proposed'),
  after: text(200),
  before: text(200),
});
export type AllocationSearch = z.infer<typeof allocationSearch>;
export const allocationExportSearch = allocationSearch.extend({ format });

/** The rule as the policy page sends it: percentages and hundredths are typed as the units the page shows. */
export const policyForm = z
  .object({
    intent: z.enum(['preview', 'save']),
    aShare: z.coerce.number('number_invalid').min(0).max(100),
    bShare: z.coerce.number('number_invalid').min(0).max(100),
    windowDays: limits.windowDays,
    targetA: limits.targetDays,
    targetB: limits.targetDays,
    targetC: limits.targetDays,
    slowPercent: limits.coverHundredths,
    noSaleDays: limits.noSaleDays,
    dayPriceA: z.coerce.number('number_invalid').min(0).max(10_000),
    dayPriceB: z.coerce.number('number_invalid').min(0).max(10_000),
    dayPriceC: z.coerce.number('number_invalid').min(0).max(10_000),
    horizonDays: limits.horizonDays,
    unmet: z.coerce.number('number_invalid').min(0).max(10_000),
  })
  .refine((form) => form.bShare >= form.aShare, { message: 'policy_shares_order', path: ['bShare'] });
export type PolicyForm = z.infer<typeof policyForm>;

const moves = z
  .array(
    z.object({
      from: z.string().trim().min(1).max(20),
      to: z.string().trim().min(1).max(20),
      quantity: z.coerce.number('number_invalid').int('number_not_whole').min(0).max(1_000_000).default(0),
    }),
  )
  .max(200)
  .default([]);

/** What the page of one SKU's placement sends. */
export const allocationForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('propose') }),
  z.object({ intent: z.literal('preview'), proposalId: z.uuid('invalid_id'), moves }),
  z.object({ intent: z.literal('accept'), proposalId: z.uuid('invalid_id'), moves }),
  z.object({ intent: z.literal('reject'), proposalId: z.uuid('invalid_id') }),
]);
