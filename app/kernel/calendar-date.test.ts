import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  type CalendarDate,
  calendarDate,
  compareDates,
  dateInZone,
  daysBetween,
  fromEpochDay,
  isoDayOfWeek,
  parseCalendarDate,
  toEpochDay,
} from './calendar-date';

const MS_PER_DAY = 86_400_000;
const utcMidnight = (date: CalendarDate) => Date.parse(`${date}T00:00:00Z`);
const epochDay = fc.integer({ min: -719_162, max: 2_932_896 });

describe('parseCalendarDate', () => {
  it.each(['2025-11-22', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('takes %s', (text) => {
    expect(parseCalendarDate(text)).toEqual({ ok: true, value: text });
    expect(calendarDate(text)).toBe(text);
  });

  it.each([
    '2025-02-29',
    '1900-02-29',
    '2100-02-29',
    '2025-04-31',
    '2025-13-01',
    '2025-00-10',
    '2025-01-00',
    '2025-01-32',
    '0000-01-01',
    '2025-1-1',
    '20251122',
    '2025/11/22',
    '22.11.2025',
    '2025-11-22T00:00',
    ' 2025-11-22',
    '2025-11-22\n',
    '+2025-11-22',
    '12025-11-22',
    '２０２５-11-22',
    '',
  ])('refuses %j', (text) => {
    expect(parseCalendarDate(text)).toEqual({
      ok: false,
      error: { code: 'invalid_date', params: { value: text } },
    });
    expect(() => calendarDate(text)).toThrow(RangeError);
  });

  it('keeps a long text out of the problem', () => {
    const read = parseCalendarDate('9'.repeat(10_000));
    expect(!read.ok && read.error.params).toEqual({ value: '9'.repeat(40) });
  });
});

describe('epoch days', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
    ['2000-03-01', 11_017],
    ['0001-01-01', -719_162],
    ['9999-12-31', 2_932_896],
  ])('%s is day %i', (text, day) => {
    expect(toEpochDay(calendarDate(text))).toBe(day);
    expect(fromEpochDay(day)).toBe(text);
  });

  it('agree with the ECMAScript calendar on every day of eight centuries', () => {
    for (
      let day = toEpochDay(calendarDate('1600-01-01'));
      day < toEpochDay(calendarDate('2400-01-01'));
      day++
    ) {
      const date = fromEpochDay(day);
      if (utcMidnight(date) !== day * MS_PER_DAY || toEpochDay(date) !== day) {
        expect.unreachable(`day ${day} is not ${date}`);
      }
    }
  });

  it('go there and back over the whole calendar, in order', () => {
    fc.assert(
      fc.property(epochDay, epochDay, (a, b) => {
        const [dateA, dateB] = [fromEpochDay(a), fromEpochDay(b)];
        expect(utcMidnight(dateA)).toBe(a * MS_PER_DAY);
        expect(toEpochDay(dateA)).toBe(a);
        expect(compareDates(dateA, dateB)).toBe(Math.sign(a - b));
        expect(daysBetween(dateA, dateB)).toBe(b - a);
        expect(addDays(dateA, b - a)).toBe(dateB);
      }),
    );
  });

  it('refuse what is no day', () => {
    for (const day of [0.5, Number.NaN, Number.POSITIVE_INFINITY, -719_163, 2_932_897]) {
      expect(() => fromEpochDay(day)).toThrow(RangeError);
    }
    expect(() => addDays(calendarDate('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(calendarDate('2025-01-01'), 1.5)).toThrow(RangeError);
  });

  it('cross leap days and centuries', () => {
    expect(addDays(calendarDate('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(calendarDate('2023-02-28'), 1)).toBe('2023-03-01');
    expect(addDays(calendarDate('2100-02-28'), 1)).toBe('2100-03-01');
    expect(addDays(calendarDate('2025-01-01'), -366)).toBe('2024-01-01');
    expect(daysBetween(calendarDate('2024-01-01'), calendarDate('2025-01-01'))).toBe(366);
  });
});

describe('isoDayOfWeek', () => {
  it.each([
    ['1970-01-01', 4],
    ['2025-11-22', 6],
    ['2025-11-23', 7],
    ['2025-11-24', 1],
    ['1969-12-28', 7],
    ['0001-01-01', 1],
  ])('%s is day %i', (text, day) => expect(isoDayOfWeek(calendarDate(text))).toBe(day));

  it('agrees with the ECMAScript calendar', () => {
    const weekday = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' });
    const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
    fc.assert(
      fc.property(epochDay, (day) => {
        expect(names[isoDayOfWeek(fromEpochDay(day)) - 1]).toBe(weekday.format(day * MS_PER_DAY));
      }),
    );
  });
});

describe('dateInZone', () => {
  const at = (iso: string) => Date.parse(iso);

  it('changes the day at local midnight', () => {
    expect(dateInZone(at('2025-11-22T15:59:59.999Z'), 'Asia/Shanghai')).toBe('2025-11-22');
    expect(dateInZone(at('2025-11-22T16:00:00Z'), 'Asia/Shanghai')).toBe('2025-11-23');
    expect(dateInZone(at('2025-11-22T16:59:59.999Z'), 'Asia/Bangkok')).toBe('2025-11-22');
    expect(dateInZone(at('2025-12-31T18:15:00Z'), 'Asia/Kathmandu')).toBe('2026-01-01');
  });

  it('keeps its day over both changes of daylight saving', () => {
    // New York: −5 until 2025-03-09 02:00, then −4; back at 2025-11-02 02:00.
    expect(dateInZone(at('2025-03-09T04:59:59Z'), 'America/New_York')).toBe('2025-03-08');
    expect(dateInZone(at('2025-03-09T05:00:00Z'), 'America/New_York')).toBe('2025-03-09');
    expect(dateInZone(at('2025-03-10T03:59:59Z'), 'America/New_York')).toBe('2025-03-09');
    expect(dateInZone(at('2025-03-10T04:00:00Z'), 'America/New_York')).toBe('2025-03-10');
    expect(dateInZone(at('2025-11-02T04:00:00Z'), 'America/New_York')).toBe('2025-11-02');
    expect(dateInZone(at('2025-11-03T04:59:59Z'), 'America/New_York')).toBe('2025-11-02');
    expect(dateInZone(at('2025-11-03T05:00:00Z'), 'America/New_York')).toBe('2025-11-03');
  });

  it('knows zones whose clocks change at midnight, and days that never were', () => {
    // Santiago springs from 2025-09-06 24:00 (−4) straight to 01:00 (−3).
    expect(dateInZone(at('2025-09-07T03:59:59Z'), 'America/Santiago')).toBe('2025-09-06');
    expect(dateInZone(at('2025-09-07T04:00:00Z'), 'America/Santiago')).toBe('2025-09-07');
    // Samoa left out 30 December 2011.
    expect(dateInZone(at('2011-12-30T09:59:59Z'), 'Pacific/Apia')).toBe('2011-12-29');
    expect(dateInZone(at('2011-12-30T10:00:00Z'), 'Pacific/Apia')).toBe('2011-12-31');
  });

  it('handles instants before 1970, fractions of a millisecond and early years', () => {
    expect(dateInZone(-1, 'UTC')).toBe('1969-12-31');
    expect(dateInZone(-0.5, 'UTC')).toBe('1969-12-31');
    expect(dateInZone(-0.5, 'Etc/UTC')).toBe('1969-12-31');
    expect(dateInZone(at('0001-06-01T00:00:00Z'), 'Etc/GMT')).toBe('0001-06-01');
    expect(dateInZone(at('1500-03-01T00:00:00Z'), 'Etc/GMT')).toBe('1500-03-01');
  });

  it('is the day in UTC for zones at offset 0, and never goes back as time goes on', () => {
    const instant = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2100, 0, 1) });
    const zone = fc.constantFrom(
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/Los_Angeles',
      'Australia/Lord_Howe',
    );
    fc.assert(
      fc.property(instant, fc.nat(MS_PER_DAY), zone, (ms, later, timeZone) => {
        expect(dateInZone(ms, 'Etc/UTC')).toBe(dateInZone(ms, 'UTC'));
        const moved = daysBetween(dateInZone(ms, timeZone), dateInZone(ms + later, timeZone));
        expect(moved === 0 || moved === 1).toBe(true);
      }),
    );
  });

  it('throws for what is no zone, no instant, or outside the calendar', () => {
    expect(() => dateInZone(0, 'Mars/Olympus')).toThrow(RangeError);
    for (const ms of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => dateInZone(ms, 'UTC')).toThrow(RangeError);
      expect(() => dateInZone(ms, 'Asia/Shanghai')).toThrow(RangeError);
    }
    expect(() => dateInZone(Date.UTC(-44, 2, 15), 'Europe/Rome')).toThrow(RangeError);
    expect(() => dateInZone(Date.UTC(10_000, 0, 2), 'Europe/Rome')).toThrow(RangeError);
  });
});
