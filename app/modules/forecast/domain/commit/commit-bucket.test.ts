import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { answerProblem, MOST_COMMIT_PIECES, readPieces } from './commit-bucket';

const answer = (commit: number, rest = {}) => ({ commit, upside: 0, reason: null, note: null, ...rest });

describe('answerProblem', () => {
  it.each([
    ['as much as asked', answer(500), 500, null],
    ['more than asked', answer(600), 500, null],
    ['less without a reason', answer(499), 500, 'commit_reason_missing'],
    ['less with a reason', answer(0, { reason: 'materials' }), 500, null],
    ['another reason without words', answer(400, { reason: 'other' }), 500, 'commit_note_missing'],
    ['another reason in words', answer(400, { reason: 'other', note: 'Flood' }), 500, null],
    ['a reason nobody knows', answer(400, { reason: 'weather' }), 500, 'choice_unknown'],
    ['half a piece', answer(1.5), 1, 'number_not_whole'],
    ['fewer than none', answer(-1), 0, 'number_too_small'],
    ['a slip of the finger', answer(MOST_COMMIT_PIECES + 1), 0, 'number_too_big'],
    ['an endless note', answer(5, { note: 'x'.repeat(501) }), 5, 'text_too_long'],
    ['upside below none', answer(5, { upside: -1 }), 5, 'number_too_small'],
  ])('%s', (_, given, forecast, code) => {
    expect(answerProblem(given as never, forecast, 'firm')?.code ?? null).toBe(code);
  });

  it('leaves frozen buckets to both sides', () => {
    expect(answerProblem(answer(500), 500, 'frozen')?.code).toBe('commit_frozen');
    expect(answerProblem(answer(500), 500, 'free')).toBeNull();
  });
});

describe('readPieces', () => {
  it.each([
    ['', null],
    ['  ', null],
    ['1200', 1200],
    ['1,200', 1200],
    ['1 200', 1200],
    ["1'200", 1200],
    ['1\u00a0200', 1200],
    ['１２００', 1200],
    ['1，200', 1200],
    ['1200.00', 1200],
    ['1200件', 1200],
    ['1,200 pcs', 1200],
    ['+5', 5],
    ['-0', 0],
    ['007', 7],
  ])('%j', (text, value) => expect(readPieces(text)).toEqual({ ok: true, value }));

  it.each([
    ['12.5', 'number_not_whole'],
    ['-5', 'number_too_small'],
    ['-0.5', 'number_too_small'],
    ['abc', 'number_invalid'],
    ['1e5', 'number_invalid'],
    ['=1+1', 'number_invalid'],
    ['1,20', 'number_invalid'],
    ['99999999999', 'number_too_big'],
    ['NaN', 'number_invalid'],
    ['٣', 'number_invalid'],
  ])('%j is %s', (text, code) => {
    const read = readPieces(text);
    expect(read.ok ? read.value : read.error.code).toBe(code);
  });

  test('any whole number comes back however it is grouped; anything else is a problem, never a throw', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MOST_COMMIT_PIECES }), (n) => {
        for (const text of [String(n), n.toLocaleString('en'), ` ${n} `]) {
          expect(readPieces(text)).toEqual({ ok: true, value: n });
        }
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readPieces(text);
        if (read.ok && read.value !== null)
          expect(Number.isInteger(read.value) && read.value >= 0).toBe(true);
      }),
    );
  });
});
