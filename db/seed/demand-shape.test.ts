import { expect, test } from 'vitest';
import { calendarDate, daysBetween } from '~/kernel/calendar-date';
import { demandShape } from './demand-shape';
import { calendarDays } from './holidays';
import { blackFriday } from './moving-days';
import { MARKETS } from './names/places';

const FIRST = calendarDate('2025-01-01');
const market = (code: string) => MARKETS.find((m) => m.code === code)!;
const shape = (profile: Parameters<typeof demandShape>[0], code: string) =>
  demandShape(profile, market(code), FIRST, 365);
const mean = (values: Float64Array, from: string, to: string) => {
  const part = values.slice(daysBetween(FIRST, calendarDate(from)), daysBetween(FIRST, calendarDate(to)) + 1);
  return part.reduce((sum, value) => sum + value, 0) / part.length;
};

test.each(['flat', 'summer', 'winter', 'gift', 'new_year', 'travel'] as const)(
  'the year of %s products averages about 1 in every market',
  (profile) => {
    for (const { code } of MARKETS) {
      const average = mean(shape(profile, code), '2025-01-01', '2025-12-31');
      expect(average).toBeGreaterThan(0.9);
      expect(average).toBeLessThan(1.2);
    }
  },
);

test('outdoor products peak in the northern summer, and half a year later in Australia', () => {
  const us = shape('summer', 'US');
  expect(mean(us, '2025-06-01', '2025-07-31')).toBeGreaterThan(3 * mean(us, '2025-01-05', '2025-02-05'));
  const au = shape('summer', 'AU');
  expect(mean(au, '2025-12-01', '2025-12-31')).toBeGreaterThan(3 * mean(au, '2025-06-01', '2025-06-30'));
});

test('holidays move demand: Black Friday, Songkran, Tết', () => {
  expect(blackFriday(2025)).toBe('2025-11-28');
  expect(blackFriday(2026)).toBe('2026-11-27');
  const gifts = shape('gift', 'US');
  expect(mean(gifts, '2025-11-28', '2025-12-01')).toBeGreaterThan(
    1.8 * mean(gifts, '2025-11-10', '2025-11-16'),
  );
  const thai = shape('flat', 'TH');
  expect(mean(thai, '2025-04-13', '2025-04-16')).toBeLessThan(0.7 * mean(thai, '2025-05-01', '2025-05-28'));
  const vietnam = shape('flat', 'VN');
  expect(mean(vietnam, '2025-01-28', '2025-02-02')).toBeLessThan(
    0.6 * mean(vietnam, '2025-02-10', '2025-03-09'),
  );
});

test('calendars know holidays and make-up working days once each', () => {
  const rows = calendarDays(calendarDate('2026-11-22'));
  const day = (code: string, date: string) => rows.filter((r) => r.calendar_code === code && r.day === date);
  expect(day('CN', '2026-02-17')).toMatchObject([{ is_working: false, name_zh: '春节' }]);
  expect(day('CN', '2026-02-14')).toMatchObject([{ is_working: true }]);
  expect(day('VN', '2027-02-06')).toMatchObject([{ is_working: false }]);
  expect(day('TH', '2026-04-14')).toMatchObject([{ name_en: 'Songkran' }]);
  expect(new Set(rows.map((r) => `${r.calendar_code} ${r.day}`)).size).toBe(rows.length);
});
