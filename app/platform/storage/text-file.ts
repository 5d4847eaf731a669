/** Bytes that are looked at; a table shows what it is at its start. */
const LOOK_AT = 256 * 1024;
/** Characters that no text has: controls except tab, line feed, form feed and carriage return. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NOT_TEXT = /[\u0000-\u0008\u000b\u000e-\u001f\u007f\ufffd]/;
/** How markup, scripts and other things that programs run begin. */
const NOT_A_TABLE = /^\s*(<|#!|%!|%PDF|\{\\rtf|MIME-Version:|BEGIN:)/i;
const MARKUP = /<(!doctype|html|svg|script|iframe|body|head|xml)\b/i;

/**
 * Whether bytes are a table in text: UTF-8, UTF-16 with its mark or GB 18030, lines of the same few columns separated by
 * comma, semicolon or tab. CSV has no magic number, so what it is not counts as much: no controls, no markup.
 */
export function isCsv(bytes: Uint8Array): boolean {
  const text = decode(bytes);
  if (text === null || NOT_TEXT.test(text) || NOT_A_TABLE.test(text) || MARKUP.test(text)) return false;
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  // The last one may be cut off by the limit of what is looked at.
  const whole = bytes.length > LOOK_AT ? lines.slice(0, -1) : lines;
  if (whole.length === 0) return false;
  return [',', ';', '\t'].some((separator) => whole[0]!.includes(separator) && fits(whole, separator));
}

/** Most lines have the separator; those without one may be titles, notes or the rest of a quoted field. */
function fits(lines: readonly string[], separator: string): boolean {
  const holding = lines.filter((line) => line.includes(separator)).length;
  return holding >= Math.ceil(lines.length / 2);
}

function decode(bytes: Uint8Array): string | null {
  const start = bytes.subarray(0, LOOK_AT);
  const mark = (start[0] ?? 0) * 256 + (start[1] ?? 0);
  const encodings =
    mark === 0xfffe || mark === 0xfeff ? [mark === 0xfffe ? 'utf-16le' : 'utf-16be'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      // `stream`: a character cut in two at the end is no mistake.
      return new TextDecoder(encoding, { fatal: true }).decode(start, { stream: bytes.length > LOOK_AT });
    } catch {
      // Not this encoding.
    }
  }
  return null;
}
