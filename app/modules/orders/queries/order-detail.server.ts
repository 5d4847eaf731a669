import { type CalendarDate, dateInZone, daysBetween } from '~/kernel/calendar-date';
import type { Access } from '~/modules/identity/domain/access';
import {
  selectFiles,
  selectMessages,
  selectReceipts,
  selectShipNotices,
  selectVersions,
  selectWarehouseNames,
  type VersionRecord,
  type WarehouseName,
} from '../data/order-detail.server';
import { selectPeople } from '../data/order-people.server';
import {
  currentOutcomes,
  factsOf,
  type LineRecord,
  type MilestoneRecord,
  type OrderRecord,
  type OrdersTx,
  type OutcomeRecord,
  type ScheduleRecord,
  selectLines,
  selectMilestones,
  selectOutcomes,
  selectSchedules,
} from '../data/order-records.server';
import { contentChanges } from '../domain/amendment';
import { judge } from '../domain/lateness';
import { MILESTONE_KINDS, milestoneDay } from '../domain/milestones';
import { orderActor } from '../domain/order-actor';
import {
  type ActionVerdict,
  lineRefusal,
  ORDER_ACTIONS,
  type OrderActor,
  type OrderFacts,
  orderActions,
  permissionRefusal,
} from '../domain/order-states';
import type {
  AnswerView,
  LineView,
  MilestoneView,
  OrderDetail,
  ScheduleView,
  VersionView,
} from '../domain/order-views';
import { orderKey } from './order-key.server';

/** Messages that an order's page shows; older ones are rarely read. */
const MOST_MESSAGES = 200;

/**
 * An order with all that belongs to it, and what the reader may do to it now.
 *
 * @param idOrNumber the order's id or its number
 * @param now epoch ms; what is late follows from it, in the factory's days
 * @returns null where the scope has no such order; a factory has no drafts
 */
export async function orderDetail(
  tx: OrdersTx,
  access: Access,
  idOrNumber: string,
  now: number,
): Promise<OrderDetail | null> {
  const order = await orderKey(tx, idOrNumber);
  if (!order) return null;
  const today = dateInZone(now, order.timeZone);
  const actor = orderActor(access);
  const [lines, versions, shipNotices, files, messages, people] = await Promise.all([
    selectLines(tx, order),
    selectVersions(tx, order),
    selectShipNotices(tx, order),
    selectFiles(tx, order),
    selectMessages(tx, order, MOST_MESSAGES),
    selectPeople(tx, order),
  ]);
  const lineIds = lines.map(({ id }) => id);
  const [schedules, outcomes, milestones] = await Promise.all([
    selectSchedules(tx, order.factoryId, lineIds),
    selectOutcomes(tx, order.factoryId, lineIds),
    selectMilestones(tx, order.factoryId, lineIds),
  ]);
  const [receipts, warehouses] = await Promise.all([
    selectReceipts(
      tx,
      order.factoryId,
      schedules.map(({ id }) => id),
    ),
    selectWarehouseNames(tx, [...new Set(schedules.map(({ warehouseCode }) => warehouseCode))]),
  ]);
  const current = lines.flatMap((line) => currentOutcomes(line, outcomes));
  const facts = factsOf(order, lines, schedules, current);
  const parts: Parts = { order, schedules, outcomes, current, milestones, warehouses, facts, actor, today };
  const lineViews = lines.map((line) => lineView(line, parts));
  const names = new Map(people.map(({ userId, name }) => [userId, name]));
  const riskMinor = lineViews
    .flatMap((line) => line.schedules)
    .reduce((sum, { risk }) => sum + BigInt(risk.riskMinor), 0n);
  return {
    ...head(order),
    riskMinor: String(riskMinor),
    lines: lineViews,
    versions: versions.length > 0 ? versionViews(versions) : asIssued(order),
    shipNotices,
    receipts: receipts.map(({ scheduleId, ...receipt }) => ({
      ...receipt,
      ...placeOf(scheduleId, lines, schedules),
    })),
    files,
    messages: messages.map((message) => ({
      ...message,
      mentions: message.mentions.map((userId) => ({ userId, name: names.get(userId) ?? '' })),
    })),
    people,
    actions: orderActions(facts, actor),
  };
}

function head(order: OrderRecord) {
  return {
    id: order.id,
    number: order.number,
    kind: order.kind,
    state: order.status,
    version: order.version,
    factory: {
      id: order.factoryId,
      slug: order.factorySlug,
      nameEn: order.factoryNameEn,
      nameZh: order.factoryNameZh,
      timeZone: order.timeZone,
    },
    buyerName: order.buyerName,
    currency: order.currency,
    incoterm: order.incoterm,
    inspectionRequired: order.inspectionRequired,
    note: order.note,
    createdAt: order.createdAt,
    issuedAt: order.issuedAt,
    closedAt: order.closedAt,
    cancelledAt: order.cancelledAt,
    cancelReason: order.cancelReason,
    pieces: order.pieces,
    agreedPieces: order.agreedPieces,
    shippedPieces: order.shippedPieces,
    receivedPieces: order.receivedPieces,
    valueMinor: order.valueMinor,
  };
}

interface Parts {
  order: OrderRecord;
  schedules: readonly ScheduleRecord[];
  outcomes: readonly OutcomeRecord[];
  current: readonly OutcomeRecord[];
  milestones: readonly MilestoneRecord[];
  warehouses: readonly WarehouseName[];
  facts: OrderFacts;
  actor: OrderActor;
  today: CalendarDate;
}

function lineView(line: LineRecord, parts: Parts): LineView {
  const schedules = parts.schedules.filter(({ poLineId }) => poLineId === line.id);
  const steps = parts.milestones.filter(({ poLineId }) => poLineId === line.id);
  const pieces = line.agreedQuantity ?? line.quantity;
  return {
    id: line.id,
    lineNo: line.lineNo,
    skuId: line.skuId,
    skuCode: line.skuCode,
    skuNameEn: line.skuNameEn,
    skuNameZh: line.skuNameZh,
    state: line.status,
    quantity: line.quantity,
    agreedQuantity: line.agreedQuantity,
    shippedQuantity: schedules.reduce((sum, { shippedQuantity }) => sum + shippedQuantity, 0),
    receivedQuantity: schedules.reduce((sum, { receivedQuantity }) => sum + receivedQuantity, 0),
    unitPriceMinor: line.unitPriceMinor,
    valueMinor: String(BigInt(pieces) * BigInt(line.unitPriceMinor)),
    inspectedAt: line.inspectedAt,
    inspectedByName: line.inspectedByName,
    schedules: schedules.map((schedule) => scheduleView(schedule, line, steps, parts)),
    answers: parts.outcomes
      .filter(({ poLineId }) => poLineId === line.id)
      .map((outcome) => answerView(outcome, parts.current)),
    milestones: MILESTONE_KINDS.flatMap((kind) => steps.filter((step) => step.kind === kind)).map(
      milestoneView,
    ),
    actions: lineActions(line.id, parts),
  };
}

function scheduleView(
  schedule: ScheduleRecord,
  line: LineRecord,
  milestones: readonly MilestoneRecord[],
  { order, warehouses, today }: Parts,
): ScheduleView {
  const warehouse = warehouses.find(({ code }) => code === schedule.warehouseCode);
  const { poLineId: _line, ...view } = schedule;
  return {
    ...view,
    warehouseNameEn: warehouse?.nameEn ?? schedule.warehouseCode,
    warehouseNameZh: warehouse?.nameZh ?? schedule.warehouseCode,
    risk: judge(
      {
        lineState: line.status,
        inspectionRequired: order.inspectionRequired,
        openPieces: (schedule.agreedQuantity ?? schedule.quantity) - schedule.shippedQuantity,
        unitPriceMinor: BigInt(line.unitPriceMinor),
        requestedShipOn: schedule.requestedShipOn,
        promisedShipOn: schedule.promisedShipOn,
        milestones,
      },
      today,
    ),
  };
}

function answerView(
  { poLineId: _line, ...outcome }: OutcomeRecord,
  current: readonly OutcomeRecord[],
): AnswerView {
  return { ...outcome, isCurrent: current.some(({ id }) => id === outcome.id) };
}

function milestoneView(step: MilestoneRecord): MilestoneView {
  const { poLineId: _line, ...view } = step;
  const isAsPlanned = step.actualOn === null && step.revisedOn === null;
  return { ...view, daysLate: isAsPlanned ? null : daysBetween(step.plannedOn, milestoneDay(step)) };
}

/** What the reader may do to one line: the actions that are done to lines. */
function lineActions(lineId: string, { facts, actor }: Parts): ActionVerdict[] {
  const line = facts.lines.find(({ id }) => id === lineId)!;
  return ORDER_ACTIONS.map((action) => {
    const reason = permissionRefusal(action, actor) ?? lineRefusal(action, line, facts);
    return reason
      ? { action, allowed: false, lineIds: [], reason }
      : { action, allowed: true, lineIds: [lineId] };
  });
}

function versionViews(versions: readonly VersionRecord[]): VersionView[] {
  return versions.map(({ content, ...version }, index) => {
    const before = versions[index - 1];
    return { ...version, changes: before ? contentChanges(before.content, content) : [] };
  });
}

/** The one version of an order that was issued by other means than the command and never amended. */
function asIssued({ issuedAt, version, buyerName }: OrderRecord): VersionView[] {
  return issuedAt === null ? [] : [{ version, at: issuedAt, byName: buyerName, reason: null, changes: [] }];
}

function placeOf(scheduleId: string, lines: readonly LineRecord[], schedules: readonly ScheduleRecord[]) {
  const schedule = schedules.find(({ id }) => id === scheduleId);
  const line = lines.find(({ id }) => id === schedule?.poLineId);
  return { lineNo: line?.lineNo ?? 0, skuCode: line?.skuCode ?? '', scheduleNo: schedule?.scheduleNo ?? 0 };
}
