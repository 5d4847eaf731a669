import { isUuid } from '~/kernel/ids';

/** A place in a list by its sort key and id, as it stands in the address: `key_id`. */
export interface ListCursor {
  key: string;
  id: string;
}

const KEY = /^[\w.:+-]{1,60}$/;

export function cursorText({ key, id }: ListCursor): string {
  return `${key}_${id}`;
}

/** Reads a cursor; undefined for anything that no list made. @param numeric whether keys of the list are whole numbers */
export function parseListCursor(text: string | undefined, numeric: boolean): ListCursor | undefined {
  const at = text?.lastIndexOf('_') ?? -1;
  if (!text || at < 0) return undefined;
  const [key, id] = [text.slice(0, at), text.slice(at + 1)];
  const fits = numeric ? /^-?\d{1,18}$/.test(key) : KEY.test(key);
  return fits && isUuid(id) ? { key, id } : undefined;
}
