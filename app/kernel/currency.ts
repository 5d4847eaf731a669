import { problem } from './problem';
import { err, ok, type Result } from './result';

// ISO 4217 list one (current currencies and funds with a minor unit), amended to 2025: digits after the point.
const EXPONENT_0 = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const EXPONENT_2 = `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD
HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU
MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK
SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG
YER ZAR ZMW ZWG`;
const EXPONENT_3 = 'BHD IQD JOD KWD LYD OMR TND';
const EXPONENT_4 = 'CLF UYW';

declare const currencyBrand: unique symbol;
type Known = 'CNY' | 'EUR' | 'GBP' | 'HKD' | 'JPY' | 'KRW' | 'KWD' | 'SGD' | 'THB' | 'USD' | 'VND';

/**
 * An ISO 4217 code. The currencies of the trade may be written as literals; any other comes from `currencyCode`
 * or `parseCurrencyCode`, which know the whole list.
 */
export type CurrencyCode = Known | (string & { readonly [currencyBrand]: true });

const exponents = new Map<string, number>(
  [EXPONENT_0, '', EXPONENT_2, EXPONENT_3, EXPONENT_4].flatMap((codes, exponent) =>
    codes
      .split(/\s+/)
      .filter(Boolean)
      .map((code): [string, number] => [code, exponent]),
  ),
);

/** Whether `value` is the upper-case code of a current currency. */
export function isCurrencyCode(value: unknown): value is CurrencyCode {
  return typeof value === 'string' && exponents.has(value);
}

/** Asserts that `code` is a currency. @throws RangeError when it is not; use `parseCurrencyCode` on input. */
export function currencyCode(code: string): CurrencyCode {
  if (!isCurrencyCode(code)) throw new RangeError(`Not an ISO 4217 currency: ${JSON.stringify(code)}`);
  return code;
}

/** Reads a code in either case; problem `invalid_currency` when ISO 4217 has no such current currency. */
export function parseCurrencyCode(text: string): Result<CurrencyCode> {
  const code = String(text).toUpperCase();
  return isCurrencyCode(code)
    ? ok(code)
    : err(problem('invalid_currency', { value: String(text).slice(0, 40) }));
}

/**
 * Decimal digits of the currency's minor unit by ISO 4217: 2 for USD and CNY, 0 for JPY and VND, 3 for KWD.
 * `Intl` follows CLDR, which leaves out digits that are rare in daily use (IDR, HUF): tell it these.
 *
 * @throws RangeError for an unknown code
 */
export function currencyExponent(code: CurrencyCode): number {
  return exponents.get(currencyCode(code))!;
}
