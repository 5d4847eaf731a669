import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '~/kernel/calendar-date';
import type { Money } from '~/kernel/money';
import type { Pieces } from '~/kernel/quantity';
import {
  type DateOptions,
  type DateTimeOptions,
  formatDate,
  formatDateTime,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPieces,
  formatRelative,
  formatRelativeDay,
  formatWeek,
  type MoneyOptions,
  type NumberOptions,
} from '~/platform/format';
import { fallbackLocale, isLocale, type Locale } from '~/platform/i18n/config';

/** The language of the page. */
export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return isLocale(i18n.language) ? i18n.language : fallbackLocale;
}

/** The portal's formatters, bound to the reader's language; for use inside sentences and attributes. */
export function useFormat() {
  const locale = useLocale();
  return useMemo(
    () => ({
      locale,
      number: (value: number | bigint, options?: NumberOptions) => formatNumber(value, locale, options),
      percent: (ratio: number, options?: NumberOptions) => formatPercent(ratio, locale, options),
      pieces: (count: number) => formatPieces(count as Pieces, locale),
      money: (amount: Money, options?: MoneyOptions) => formatMoney(amount, locale, options),
      date: (date: string, options?: DateOptions) => formatDate(date as CalendarDate, locale, options),
      week: (monday: string, options?: { year?: boolean }) =>
        formatWeek(monday as CalendarDate, locale, options),
      dateTime: (epochMs: number, timeZone: string, options?: DateTimeOptions) =>
        formatDateTime(epochMs, timeZone, locale, options),
      relative: (epochMs: number, nowMs: number) => formatRelative(epochMs, nowMs, locale),
      relativeDay: (date: string, today: string) =>
        formatRelativeDay(date as CalendarDate, today as CalendarDate, locale),
    }),
    [locale],
  );
}
