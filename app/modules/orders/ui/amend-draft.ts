import { type CurrencyCode, currencyCode } from '~/kernel/currency';
import { money, parseMoney, toDecimalString } from '~/kernel/money';
import { contentChanges, type LineContent, lineChanges, type OrderContent } from '../domain/amendment';
import type { LineView, OrderDetail } from '../domain/order-views';
import type { AmendSku } from '../queries/amend-skus.server';
import { typedPieces } from './answer-draft';

/** A dated part while it is being changed: texts as they stand in the fields. */
export interface AmendPart {
  key: string;
  /** Absent: a new part. */
  scheduleId: string | undefined;
  scheduleNo: number;
  warehouseCode: string;
  quantity: string;
  shipFrom: string;
  shipBy: string;
}

export interface AmendLine {
  /** Of a line that is added: the id of its SKU. */
  lineId: string;
  /** What is added; absent in a line that the order has already. */
  added?: AmendSku;
  lineNo: number;
  skuCode: string;
  /** Taken out of the order. */
  out: boolean;
  unitPrice: string;
  parts: AmendPart[];
}

export interface AmendDraft {
  incoterm: string;
  note: string;
  inspectionRequired: boolean;
  lines: AmendLine[];
}

/** Whether a line may still be changed. */
export function isOpen(line: LineView): boolean {
  return line.actions.some(({ action, allowed }) => action === 'amend' && allowed);
}

/** The order as it stands, in fields; lines that may not be changed are not among them. */
export function amendDraft(order: OrderDetail): AmendDraft {
  return {
    incoterm: order.incoterm,
    note: order.note ?? '',
    inspectionRequired: order.inspectionRequired,
    lines: order.lines.filter(isOpen).map((line) => ({
      lineId: line.id,
      lineNo: line.lineNo,
      skuCode: line.skuCode,
      out: false,
      unitPrice: toDecimalString(money(BigInt(line.unitPriceMinor), currencyCode(order.currency))),
      parts: line.schedules.map((part) => ({
        key: part.id,
        scheduleId: part.id,
        scheduleNo: part.scheduleNo,
        warehouseCode: part.warehouseCode,
        quantity: String(part.quantity),
        shipFrom: part.requestedShipFrom ?? '',
        shipBy: part.requestedShipOn,
      })),
    })),
  };
}

function contentOf(order: OrderDetail): OrderContent {
  return {
    incoterm: order.incoterm,
    inspectionRequired: order.inspectionRequired,
    note: order.note,
    lines: order.lines.map((line) => ({
      lineNo: line.lineNo,
      skuCode: line.skuCode,
      isCancelled: line.state === 'cancelled',
      unitPriceMinor: line.unitPriceMinor,
      schedules: line.schedules.map((part) => ({
        scheduleNo: part.scheduleNo,
        warehouseCode: part.warehouseCode,
        quantity: part.quantity,
        shipFrom: part.requestedShipFrom,
        shipBy: part.requestedShipOn,
      })),
    })),
  };
}

function changedLine(before: LineContent, line: AmendLine, currency: CurrencyCode): LineContent {
  const price = parseMoney(line.unitPrice.trim(), currency);
  return {
    ...before,
    isCancelled: line.out,
    unitPriceMinor: price.ok ? String(price.value.minor) : before.unitPriceMinor,
    schedules: line.parts.map((part) => ({
      scheduleNo: part.scheduleNo,
      warehouseCode: part.warehouseCode,
      quantity: typedPieces(part.quantity) ?? 0,
      shipFrom: part.shipFrom || null,
      shipBy: part.shipBy,
    })),
  };
}

function addedLine(line: AmendLine, currency: CurrencyCode): LineContent {
  const { lineNo, skuCode } = line;
  const nothing = { lineNo, skuCode, isCancelled: false, unitPriceMinor: '0', schedules: [] };
  return changedLine(nothing, line, currency);
}

/** What a draft would change: the differences, which lines they are in, and the value before and after in minor units. */
export function amendPreview(order: OrderDetail, draft: AmendDraft) {
  const currency = currencyCode(order.currency);
  const before = contentOf(order);
  const lines = before.lines.map((line) => {
    const changed = draft.lines.find(({ lineNo }) => lineNo === line.lineNo);
    return changed ? changedLine(line, changed, currency) : line;
  });
  const added = draft.lines.filter((line) => line.added).map((line) => addedLine(line, currency));
  const after: OrderContent = {
    incoterm: draft.incoterm,
    inspectionRequired: draft.inspectionRequired,
    note: draft.note.trim() || null,
    lines: [...lines, ...added],
  };
  const lineNos = before.lines
    .filter((line, index) => {
      const now = lines[index]!;
      return !line.isCancelled && (now.isCancelled || lineChanges(line, now).length > 0);
    })
    .map(({ lineNo }) => lineNo);
  return {
    changes: contentChanges(before, after),
    lineNos: [...lineNos, ...added.map(({ lineNo }) => lineNo)],
    valueBefore: String(contentValue(before)),
    valueAfter: String(contentValue(after)),
  };
}

function contentValue(content: OrderContent): bigint {
  let sum = 0n;
  for (const line of content.lines) {
    if (line.isCancelled) continue;
    const pieces = line.schedules.reduce((total, { quantity }) => total + quantity, 0);
    sum += BigInt(pieces) * BigInt(line.unitPriceMinor);
  }
  return sum;
}

/** A further line at the end, at the SKU's cost and at the warehouse and day that the order begins with. */
export function withNewLine(draft: AmendDraft, order: OrderDetail, sku: AmendSku): AmendDraft {
  const like = order.lines.find(({ state }) => state !== 'cancelled')?.schedules[0];
  const lineNo = Math.max(0, ...[...order.lines, ...draft.lines].map((line) => line.lineNo)) + 1;
  const line: AmendLine = {
    lineId: sku.skuId,
    added: sku,
    lineNo,
    skuCode: sku.code,
    out: false,
    unitPrice: toDecimalString(money(BigInt(sku.unitCostMinor), currencyCode(order.currency))),
    parts: [
      {
        key: 'new-1',
        scheduleId: undefined,
        scheduleNo: 1,
        warehouseCode: like?.warehouseCode ?? '',
        quantity: '',
        shipFrom: '',
        shipBy: like?.requestedShipOn ?? '',
      },
    ],
  };
  return { ...draft, lines: [...draft.lines, line] };
}

/** Without a line that was added; those added after it move up, as the server will number them. */
export function withoutLine(draft: AmendDraft, lineId: string): AmendDraft {
  const gone = draft.lines.find((line) => line.lineId === lineId);
  const lines = draft.lines
    .filter((line) => line !== gone)
    .map((line) => (gone && line.lineNo > gone.lineNo ? { ...line, lineNo: line.lineNo - 1 } : line));
  return { ...draft, lines };
}

/** A further part of a line, at the warehouse and day of its last. */
export function withNewPart(line: AmendLine): AmendLine {
  const last = line.parts.at(-1);
  const scheduleNo = Math.max(0, ...line.parts.map((part) => part.scheduleNo)) + 1;
  const part: AmendPart = {
    key: `new-${scheduleNo}`,
    scheduleId: undefined,
    scheduleNo,
    warehouseCode: last?.warehouseCode ?? '',
    quantity: '',
    shipFrom: '',
    shipBy: last?.shipBy ?? '',
  };
  return { ...line, parts: [...line.parts, part] };
}
