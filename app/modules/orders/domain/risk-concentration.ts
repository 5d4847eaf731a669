/** When a share is too much in one hand. Data: the latest row of `sourcing_policy`, or these figures. */
export interface ConcentrationRule {
  /** Largest share of one factory in a category, basis points. */
  topShareBp: number;
  /** Herfindahl index of the shares, 0 to 10,000. */
  herfindahl: number;
  /** Categories with fewer SKUs than this are left alone. */
  minimumSkus: number;
}

export const DEFAULT_CONCENTRATION: ConcentrationRule = {
  topShareBp: 6000,
  herfindahl: 4000,
  minimumSkus: 5,
};

/** A factory's part of what is bought in a category. */
export interface CategoryShare {
  categoryCode: string;
  factoryId: string;
  /** What it is bought for, any unit that is the same for all. */
  weight: number;
  skus: number;
}

export interface Concentration {
  categoryCode: string;
  factoryId: string;
  topShareBp: number;
  herfindahl: number;
  factories: number;
  skus: number;
  weight: number;
}

/**
 * Categories in which one factory stands for too much: its share of the weight reaches `topShareBp`, or the Herfindahl index
 * (the sum of the squared shares in per cent, 10,000 for one factory alone) reaches `herfindahl`.
 * @param skusOf number of SKUs of a category, each counted once
 */
export function concentrations(
  shares: readonly CategoryShare[],
  skusOf: ReadonlyMap<string, number>,
  rule: ConcentrationRule,
): Concentration[] {
  const byCategory = new Map<string, CategoryShare[]>();
  for (const share of shares) {
    if (share.weight > 0)
      byCategory.set(share.categoryCode, [...(byCategory.get(share.categoryCode) ?? []), share]);
  }
  return [...byCategory]
    .flatMap(([categoryCode, parts]) => {
      const weight = parts.reduce((sum, part) => sum + part.weight, 0);
      const top = [...parts].sort((a, b) => b.weight - a.weight || (a.factoryId < b.factoryId ? -1 : 1))[0]!;
      const herfindahl = Math.round(
        parts.reduce((sum, part) => sum + ((part.weight / weight) * 100) ** 2, 0),
      );
      const topShareBp = Math.round((top.weight / weight) * 10_000);
      const skus = skusOf.get(categoryCode) ?? 0;
      const isHigh = topShareBp >= rule.topShareBp || herfindahl >= rule.herfindahl;
      if (!isHigh || skus < rule.minimumSkus) return [];
      const { factoryId } = top;
      return [{ categoryCode, factoryId, topShareBp, herfindahl, factories: parts.length, skus, weight }];
    })
    .sort(
      (a, b) =>
        b.weight * b.topShareBp - a.weight * a.topShareBp || (a.categoryCode < b.categoryCode ? -1 : 1),
    );
}

/** Reads a stored rule; anything that is none becomes the default. */
export function concentrationRule(stored: unknown): ConcentrationRule {
  const given = (stored ?? {}) as Partial<Record<keyof ConcentrationRule, unknown>>;
  const figure = (name: keyof ConcentrationRule) => {
    const value = given[name];
    return Number.isInteger(value) && (value as number) > 0 ? (value as number) : DEFAULT_CONCENTRATION[name];
  };
  return {
    topShareBp: figure('topShareBp'),
    herfindahl: figure('herfindahl'),
    minimumSkus: figure('minimumSkus'),
  };
}
