/** Place in a list that is ordered by a figure and then by a name: both of the last row shown. */
export interface PageKey {
  /** Null where the row had no figure; such rows come last. */
  value: number | null;
  key: string;
}

/** The place as it stands in a URL. */
export function pageKeyText({ value, key }: PageKey): string {
  return `${value === null ? '' : value}~${key}`;
}

/** @returns null for a text that is no place: the list then begins anew */
export function parsePageKey(text: string | undefined): PageKey | null {
  const at = text?.indexOf('~') ?? -1;
  if (text === undefined || at < 0) return null;
  const figure = text.slice(0, at);
  const value = figure === '' ? null : Number(figure);
  if (value !== null && !Number.isFinite(value)) return null;
  return { value, key: text.slice(at + 1) };
}
