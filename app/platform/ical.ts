import { addDays, type CalendarDate } from '~/kernel/calendar-date';

/** An all-day event. All-day, because a day of shipping is that day wherever the reader is. */
export interface CalendarEvent {
  /** Names the event for good: a calendar changes the entry it knows by it. */
  uid: string;
  /** YYYY-MM-DD */
  date: string;
  summary: string;
  description?: string;
  url?: string;
  /** Counts up with what the entry follows, such as the version of an order. */
  sequence: number;
  /** When what it follows last changed, epoch ms. */
  changedAt: number;
  categories?: readonly string[];
}

export interface CalendarHead {
  name: string;
  /** Two letters. */
  language: string;
  events: readonly CalendarEvent[];
}

const LINE_OCTETS = 75;
const encoder = new TextEncoder();

/**
 * A calendar by RFC 5545: CRLF lines folded at 75 octets between characters, texts escaped, dates as `VALUE=DATE` with an
 * exclusive end. The same events give the same text, so that a reader may ask whether anything changed.
 */
export function calendarText({ name, language, events }: CalendarHead): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Factory Portal//Calendar 1//EN',
    'CALSCALE:GREGORIAN',
    `NAME;LANGUAGE=${language}:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT4H',
    'X-PUBLISHED-TTL:PT4H',
    ...events.flatMap((event) => eventLines(event, language)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, language: string): string[] {
  const { uid, date, summary, description, url, sequence, changedAt, categories = [] } = event;
  const stamp = instant(changedAt);
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${stamp}`,
    `LAST-MODIFIED:${stamp}`,
    `SEQUENCE:${sequence}`,
    `DTSTART;VALUE=DATE:${compact(date)}`,
    `DTEND;VALUE=DATE:${compact(addDays(date as CalendarDate, 1))}`,
    `SUMMARY;LANGUAGE=${language}:${escaped(summary)}`,
    ...(description ? [`DESCRIPTION;LANGUAGE=${language}:${escaped(description)}`] : []),
    ...(url ? [`URL:${url}`] : []),
    ...(categories.length > 0 ? [`CATEGORIES:${categories.map(escaped).join(',')}`] : []),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

const compact = (date: string): string => date.replaceAll('-', '');

const instant = (epochMs: number): string =>
  `${new Date(epochMs).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** TEXT by section 3.3.11, without what has no place in it. */
const escaped = (text: string): string =>
  cleanText(text)
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');

/** A text as a calendar can hold it: no control characters but line feeds. */
export function cleanText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ');
}

/** Section 3.1: no line longer than 75 octets, continued after a blank; a character is never cut. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    const room = parts.length === 0 ? LINE_OCTETS : LINE_OCTETS - 1;
    if (octets + size > room) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
