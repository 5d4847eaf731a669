import { parseCalendarDate } from '~/kernel/calendar-date';

/** Where a page of the list of orders ends: what the list is sorted by, and the order's id. */
export interface OrderCursor {
  key: string;
  id: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isDay = (text: string) => parseCalendarDate(text).ok;
const isAmount = (text: string) => /^-?\d{1,18}$/.test(text);

/** What the database can read as the key of a list that is sorted so. */
const KEYS: Record<string, (key: string) => boolean> = {
  created: (key) =>
    isDay(key.slice(0, 10)) && /^T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{6}Z$/.test(key.slice(10)),
  due: isDay,
  number: (key) => key.length <= 100 && !key.includes('\0'),
  value: isAmount,
  risk: isAmount,
};

/** A cursor as it stands in the URL. */
export function cursorText({ key, id }: OrderCursor): string {
  return `${key}_${id}`;
}

/**
 * The cursor of a URL, for a list that is sorted so; null where it is none, as after another column was chosen: the list
 * then begins at its beginning.
 */
export function parseCursor(text: string | undefined, sort: string): OrderCursor | null {
  if (!text) return null;
  const at = text.lastIndexOf('_');
  const key = text.slice(0, at);
  const id = text.slice(at + 1);
  return at > 0 && UUID.test(id) && KEYS[sort]?.(key) ? { key, id } : null;
}
