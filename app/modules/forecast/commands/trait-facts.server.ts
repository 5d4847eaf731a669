import type { SkuTraits } from '~/modules/catalog/queries/sku-traits.server';
import type { SkuTraitFacts } from '../domain/pipeline/facts';

/** A SKU's traits as the forecast reads them: one currency for all prices, attributes as words that can be compared. */
export function traitFacts(
  traits: SkuTraits,
  signal: number | null,
  usdPerMinor: (currency: string) => number,
): SkuTraitFacts {
  const { categoryCode: category, listPriceMinor: minor, listPriceCurrency: currency } = traits;
  return {
    category,
    price: minor !== null && currency !== null ? Number(minor) * usdPerMinor(currency) : null,
    attributes: Object.entries(traits.attributes ?? {})
      .map(([name, value]) => `${name}:${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
      .sort(),
    signal,
    phaseOut: traits.status === 'phasing_out',
  };
}
