import { calendarDate } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { newId } from '~/platform/new-id.server';
import type { LineRecord, ScheduleRecord } from '../data/order-records.server';
import type { OrderTerms } from '../data/order-terms.server';
import type { AskedPart } from '../data/order-writes.server';
import type { LineContent } from '../domain/amendment';
import { expectedArrival, quantityProblem, windowProblem } from '../domain/draft';
import { lineContent } from '../domain/order-content';
import type { amendForm } from '../forms';
import { readPrice } from './answer-order.server';
import { lineProblem, type OrderStep } from './order-step.server';

type Amendment = ReturnType<typeof amendForm.parse>;
type AmendmentLine = Amendment['lines'][number];

/** A line as an amendment leaves it. */
export interface AmendedLine {
  id: string;
  isNew: boolean;
  isCancelled: boolean;
  lineNo: number;
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  quantity: number;
  unitPriceMinor: string;
  parts: AskedPart[];
  /** Ids of dated parts that are taken out. */
  dropped: string[];
  before: LineContent | undefined;
  after: LineContent;
}

/** The named lines as they would be, or the first thing that is wrong with them, at its field. */
export function amendedLines(
  step: OrderStep,
  { lines }: Amendment,
  terms: ReadonlyMap<string, OrderTerms>,
): Result<AmendedLine[], Problem> {
  const amended: AmendedLine[] = [];
  let lineNo = Math.max(0, ...step.lines.map((line) => line.lineNo));
  for (const [index, input] of lines.entries()) {
    const at = `lines[${index}]`;
    let line: Result<AmendedLine, Problem>;
    if (input.lineId) {
      line = existingLine(step, input, terms, at);
    } else {
      lineNo += 1;
      line = newLine(step, input, terms, lineNo, at);
    }
    if (!line.ok) return line;
    const { id, skuId } = line.value;
    if (amended.some((other) => other.id === id || other.skuId === skuId))
      return err(problem('order_sku_twice', undefined, `${at}.lineId`));
    amended.push(line.value);
  }
  return ok(amended);
}

function existingLine(
  step: OrderStep,
  input: AmendmentLine,
  terms: ReadonlyMap<string, OrderTerms>,
  at: string,
): Result<AmendedLine, Problem> {
  const refusal = lineProblem(step, 'amend', input.lineId ?? '');
  if (refusal) return err({ ...refusal, field: `${at}.lineId` });
  const line = step.lines.find(({ id }) => id === input.lineId)!;
  const own = step.schedules.filter(({ poLineId }) => poLineId === line.id);
  const before = lineContent(line, own);
  const base = { ...line, isNew: false, before };
  if (input.cancel) {
    const after = { ...before, isCancelled: true };
    return ok({ ...base, isCancelled: true, parts: [], dropped: [], after });
  }
  const price = readPrice(input.unitPrice, step.order.currency);
  if (!price.ok) return err({ ...price.error, field: `${at}.unitPrice` });
  const unitPriceMinor = price.value === null ? line.unitPriceMinor : String(price.value);
  const parts =
    input.schedules.length === 0 ? ok(own.map(asked)) : readParts(step, input, line, own, terms, at);
  if (!parts.ok) return parts;
  const kept = new Set(parts.value.map(({ id }) => id));
  return ok({
    ...base,
    isCancelled: false,
    unitPriceMinor,
    quantity: parts.value.reduce((sum, { quantity }) => sum + quantity, 0),
    parts: parts.value,
    dropped: own.filter(({ id }) => !kept.has(id)).map(({ id }) => id),
    after: lineContent({ ...line, unitPriceMinor }, parts.value.map(asContent)),
  });
}

function newLine(
  step: OrderStep,
  input: AmendmentLine,
  terms: ReadonlyMap<string, OrderTerms>,
  lineNo: number,
  at: string,
): Result<AmendedLine, Problem> {
  const own = terms.get(input.skuId ?? '');
  const field = `${at}.skuId`;
  if (!own) return err(problem('sku_not_sourced', undefined, field));
  if (own.status === 'suspended') return err(problem('sku_suspended', undefined, field));
  if (own.currency !== step.order.currency)
    return err(problem('order_currency_mixed', { currency: own.currency }, field));
  if (step.lines.some(({ skuId, status }) => skuId === own.skuId && status !== 'cancelled'))
    return err(problem('order_sku_twice', undefined, field));
  if (input.schedules.length === 0)
    return err(problem('value_required', undefined, `${at}.schedules[0].quantity`));
  const price = readPrice(input.unitPrice, step.order.currency);
  if (!price.ok) return err({ ...price.error, field: `${at}.unitPrice` });
  const unitPriceMinor = price.value === null ? own.unitCostMinor : String(price.value);
  const line = {
    id: newId() as string,
    lineNo,
    skuId: own.skuId,
    skuCode: own.skuCode,
    skuNameEn: own.skuNameEn,
    skuNameZh: own.skuNameZh,
    unitPriceMinor,
    status: 'issued' as const,
  };
  const parts = readParts(step, input, line, [], terms, at);
  if (!parts.ok) return parts;
  return ok({
    ...line,
    isNew: true,
    isCancelled: false,
    quantity: parts.value.reduce((sum, { quantity }) => sum + quantity, 0),
    parts: parts.value,
    dropped: [],
    before: undefined,
    after: lineContent(line, parts.value.map(asContent)),
  });
}

/** The dated parts of a line as typed: those with an id stay who they are, the others are new. */
function readParts(
  step: OrderStep,
  input: AmendmentLine,
  line: Pick<LineRecord, 'id' | 'skuId'>,
  own: readonly ScheduleRecord[],
  terms: ReadonlyMap<string, OrderTerms>,
  at: string,
): Result<AskedPart[], Problem> {
  const lineTerms = terms.get(line.skuId);
  if (!lineTerms) return err(problem('sku_not_sourced', undefined, `${at}.lineId`));
  const parts: AskedPart[] = [];
  let scheduleNo = Math.max(0, ...own.map((schedule) => schedule.scheduleNo));
  for (const [no, part] of input.schedules.entries()) {
    const field = `${at}.schedules[${no}]`;
    const existing = own.find(({ id }) => id === part.scheduleId);
    const isDouble = existing && parts.some(({ id }) => id === existing.id);
    if (isDouble || (part.scheduleId && !existing))
      return err(problem('answer_schedule_unknown', undefined, `${field}.scheduleId`));
    const shipBy = calendarDate(part.shipBy);
    const shipFrom = part.shipFrom === null ? null : calendarDate(part.shipFrom);
    // A day that stands already may have passed meanwhile; a new one may not.
    const isKept = existing?.requestedShipOn === shipBy && existing.requestedShipFrom === shipFrom;
    const wrong = isKept ? null : windowProblem({ shipFrom, shipBy }, step.today, field);
    if (wrong) return err(wrong);
    if (!existing) scheduleNo += 1;
    parts.push({
      id: existing?.id ?? newId(),
      poLineId: line.id,
      scheduleNo: existing?.scheduleNo ?? scheduleNo,
      warehouseCode: part.warehouseCode,
      quantity: part.quantity,
      shipFrom,
      shipBy,
      expectedArrivalOn: expectedArrival(shipBy, lineTerms.transitLeadDays),
    });
  }
  const before = own.reduce((sum, { quantity }) => sum + quantity, 0);
  const quantity = parts.reduce((sum, part) => sum + part.quantity, 0);
  // Orders that were placed under other terms are only held to those of today where their pieces change.
  const wrong =
    quantity === before
      ? null
      : quantityProblem(step.order.kind, quantity, lineTerms, quantity, `${at}.schedules[0].quantity`);
  return wrong ? err(wrong) : ok(parts);
}

function asked(schedule: ScheduleRecord): AskedPart {
  const { id, poLineId, scheduleNo, warehouseCode, quantity, expectedArrivalOn } = schedule;
  return {
    id,
    poLineId,
    scheduleNo,
    warehouseCode,
    quantity,
    shipFrom: schedule.requestedShipFrom,
    shipBy: schedule.requestedShipOn,
    expectedArrivalOn,
  };
}

function asContent({ shipFrom, shipBy, ...part }: AskedPart) {
  return { ...part, requestedShipFrom: shipFrom, requestedShipOn: shipBy };
}
