import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentChanges, type LineContent, type OrderContent, type ScheduleContent } from './amendment';

const part = (given: Partial<ScheduleContent> = {}): ScheduleContent => ({
  scheduleNo: 1,
  warehouseCode: 'R1',
  quantity: 500,
  shipFrom: null,
  shipBy: '2026-04-01',
  ...given,
});
const line = (given: Partial<LineContent> = {}): LineContent => ({
  lineNo: 1,
  skuCode: 'KETTLE',
  isCancelled: false,
  unitPriceMinor: '4000',
  schedules: [part()],
  ...given,
});
const content = (...lines: LineContent[]): OrderContent => ({
  incoterm: 'FCA',
  inspectionRequired: true,
  note: null,
  lines,
});

test('names what changed, field by field, in the order of the order', () => {
  const before = content(
    line({ schedules: [part(), part({ scheduleNo: 2, quantity: 100 })] }),
    line({ lineNo: 2 }),
  );
  const after = {
    ...content(
      line({ unitPriceMinor: '4150', schedules: [part({ quantity: 600, shipBy: '2026-04-08' })] }),
      line({ lineNo: 2, isCancelled: true }),
      line({ lineNo: 3, skuCode: 'LAMP' }),
    ),
    note: 'hurry',
  };
  expect(contentChanges(before, after)).toEqual([
    { field: 'note', lineNo: null, skuCode: null, scheduleNo: null, before: null, after: 'hurry' },
    { field: 'unitPrice', lineNo: 1, skuCode: 'KETTLE', scheduleNo: null, before: '4000', after: '4150' },
    { field: 'quantity', lineNo: 1, skuCode: 'KETTLE', scheduleNo: 1, before: 500, after: 600 },
    {
      field: 'shipBy',
      lineNo: 1,
      skuCode: 'KETTLE',
      scheduleNo: 1,
      before: '2026-04-01',
      after: '2026-04-08',
    },
    { field: 'schedule', lineNo: 1, skuCode: 'KETTLE', scheduleNo: 2, before: 100, after: null },
    { field: 'line', lineNo: 2, skuCode: 'KETTLE', scheduleNo: null, before: 500, after: null },
    { field: 'line', lineNo: 3, skuCode: 'LAMP', scheduleNo: null, before: null, after: 500 },
  ]);
});

const anyPart = fc.record<ScheduleContent>({
  scheduleNo: fc.integer({ min: 1, max: 3 }),
  warehouseCode: fc.constantFrom('R1', 'R2'),
  quantity: fc.integer({ min: 1, max: 3 }),
  shipFrom: fc.constantFrom(null, '2026-03-01'),
  shipBy: fc.constantFrom('2026-04-01', '2026-04-02'),
});
const anyLine = fc.record<LineContent>({
  lineNo: fc.integer({ min: 1, max: 3 }),
  skuCode: fc.constant('KETTLE'),
  isCancelled: fc.boolean(),
  unitPriceMinor: fc.constantFrom('1', '2'),
  schedules: fc.uniqueArray(anyPart, {
    minLength: 1,
    maxLength: 3,
    selector: ({ scheduleNo }) => scheduleNo,
  }),
});
const anyContent = fc.record<OrderContent>({
  incoterm: fc.constantFrom('FCA', 'FOB'),
  inspectionRequired: fc.boolean(),
  note: fc.constantFrom(null, 'note'),
  lines: fc.uniqueArray(anyLine, { maxLength: 3, selector: ({ lineNo }) => lineNo }),
});

test('nothing changed means nothing is named, and there and back is the same the other way round', () => {
  fc.assert(
    fc.property(anyContent, anyContent, (a, b) => {
      expect(contentChanges(a, a)).toEqual([]);
      const turned = contentChanges(b, a).map(({ before, after, ...at }) => ({
        ...at,
        before: after,
        after: before,
      }));
      expect(contentChanges(a, b)).toEqual(turned);
    }),
  );
});
