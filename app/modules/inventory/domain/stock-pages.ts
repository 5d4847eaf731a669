/** Where a page of a list begins: the value that the list is ordered by, and the id that breaks ties. */
export interface Place {
  value: string;
  id: string;
}

const PLACE = /^(.*)~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/s;

/** Reads a place from a URL; null for anything else. The value is checked by {@link placeOf}'s `fits`. */
export function placeOf(text: string | undefined, fits: (value: string) => boolean): Place | null {
  const [, value, id] = text?.match(PLACE) ?? [];
  return value !== undefined && id !== undefined && fits(value) ? { value, id } : null;
}

export const placeText = ({ value, id }: Place): string => `${value}~${id}`;

/** Forms of the values that lists are ordered by. */
export const PLACE_VALUES = {
  text: (value: string) => value.length <= 120,
  whole: (value: string) => /^-?\d{1,18}$/.test(value),
  date: (value: string) =>
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)$/.test(value) ||
    /^\d{4}-(0[13-9]|1[0-2])-30$/.test(value) ||
    /^\d{4}-(0[13578]|1[02])-31$/.test(value),
  instant: (value: string) =>
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/.test(value) && !Number.isNaN(Date.parse(value)),
} as const;

export interface KeysetPage<Row> {
  rows: Row[];
  /** Places of the neighbouring pages; null at the ends. */
  next: string | null;
  previous: string | null;
}

/**
 * The page out of `size + 1` rows that were read from a place on: the row too many says that there is more.
 * @param rows in the list's order, also where they were read backwards from `before`
 */
export function keysetPage<Row>(
  rows: readonly Row[],
  size: number,
  at: { after: Place | null; before: Place | null },
  placeOfRow: (row: Row) => Place,
): KeysetPage<Row> {
  const backwards = at.before !== null;
  const hasMore = rows.length > size;
  const shown = !hasMore ? [...rows] : backwards ? rows.slice(rows.length - size) : rows.slice(0, size);
  const first = shown[0];
  const last = shown.at(-1);
  const hasPrevious = backwards ? hasMore : at.after !== null;
  const hasNext = backwards ? true : hasMore;
  return {
    rows: shown,
    next: hasNext && last ? placeText(placeOfRow(last)) : null,
    previous: hasPrevious && first ? placeText(placeOfRow(first)) : null,
  };
}
