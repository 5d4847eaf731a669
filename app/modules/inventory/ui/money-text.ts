import { currencyCode } from '~/kernel/currency';
import type { useFormat } from '~/ui/use-format';

/** US cents in words: `USD 1,234.50`; `whole` rounds to dollars. */
export function moneyText(
  format: ReturnType<typeof useFormat>,
  cents: string | number,
  whole = false,
): string {
  const minor = BigInt(typeof cents === 'number' ? Math.round(cents) : cents);
  if (!whole) return format.money({ minor, currency: currencyCode('USD') });
  return `USD ${format.number(dollars(minor))}`;
}

/** US cents as whole dollars, half away from zero. */
export function dollars(cents: string | bigint): bigint {
  const minor = BigInt(cents);
  return (minor + (minor >= 0n ? 50n : -50n)) / 100n;
}
