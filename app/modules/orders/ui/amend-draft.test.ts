import { describe, expect, test } from 'vitest';
import type { LineView, OrderDetail } from '../domain/order-views';
import { amendDraft, amendPreview, withNewLine, withNewPart, withoutLine } from './amend-draft';

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

  test('adds lines at the end on their own terms, and numbers them anew when one is taken out', () => {
    const sku = (no: number) => ({
      skuId: `sku-${no}`,
      code: `NEW-${no}`,
      nameEn: '',
      nameZh: '',
      unitCostMinor: '1250',
      minimumQuantity: 300,
      orderMultiple: 50,
    });
    let draft = withNewLine(withNewLine(amendDraft(order), order, sku(1)), order, sku(2));
    expect(draft.lines.slice(-2)).toMatchObject([
      { lineNo: 4, unitPrice: '12.50', parts: [{ warehouseCode: 'R1', shipBy: '2026-04-01' }] },
      { lineNo: 5 },
    ]);
    draft = withoutLine(draft, 'sku-1');
    draft.lines.at(-1)!.parts[0]!.quantity = '300';
    const preview = amendPreview(order, draft);
    expect(preview.changes).toMatchObject([
      { field: 'line', lineNo: 4, skuCode: 'NEW-2', before: null, after: 300 },
    ]);
    expect(preview.lineNos).toEqual([4]);
    expect(preview.valueAfter).toBe(String(3 * 500 * 4000 + 300 * 1250));
  });

  test('of the order itself asks no line again', () => {
    const preview = amendPreview(order, {
      ...amendDraft(order),
      incoterm: 'FOB',
      inspectionRequired: false,
      note: ' Fragile ',
    });
    expect(preview.changes.map(({ field, after }) => [field, after])).toEqual([
      ['incoterm', 'FOB'],
      ['inspectionRequired', false],
      ['note', 'Fragile'],
    ]);
    expect(preview.lineNos).toEqual([]);
  });
});
