import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideEncoding,
  type EncodingEvidence,
  firstInvalidUtf8,
  looksLikeGb18030,
  parseEncoding,
  readByteOrderMark,
} from './encoding';

/** 竹制砧板 大号,不锈钢保温杯 in GB18030. */
const GB_TEXT = Uint8Array.from(
  'd6f1d6c6d5e8b0e520b4f3bac52cb2bbd0e2b8d6b1a3cec2b1ad0a'
    .match(/../g)!
    .map((hex) => Number.parseInt(hex, 16)),
);
const LATIN_TEXT = Buffer.from('CAFÉ SET £40.00, CRÈME BRÛLÉE\n', 'latin1');

const evidence = (part: Partial<EncodingEvidence>): EncodingEvidence => ({
  byteOrderMark: undefined,
  lines: 1000,
  utf8Lines: 0,
  invalidLines: 0,
  invalidSample: new Uint8Array(),
  ...part,
});

describe('firstInvalidUtf8', () => {
  it('agrees with the platform on any bytes', () => {
    const byte = fc.oneof(fc.nat(255), fc.constantFrom(0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0x80, 0xa0, 0xbf));
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 12 }), (values) => {
        const bytes = Uint8Array.from(values);
        const at = firstInvalidUtf8(bytes);
        expect(at === -1).toBe(isUtf8(bytes));
        if (at > 0) expect(isUtf8(bytes.subarray(0, at))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('names the first wrong byte', () => {
    expect(firstInvalidUtf8(Uint8Array.from([0x61, 0xe4, 0xb8, 0xad, 0xb0, 0x61]))).toBe(4);
  });
});

describe('looksLikeGb18030', () => {
  it('knows Chinese text', () => expect(looksLikeGb18030(GB_TEXT)).toBe(true));
  it('does not take Western text for it', () => {
    expect(looksLikeGb18030(LATIN_TEXT)).toBe(false);
    expect(looksLikeGb18030(Buffer.from('ÉS ÉS ÉS', 'latin1'))).toBe(false);
    expect(looksLikeGb18030(Buffer.from('plain'))).toBe(false);
  });
});

describe('decideEncoding', () => {
  it('takes UTF-8 where everything is valid, and a byte-order mark at its word', () => {
    expect(decideEncoding('auto', evidence({ utf8Lines: 5 }))).toMatchObject({
      kind: 'use',
      encoding: 'utf-8',
    });
    expect(decideEncoding('auto', evidence({ byteOrderMark: 'utf-16le' }))).toMatchObject({
      encoding: 'utf-16le',
    });
  });

  it('recognises GB18030, and says so only when UTF-8 was asked for', () => {
    const chinese = evidence({ invalidLines: 400, invalidSample: GB_TEXT });
    expect(decideEncoding('auto', chinese)).toEqual({ kind: 'use', encoding: 'gb18030', guessed: true });
    expect(decideEncoding('utf-8', chinese)).toEqual({ kind: 'refuse', suggestion: 'gb18030' });
  });

  it('leaves single broken lines to be rejected one by one', () => {
    const few = evidence({ invalidLines: 3, invalidSample: LATIN_TEXT });
    expect(decideEncoding('auto', few)).toMatchObject({ kind: 'use', encoding: 'utf-8' });
  });

  it('refuses what it cannot tell', () => {
    const western = evidence({ invalidLines: 300, invalidSample: LATIN_TEXT });
    expect(decideEncoding('auto', western)).toEqual({ kind: 'refuse', suggestion: undefined });
  });

  it('does as it is told', () => {
    expect(decideEncoding('windows-1252', evidence({ invalidLines: 300 }))).toMatchObject({
      encoding: 'windows-1252',
    });
  });
});

describe('names and marks', () => {
  it('knows aliases', () => {
    expect(parseEncoding('GBK')).toBe('gb18030');
    expect(parseEncoding('UTF8')).toBe('utf-8');
    expect(parseEncoding('ebcdic')).toBeUndefined();
  });
  it('reads byte-order marks', () => {
    expect(readByteOrderMark(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]))).toEqual({
      encoding: 'utf-8',
      length: 3,
    });
    expect(readByteOrderMark(Uint8Array.from([0x61]))).toBeUndefined();
  });
});
