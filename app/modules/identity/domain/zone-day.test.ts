import { expect, it } from 'vitest';
import { calendarDate } from '~/kernel/calendar-date';
import { endOfDay, startOfDay } from './zone-day';

it.each([
  ['2026-11-22', 'UTC', '2026-11-22T00:00:00.000Z', 24],
  ['2026-11-22', 'Asia/Shanghai', '2026-11-21T16:00:00.000Z', 24],
  ['2026-11-22', 'America/Los_Angeles', '2026-11-22T08:00:00.000Z', 24],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', 23],
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', 25],
  ['2026-01-01', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z', 24],
] as const)('%s in %s begins at %s and has %i hours', (day, zone, start, hours) => {
  const date = calendarDate(day);
  expect(startOfDay(date, zone)).toBe(Date.parse(start));
  expect(endOfDay(date, zone) - startOfDay(date, zone)).toBe(hours * 3_600_000);
});
