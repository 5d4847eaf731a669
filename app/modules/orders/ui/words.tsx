import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { type CurrencyCode, currencyCode } from '~/kernel/currency';
import type { Money } from '~/kernel/money';
import { StatusBadge } from '~/ui/figures';
import { useFormat, useLocale } from '~/ui/use-format';
import type { OrderState } from '../domain/order-states';

type Tone = 'neutral' | 'active' | 'good' | 'warn' | 'bad';

const TONES: Record<OrderState, Tone> = {
  draft: 'neutral',
  issued: 'warn',
  acknowledged: 'active',
  in_production: 'active',
  inspected: 'active',
  shipped: 'active',
  received: 'good',
  closed: 'good',
  cancelled: 'neutral',
};

/** A state of an order or line, in the word of the state table. */
export function StateBadge({ state }: { state: OrderState }) {
  const { t } = useTranslation('orders');
  return <StatusBadge tone={TONES[state]}>{t(`state.${state}`)}</StatusBadge>;
}

/** An amount as the queries send it: minor units as text, because they may pass what a number holds exactly. */
export function amountOf(minor: string, currency: string): Money {
  return { minor: BigInt(minor), currency: currencyCode(currency) as CurrencyCode };
}

interface Named {
  nameEn: string;
  nameZh: string;
}

/** Names what has one name per language. */
export function useName(): (named: Named) => string {
  const zh = useLocale() === 'zh';
  return useCallback(({ nameEn, nameZh }) => (zh ? nameZh : nameEn), [zh]);
}

/** Sums of several currencies in one phrase: `USD 1,200.00 + CNY 300.00`. */
export function useSums(): (sums: readonly { currency: string; minor: string }[]) => string {
  const format = useFormat();
  return (sums) =>
    sums.length === 0
      ? format.number(0)
      : sums.map(({ minor, currency }) => format.money(amountOf(minor, currency))).join(' + ');
}

/** Adds up amounts by currency. */
export function sumsOf(
  amounts: readonly { currency: string; minor: string }[],
): { currency: string; minor: string }[] {
  const sums = new Map<string, bigint>();
  for (const { currency, minor } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(minor));
  return [...sums].map(([currency, minor]) => ({ currency, minor: String(minor) }));
}

/** Sentences one after the other: English puts a space between them. */
export function useSentences(): (...sentences: (string | false | null | undefined)[]) => string {
  const gap = useLocale() === 'zh' ? '' : ' ';
  return (...sentences) => sentences.filter(Boolean).join(gap);
}
