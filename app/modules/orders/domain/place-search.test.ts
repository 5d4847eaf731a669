import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDate } from '~/kernel/calendar-date';
import { placeSearchParams, placeWish, readPlaceSearch } from './place-search';

const today = calendarDate('2026-11-22');
const read = (query: string) => readPlaceSearch(new URLSearchParams(query));
const wish = (query: string) => placeWish(read(query), today, ['US-EWR', 'DE-LEJ']);

describe('the first step of an order in the address', () => {
  it('becomes pieces per SKU and warehouse', () => {
    const query =
      'kind=first_order&by=2027-01-10&sku=A-1&wh=US-EWR&q=1,200&sku=A-1&wh=DE-LEJ&q=300&sku=A-1&wh=US-EWR&q=50';
    expect(wish(query)).toEqual({
      problems: {},
      wish: {
        shipFrom: null,
        shipBy: '2027-01-10',
        skus: [
          {
            code: 'A-1',
            destinations: [
              { warehouseCode: 'US-EWR', quantity: 1250 },
              { warehouseCode: 'DE-LEJ', quantity: 300 },
            ],
          },
        ],
      },
    });
  });

  it.each([
    ['sku=A&wh=US-EWR&q=5', { by: 'value_required' }],
    ['by=2026-11-21&sku=A&wh=US-EWR&q=5', { by: 'ship_date_passed' }],
    ['by=2026-02-30&sku=A&wh=US-EWR&q=5', { by: 'invalid_date' }],
    ['from=2027-02-01&by=2027-01-01&sku=A&wh=US-EWR&q=5', { from: 'ship_window_reversed' }],
    ['by=2027-01-01', { 'sku.0': 'value_required' }],
    ['by=2027-01-01&sku=A&wh=US-EWR&q=', { 'q.0': 'value_required' }],
    ['by=2027-01-01&sku=A&wh=US-EWR&q=0', { 'q.0': 'number_too_small' }],
    ['by=2027-01-01&sku=A&wh=US-EWR&q=-5', { 'q.0': 'invalid_quantity' }],
    ['by=2027-01-01&sku=A&wh=US-EWR&q=1.5', { 'q.0': 'invalid_quantity' }],
    ['by=2027-01-01&sku=A&wh=US-EWR&q=99999999', { 'q.0': 'number_too_big' }],
    [
      'by=2027-01-01&sku=A&wh=NOWHERE&q=5&sku=&wh=US-EWR&q=7',
      { 'wh.0': 'choice_unknown', 'sku.1': 'value_required' },
    ],
  ])('%s', (query, expected) => {
    const { wish: made, problems } = wish(query);
    expect(made).toBeNull();
    expect(Object.fromEntries(Object.entries(problems).map(([field, { code }]) => [field, code]))).toEqual(
      expected,
    );
  });

  it('keeps what was typed, right or wrong, and never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string(), fc.string()), { maxLength: 70 }), (rows) => {
        const params = new URLSearchParams();
        for (const [sku, wh, q] of rows) {
          params.append('sku', sku);
          params.append('wh', wh);
          params.append('q', q);
        }
        const search = readPlaceSearch(params);
        placeWish(search, today, ['US-EWR']);
        expect(readPlaceSearch(placeSearchParams(search))).toEqual(search);
      }),
    );
  });
});
