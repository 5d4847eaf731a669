import type { LineContent, OrderContent, ScheduleContent } from './amendment';
import type { OrderState } from './order-states';

interface Head {
  incoterm: string;
  inspectionRequired: boolean;
  note: string | null;
}

interface Line {
  id: string;
  lineNo: number;
  skuCode: string;
  unitPriceMinor: string;
  status: OrderState;
}

interface Part {
  poLineId: string;
  scheduleNo: number;
  warehouseCode: string;
  quantity: number;
  requestedShipFrom: string | null;
  requestedShipOn: string;
}

/** An order as a version keeps it. */
export function orderContent(head: Head, lines: readonly Line[], parts: readonly Part[]): OrderContent {
  return {
    incoterm: head.incoterm,
    inspectionRequired: head.inspectionRequired,
    note: head.note,
    lines: lines.map((line) => lineContent(line, parts)),
  };
}

/** A line as a version keeps it, with its own among the dated parts. */
export function lineContent(line: Line, parts: readonly Part[]): LineContent {
  return {
    lineNo: line.lineNo,
    skuCode: line.skuCode,
    isCancelled: line.status === 'cancelled',
    unitPriceMinor: line.unitPriceMinor,
    schedules: parts.filter(({ poLineId }) => poLineId === line.id).map(scheduleContent),
  };
}

function scheduleContent(part: Part): ScheduleContent {
  return {
    scheduleNo: part.scheduleNo,
    warehouseCode: part.warehouseCode,
    quantity: part.quantity,
    shipFrom: part.requestedShipFrom,
    shipBy: part.requestedShipOn,
  };
}

/** A line in one string, the same in every language, for the audit log: `500 × 4000 · R1 2026-01-10 500`. */
export function lineText(line: LineContent): string | null {
  if (line.isCancelled) return null;
  const pieces = line.schedules.reduce((sum, { quantity }) => sum + quantity, 0);
  const parts = line.schedules.map(
    ({ warehouseCode, quantity, shipFrom, shipBy }) =>
      `${warehouseCode} ${shipFrom ? `${shipFrom}…` : ''}${shipBy} ${quantity}`,
  );
  return [`${pieces} × ${line.unitPriceMinor}`, ...parts].join(' · ');
}

/** What the audit log calls a line: its number and SKU. */
export function lineLabel({ lineNo, skuCode }: Pick<LineContent, 'lineNo' | 'skuCode'>): string {
  return `${lineNo} ${skuCode}`;
}
