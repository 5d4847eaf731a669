/** Encodings that a sales file may have, by their WHATWG labels. */
export const FILE_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-kr',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1258',
  'windows-874',
  'iso-8859-15',
] as const;
export type FileEncoding = (typeof FILE_ENCODINGS)[number];

const ALIASES: Record<string, FileEncoding> = {
  utf8: 'utf-8',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  latin1: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  cp1252: 'windows-1252',
  sjis: 'shift_jis',
  'shift-jis': 'shift_jis',
  'utf-16': 'utf-16le',
  utf16: 'utf-16le',
  'tis-620': 'windows-874',
};

/** The encoding that a name means, or undefined. */
export function parseEncoding(name: string): FileEncoding | undefined {
  const lower = name.trim().toLowerCase();
  return ALIASES[lower] ?? FILE_ENCODINGS.find((encoding) => encoding === lower);
}

/** The byte-order mark at the start of a file and how long it is. */
export function readByteOrderMark(bytes: Uint8Array): { encoding: FileEncoding; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return undefined;
}

/**
 * Position of the first byte that cannot stand there in UTF-8, or -1 (RFC 3629: no overlong forms, no surrogates, nothing
 * above U+10FFFF; a sequence cut off at the end is an error at its first byte).
 */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  const end = bytes.length;
  let at = 0;
  while (at < end) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    let following: number;
    let low = 0x80;
    let high = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) following = 1;
    else if (lead >= 0xe0 && lead <= 0xef) {
      following = 2;
      if (lead === 0xe0) low = 0xa0;
      if (lead === 0xed) high = 0x9f;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      following = 3;
      if (lead === 0xf0) low = 0x90;
      if (lead === 0xf4) high = 0x8f;
    } else return at;
    for (let i = 1; i <= following; i += 1) {
      const byte = bytes[at + i];
      if (byte === undefined || byte < low || byte > high) return at;
      low = 0x80;
      high = 0xbf;
    }
    at += following + 1;
  }
  return -1;
}

/**
 * True if the bytes are structurally GB18030 and read like Chinese text: at least 60 % of the two-byte characters lie in
 * GB 2312, where everyday hanzi and punctuation stand. Western text in an 8-bit encoding fails one or the other.
 */
export function looksLikeGb18030(bytes: Uint8Array): boolean {
  let pairs = 0;
  let common = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const first = bytes[at]!;
    if (first < 0x80) continue;
    if (first === 0x80 || first === 0xff) return false;
    const second = bytes[at + 1];
    if (second === undefined) return false;
    if (second >= 0x30 && second <= 0x39) {
      const third = bytes[at + 2] ?? 0;
      const fourth = bytes[at + 3] ?? 0;
      if (third < 0x81 || third > 0xfe || fourth < 0x30 || fourth > 0x39) return false;
      at += 3;
      continue;
    }
    if (second < 0x40 || second === 0x7f || second === 0xff) return false;
    pairs += 1;
    if (second >= 0xa1 && ((first >= 0xa1 && first <= 0xa9) || (first >= 0xb0 && first <= 0xf7))) common += 1;
    at += 1;
  }
  return pairs > 0 && common >= pairs * 0.6;
}

/** What a look over the entire file found out about its bytes. */
export interface EncodingEvidence {
  byteOrderMark: FileEncoding | undefined;
  lines: number;
  /** Lines with bytes above 0x7F that are valid UTF-8. */
  utf8Lines: number;
  /** Lines that are not valid UTF-8. */
  invalidLines: number;
  /** The lines that are not valid UTF-8, as many as were kept, each with its end-of-line. */
  invalidSample: Uint8Array;
}

export type EncodingDecision =
  | { kind: 'use'; encoding: FileEncoding; guessed: boolean }
  /** `suggestion` is absent where nothing is likely. */
  | { kind: 'refuse'; suggestion: FileEncoding | undefined };

/**
 * Which encoding to read the file with. With `auto`: a byte-order mark decides; else UTF-8 if all is valid; else GB18030 if
 * what is not valid reads like it; else UTF-8 with single rejected lines if those are at most 1 % of the lines or fewer than the
 * valid non-ASCII ones; else the file is refused. `utf-8` asked for explicitly refuses rather than guesses.
 */
export function decideEncoding(asked: FileEncoding | 'auto', evidence: EncodingEvidence): EncodingDecision {
  if (asked !== 'auto' && asked !== 'utf-8') return { kind: 'use', encoding: asked, guessed: false };
  const { byteOrderMark, lines, utf8Lines, invalidLines, invalidSample } = evidence;
  if (asked === 'auto' && byteOrderMark) return { kind: 'use', encoding: byteOrderMark, guessed: false };
  if (asked === 'utf-8' && byteOrderMark && byteOrderMark !== 'utf-8')
    return { kind: 'refuse', suggestion: byteOrderMark };
  if (invalidLines === 0) return { kind: 'use', encoding: 'utf-8', guessed: false };
  const chinese = invalidLines > utf8Lines && looksLikeGb18030(invalidSample);
  if (asked === 'auto' && chinese) return { kind: 'use', encoding: 'gb18030', guessed: true };
  const few = invalidLines < utf8Lines || (invalidLines <= lines / 100 && !chinese);
  if (few || byteOrderMark === 'utf-8') return { kind: 'use', encoding: 'utf-8', guessed: false };
  return { kind: 'refuse', suggestion: chinese ? 'gb18030' : undefined };
}
