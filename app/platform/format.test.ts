import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDate, fromEpochDay } from '~/kernel/calendar-date';
import { money, parseMoney } from '~/kernel/money';
import {
  formatDate,
  formatDateTime,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPieces,
  formatRelative,
  formatRelativeDay,
  formatTime,
  formatWeek,
} from './format';

const locale = fc.constantFrom('en' as const, 'zh' as const);

describe('formatDate', () => {
  const sunday = calendarDate('2026-11-22');

  it('writes day, month and day of the week in the order of the language', () => {
    expect(formatDate(sunday, 'zh')).toBe('11月22日 周日');
    expect(formatDate(sunday, 'en')).toBe('Sun 22 Nov');
    expect(formatDate(sunday, 'zh', { year: true })).toBe('2026年11月22日 周日');
    expect(formatDate(sunday, 'en', { year: true })).toBe('Sun 22 Nov 2026');
    expect(formatDate(sunday, 'zh', { weekday: false })).toBe('11月22日');
    expect(formatDate(sunday, 'en', { weekday: false, year: true })).toBe('22 Nov 2026');
    expect(formatDate(calendarDate('2026-01-05'), 'zh')).toBe('1月5日 周一');
    expect(formatDate(calendarDate('2026-01-05'), 'en')).toBe('Mon 5 Jan');
  });

  it('names the day and the month that Intl names', () => {
    const intl = new Intl.DateTimeFormat('en', {
      timeZone: 'UTC',
      weekday: 'short',
      day: 'numeric',
      month: 'short',
    });
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (day) => {
        const parts = intl.formatToParts(day * 86_400_000);
        const [weekday, number, month] = formatDate(fromEpochDay(day), 'en').split(' ');
        const of = (type: string) => parts.find((part) => part.type === type)?.value;
        expect([weekday, number, month]).toEqual([of('weekday'), of('day'), of('month')]);
      }),
    );
  });
});

describe('formatWeek', () => {
  it('numbers weeks by ISO 8601', () => {
    const monday = calendarDate('2026-11-23');
    expect([formatWeek(monday, 'zh'), formatWeek(monday, 'en')]).toEqual(['第48周', 'W48']);
    expect(formatWeek(calendarDate('2024-12-30'), 'zh', { year: true })).toBe('2025年第1周');
    expect(formatWeek(calendarDate('2024-12-30'), 'en', { year: true })).toBe('W1 2025');
    expect(formatWeek(calendarDate('2020-12-28'), 'en', { year: true })).toBe('W53 2020');
  });
});

describe('formatDateTime', () => {
  const instant = Date.parse('2026-11-22T06:05:09Z');

  it('shows the clock of the zone', () => {
    expect(formatDateTime(instant, 'Asia/Shanghai', 'zh')).toBe('11月22日 周日 14:05');
    expect(formatDateTime(instant, 'Asia/Shanghai', 'en')).toBe('Sun 22 Nov, 14:05');
    expect(formatDateTime(instant, 'America/Los_Angeles', 'en', { year: true, seconds: true })).toBe(
      'Sat 21 Nov 2026, 22:05:09',
    );
    expect(formatDateTime(instant, 'UTC', 'zh', { weekday: false })).toBe('11月22日 06:05');
  });

  it('writes midnight as 00:00 of the day that begins', () => {
    const midnight = Date.parse('2026-11-21T16:00:00Z');
    expect(formatDateTime(midnight, 'Asia/Shanghai', 'en')).toBe('Sun 22 Nov, 00:00');
    expect(formatTime(midnight - 1, 'Asia/Shanghai', { seconds: true })).toBe('23:59:59');
  });

  it('follows daylight saving', () => {
    expect(formatTime(Date.parse('2025-03-09T06:59:00Z'), 'America/New_York')).toBe('01:59');
    expect(formatTime(Date.parse('2025-03-09T07:00:00Z'), 'America/New_York')).toBe('03:00');
  });

  it('throws for a zone that does not exist', () => {
    expect(() => formatDateTime(instant, 'Asia/Nowhere', 'en')).toThrow(RangeError);
  });
});

describe('formatRelative', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

  it.each([
    [0, 'just now', '刚刚'],
    [-59_999, 'just now', '刚刚'],
    [30_000, 'in a moment', '马上'],
    [-minute, '1 minute ago', '1分钟前'],
    [-5 * minute, '5 minutes ago', '5分钟前'],
    [-hour + 1, '59 minutes ago', '59分钟前'],
    [2 * hour, 'in 2 hours', '2小时后'],
    [-day, '1 day ago', '1天前'],
    [6.9 * day, 'in 6 days', '6天后'],
    [-15 * day, '2 weeks ago', '2周前'],
    [-90 * day, '3 months ago', '3个月前'],
    [-364 * day, '12 months ago', '12个月前'],
    [800 * day, 'in 2 years', '2年后'],
  ])('%i ms away', (distance, en, zh) => {
    expect(formatRelative(now + distance, now, 'en')).toBe(en);
    expect(formatRelative(now + distance, now, 'zh')).toBe(zh);
  });

  it('counts days of the calendar for dates', () => {
    const today = calendarDate('2026-11-22');
    const say = (days: number) => [
      formatRelativeDay(addDays(today, days), today, 'en'),
      formatRelativeDay(addDays(today, days), today, 'zh'),
    ];
    expect(say(0)).toEqual(['today', '今天']);
    expect(say(1)).toEqual(['tomorrow', '明天']);
    expect(say(-1)).toEqual(['yesterday', '昨天']);
    expect(say(3)).toEqual(['in 3 days', '3天后']);
    expect(say(-12)).toEqual(['12 days ago', '12天前']);
  });

  it('never fails on an instant', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), locale, (a, b, l) => {
        expect(formatRelative(a, b, l)).not.toBe('');
      }),
    );
  });
});

describe('numbers', () => {
  it('have thousands separators and as many digits as asked for', () => {
    for (const l of ['en', 'zh'] as const) {
      expect(formatNumber(1_234_567, l)).toBe('1,234,567');
      expect(formatNumber(-1234.5, l, { maxDigits: 2 })).toBe('-1,234.5');
      expect(formatNumber(1234.5, l, { minDigits: 2 })).toBe('1,234.50');
      expect(formatNumber(2n ** 70n, l)).toBe('1,180,591,620,717,411,303,424');
      expect(formatNumber(12, l, { signed: true })).toBe('+12');
      expect(formatNumber(0, l, { signed: true })).toBe('0');
      expect(formatNumber(-0.2, l)).toBe('0');
    }
  });

  it('show a dash where there is no figure', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect([formatNumber(bad, 'en'), formatPercent(bad, 'zh')]).toEqual(['—', '—']);
    }
  });

  it('carry the unit in sentences', () => {
    expect(formatPieces(1200, 'zh')).toBe('1,200\u00a0件');
    expect(formatPieces(1200, 'en')).toBe('1,200\u00a0pcs');
    expect([formatPieces(1, 'en'), formatPieces(0, 'en')]).toEqual(['1\u00a0pc', '0\u00a0pcs']);
  });
});

describe('formatPercent', () => {
  it('writes a ratio with one digit, or as told', () => {
    expect(formatPercent(0.034, 'zh')).toBe('3.4%');
    expect(formatPercent(1, 'en')).toBe('100%');
    expect(formatPercent(0.12345, 'en', { maxDigits: 2 })).toBe('12.35%');
    expect(formatPercent(0.12, 'en', { minDigits: 1 })).toBe('12.0%');
    expect(formatPercent(-0.05, 'en', { signed: true })).toBe('-5%');
    expect(formatPercent(0.05, 'en', { signed: true })).toBe('+5%');
  });
});

describe('formatMoney', () => {
  it('writes the code, separators and all digits of the currency', () => {
    expect(formatMoney(money(4_120_000n, 'CNY'), 'zh')).toBe('CNY\u00a041,200.00');
    expect(formatMoney(money(-123_450n, 'USD'), 'en')).toBe('-USD\u00a01,234.50');
    expect(formatMoney(money(12_000n, 'VND'), 'en')).toBe('VND\u00a012,000');
    expect(formatMoney(money(1_234_567n, 'KWD'), 'en')).toBe('KWD\u00a01,234.567');
    expect(formatMoney(money(5n, 'USD'), 'en', { currency: false })).toBe('0.05');
    expect(formatMoney(money(124_000n, 'USD'), 'en', { signed: true })).toBe('+USD\u00a01,240.00');
    expect(formatMoney(money(0n, 'USD'), 'en', { signed: true })).toBe('USD\u00a00.00');
  });

  it('loses no digit at any size', () => {
    const minor = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
    fc.assert(
      fc.property(
        minor,
        fc.constantFrom('USD' as const, 'JPY' as const, 'KWD' as const),
        locale,
        (units, code, l) => {
          const text = formatMoney(money(units, code), l, { currency: false });
          expect(text).toMatch(/^-?\d{1,3}(,\d{3})*(\.\d+)?$/);
          expect(parseMoney(text.replaceAll(',', ''), code)).toEqual({ ok: true, value: money(units, code) });
        },
      ),
    );
  });
});
