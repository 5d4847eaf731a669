import { expect, test } from 'vitest';
import type { OrderDetail } from '../domain/order-views';
import { timelineEntries } from './timeline-entries';

const order = {
  createdAt: 1,
  issuedAt: 2,
  closedAt: 90,
  cancelledAt: null,
  buyerName: 'Bea',
  versions: [
    { version: 1, at: 2, byName: 'Bea' },
    { version: 2, at: 5, byName: 'Bea' },
  ],
  lines: [
    {
      lineNo: 1,
      inspectedAt: 20,
      inspectedByName: 'Quinn',
      answers: [
        { answeredAt: 3, answeredByName: 'Lin', quantity: 300 },
        { answeredAt: 3, answeredByName: 'Lin', quantity: 200 },
      ],
    },
    {
      lineNo: 2,
      inspectedAt: null,
      inspectedByName: null,
      answers: [{ answeredAt: 3, answeredByName: 'Lin', quantity: 100 }],
    },
  ],
  shipNotices: [
    { shippedAt: 30, number: 'ASN-1', pieces: 500 },
    { shippedAt: null, number: 'ASN-2', pieces: 100 },
  ],
  receipts: [{ receivedAt: 40, lineNo: 1, accepted: 490, rejected: 10, warehouseCode: 'R1' }],
} as unknown as OrderDetail;

test('what happened stands in one list, the newest first; one answer to several lines is one entry', () => {
  expect(timelineEntries(order)).toEqual([
    { kind: 'closed', at: 90, by: null },
    { kind: 'received', at: 40, by: null, lineNo: 1, accepted: 490, rejected: 10, warehouseCode: 'R1' },
    { kind: 'shipped', at: 30, by: null, number: 'ASN-1', pieces: 500 },
    { kind: 'inspected', at: 20, by: 'Quinn', lineNo: 1 },
    { kind: 'version', at: 5, by: 'Bea', version: 2 },
    { kind: 'answered', at: 3, by: 'Lin', lineNos: [1, 2], pieces: 600 },
    { kind: 'issued', at: 2, by: 'Bea' },
    { kind: 'created', at: 1, by: 'Bea' },
  ]);
});
