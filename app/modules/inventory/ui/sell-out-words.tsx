import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '~/ui/figures';
import { useFormat } from '~/ui/use-format';
import type { ClockHelp } from '../domain/clock/clock-list';
import type { ClockStatus } from '../domain/clock/types';
import { oddsText } from './odds-text';

const TONES = {
  waiting: 'neutral',
  running: 'active',
  paused: 'warn',
  sold_out: 'good',
  expired: 'bad',
} as const satisfies Record<ClockStatus, string>;

/** The state of a clock in the words of its state table. */
export function ClockState({ status }: { status: ClockStatus }) {
  const { t } = useTranslation('sellOut');
  return <StatusBadge tone={TONES[status]}>{t(`state.${status}`)}</StatusBadge>;
}

/** What several of the sell-out pages say alike. */
export function useSellOutWords() {
  const { t } = useTranslation('sellOut');
  const format = useFormat();
  return useMemo(() => {
    const pieces = (value: string | number | undefined) => format.pieces(Number(value ?? 0));
    const figure = (value: string | number | undefined) =>
      format.number(Number(value ?? 0), { maxDigits: 1 });
    return {
      /** What would help a clock. */
      help: ({ code, params }: ClockHelp) =>
        t(`help.${code}`, {
          pieces: pieces(params.count ?? params.missing),
          there: figure(params.there),
          short: figure(params.short),
          needed: figure(params.needed),
          forecast: figure(params.forecast),
          date: typeof params.date === 'string' ? format.date(params.date) : '',
        }),
      /** Odds as a percentage. */
      odds: (bp: number) => oddsText(bp, format.percent),
      /** The same as so many of ten cases. */
      ofTen: (bp: number) => {
        if (bp < 500) return '< 1';
        return bp >= 9500 ? '> 9' : format.number(Math.round(bp / 1000));
      },
      /** A length of time: days and hours, or hours and minutes. */
      time: (ms: number) => {
        const minutes = Math.round(ms / 60_000);
        const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
        const parts = [
          ...(days > 0 ? [t('time.days', { days: format.number(days) })] : []),
          ...(hours > 0 ? [t('time.hours', { hours })] : []),
          ...(rest > 0 || minutes === 0 ? [t('time.minutes', { minutes: rest })] : []),
        ];
        return parts.join(' ');
      },
    };
  }, [t, format]);
}
