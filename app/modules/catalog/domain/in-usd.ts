import type { CurrencyCode } from '~/kernel/currency';

export interface CurrencySum {
  currency: string;
  minor: string;
}

/**
 * One figure for sums in several currencies: the sum itself where there is one currency, otherwise about so many whole US
 * dollars at the latest rates. For reading only; nobody is paid by it.
 * @param usdPerMinor US dollars for one minor unit of a currency
 */
export function readableTotal(
  sums: readonly CurrencySum[],
  usdPerMinor: (currency: string) => number,
): CurrencySum & { isApproximate: boolean } {
  const [only] = sums;
  if (only && sums.length === 1) return { ...only, isApproximate: false };
  const dollars = sums.reduce(
    (total, { currency, minor }) => total + Number(minor) * usdPerMinor(currency),
    0,
  );
  return {
    currency: 'USD' satisfies CurrencyCode,
    minor: String(BigInt(Math.round(dollars)) * 100n),
    isApproximate: sums.length > 1,
  };
}
