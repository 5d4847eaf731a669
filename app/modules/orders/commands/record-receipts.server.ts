import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { type AuditActor, recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { PlatformTx } from '~db/tenancy.server';
import { announceOrder, refreshOrders } from '../data/order-summaries.server';
import {
  insertReceipts,
  type KnownReceipt,
  lockReceivableLines,
  markReceived,
  type NewReceipt,
  type ReceivableLine,
  type ReceivableSchedule,
  selectKnownReceipts,
  selectNotices,
  selectReceivableSchedules,
  settleNotices,
} from '../data/receipt-records.server';
import { lineRefusal } from '../domain/order-states';
import { spreadReceipt } from '../domain/receipts';

/** What a warehouse took in of an order line. Pieces; epoch ms. */
export interface ReceiptRow {
  source: string;
  /** Names the receipt in its source: the same again changes nothing. */
  sourceRef: string;
  orderNumber: string;
  lineNo: number;
  shipNoticeNumber?: string | null | undefined;
  /** Where given, the line must be this SKU. */
  skuId?: string | undefined;
  warehouseCode: string;
  receivedAt: number;
  accepted: number;
  rejected: number;
  rejectReason?: string | null | undefined;
}

export interface ReceiptTaken {
  status: 'taken' | 'duplicate';
  factoryId: string;
  orderId: string;
  poLineId: string;
  /** The first of the dated parts that it fills. */
  poLineScheduleId: string;
  skuId: string;
  accepted: number;
  rejected: number;
}

/** Stands between a receipt's reference and the number of a further dated part; no reference holds it. */
const PART = '\u001e';

/**
 * Takes receipts of warehouses: counts them in the dated parts of their lines, moves lines that have wholly arrived, and
 * writes into the factories' logs. Rows are judged one after the other, in the order given, as if each had come by itself;
 * what is written is written in one statement per table.
 *
 * @param now epoch ms
 * @returns per row what became of it: taken, a duplicate (the same was taken before; nothing changes), or why not:
 *   `receipt_order_unknown`, `receipt_line_unknown`, `receipt_sku_differs`, `receipt_notice_unknown`,
 *   `receipt_warehouse_differs`, `receipt_empty`, `receipt_not_shipped`, `receipt_conflict`, or the table's reason
 */
export async function recordReceipts(
  tx: PlatformTx,
  by: AuditActor,
  rows: readonly ReceiptRow[],
  now: number,
): Promise<Result<ReceiptTaken, Problem>[]> {
  if (rows.length === 0) return [];
  const batch = await openBatch(tx, rows);
  const results = rows.map((row) => takeRow(batch, row));
  await insertReceipts(tx, batch.receipts);
  const arrived = [...batch.touched.values()].filter(
    (line) => line.status === 'shipped' && hasArrived(batch, line.poLineId),
  );
  await markReceived(tx, arrived);
  await settleNotices(tx, [...new Set(batch.receipts.flatMap(({ asnId }) => (asnId ? [asnId] : [])))]);
  await settleOrders(tx, by, batch, now);
  return results;
}

interface Batch {
  lines: ReceivableLine[];
  /** By order number and line number; where two factories use a number, it has two. */
  byKey: Map<string, ReceivableLine[]>;
  /** By line, earliest first; their received pieces count up as rows are taken. */
  schedules: Map<string, ReceivableSchedule[]>;
  notices: Map<string, string>;
  known: Map<string, KnownReceipt[]>;
  receipts: NewReceipt[];
  touched: Map<string, ReceivableLine>;
}

async function openBatch(tx: PlatformTx, rows: readonly ReceiptRow[]): Promise<Batch> {
  const lines = await lockReceivableLines(tx, unique(rows.map(({ orderNumber }) => orderNumber)));
  const schedules = new Map<string, ReceivableSchedule[]>();
  for (const schedule of await selectReceivableSchedules(tx, lines)) {
    const own = schedules.get(schedule.poLineId);
    if (own) own.push(schedule);
    else schedules.set(schedule.poLineId, [schedule]);
  }
  const numbers = unique(
    rows.flatMap(({ shipNoticeNumber }) => (shipNoticeNumber ? [shipNoticeNumber] : [])),
  );
  const notices = numbers.length > 0 ? await selectNotices(tx, numbers) : [];
  const byKey = linesByKey(lines);
  const keys = rows.flatMap(({ source, sourceRef, ...row }) => {
    const line = findLine(byKey, row);
    const parts = line ? (schedules.get(line.poLineId)?.length ?? 1) : 0;
    return Array.from({ length: parts }, (_, n) => ({
      factoryId: line!.factoryId,
      source,
      sourceRef: partRef(sourceRef, n),
    }));
  });
  const known = new Map<string, KnownReceipt[]>();
  for (const receipt of await selectKnownReceipts(tx, keys)) remember(known, receipt);
  return {
    lines,
    byKey,
    schedules,
    notices: new Map(notices.map(({ id, number, orderId }) => [`${orderId} ${number}`, id])),
    known,
    receipts: [],
    touched: new Map(),
  };
}

const unique = (texts: readonly string[]) => [...new Set(texts)];
const partRef = (sourceRef: string, n: number) => (n === 0 ? sourceRef : `${sourceRef}${PART}${n + 1}`);

function remember(known: Map<string, KnownReceipt[]>, receipt: KnownReceipt): void {
  const key = receiptKey(receipt.factoryId, receipt.source, receipt.sourceRef.split(PART)[0] ?? '');
  known.set(key, [...(known.get(key) ?? []), receipt]);
}

const receiptKey = (factoryId: string, source: string, sourceRef: string) =>
  JSON.stringify([factoryId, source, sourceRef]);

function linesByKey(lines: readonly ReceivableLine[]): Map<string, ReceivableLine[]> {
  const byKey = new Map<string, ReceivableLine[]>();
  for (const line of lines) {
    const key = `${line.number} ${line.lineNo}`;
    byKey.set(key, [...(byKey.get(key) ?? []), line]);
  }
  return byKey;
}

function findLine(
  lines: ReadonlyMap<string, ReceivableLine[]>,
  row: Pick<ReceiptRow, 'orderNumber' | 'lineNo' | 'skuId'>,
): ReceivableLine | undefined {
  const named = lines.get(`${row.orderNumber} ${row.lineNo}`) ?? [];
  return named.find(({ skuId }) => skuId === row.skuId) ?? named[0];
}

function takeRow(batch: Batch, row: ReceiptRow): Result<ReceiptTaken, Problem> {
  const number = row.orderNumber.slice(0, 60);
  const line = findLine(batch.byKey, row);
  if (!line) {
    const isKnown = batch.lines.some((other) => other.number === row.orderNumber);
    return err(
      isKnown
        ? problem('receipt_line_unknown', { number, line: row.lineNo }, 'orderLineNo')
        : problem('receipt_order_unknown', { number }, 'orderNumber'),
    );
  }
  if (row.skuId !== undefined && row.skuId !== line.skuId)
    return err(problem('receipt_sku_differs', { number, line: row.lineNo }, 'sku'));
  const key = receiptKey(line.factoryId, row.source, row.sourceRef);
  const before = batch.known.get(key);
  if (before) return repeated(batch, line, before, row);
  const parts = (batch.schedules.get(line.poLineId) ?? []).filter(
    ({ warehouseCode }) => warehouseCode === row.warehouseCode,
  );
  if (parts.length === 0)
    return err(
      problem(
        'receipt_warehouse_differs',
        { number, line: row.lineNo, warehouse: row.warehouseCode.slice(0, 60) },
        'warehouseCode',
      ),
    );
  const asnId = row.shipNoticeNumber ? batch.notices.get(`${line.orderId} ${row.shipNoticeNumber}`) : null;
  if (asnId === undefined) {
    const notice = row.shipNoticeNumber?.slice(0, 60) ?? '';
    return err(problem('receipt_notice_unknown', { number, notice }, 'shipNoticeNumber'));
  }
  const refusal = stateRefusal(batch, line);
  if (refusal) return err({ ...refusal, field: 'orderNumber' });
  const spread = spreadReceipt(parts, row.accepted, row.rejected);
  if (!spread.ok) return spread;
  for (const [n, part] of spread.value.entries()) {
    const receipt = {
      factoryId: line.factoryId,
      scheduleId: part.scheduleId,
      asnId,
      warehouseCode: row.warehouseCode,
      receivedAt: row.receivedAt,
      accepted: part.accepted,
      rejected: part.rejected,
      rejectReason: part.rejected > 0 ? (row.rejectReason ?? null) : null,
      source: row.source,
      sourceRef: partRef(row.sourceRef, n),
    };
    batch.receipts.push(receipt);
    remember(batch.known, receipt);
    const schedule = parts.find(({ id }) => id === part.scheduleId)!;
    schedule.receivedQuantity += part.accepted + part.rejected;
  }
  batch.touched.set(line.poLineId, line);
  return ok(taken('taken', line, spread.value[0]!.scheduleId, row));
}

/** A reference that was taken before: the same is a duplicate, anything else a conflict. */
function repeated(
  batch: Batch,
  line: ReceivableLine,
  before: readonly KnownReceipt[],
  row: ReceiptRow,
): Result<ReceiptTaken, Problem> {
  const own = new Map((batch.schedules.get(line.poLineId) ?? []).map((schedule) => [schedule.id, schedule]));
  const isSame =
    before.every(({ scheduleId }) => own.get(scheduleId)?.warehouseCode === row.warehouseCode) &&
    before.reduce((sum, { accepted }) => sum + accepted, 0) === row.accepted &&
    before.reduce((sum, { rejected }) => sum + rejected, 0) === row.rejected &&
    before[0]!.receivedAt === row.receivedAt;
  if (!isSame) return err(problem('receipt_conflict', undefined, 'sourceRef'));
  return ok(taken('duplicate', line, before[0]!.scheduleId, row));
}

function taken(
  status: ReceiptTaken['status'],
  line: ReceivableLine,
  poLineScheduleId: string,
  row: ReceiptRow,
): ReceiptTaken {
  const { factoryId, orderId, poLineId, skuId } = line;
  return {
    status,
    factoryId,
    orderId,
    poLineId,
    poLineScheduleId,
    skuId,
    accepted: row.accepted,
    rejected: row.rejected,
  };
}

function stateRefusal(batch: Batch, line: ReceivableLine): Problem | null {
  const parts = batch.schedules.get(line.poLineId) ?? [];
  const facts = {
    id: line.poLineId,
    status: line.status,
    quantity: line.quantity,
    agreedQuantity: line.agreedQuantity,
    shippedQuantity: parts.reduce((sum, { shippedQuantity }) => sum + shippedQuantity, 0),
    receivedQuantity: parts.reduce((sum, { receivedQuantity }) => sum + receivedQuantity, 0),
    pendingProposals: 0,
  };
  const order = { status: line.orderStatus, inspectionRequired: line.inspectionRequired, lines: [facts] };
  return lineRefusal('receive', facts, order);
}

function hasArrived(batch: Batch, poLineId: string): boolean {
  return (batch.schedules.get(poLineId) ?? []).every(
    ({ shippedQuantity, receivedQuantity }) => receivedQuantity >= shippedQuantity,
  );
}

async function settleOrders(tx: PlatformTx, by: AuditActor, batch: Batch, now: number): Promise<void> {
  const orders = new Map<string, ReceivableLine[]>();
  for (const line of batch.touched.values()) {
    orders.set(line.orderId, [...(orders.get(line.orderId) ?? []), line]);
  }
  const keys = [...orders.values()].map(([line]) => ({ factoryId: line!.factoryId, id: line!.orderId }));
  await refreshOrders(tx, keys, now);
  const pieces = new Map<string, { accepted: number; rejected: number }>();
  for (const { scheduleId, accepted, rejected } of batch.receipts) {
    const sum = pieces.get(scheduleId) ?? { accepted: 0, rejected: 0 };
    pieces.set(scheduleId, { accepted: sum.accepted + accepted, rejected: sum.rejected + rejected });
  }
  await Promise.all(
    [...orders.values()].flatMap((lines) => {
      const { factoryId, orderId, number } = lines[0]!;
      const entry = recordAudit(tx, {
        by,
        action: 'order.received',
        entity: { type: 'purchase_order', id: orderId, label: number },
        after: Object.fromEntries(
          lines.map((line) => [`${line.lineNo} ${line.skuCode}`, inWords(batch, line, pieces)]),
        ),
        factoryId,
      });
      return [entry, announceOrder(tx, factoryId, orderId)];
    }),
  );
}

/** The same in every language: `R1 300 +2 rejected`. */
function inWords(
  batch: Batch,
  line: ReceivableLine,
  pieces: ReadonlyMap<string, { accepted: number; rejected: number }>,
): string {
  return (batch.schedules.get(line.poLineId) ?? [])
    .flatMap(({ id, warehouseCode }) => {
      const sum = pieces.get(id);
      return sum ? [`${warehouseCode} ${sum.accepted}${sum.rejected > 0 ? ` −${sum.rejected}` : ''}`] : [];
    })
    .join(', ');
}
