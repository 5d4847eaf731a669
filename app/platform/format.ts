import { type CalendarDate, dateInZone, daysBetween, isoDayOfWeek } from '~/kernel/calendar-date';
import { type Money, toDecimalString } from '~/kernel/money';
import type { Pieces } from '~/kernel/quantity';
import { isoWeek } from '~/kernel/week';
import type { Locale } from './i18n/config';

// How the portal writes dates, numbers and money, the same on the server and in every browser: names of days and
// months are spelled here because the editions of CLDR in Node and in browsers differ in commas and spaces, and
// a page must not change when it hydrates. Formatters of `Intl` are slow to make and kept.

const TAGS: Record<Locale, string> = { en: 'en', zh: 'zh-Hans-CN' };
const DAYS: Record<Locale, readonly string[]> = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Stands where a figure is not known or not a number. */
export const NO_FIGURE = '—';
const NBSP = '\u00a0';

function cached<T>(make: (key: string) => T): (key: string) => T {
  const kept = new Map<string, T>();
  return (key) => {
    let value = kept.get(key);
    if (value === undefined) {
      value = make(key);
      kept.set(key, value);
    }
    return value;
  };
}

const numberFormatter = cached((key) => {
  const [tag, style, min, max, signed] = key.split('|');
  return new Intl.NumberFormat(tag, {
    style: style === 'percent' ? 'percent' : 'decimal',
    minimumFractionDigits: Number(min),
    maximumFractionDigits: Number(max),
    // `negative`: a value that rounds to 0 is 0, never -0.
    signDisplay: signed === 'true' ? 'exceptZero' : 'negative',
  });
});
const relativeFormatter = cached((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'always' }));
const relativeDayFormatter = cached((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));
const timeFormatter = cached(
  (timeZone) =>
    new Intl.DateTimeFormat('en', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      numberingSystem: 'latn',
    }),
);

export interface DateOptions {
  /** Adds the year; leave it out only where the page says which year it is. Default false. */
  year?: boolean;
  /** Default true. */
  weekday?: boolean;
}

/** A date: `11月22日 周日` / `Sun 22 Nov`, with `year` `2026年11月22日 周日` / `Sun 22 Nov 2026`. */
export function formatDate(date: CalendarDate, locale: Locale, options: DateOptions = {}): string {
  const { year = false, weekday = true } = options;
  const [y, m, d] = date.split('-').map(Number) as [number, number, number];
  const dayName = DAYS[locale][isoDayOfWeek(date) - 1]!;
  if (locale === 'zh') return `${year ? `${y}年` : ''}${m}月${d}日${weekday ? ` ${dayName}` : ''}`;
  return `${weekday ? `${dayName} ` : ''}${d} ${MONTHS[m - 1]}${year ? ` ${y}` : ''}`;
}

/**
 * A week, given by any of its days (by custom its Monday): `第48周` / `W48`, with `year` `2026年第48周` / `W48 2026`.
 * The year is the one that ISO 8601 counts the week in.
 */
export function formatWeek(monday: CalendarDate, locale: Locale, options: { year?: boolean } = {}): string {
  const { year, week } = isoWeek(monday);
  if (locale === 'zh') return `${options.year ? `${year}年` : ''}第${week}周`;
  return `W${week}${options.year ? ` ${year}` : ''}`;
}

export interface DateTimeOptions extends DateOptions {
  /** Default false. */
  seconds?: boolean;
}

/**
 * The date and time that clocks in `timeZone` (IANA name) show at `epochMs` (ms since 1970-01-01T00:00Z):
 * `11月22日 周日 14:05` / `Sun 22 Nov, 14:05`.
 *
 * @throws RangeError for an unknown zone or an instant outside years 0001 to 9999
 */
export function formatDateTime(
  epochMs: number,
  timeZone: string,
  locale: Locale,
  options: DateTimeOptions = {},
): string {
  const date = formatDate(dateInZone(epochMs, timeZone), locale, options);
  return `${date}${locale === 'zh' ? ' ' : ', '}${formatTime(epochMs, timeZone, options)}`;
}

/** The time of day in `timeZone` at `epochMs` on the 24-hour clock: `14:05`, with `seconds` `14:05:09`. */
export function formatTime(epochMs: number, timeZone: string, options: { seconds?: boolean } = {}): string {
  const parts = timeFormatter(timeZone).formatToParts(Math.floor(epochMs));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return [of('hour'), of('minute'), ...(options.seconds ? [of('second')] : [])].join(':');
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS: readonly [below: number, unit: Intl.RelativeTimeFormatUnit, size: number][] = [
  [HOUR, 'minute', MINUTE],
  [DAY, 'hour', HOUR],
  [7 * DAY, 'day', DAY],
  [30 * DAY, 'week', 7 * DAY],
  [365 * DAY, 'month', 30 * DAY],
  [Number.POSITIVE_INFINITY, 'year', 365 * DAY],
];

/**
 * How long before or after `nowMs` the instant `epochMs` lies, in whole units that have passed: `5分钟前` /
 * `5 minutes ago`, `刚刚` / `just now` within a minute. Show it beside the absolute time only.
 */
export function formatRelative(epochMs: number, nowMs: number, locale: Locale): string {
  const distance = epochMs - nowMs;
  if (!Number.isFinite(distance)) return NO_FIGURE;
  const size = Math.abs(distance);
  if (size < MINUTE) {
    if (distance > 0) return locale === 'zh' ? '马上' : 'in a moment';
    return locale === 'zh' ? '刚刚' : 'just now';
  }
  const [, unit, unitSize] = STEPS.find(([below]) => size < below)!;
  return relativeFormatter(TAGS[locale]).format(Math.sign(distance) * Math.floor(size / unitSize), unit);
}

/** How many days from `today` to `date`: `今天` / `today`, `明天` / `tomorrow`, `3天后` / `in 3 days`. */
export function formatRelativeDay(date: CalendarDate, today: CalendarDate, locale: Locale): string {
  return relativeDayFormatter(TAGS[locale]).format(daysBetween(today, date), 'day');
}

export interface NumberOptions {
  /** Digits after the point at most; default 0. */
  maxDigits?: number;
  /** Digits after the point at least; default 0. */
  minDigits?: number;
  /** Writes `+` before what is above 0, for changes. Default false. */
  signed?: boolean;
}

/** A number with thousands separators, rounded to `maxDigits`: `1,234`; `—` when it is not finite. */
export function formatNumber(value: number | bigint, locale: Locale, options: NumberOptions = {}): string {
  return formatted('decimal', value, locale, options);
}

/** A ratio as a percentage, with one digit unless told otherwise: 0.034 is `3.4%`; `—` when it is not finite. */
export function formatPercent(ratio: number, locale: Locale, options: NumberOptions = {}): string {
  return formatted('percent', ratio, locale, { maxDigits: 1, ...options });
}

function formatted(style: string, value: number | bigint, locale: Locale, options: NumberOptions): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return NO_FIGURE;
  const { minDigits = 0, maxDigits = 0, signed = false } = options;
  const max = Math.max(minDigits, maxDigits);
  return numberFormatter(`${TAGS[locale]}|${style}|${minDigits}|${max}|${signed}`).format(value);
}

/** A count with its unit, for sentences: `1,200 件` / `1,200 pcs`. In tables the unit stands in the header. */
export function formatPieces(count: Pieces, locale: Locale): string {
  const unit = locale === 'zh' ? '件' : count === 1 ? 'pc' : 'pcs';
  return `${formatNumber(count, locale)}${NBSP}${unit}`;
}

export interface MoneyOptions {
  /** `false` leaves the code out, where a header already names the currency. Default true. */
  currency?: boolean;
  /** Writes `+` before amounts above 0, for changes. Default false. */
  signed?: boolean;
}

/**
 * An amount, exact at any size, with all digits of its currency: `USD 1,234.50`, `-CNY 41,200.00`, `VND 12,000`.
 * The ISO code and not a symbol, because ¥ and $ each name several currencies; both languages write it alike.
 */
export function formatMoney(amount: Money, _locale: Locale, options: MoneyOptions = {}): string {
  const { currency = true, signed = false } = options;
  const [, minus = '', whole = '', fraction = ''] = /^(-?)(\d+)(.*)$/.exec(toDecimalString(amount)) ?? [];
  const sign = signed && amount.minor > 0n ? '+' : minus;
  const figure = whole.replace(/\B(?=(\d{3})+$)/g, ',') + fraction;
  return `${sign}${currency ? `${amount.currency}${NBSP}` : ''}${figure}`;
}
