import type { OrderDetail } from '../domain/order-views';

/** Something that happened to an order. `at` epoch ms. */
export type TimelineEntry = { at: number; by: string | null } & (
  | { kind: 'created' | 'issued' | 'closed' | 'cancelled' }
  | { kind: 'version'; version: number }
  | { kind: 'answered'; lineNos: number[]; pieces: number }
  | { kind: 'inspected'; lineNo: number }
  | { kind: 'shipped'; number: string; pieces: number }
  | { kind: 'received'; lineNo: number; accepted: number; rejected: number; warehouseCode: string }
);

/** What happened to an order, the newest first, as its own records tell it. Conversation and files stand by themselves. */
export function timelineEntries(order: OrderDetail): TimelineEntry[] {
  const entries: TimelineEntry[] = [{ kind: 'created', at: order.createdAt, by: order.buyerName }];
  if (order.issuedAt !== null) entries.push({ kind: 'issued', at: order.issuedAt, by: order.buyerName });
  if (order.closedAt !== null) entries.push({ kind: 'closed', at: order.closedAt, by: null });
  if (order.cancelledAt !== null) entries.push({ kind: 'cancelled', at: order.cancelledAt, by: null });
  for (const { version, at, byName } of order.versions) {
    if (version > 1) entries.push({ kind: 'version', version, at, by: byName });
  }
  const answers = new Map<string, Extract<TimelineEntry, { kind: 'answered' }>>();
  for (const line of order.lines) {
    for (const { answeredAt, answeredByName, quantity } of line.answers) {
      const key = `${answeredAt} ${answeredByName}`;
      const entry = answers.get(key) ?? {
        kind: 'answered',
        at: answeredAt,
        by: answeredByName,
        lineNos: [],
        pieces: 0,
      };
      if (!entry.lineNos.includes(line.lineNo)) entry.lineNos.push(line.lineNo);
      entry.pieces += quantity;
      answers.set(key, entry);
    }
    if (line.inspectedAt !== null)
      entries.push({
        kind: 'inspected',
        at: line.inspectedAt,
        by: line.inspectedByName,
        lineNo: line.lineNo,
      });
  }
  entries.push(...answers.values());
  for (const { shippedAt, number, pieces } of order.shipNotices) {
    if (shippedAt !== null) entries.push({ kind: 'shipped', at: shippedAt, by: null, number, pieces });
  }
  for (const { receivedAt, lineNo, accepted, rejected, warehouseCode } of order.receipts) {
    entries.push({ kind: 'received', at: receivedAt, by: null, lineNo, accepted, rejected, warehouseCode });
  }
  return entries.sort((a, b) => b.at - a.at);
}
