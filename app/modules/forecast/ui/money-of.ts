import { type CurrencyCode, currencyCode } from '~/kernel/currency';
import type { Money } from '~/kernel/money';

/** An amount as the queries send it: minor units as text, because they may pass what a number holds exactly. */
export function moneyOf(minor: string, currency: string): Money {
  return { minor: BigInt(minor), currency: currencyCode(currency) as CurrencyCode };
}
