import { z } from 'zod';

export const ABC_CLASS_NAMES = ['A', 'B', 'C'] as const;
export type AbcClass = (typeof ABC_CLASS_NAMES)[number];

const days = (least: number, most: number) =>
  z.coerce.number('number_invalid').int('number_not_whole').min(least).max(most);
const basisPoints = z.coerce.number('number_invalid').int('number_not_whole').min(0).max(10_000);
const cents = z.coerce.number('number_invalid').int('number_not_whole').min(0).max(1_000_000);

/**
 * The rules of classes, target stock, slow stock and allocation, as they stand in `inventory_policy.rule`. A rule stored
 * before a field existed reads with that field's default.
 */
export const inventoryRule = z.object({
  abc: z
    .object({
      /** A SKU is A while those that sell more make less than this share of revenue; basis points. */
      aShareBp: basisPoints.default(8000),
      /** The same for B. */
      bShareBp: basisPoints.default(9500),
      /** Length of the rolling year, days. */
      windowDays: days(28, 730).default(365),
    })
    .prefault({}),
  /** Days of demand that stock aims to cover, by class. */
  targetDays: z
    .object({ A: days(1, 365).default(90), B: days(1, 365).default(45), C: days(1, 365).default(15) })
    .prefault({}),
  slow: z
    .object({
      /** Slow when the cover is more than this many hundredths of the target days. */
      coverHundredths: z.coerce
        .number('number_invalid')
        .int('number_not_whole')
        .min(100)
        .max(2000)
        .default(200),
      /** Slow when nothing sold for so many days while there was stock. */
      noSaleDays: days(7, 365).default(60),
    })
    .prefault({}),
  allocation: z
    .object({
      /** What a day of waiting costs per piece, US cents, by class: fast movers are worth a place near the customer. */
      dayPriceMinor: z
        .object({ A: cents.default(60), B: cents.default(30), C: cents.default(5) })
        .prefault({}),
      /** Days of demand that the placement is made for. */
      horizonDays: days(7, 90).default(28),
      /** What a piece of demand that no stock reaches costs, US cents, on top of everything else. */
      unmetMinor: cents.default(2000),
    })
    .prefault({}),
});
export type InventoryRule = z.output<typeof inventoryRule>;

/** The rule of a platform that has stored none: A to 80 %, B to 95 % of a year's revenue, 90, 45 and 15 days. */
export const DEFAULT_RULE: InventoryRule = inventoryRule.parse({});

/** Names the way the classes, cover and slow flags are computed; stored with what was computed. */
export const SUMMARY_RULE_VERSION = 'inventory-1';

/** Reads a stored rule. Fields that are absent have their defaults; one that cannot be read is the default as a whole. */
export function readRule(stored: unknown): InventoryRule {
  const parsed = inventoryRule.safeParse(stored ?? {});
  return parsed.success ? parsed.data : DEFAULT_RULE;
}
