/** How much is seeded. `tiny` is for tests, `case` is the size of the published case, `10x` ten times that. */
export const SEED_SCALES = ['tiny', 'demo', 'case', '10x'] as const;
export type SeedScale = (typeof SEED_SCALES)[number];

export interface ScaleSpec {
  factories: number;
  skus: number;
  /** Calendar months of daily sales up to yesterday. */
  months: number;
  /** Fewest and most markets of one SKU. */
  markets: readonly [number, number];
  /** Mean revenue of a SKU in all its markets. */
  revenueUsdPerSkuDay: number;
  /** Days back to which orders were issued. */
  orderDays: number;
  /**
   * Weeks before the anchor from which versions were made. Each is the real calculation as of that week, so it costs what a
   * forecast costs: few, and far enough apart that the weeks of the last quarter are spoken for at lead times of five to
   * twelve weeks. In the large world one version speaks for all measured weeks.
   */
  historyWeeks: readonly number[];
}

export const SCALES: Record<SeedScale, ScaleSpec> = {
  tiny: {
    factories: 3,
    skus: 20,
    months: 4,
    markets: [2, 3],
    revenueUsdPerSkuDay: 520,
    orderDays: 120,
    historyWeeks: [9],
  },
  demo: {
    factories: 12,
    skus: 168,
    months: 18,
    markets: [2, 4],
    revenueUsdPerSkuDay: 520,
    orderDays: 270,
    historyWeeks: [18, 16, 14, 12, 10, 8],
  },
  case: {
    factories: 200,
    skus: 5000,
    months: 24,
    markets: [2, 4],
    revenueUsdPerSkuDay: 420,
    orderDays: 180,
    historyWeeks: [16],
  },
  '10x': {
    factories: 2000,
    skus: 50_000,
    months: 24,
    markets: [2, 4],
    revenueUsdPerSkuDay: 420,
    orderDays: 180,
    historyWeeks: [],
  },
};

export function isSeedScale(text: string): text is SeedScale {
  return (SEED_SCALES as readonly string[]).includes(text);
}
