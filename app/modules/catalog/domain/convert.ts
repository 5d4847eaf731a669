import { currencyCode, currencyExponent } from '~/kernel/currency';
import { divideRounded, type RoundingMode } from '~/kernel/rounding';

/** What one whole unit of a currency is worth in US dollars, as the decimal text of the rate table. */
export type UsdRates = ReadonlyMap<string, string>;

const RATE_DIGITS = 8;
const DECIMAL = /^(\d{1,12})(?:\.(\d+))?$/;

/** A rate as a whole number of 10^-8 units; null for what is no positive decimal. */
function scaledRate(text: string | undefined): bigint | null {
  const [, whole, fraction = ''] = DECIMAL.exec(text ?? '') ?? [];
  if (whole === undefined) return null;
  const scaled = BigInt(whole + fraction.slice(0, RATE_DIGITS).padEnd(RATE_DIGITS, '0'));
  return scaled > 0n ? scaled : null;
}

/**
 * An amount in another currency at the rates given, exact until the one rounding at the end.
 * @param minor minor units of `from`; the result is in minor units of `to`
 * @returns null when a rate that is needed is not known
 */
export function convertMinor(
  minor: bigint,
  from: string,
  to: string,
  rates: UsdRates,
  rounding: RoundingMode,
): bigint | null {
  if (from === to) return minor;
  const rateOf = (currency: string) => scaledRate(currency === 'USD' ? '1' : rates.get(currency));
  const fromRate = rateOf(from);
  const toRate = rateOf(to);
  if (fromRate === null || toRate === null) return null;
  const power = (currency: string) => 10n ** BigInt(currencyExponent(currencyCode(currency)));
  return divideRounded(minor * fromRate * power(to), toRate * power(from), rounding);
}
