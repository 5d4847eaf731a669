import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { clipboardText, parseClipboard } from './clipboard';

it.each([
  ['', []],
  ['5', [['5']]],
  ['5\r\n', [['5']]],
  [
    '1\t2\r\n3\t4\r\n',
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  [
    '1\t2\n3\t4',
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  ['1\t\t3', [['1', '', '3']]],
  ['1\t', [['1', '']]],
  ['\t2', [['', '2']]],
  ['"a\nb"\tc', [['a\nb', 'c']]],
  ['"say ""hi"""\t1', [['say "hi"', '1']]],
  ['"24" screen\t1', [['"24" screen', '1']]],
  ['1\n\n3', [['1'], [''], ['3']]],
])('%j', (text, cells) => expect(parseClipboard(text)).toEqual(cells));

test('what is copied is pasted as it was', () => {
  const cell = fc.string({ maxLength: 12 }).map((text) => text.replaceAll('\0', ''));
  const rows = fc
    .integer({ min: 2, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
    );
  fc.assert(
    fc.property(rows, (cells) => {
      expect(parseClipboard(clipboardText(cells))).toEqual(cells);
    }),
  );
});

test('any text is read and none throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseClipboard(text).every(Array.isArray)).toBe(true);
    }),
  );
});
