import { z } from 'zod';
import { ABC_CLASS_NAMES, inventoryRule } from './domain/policy';

const text = (max: number) => z.string().trim().min(1).max(max).optional().catch(undefined);
const direction = (first: 'asc' | 'desc') => z.enum(['asc', 'desc']).catch(first).default(first);
const format = z.enum(['csv', 'xlsx']).catch('csv').default('csv');
const abcClass = z.enum(ABC_CLASS_NAMES).optional().catch(undefined);

export const INVENTORY_SORTS = [
  'code',
  'onHand',
  'transit',
  'open',
  'cover',
  'stockOut',
  'turnover',
  'age',
  'value',
  'revenue',
] as const;
export const INVENTORY_VIEWS = ['slow', 'soon', 'out', 'below', 'over'] as const;

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
export type InventorySearch = z.infer<typeof inventorySearch>;
export const inventoryExportSearch = inventorySearch.extend({ format });

/** Which part of a SKU's ledger is shown. */
export const movementSearch = z.object({
  warehouse: text(20),
  type: z
    .enum(['receipt', 'put_away', 'transfer_out', 'transfer_in', 'sale', 'return', 'adjustment', 'write_off'])
    .optional()
    .catch(undefined),
  lot: z.uuid().optional().catch(undefined),
  after: text(200),
  before: text(200),
});
export type MovementSearch = z.infer<typeof movementSearch>;
export const movementExportSearch = movementSearch.extend({ format });

export const FACTORY_SORTS = ['code', 'onOrder', 'transit', 'received', 'soldThrough'] as const;

/** What a factory looks for among its own SKUs. */
export const factoryInventorySearch = z.object({
  q: text(80),
  show: z.enum(['onOrder', 'transit', 'clock']).optional().catch(undefined),
  sort: z.enum(FACTORY_SORTS).catch('onOrder').default('onOrder'),
  dir: direction('desc'),
  after: text(200),
  before: text(200),
});
export type FactoryInventorySearch = z.infer<typeof factoryInventorySearch>;
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
    windowDays: inventoryRule.shape.abc.unwrap().shape.windowDays.unwrap(),
    targetA: inventoryRule.shape.targetDays.unwrap().shape.A.unwrap(),
    targetB: inventoryRule.shape.targetDays.unwrap().shape.B.unwrap(),
    targetC: inventoryRule.shape.targetDays.unwrap().shape.C.unwrap(),
    slowPercent: inventoryRule.shape.slow.unwrap().shape.coverHundredths.unwrap(),
    noSaleDays: inventoryRule.shape.slow.unwrap().shape.noSaleDays.unwrap(),
    dayPriceA: z.coerce.number('number_invalid').min(0).max(10_000),
    dayPriceB: z.coerce.number('number_invalid').min(0).max(10_000),
    dayPriceC: z.coerce.number('number_invalid').min(0).max(10_000),
    horizonDays: inventoryRule.shape.allocation.unwrap().shape.horizonDays.unwrap(),
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
