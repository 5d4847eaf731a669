import { describe, expect, it } from 'vitest';
import { cursorText, parseListCursor } from './reorder-search';

const id = '0190a000-0000-7000-8000-000000000001';

describe('parseListCursor', () => {
  it('reads what cursorText wrote', () => {
    for (const [key, numeric] of [
      ['-12', true],
      ['1204500', true],
      ['KIT_A-12', false],
    ] as const) {
      expect(parseListCursor(cursorText({ key, id }), numeric)).toEqual({ key, id });
    }
  });

  it.each([undefined, '', 'x', `abc_${id}`, `1_${id}x`, `99999999999999999999_${id}`, `1;drop_${id}`])(
    'ignores %s',
    (text) => {
      expect(parseListCursor(text, true)).toBeUndefined();
    },
  );
});
