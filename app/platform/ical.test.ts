import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { type CalendarEvent, calendarText, cleanText } from './ical';

const event: CalendarEvent = {
  uid: 'ship-1@portal.example',
  date: '2026-02-28',
  summary: '发货：PO-1，500 件；请按时\\',
  description: 'first line\nsecond; line, with \\ and "quotes"',
  url: 'https://portal.example/factories/a/orders/PO-1',
  sequence: 3,
  changedAt: Date.UTC(2026, 1, 1, 8, 30, 5),
  categories: ['ship', 'a,b'],
};

const read = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));

describe('a calendar', () => {
  test('is read by another parser as it was meant', () => {
    const text = calendarText({ name: '工厂, Ltd', language: 'zh', events: [event] });
    const [parsed] = read(text);
    expect(parsed?.uid).toBe(event.uid);
    expect(parsed?.summary).toBe(event.summary);
    expect(parsed?.description).toBe(event.description);
    expect(parsed?.sequence).toBe(3);
    expect(parsed?.startDate.isDate).toBe(true);
    expect(parsed?.startDate.toString()).toBe('2026-02-28');
    expect(parsed?.endDate.toString()).toBe('2026-03-01');
    expect(parsed?.component.getFirstPropertyValue('url')).toBe(event.url);
    expect(String(parsed?.component.getFirstPropertyValue('dtstamp'))).toBe('2026-02-01T08:30:05Z');
    expect(parsed?.component.getFirstProperty('categories')?.getValues()).toEqual(['ship', 'a,b']);
    expect(text).toContain('X-WR-CALNAME:工厂\\, Ltd\r\n');
  });

  test('without events is still one', () => {
    const text = calendarText({ name: 'x', language: 'en', events: [] });
    expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:')).toBe(true);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(read(text)).toEqual([]);
  });

  test('keeps every line within 75 octets, whole characters, and comes back as it was, whatever the text', () => {
    const text = () => fc.string({ unit: 'grapheme', maxLength: 200 });
    fc.assert(
      fc.property(text(), text(), (summary, description) => {
        const made = calendarText({
          name: summary,
          language: 'zh',
          events: [{ ...event, summary, description }],
        });
        expect(made).not.toMatch(/[^\r]\n/);
        for (const line of made.split('\r\n')) {
          const bytes = Buffer.from(line, 'utf8');
          expect(bytes.length).toBeLessThanOrEqual(75);
          expect(bytes.toString('utf8')).toBe(line);
        }
        const [parsed] = read(made);
        expect(parsed?.summary ?? '').toBe(cleanText(summary));
        expect(parsed?.description ?? '').toBe(cleanText(description));
      }),
    );
  });
});
