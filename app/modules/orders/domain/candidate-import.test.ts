import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDate } from '~/kernel/calendar-date';
import { IMPORT_COLUMNS, readCandidateTable } from './candidate-import';

const reference = {
  categories: new Set(['outdoor.camping', 'home.kitchen']),
  markets: new Set(['US', 'DE', 'JP']),
  today: calendarDate('2026-03-18'),
};
const row = (over: Partial<Record<(typeof IMPORT_COLUMNS)[number], string>> = {}) => {
  const cells: Record<string, string> = {
    ref: 'IDEA-1',
    name_en: 'Camping lantern',
    name_zh: '露营灯',
    category: 'outdoor.camping',
    markets: 'US; DE',
    expected_price: '29.90',
    expected_cost: '7.50',
    currency: 'USD',
    signal_kind: 'search_term',
    signal_source: 'keyword tool',
    signal_subject: 'camping lantern',
    signal_market: 'US',
    signal_unit: 'searches_per_month',
    signal_value: '12,400',
    observed_on: '2026-03-01',
    note: '',
    ...over,
  };
  return IMPORT_COLUMNS.map((column) => cells[column] ?? '');
};
const read = (...rows: string[][]) => {
  const result = readCandidateTable([[...IMPORT_COLUMNS], ...rows], reference);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

describe('a table of candidates', () => {
  it('gathers the signals of one reference', () => {
    const { candidates, problems, rows } = read(
      row(),
      row({ signal_kind: 'review', signal_unit: 'rating_hundredths', signal_value: '410' }),
      row({ ref: 'IDEA-2' }),
    );
    expect(problems).toEqual([]);
    expect(rows).toBe(3);
    expect(candidates.map(({ ref, signals }) => [ref, signals.length])).toEqual([
      ['IDEA-1', 2],
      ['IDEA-2', 1],
    ]);
    expect(candidates[0]).toMatchObject({
      markets: ['US', 'DE'],
      priceMinor: 2990n,
      costMinor: 750n,
      currency: 'USD',
    });
    expect(candidates[0]!.signals[0]).toMatchObject({ value: 12_400, unit: 'searches_per_month' });
  });

  it('takes columns in any order and leaves optional ones out', () => {
    const result = readCandidateTable(
      [
        ['Category', 'ref', 'Name EN', 'markets'],
        ['home.kitchen', 'A', 'Pan', 'us/jp'],
      ],
      reference,
    );
    expect(result).toMatchObject({
      ok: true,
      value: { candidates: [{ nameZh: 'Pan', markets: ['US', 'JP'], priceMinor: null, signals: [] }] },
    });
  });

  it('refuses a header that lacks columns or names strange ones', () => {
    expect(readCandidateTable([['ref', 'name_en']], reference)).toMatchObject({
      ok: false,
      error: { code: 'import_columns_missing', params: { columns: 'category, markets' } },
    });
    expect(readCandidateTable([[...IMPORT_COLUMNS, 'buyer_email']], reference)).toMatchObject({
      ok: false,
      error: { code: 'import_columns_unknown' },
    });
    expect(readCandidateTable([], reference)).toMatchObject({ ok: false });
  });

  it.each([
    [{ ref: '' }, 'ref', 'value_required'],
    [{ category: 'toys' }, 'category', 'choice_unknown'],
    [{ markets: 'US XX' }, 'markets', 'market_unknown'],
    [{ expected_price: '-3' }, 'expected_price', 'invalid_money'],
    [{ expected_price: '0' }, 'expected_price', 'invalid_money'],
    [{ currency: '' }, 'currency', 'value_required'],
    [{ currency: 'XQQ' }, 'currency', 'invalid_currency'],
    [{ name_en: 'x'.repeat(501) }, 'name_en', 'text_too_long'],
    [{ name_en: 'a\u0000b' }, 'name_en', 'value_invalid'],
    [{ signal_value: '1.5' }, 'signal_value', 'number_not_whole'],
    [{ signal_value: '99999999999' }, 'signal_value', 'number_not_whole'],
    [{ observed_on: '2026-03-19' }, 'observed_on', 'invalid_date'],
    [{ observed_on: '2026-02-30' }, 'observed_on', 'invalid_date'],
    [{ signal_kind: 'gossip' }, 'signal_kind', 'choice_unknown'],
    [{ signal_source: '' }, 'signal_source', 'value_required'],
  ])('locates %o', (over, column, code) => {
    const { problems, candidates } = read(row({ ref: 'GOOD' }), row(over));
    expect(problems[0]).toMatchObject({ row: 3, column, problem: { code } });
    expect(candidates[0]).toMatchObject({ ref: 'GOOD' });
  });

  it('keeps the candidate of a signal that is wrong', () => {
    const { candidates, problems } = read(row({ signal_value: 'many' }));
    expect(candidates).toMatchObject([{ ref: 'IDEA-1', signals: [] }]);
    expect(problems).toHaveLength(1);
  });

  it('never throws, and every row is taken or told of', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 18 }), {
          maxLength: 20,
        }),
        (rows) => {
          const { candidates, problems, rows: counted } = read(...rows);
          expect(candidates.length === 0 && problems.length === 0).toBe(counted === 0);
        },
      ),
    );
  });
});
