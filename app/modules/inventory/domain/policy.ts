export const ABC_CLASS_NAMES = ['A', 'B', 'C'] as const;
export type AbcClass = (typeof ABC_CLASS_NAMES)[number];

/** The rules of classes, target stock, slow stock and allocation, as they stand in `inventory_policy.rule`. */
export interface InventoryRule {
  abc: {
    /** A SKU is A while those that sell more make less than this share of revenue; basis points. */
    aShareBp: number;
    /** The same for B. */
    bShareBp: number;
    /** Length of the rolling year, days. */
    windowDays: number;
  };
  /** Days of demand that stock aims to cover, by class. */
  targetDays: Record<AbcClass, number>;
  slow: {
    /** Slow when the cover is more than this many hundredths of the target days. */
    coverHundredths: number;
    /** Slow when nothing sold for so many days while there was stock. */
    noSaleDays: number;
  };
  allocation: {
    /** What a day of waiting costs per piece, US cents, by class: fast movers are worth a place near the customer. */
    dayPriceMinor: Record<AbcClass, number>;
    /** Days of demand that the placement is made for. */
    horizonDays: number;
    /** What a piece of demand that no stock reaches costs, US cents, on top of everything else. */
    unmetMinor: number;
  };
}

/** The rule of a platform that has stored none: A to 80 %, B to 95 % of a year's revenue, 90, 45 and 15 days. */
export const DEFAULT_RULE: InventoryRule = {
  abc: { aShareBp: 8000, bShareBp: 9500, windowDays: 365 },
  targetDays: { A: 90, B: 45, C: 15 },
  slow: { coverHundredths: 200, noSaleDays: 60 },
  allocation: { dayPriceMinor: { A: 60, B: 30, C: 5 }, horizonDays: 28, unmetMinor: 2000 },
};
