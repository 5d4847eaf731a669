import type { useFormat } from '~/ui/use-format';

/** Odds in basis points as a percentage; nothing that may still happen is impossible or certain. */
export function oddsText(bp: number, percent: ReturnType<typeof useFormat>['percent']): string {
  if (bp < 100) return `< ${percent(0.01, { maxDigits: 0 })}`;
  if (bp > 9900) return `> ${percent(0.99, { maxDigits: 0 })}`;
  return percent(bp / 10_000, { maxDigits: 0 });
}
