import type { RejectReason } from './reasons';

export type SplitResult =
  | { state: 'complete'; fields: string[] }
  | { state: 'open_quote' }
  | { state: 'bad_quote' };

/**
 * Splits one CSV record (RFC 4180, comma, double quotes) into fields. A quote inside an unquoted field is text.
 * @param dropColumn position of a column whose content is never read: its field is always empty; -1 for none
 */
export function splitRecord(text: string, dropColumn = -1): SplitResult {
  const fields: string[] = [];
  const end = text.length;
  let at = 0;
  for (;;) {
    if (text.charCodeAt(at) === QUOTE) {
      let value = '';
      let from = at + 1;
      let close: number;
      for (;;) {
        close = text.indexOf('"', from);
        if (close === -1) return { state: 'open_quote' };
        if (text.charCodeAt(close + 1) !== QUOTE) break;
        value += text.slice(from, close + 1);
        from = close + 2;
      }
      if (close + 1 < end && text.charCodeAt(close + 1) !== COMMA) return { state: 'bad_quote' };
      fields.push(fields.length === dropColumn ? '' : value + text.slice(from, close));
      if (close + 1 >= end) return { state: 'complete', fields };
      at = close + 2;
    } else {
      const comma = text.indexOf(',', at);
      const stop = comma === -1 ? end : comma;
      fields.push(fields.length === dropColumn ? '' : text.slice(at, stop));
      if (comma === -1) return { state: 'complete', fields };
      at = comma + 1;
    }
  }
}

const QUOTE = 34;
const COMMA = 44;

/** Where a physical line stands. */
export interface LineAt {
  text: string;
  /** 1 for the header. */
  line: number;
  /** Bytes of the (unpacked) file before the line. */
  offset: number;
}

export interface RecordHandlers {
  record(fields: string[], line: number, offset: number): void;
  reject(reason: RejectReason, line: number, offset: number): void;
  blank(line: number): void;
  /** True if the fields, standing alone, are a good row. */
  looksLikeRow(fields: readonly string[]): boolean;
}

/** A record may not span more: what is open for longer is a broken quote. */
export const MAX_RECORD_LINES = 100;
export const MAX_RECORD_CHARACTERS = 65_536;

/**
 * Puts physical lines together to records. A quoted field may hold line breaks; but one broken quote never swallows good
 * rows: as soon as a following line is a good row by itself, or the record closes with a wrong number of columns or grows
 * past its bounds, only the line that opened the quote is rejected and reading resumes at the next line.
 */
export class RecordAssembler {
  #open: LineAt[] = [];
  #openCharacters = 0;

  constructor(
    private readonly columns: number,
    private readonly dropColumn: number,
    private readonly handlers: RecordHandlers,
  ) {}

  push(text: string, line: number, offset: number): void {
    if (this.#open.length > 0) {
      this.#continue({ text, line, offset });
      return;
    }
    if (isBlank(text)) {
      this.handlers.blank(line);
      return;
    }
    const split = splitRecord(text, this.dropColumn);
    if (split.state === 'complete') {
      if (split.fields.length === this.columns) this.handlers.record(split.fields, line, offset);
      else this.handlers.reject('column_count', line, offset);
    } else if (split.state === 'bad_quote') {
      this.handlers.reject('bad_quote', line, offset);
    } else {
      this.#open = [{ text, line, offset }];
      this.#openCharacters = text.length;
    }
  }

  /** Call after the last line. */
  end(): void {
    while (this.#open.length > 0) this.#giveUp();
  }

  #continue(next: LineAt): void {
    this.#open.push(next);
    this.#openCharacters += next.text.length + 1;
    if (this.#openCharacters > MAX_RECORD_CHARACTERS || this.#open.length > MAX_RECORD_LINES) {
      this.#giveUp();
      return;
    }
    const alone = splitRecord(next.text, this.dropColumn);
    if (alone.state === 'complete' && this.#isRow(alone.fields)) {
      this.#giveUp();
      return;
    }
    if (!next.text.includes('"')) return;
    const whole = splitRecord(this.#open.map((part) => part.text).join('\n'), this.dropColumn);
    if (whole.state === 'open_quote') return;
    if (whole.state === 'complete' && whole.fields.length === this.columns) {
      const first = this.#open[0]!;
      this.#open = [];
      this.handlers.record(whole.fields, first.line, first.offset);
      return;
    }
    this.#giveUp();
  }

  #giveUp(): void {
    const [first, ...rest] = this.#open;
    this.#open = [];
    this.handlers.reject('unterminated_quote', first!.line, first!.offset);
    for (const part of rest) this.push(part.text, part.line, part.offset);
  }

  #isRow(fields: readonly string[]): boolean {
    return fields.length === this.columns && this.handlers.looksLikeRow(fields);
  }
}

/** A line of nothing but commas, empty quotes and white space, as spreadsheets leave at the end. */
export const isBlank = (text: string): boolean => BLANK.test(text);
const BLANK = /^(?:\s|,|"")*$/;
