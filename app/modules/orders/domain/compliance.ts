import type { CalendarDate } from '~/kernel/calendar-date';

/** A market asks for a kind of document (CE, FCC, UKCA, PSE…) for everything in a category. */
export interface ComplianceRequirement {
  marketCode: string;
  categoryCode: string;
  documentKind: string;
}

/** A certificate or test report of one factory: for one SKU, or (no SKU) for a category. */
export interface ComplianceDocumentFacts {
  id: string;
  documentKind: string;
  number: string;
  skuId: string | null;
  categoryCode: string | null;
  markets: readonly string[];
  validFrom: string;
  /** Last day of validity; null: open. */
  validTo: string | null;
  isRevoked: boolean;
}

export interface ComplianceNeed {
  marketCode: string;
  documentKind: string;
}

export interface ComplianceCover extends ComplianceNeed {
  /** `expires`: there is one, but it ends before the day that counts. */
  state: 'covered' | 'expires' | 'revoked' | 'missing';
  document: { id: string; number: string; validTo: string | null } | null;
}

/** Whether a category is another one or stands below it: `home.bath` within `home`. */
export function isWithinCategory(category: string, ancestor: string): boolean {
  return category === ancestor || category.startsWith(`${ancestor}.`);
}

/** What goods of a category need in the given markets, each kind and market once, ordered by market and kind. */
export function complianceNeeds(
  requirements: readonly ComplianceRequirement[],
  categoryCode: string,
  markets: readonly string[],
): ComplianceNeed[] {
  const needs = new Map<string, ComplianceNeed>();
  for (const { marketCode, documentKind, categoryCode: asked } of requirements) {
    if (!markets.includes(marketCode) || !isWithinCategory(categoryCode, asked)) continue;
    needs.set(`${marketCode} ${documentKind}`, { marketCode, documentKind });
  }
  return [...needs.keys()].sort().map((key) => needs.get(key)!);
}

/**
 * How a factory's documents answer the needs of one SKU on a day (the arrival, when goods enter the market).
 * @param onDay a document counts when it is valid on that day and was not revoked
 */
export function complianceCovers(
  needs: readonly ComplianceNeed[],
  documents: readonly ComplianceDocumentFacts[],
  goods: { skuId: string; categoryCode: string },
  onDay: CalendarDate,
): ComplianceCover[] {
  return needs.map((need) => {
    const own = documents.filter(
      (document) =>
        document.documentKind === need.documentKind &&
        document.markets.includes(need.marketCode) &&
        document.validFrom <= onDay &&
        (document.skuId !== null
          ? document.skuId === goods.skuId
          : document.categoryCode !== null && isWithinCategory(goods.categoryCode, document.categoryCode)),
    );
    const state = (document: ComplianceDocumentFacts): ComplianceCover['state'] => {
      if (document.isRevoked) return 'revoked';
      return document.validTo === null || document.validTo >= onDay ? 'covered' : 'expires';
    };
    const best = [...own].sort((a, b) => rank(state(a)) - rank(state(b)) || later(a, b))[0];
    if (!best) return { ...need, state: 'missing', document: null };
    return {
      ...need,
      state: state(best),
      document: { id: best.id, number: best.number, validTo: best.validTo },
    };
  });
}

const ORDER = ['covered', 'expires', 'revoked', 'missing'] as const;
const rank = (state: ComplianceCover['state']) => ORDER.indexOf(state);
const later = (a: ComplianceDocumentFacts, b: ComplianceDocumentFacts) =>
  (b.validTo ?? '9999').localeCompare(a.validTo ?? '9999') || (a.id < b.id ? -1 : 1);

export interface WarehouseMarkets {
  kind: 'regional' | 'forward';
  countryCode: string;
  /** Markets that it delivers to quickest among the warehouses of its kind, where that is recorded. */
  delivers: readonly string[];
}

/**
 * The markets whose rules goods for a warehouse must meet: those that it delivers to quickest (without a record: a regional
 * warehouse serves its whole region, a forward one its country), as far as the SKU is sold there. A SKU that is
 * sold nowhere yet must meet the rules of all of them.
 * @param regionOf region of a market's code; a warehouse is in the region of its country's market
 * @param soldIn markets that the SKU is sold in; empty when not known
 */
export function marketsServed(
  warehouse: WarehouseMarkets,
  regionOf: ReadonlyMap<string, string>,
  soldIn: readonly string[],
): string[] {
  const home = warehouse.countryCode;
  const region = regionOf.get(home);
  const inRegion = (market: string) => region === undefined || regionOf.get(market) === region;
  const usual = warehouse.kind === 'regional' ? [...regionOf.keys()].filter(inRegion) : [home];
  const served = warehouse.delivers.length > 0 ? warehouse.delivers : region === undefined ? [home] : usual;
  const sold = served.filter((market) => soldIn.includes(market));
  return [...new Set(sold.length > 0 ? sold : served)].sort();
}
