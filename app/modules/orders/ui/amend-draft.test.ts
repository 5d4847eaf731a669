import { describe, expect, test } from 'vitest';
import type { LineView, OrderDetail } from '../domain/order-views';
import { amendDraft, amendPreview, withNewPart } from './amend-draft';

const line = (lineNo: number, allowed: boolean, state = 'issued') =>
  ({
    id: `line-${lineNo}`,
    lineNo,
    skuCode: `SKU-${lineNo}`,
    state,
    unitPriceMinor: '4000',
    actions: [{ action: 'amend', allowed, lineIds: [] }],
    schedules: [
      {
        id: `part-${lineNo}`,
        scheduleNo: 1,
        warehouseCode: 'R1',
        quantity: 500,
        requestedShipFrom: null,
        requestedShipOn: '2026-04-01',
      },
    ],
  }) as unknown as LineView;
const order = {
  currency: 'USD',
  incoterm: 'FCA',
  inspectionRequired: true,
  note: null,
  lines: [line(1, true), line(2, false, 'shipped'), line(3, true)],
} as unknown as OrderDetail;

describe('an amendment while it is typed', () => {
  test('holds the lines that may be changed, and changes nothing to begin with', () => {
    const draft = amendDraft(order);
    expect(draft.lines.map(({ lineNo, unitPrice }) => [lineNo, unitPrice])).toEqual([
      [1, '40.00'],
      [3, '40.00'],
    ]);
    expect(amendPreview(order, draft)).toMatchObject({
      changes: [],
      lineNos: [],
      valueBefore: '6000000',
      valueAfter: '6000000',
    });
  });

  test('shows what it changes, in which lines, and what that costs', () => {
    const draft = amendDraft(order);
    const [first, second] = draft.lines;
    first!.unitPrice = '41.5';
    first!.parts[0]!.quantity = '600';
    second!.out = true;
    const preview = amendPreview(order, draft);
    expect(preview.changes.map(({ field, lineNo, before, after }) => [field, lineNo, before, after])).toEqual(
      [
        ['unitPrice', 1, '4000', '4150'],
        ['quantity', 1, 500, 600],
        ['line', 3, 500, null],
      ],
    );
    expect(preview.lineNos).toEqual([1, 3]);
    expect(preview.valueAfter).toBe(String(600 * 4150 + 500 * 4000));
  });

  test('adds a dated part beside the others, and keeps the price where what is typed is none', () => {
    const draft = amendDraft(order);
    const added = withNewPart(draft.lines[0]!);
    expect(added.parts[1]).toMatchObject({
      scheduleId: undefined,
      scheduleNo: 2,
      warehouseCode: 'R1',
      quantity: '',
    });
    added.parts[1]!.quantity = '100';
    added.unitPrice = 'a lot';
    const preview = amendPreview(order, { ...draft, lines: [added] });
    expect(preview.changes).toMatchObject([{ field: 'schedule', scheduleNo: 2, before: null, after: 100 }]);
  });

  test('of the order itself asks no line again', () => {
    const preview = amendPreview(order, { ...amendDraft(order), incoterm: 'FOB', note: ' Fragile ' });
    expect(preview.changes.map(({ field, after }) => [field, after])).toEqual([
      ['incoterm', 'FOB'],
      ['note', 'Fragile'],
    ]);
    expect(preview.lineNos).toEqual([]);
  });
});
