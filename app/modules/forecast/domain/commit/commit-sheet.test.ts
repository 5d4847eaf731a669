import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readCommitTable, type SheetWords } from './commit-sheet';

const words: SheetWords = {
  columns: new Map([
    ['sku code', 'sku'],
    ['周', 'week'],
    ['承诺', 'commit'],
  ]),
  reasons: new Map([['产能', 'capacity']]),
};
const HEAD = ['sku', 'week', 'forecast', 'commit', 'upside', 'reason', 'note', 'revision'];
const read = (...rows: string[][]) => {
  const reading = readCommitTable([HEAD, ...rows], words);
  if (!reading.ok) throw new Error(reading.error.code);
  return reading.value;
};
const row = (given: Partial<Record<string, string>>) =>
  HEAD.map(
    (name) => given[name] ?? { sku: 'A-1', week: '2026-11-23', forecast: '500', revision: '2' }[name] ?? '',
  );

describe('readCommitTable', () => {
  it('reads answers with what their author saw', () => {
    expect(read(row({ commit: '1,480', upside: '20', reason: '产能', note: 'Line 2 down' })).rows).toEqual([
      {
        row: 2,
        code: 'A-1',
        week: '2026-11-23',
        commit: 1480,
        upside: 20,
        reason: 'capacity',
        note: 'Line 2 down',
        seenForecast: 500,
        baseRevision: 2,
      },
    ]);
  });
  it('knows columns by their words and in any order', () => {
    const reading = readCommitTable(
      [
        ['承诺', '周', 'SKU code', 'revision', 'forecast'],
        ['5', '2026-11-23', 'A-1', '', '5'],
      ],
      words,
    );
    expect(reading.ok && reading.value.rows[0]).toMatchObject({ commit: 5, baseRevision: 0 });
  });
  it('says which columns it misses', () => {
    const reading = readCommitTable([['sku', 'week']], words);
    expect(reading.ok || reading.error).toMatchObject({ code: 'import_columns_missing' });
    expect(readCommitTable([], words).ok).toBe(false);
  });
  it.each([
    ['a fraction', { commit: '1.5' }, 'commit', 'number_not_whole'],
    ['fewer than none', { commit: '-1' }, 'commit', 'number_too_small'],
    ['a text', { commit: 'many' }, 'commit', 'number_invalid'],
    ['a formula', { commit: '=1+1' }, 'commit', 'number_invalid'],
    ['a day that is no Monday', { commit: '1', week: '2026-11-24' }, 'week', 'commit_week_invalid'],
    ['no day', { commit: '1', week: 'next' }, 'week', 'commit_week_invalid'],
    ['a reason nobody knows', { commit: '1', reason: 'weather' }, 'reason', 'choice_unknown'],
    ['no SKU', { commit: '1', sku: '' }, 'sku', 'value_required'],
    ['an endless note', { commit: '1', note: 'x'.repeat(501) }, 'note', 'text_too_long'],
  ])('refuses %s at its place and takes the others', (_, given, column, code) => {
    const reading = read(row(given), row({ commit: '7', sku: 'B' }));
    expect(reading.refused).toMatchObject([{ row: 2, column, problem: { code } }]);
    expect(reading.rows).toMatchObject([{ row: 3, commit: 7 }]);
  });
  it('takes a bucket once and passes over rows without an answer', () => {
    const reading = read(row({ commit: '7' }), row({ commit: '8' }), row({}), ['', '']);
    expect(reading).toMatchObject({ rows: [{ commit: 7 }], refused: [{ row: 3 }], empty: 1 });
  });
});

test('any table is read without a throw, and every row of data is accounted for', () => {
  const table = fc.array(fc.array(fc.string({ maxLength: 8 }), { maxLength: 9 }), { maxLength: 12 });
  fc.assert(
    fc.property(table, (rows) => {
      const reading = readCommitTable([HEAD, ...rows], words);
      const filled = rows.filter((cells) => cells.some((cell) => cell.trim() !== '')).length;
      if (!reading.ok) throw new Error('header');
      const { rows: good, refused, empty } = reading.value;
      expect(good.length + refused.length + empty).toBe(filled);
    }),
  );
});
