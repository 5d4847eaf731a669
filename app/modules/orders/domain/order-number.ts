import type { CalendarDate } from '~/kernel/calendar-date';

/**
 * What the number of an order begins with: `PO-YYMMDD-FFFF-`, the day it was drafted and four letters of the factory. The
 * letters are the first two of the first word of its slug and the first two of its last, so that people recognise it; the
 * number that follows makes it unique, also where two factories share the letters.
 */
export function orderNumberPrefix(draftedOn: CalendarDate, factorySlug: string): string {
  const words = factorySlug
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
  const first = words[0] ?? '';
  const last = words.length > 1 ? (words.at(-1) ?? '') : first.slice(2);
  const letters = `${first.slice(0, 2).padEnd(2, 'X')}${last.slice(0, 2).padEnd(2, 'X')}`;
  return `PO-${draftedOn.slice(2).replaceAll('-', '')}-${letters}-`;
}
