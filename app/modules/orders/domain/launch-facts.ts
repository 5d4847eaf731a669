import type { CandidateFacts, PastLaunch, ScoredSignal } from './candidate-score';

/** US dollars for one minor unit of a currency. */
export type UsdPerMinor = (currency: string) => number;

/** An amount in US dollars for comparing, null where it is not known. */
export function usdOf(
  minor: string | bigint | null,
  currency: string | null,
  usd: UsdPerMinor,
): number | null {
  return minor === null || currency === null ? null : Number(minor) * usd(currency);
}

/** A launch as the score compares it. */
export function launchFacts(
  launch: Omit<PastLaunch, 'priceUsd'> & { priceMinor: string | null; currency: string | null },
  usd: UsdPerMinor,
): PastLaunch {
  const { priceMinor, currency, ...facts } = launch;
  return { ...facts, priceUsd: usdOf(priceMinor, currency, usd) };
}

/** A stored candidate as the score judges it. */
export function candidateFacts(
  row: {
    nameEn: string;
    categoryCode: string;
    targetMarkets: readonly string[];
    expectedPriceMinor: string | null;
    expectedCostMinor: string | null;
    currency: string | null;
  },
  signals: readonly ScoredSignal[],
  usd: UsdPerMinor,
): CandidateFacts {
  return {
    nameEn: row.nameEn,
    categoryCode: row.categoryCode,
    markets: row.targetMarkets,
    priceUsd: usdOf(row.expectedPriceMinor, row.currency, usd),
    costUsd: usdOf(row.expectedCostMinor, row.currency, usd),
    signals,
  };
}

/** Currencies in which a price may be expected. */
export const CANDIDATE_CURRENCIES = ['USD', 'EUR', 'GBP', 'CNY', 'JPY', 'THB', 'VND'] as const;
