import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { currencyCode, currencyExponent } from '~/kernel/currency';
import type { SeedContext } from './seed-context';

/** Units for one US dollar, about. Demonstration values, not quotations. */
export const PER_USD: Record<string, number> = {
  USD: 1,
  CNY: 7.12,
  EUR: 0.9,
  GBP: 0.77,
  CAD: 1.38,
  MXN: 18.6,
  PLN: 3.82,
  SEK: 10.1,
  THB: 33.4,
  VND: 25_600,
  MYR: 4.28,
  IDR: 16_200,
  SGD: 1.31,
  PHP: 57.4,
  JPY: 148,
  AUD: 1.52,
  AED: 3.6725,
};

/** Minor units of `currency` for a dollar amount, rounded half up. */
export function toMinor(usd: number, currency: string): number {
  return Math.round(usd * PER_USD[currency]! * 10 ** currencyExponent(currencyCode(currency)));
}

/** A shop's price, in minor units: 24.99, 899 baht, 350,000 dong. */
export function shopPrice(usd: number, currency: string): number {
  const amount = usd * PER_USD[currency]!;
  const minor = 10 ** currencyExponent(currencyCode(currency));
  if (amount >= 20_000) return Math.max(1000, Math.round(amount / 1000) * 1000) * minor;
  if (amount >= 1000) return (Math.round(amount / 10) * 10 - 1) * minor;
  if (minor === 1) return Math.max(10, Math.round(amount / 10) * 10);
  if (amount >= 200) return Math.round(amount) * minor;
  return (Math.max(1, Math.round(amount)) - 0.01) * minor;
}

/** Rows of `exchange_rate`: each currency in US dollars and the reverse, on every 30th day of the seeded time. */
export function exchangeRates({ today, firstDay, random }: SeedContext): object[] {
  const rows: object[] = [];
  for (const [code, perUsd] of Object.entries(PER_USD)) {
    if (code === 'USD') continue;
    const walk = random('exchange rate', code);
    let rate = perUsd;
    for (let day: CalendarDate = today; day >= firstDay; day = addDays(day, -30)) {
      rows.push(
        { base: 'USD', quote: code, valid_on: day, rate: rate.toFixed(8) },
        { base: code, quote: 'USD', valid_on: day, rate: (1 / rate).toFixed(8) },
      );
      rate *= Math.exp(walk.normal(0, code === 'AED' ? 0 : 0.008));
    }
  }
  return rows;
}
