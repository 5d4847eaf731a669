/** Days of demand that stock aims to cover, by ABC class: A items hold 90 days, B 45, C 15. */
export const TARGET_DAYS = { A: 90, B: 45, C: 15 } as const;

/** Weeks of order forecast that a version publishes. */
export const ORDER_HORIZON_WEEKS = 13;

/**
 * Weeks of demand that a version computes: the order horizon, the longest usual lead time (13 weeks) and the cover of an
 * A item (13 weeks). The pages show the first 13; netting looks at all of them.
 */
export const DEMAND_HORIZON_WEEKS = 39;
