import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '~/kernel/calendar-date';
import { expectedArrival, quantityProblem, windowProblem } from './draft';
import { cursorText, parseCursor } from './order-cursor';
import { orderNumberPrefix } from './order-number';
import { spreadReceipt } from './receipts';

const TODAY = calendarDate('2026-03-02');
const TERMS = { minimumQuantity: 100, orderMultiple: 20, transitLeadDays: 14 };

describe('pieces', () => {
  test.each([
    ['first_order', 499, 499, 'first_order_below_minimum'],
    ['first_order', 500, 500, null],
    ['first_order', 200, 500, null],
    ['reorder', 80, 80, 'reorder_below_minimum'],
    ['reorder', 110, 110, 'reorder_not_multiple'],
    ['reorder', 120, 120, null],
    ['sample', 1, 1, null],
  ] as const)('%s of %i, %i in the group: %s', (kind, quantity, group, code) => {
    expect(quantityProblem(kind, quantity, TERMS, group, 'q')?.code ?? null).toBe(code);
  });
});

test('windows end after they begin, and not in the past', () => {
  const at = (from: number | null, by: number) =>
    windowProblem(
      { shipFrom: from === null ? null : addDays(TODAY, from), shipBy: addDays(TODAY, by) },
      TODAY,
      's',
    );
  expect(at(null, 0)).toBeNull();
  expect(at(-5, 0)).toBeNull();
  expect(at(2, 1)).toMatchObject({ code: 'ship_window_reversed', field: 's.shipFrom' });
  expect(at(null, -1)).toMatchObject({ code: 'ship_date_passed', field: 's.shipBy' });
  expect(expectedArrival(TODAY, 14)).toBe('2026-03-16');
});

test.each([
  ['ningbo-haitian', 'PO-260302-NIHA-'],
  ['acme', 'PO-260302-ACME-'],
  ['a-b', 'PO-260302-AXBX-'],
  ['x', 'PO-260302-XXXX-'],
  ['factory-0042', 'PO-260302-FA00-'],
])('the orders of %s begin with %s', (slug, prefix) => expect(orderNumberPrefix(TODAY, slug)).toBe(prefix));

test('cursors read back, and what is none counts as none', () => {
  const id = '0198a6a2-0000-7000-8000-000000000001';
  const keys = {
    created: '2026-03-02T08:00:00.123456Z',
    due: '9999-12-31',
    number: 'PO-1_A',
    value: '-5',
    risk: '0',
  };
  for (const [sort, key] of Object.entries(keys)) {
    expect(parseCursor(cursorText({ key, id }), sort)).toEqual({ key, id });
  }
  const bad = [
    '',
    'x',
    `_${id}`,
    `2026-02-30_${id}`,
    `2026-03-02T25:00:00.000000Z_${id}`,
    '2026-03-02_not-an-id',
  ];
  for (const text of bad)
    for (const sort of ['created', 'due', 'value', 'other']) expect(parseCursor(text, sort)).toBeNull();
});

test('a receipt fills what is on its way, earliest first', () => {
  const parts = [
    { id: 'a', shippedQuantity: 100, receivedQuantity: 90 },
    { id: 'b', shippedQuantity: 50, receivedQuantity: 50 },
    { id: 'c', shippedQuantity: 60, receivedQuantity: 0 },
  ];
  expect(spreadReceipt(parts, 40, 5)).toEqual({
    ok: true,
    value: [
      { scheduleId: 'a', accepted: 10, rejected: 0 },
      { scheduleId: 'c', accepted: 30, rejected: 5 },
    ],
  });
  expect(spreadReceipt(parts, 70, 1)).toMatchObject({
    error: { code: 'receipt_not_shipped', params: { left: 70 } },
  });
  expect(spreadReceipt(parts, 0, 0)).toMatchObject({ error: { code: 'receipt_empty' } });
});
