import { FILE_KINDS, type FileKind, UPLOAD_LIMITS } from './file-kinds';

/** Controls, directions, joiners and other marks without a glyph, half pairs, private and unassigned characters. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;
/** What no system wants in a file name. */
const AWKWARD = /[<>:"/\\|?*]/g;

/**
 * Makes the name that somebody's computer gave to a file into a label: its last part, visible characters only, not too
 * long, and with the ending of what the file is. It is shown and offered for saving, never used as a path.
 */
export function fileLabel(name: string, kind: FileKind): string {
  const { ending, endings } = FILE_KINDS[kind];
  const last = name.slice(0, 2000).normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(INVISIBLE, '')
    .replace(AWKWARD, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const dot = clean.lastIndexOf('.');
  const given = dot > 0 ? clean.slice(dot + 1).toLowerCase() : '';
  const keeps = (endings as readonly string[]).includes(given);
  const suffix = keeps ? clean.slice(dot) : `.${ending}`;
  const stem = keeps ? clean.slice(0, dot) : clean;
  const room = UPLOAD_LIMITS.labelCharacters - suffix.length;
  const short = [...stem].slice(0, room).join('').trimEnd();
  return `${short || 'file'}${suffix}`;
}

/** The label of a file that is refused, for the sentence that says so. */
export function shownName(name: string): string {
  const clean = (name.split(/[/\\]/).at(-1) ?? '').slice(0, 2000).replace(INVISIBLE, '').trim();
  const characters = [...clean];
  return characters.length > 80 ? `${characters.slice(0, 79).join('')}…` : clean || '?';
}

/**
 * `Content-Disposition` of a file (RFC 6266): the label in UTF-8 (RFC 8187) after a plain one for old programs.
 * @param label of {@link fileLabel}
 */
export function contentDisposition(kind: 'inline' | 'attachment', label: string): string {
  const plain = label.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(label).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
