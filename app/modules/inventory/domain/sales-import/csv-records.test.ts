import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RECORD_LINES, RecordAssembler, splitRecord } from './csv-records';

/** Reads text of three columns; a row is good if its last field is a number. */
function assemble(text: string) {
  const records: { fields: string[]; line: number }[] = [];
  const rejects: { reason: string; line: number }[] = [];
  const blanks: number[] = [];
  const assembler = new RecordAssembler(3, -1, {
    record: (fields, line) => records.push({ fields, line }),
    reject: (reason, line) => rejects.push({ reason, line }),
    blank: (line) => blanks.push(line),
    looksLikeRow: (fields) => /^\d+$/.test(fields[2] ?? ''),
  });
  for (const [index, line] of text.split('\n').entries()) assembler.push(line, index + 1, 0);
  assembler.end();
  return { records, rejects, blanks };
}

describe('splitRecord', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['', ['']],
    ['a,,', ['a', '', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""hi""",x', ['say "hi"', 'x']],
    ['"",""', ['', '']],
    ['12" ruler,x', ['12" ruler', 'x']],
    ['"a",', ['a', '']],
  ])('splits %s', (text, fields) => {
    expect(splitRecord(text)).toEqual({ state: 'complete', fields });
  });

  it('tells an open quote from a quote in the wrong place', () => {
    expect(splitRecord('a,"b').state).toBe('open_quote');
    expect(splitRecord('a,"b""').state).toBe('open_quote');
    expect(splitRecord('a,"b"c,d').state).toBe('bad_quote');
  });

  it('never hands on the dropped column', () => {
    expect(splitRecord('a,17850,c', 1)).toEqual({ state: 'complete', fields: ['a', '', 'c'] });
    expect(splitRecord('a,"17850",c', 1)).toEqual({ state: 'complete', fields: ['a', '', 'c'] });
  });

  it('reads back whatever a writer quotes', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '中', '1') });
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 6 }), (fields) => {
        const text = fields.map((value) => `"${value.replaceAll('"', '""')}"`).join(',');
        expect(splitRecord(text)).toEqual({ state: 'complete', fields });
      }),
    );
  });
});

describe('RecordAssembler', () => {
  it('keeps a field with line breaks together', () => {
    const { records, rejects } = assemble('a,"two\nlines ""here""\nand more",3\nb,c,4');
    expect(records).toEqual([
      { fields: ['a', 'two\nlines "here"\nand more', '3'], line: 1 },
      { fields: ['b', 'c', '4'], line: 4 },
    ]);
    expect(rejects).toEqual([]);
  });

  it('loses only the line with the broken quote', () => {
    const { records, rejects } = assemble('a,"open,1\nb,c,2\nd,"e",3\nf,g,4');
    expect(records.map((record) => record.line)).toEqual([2, 3, 4]);
    expect(rejects).toEqual([{ reason: 'unterminated_quote', line: 1 }]);
  });

  it('is not fooled by a later quote that closes with the right number of columns', () => {
    const { records, rejects } = assemble('a,"open,1\nb,c,2\nd 12",3\ne,f,4');
    expect(records.map((record) => record.line)).toEqual([2, 4]);
    expect(rejects).toEqual([
      { reason: 'unterminated_quote', line: 1 },
      { reason: 'column_count', line: 3 },
    ]);
  });

  it('gives up an open quote at the end of the file and after too many lines', () => {
    expect(assemble('a,b,1\nc,"d,2').rejects).toEqual([{ reason: 'unterminated_quote', line: 2 }]);
    const long = assemble(`a,"b\n${'x\n'.repeat(MAX_RECORD_LINES + 20)}c,d,2`);
    expect(long.records.map((record) => record.fields)).toEqual([['c', 'd', '2']]);
    expect(long.rejects[0]).toEqual({ reason: 'unterminated_quote', line: 1 });
  });

  it('counts blank lines apart', () => {
    expect(assemble('a,b,1\n\n  \n,,\n"","",""\nc,d,2').blanks).toEqual([2, 3, 4, 5]);
  });

  it('never loses a good row to bad ones, whatever stands between', () => {
    const good = fc.tuple(fc.stringMatching(/^[a-z]{1,5}$/), fc.stringMatching(/^[a-z ]{0,8}$/), fc.nat(999));
    const bad = fc.constantFrom('"', 'x,"y', '"a"b,c,1', 'a,b', 'a,b,c,d', 'x,""" , ,', '"","', ',"');
    const line = fc.oneof(
      good.map(([a, b, n]) => ({ text: `${a},"${b}",${n}`, isGood: true })),
      bad.map((text) => ({ text, isGood: false })),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const { records } = assemble(lines.map(({ text }) => text).join('\n'));
        const found = new Set(records.map((record) => record.line));
        for (const [index, { isGood }] of lines.entries()) if (isGood) expect(found).toContain(index + 1);
      }),
      { numRuns: 500 },
    );
  });
});
