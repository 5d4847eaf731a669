import type { CalendarDate } from '~/kernel/calendar-date';
import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import type { OrderContent } from '../domain/amendment';
import type { MilestoneKind } from '../domain/milestones';
import type { OrderKind, OrderState } from '../domain/order-states';
import type { OrdersTx } from './order-records.server';

const iso = (ms: number) => new Date(ms).toISOString();

export interface NewOrder {
  factoryId: string;
  number: string;
  kind: OrderKind;
  currency: string;
  incoterm: string;
  inspectionRequired: boolean;
  buyerUserId: string;
  buyerName: string;
  candidateId: string | null;
  groupId: string | null;
  note: string | null;
}

/** Writes an order without lines, as a draft. @returns its id */
export async function insertOrder(tx: PlatformTx, order: NewOrder, now: number): Promise<string> {
  const id = newId();
  await tx.sql`insert into purchase_order ${tx.sql({
    id,
    factory_id: order.factoryId,
    number: order.number,
    kind: order.kind,
    status: 'draft',
    currency: order.currency,
    incoterm: order.incoterm,
    inspection_required: order.inspectionRequired,
    buyer_user_id: order.buyerUserId,
    buyer_name: order.buyerName,
    candidate_id: order.candidateId,
    group_id: order.groupId,
    note: order.note,
    created_at: iso(now),
    updated_at: iso(now),
  })}`;
  return id;
}

export interface NewLine {
  id: string;
  lineNo: number;
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  quantity: number;
  unitPriceMinor: string;
  status: OrderState;
}

export async function insertLines(
  tx: PlatformTx,
  factoryId: string,
  orderId: string,
  lines: readonly NewLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.sql`insert into po_line ${tx.sql(
    lines.map((line) => ({
      factory_id: factoryId,
      id: line.id,
      purchase_order_id: orderId,
      line_no: line.lineNo,
      sku_id: line.skuId,
      sku_code: line.skuCode,
      sku_name_en: line.skuNameEn,
      sku_name_zh: line.skuNameZh,
      quantity: line.quantity,
      unit_price_minor: line.unitPriceMinor,
      status: line.status,
    })),
  )}`;
}

/** A dated part as asked for; an id that exists already is overwritten and waits for a new promise. */
export interface AskedPart {
  id: string;
  poLineId: string;
  scheduleNo: number;
  warehouseCode: string;
  quantity: number;
  shipFrom: CalendarDate | null;
  shipBy: CalendarDate;
  expectedArrivalOn: CalendarDate;
}

export async function saveSchedules(
  tx: PlatformTx,
  factoryId: string,
  parts: readonly AskedPart[],
): Promise<void> {
  if (parts.length === 0) return;
  await tx.sql`insert into po_line_schedule ${tx.sql(
    parts.map((part) => ({
      factory_id: factoryId,
      id: part.id,
      po_line_id: part.poLineId,
      schedule_no: part.scheduleNo,
      warehouse_code: part.warehouseCode,
      quantity: part.quantity,
      requested_ship_from: part.shipFrom,
      requested_ship_on: part.shipBy,
      expected_arrival_on: part.expectedArrivalOn,
    })),
  )} on conflict (factory_id, id) do update set warehouse_code = excluded.warehouse_code, quantity = excluded.quantity,
    requested_ship_from = excluded.requested_ship_from, requested_ship_on = excluded.requested_ship_on,
    expected_arrival_on = excluded.expected_arrival_on, promised_ship_on = null, agreed_quantity = null`;
}

/** Ids among the given dated parts that a ship notice names. */
export async function schedulesOnNotices(
  tx: OrdersTx,
  factoryId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.sql<{ id: string }[]>`
    select distinct po_line_schedule_id as id from asn_carton
    where factory_id = ${factoryId} and po_line_schedule_id = any(${ids as string[]}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}

export async function deleteSchedules(
  tx: PlatformTx,
  factoryId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql`delete from po_line_schedule where factory_id = ${factoryId} and id = any(${ids as string[]}::uuid[])`;
}

/** Puts lines into a state. */
export async function setLineState(
  tx: OrdersTx,
  factoryId: string,
  lineIds: readonly string[],
  status: OrderState,
): Promise<void> {
  if (lineIds.length === 0) return;
  await tx.sql`update po_line set status = ${status}
    where factory_id = ${factoryId} and id = any(${lineIds as string[]}::uuid[])`;
}

/** A line as an amendment leaves it: nothing is agreed on any more. */
export async function reopenLine(
  tx: PlatformTx,
  factoryId: string,
  line: { id: string; quantity: number; unitPriceMinor: string; status: OrderState },
): Promise<void> {
  await tx.sql`update po_line set quantity = ${line.quantity}, unit_price_minor = ${line.unitPriceMinor},
    status = ${line.status}, agreed_quantity = null where factory_id = ${factoryId} and id = ${line.id}`;
}

/** What both sides agreed on about a line and its dated parts. */
export async function saveAgreement(
  tx: OrdersTx,
  factoryId: string,
  line: { id: string; status: OrderState; agreedQuantity: number | null; unitPriceMinor: string },
  parts: readonly { id: string; agreedQuantity: number | null; promisedShipOn: CalendarDate | null }[],
): Promise<void> {
  await tx.sql`update po_line set status = ${line.status}, agreed_quantity = ${line.agreedQuantity},
    unit_price_minor = ${line.unitPriceMinor} where factory_id = ${factoryId} and id = ${line.id}`;
  await tx.sql`
    update po_line_schedule s set agreed_quantity = x.agreed, promised_ship_on = x.promised,
      -- The way stays as long as it was: arrival moves with the day on which it ships.
      expected_arrival_on = s.expected_arrival_on
        + (coalesce(x.promised, s.requested_ship_on) - coalesce(s.promised_ship_on, s.requested_ship_on))
    from unnest(${parts.map(({ id }) => id)}::uuid[],
      ${parts.map(({ agreedQuantity }) => agreedQuantity)}::int[],
      ${parts.map(({ promisedShipOn }) => promisedShipOn)}::text[]) part(id, agreed, promised_text)
    cross join lateral (select part.id, part.agreed, part.promised_text::date as promised) x
    where s.factory_id = ${factoryId} and s.id = x.id`;
}

export interface OutcomeRow {
  poLineId: string;
  scheduleId: string;
  outcome: string;
  quantity: number;
  shipOn: CalendarDate | null;
  unitPriceMinor: string | null;
  reason: string | null;
  note: string | null;
}

export async function insertOutcomes(
  tx: OrdersTx,
  factoryId: string,
  rows: readonly OutcomeRow[],
  by: { orderVersion: number; name: string; now: number },
): Promise<void> {
  await tx.sql`insert into po_acknowledgement ${tx.sql(
    rows.map((row) => ({
      factory_id: factoryId,
      id: newId(),
      po_line_id: row.poLineId,
      po_line_schedule_id: row.scheduleId,
      order_version: by.orderVersion,
      outcome: row.outcome,
      quantity: row.quantity,
      ship_on: row.shipOn,
      unit_price_minor: row.unitPriceMinor,
      reason_code: row.reason,
      note: row.note,
      review_status: row.outcome === 'counter_proposed' ? 'pending' : null,
      answered_by_name: by.name,
      answered_at: iso(by.now),
    })),
  )}`;
}

/** The buyer's decision about counter-proposals that nobody decided about. */
export async function decideOutcomes(
  tx: PlatformTx,
  factoryId: string,
  which: { ids: readonly string[] } | { lineIds: readonly string[] },
  decision: 'accepted' | 'declined',
  by: { name: string; now: number },
): Promise<void> {
  const { sql } = tx;
  const those =
    'ids' in which
      ? sql`id = any(${which.ids as string[]}::uuid[])`
      : sql`po_line_id = any(${which.lineIds as string[]}::uuid[])`;
  await sql`update po_acknowledgement set review_status = ${decision}, reviewed_by_name = ${by.name},
    reviewed_at = ${iso(by.now)} where factory_id = ${factoryId} and review_status = 'pending' and ${those}`;
}

/** Steps of lines as planned; what has happened of them stays. */
export async function planMilestones(
  tx: OrdersTx,
  factoryId: string,
  steps: readonly { poLineId: string; kind: MilestoneKind; plannedOn: CalendarDate }[],
  now: number,
): Promise<void> {
  if (steps.length === 0) return;
  await tx.sql`insert into po_milestone ${tx.sql(
    steps.map((step) => ({
      factory_id: factoryId,
      id: newId(),
      po_line_id: step.poLineId,
      kind: step.kind,
      planned_on: step.plannedOn,
      updated_at: iso(now),
    })),
  )} on conflict (factory_id, po_line_id, kind) do update set planned_on = excluded.planned_on, revised_on = null,
    reason = null where po_milestone.actual_on is null`;
}

export async function saveMilestone(
  tx: OrdersTx,
  factoryId: string,
  step: {
    id: string;
    revisedOn: CalendarDate | null;
    actualOn: CalendarDate | null;
    reason: string | null;
  },
  by: { name: string; now: number },
): Promise<void> {
  await tx.sql`update po_milestone set revised_on = ${step.revisedOn}, actual_on = ${step.actualOn},
    reason = ${step.reason}, updated_by_name = ${by.name}, updated_at = ${iso(by.now)}
    where factory_id = ${factoryId} and id = ${step.id}`;
}

/** A step that begins with the lines: its day becomes `day` where none is known. */
export async function markStarted(
  tx: OrdersTx,
  factoryId: string,
  lineIds: readonly string[],
  day: CalendarDate,
  by: { name: string; now: number },
): Promise<void> {
  await tx.sql`update po_milestone set actual_on = ${day}, updated_by_name = ${by.name}, updated_at = ${iso(by.now)}
    where factory_id = ${factoryId} and po_line_id = any(${lineIds as string[]}::uuid[]) and kind = 'start'
      and actual_on is null`;
}

export async function markInspected(
  tx: OrdersTx,
  factoryId: string,
  lineIds: readonly string[],
  by: { name: string; now: number },
): Promise<void> {
  await tx.sql`update po_line set status = 'inspected', inspected_at = ${iso(by.now)}, inspected_by_name = ${by.name}
    where factory_id = ${factoryId} and id = any(${lineIds as string[]}::uuid[])`;
}

/** Adds shipped pieces to dated parts. */
export async function addShipped(
  tx: OrdersTx,
  factoryId: string,
  parts: readonly { scheduleId: string; pieces: number }[],
): Promise<void> {
  await tx.sql`
    update po_line_schedule s set shipped_quantity = s.shipped_quantity + x.pieces
    from unnest(${parts.map(({ scheduleId }) => scheduleId)}::uuid[], ${parts.map(({ pieces }) => pieces)}::int[])
      x(id, pieces)
    where s.factory_id = ${factoryId} and s.id = x.id`;
}

/** Closes lines: what was not shipped is not to come, so what was shipped is what was agreed on. */
export async function closeLines(
  tx: PlatformTx,
  factoryId: string,
  lineIds: readonly string[],
): Promise<void> {
  const ids = lineIds as string[];
  await tx.sql`update po_line_schedule set agreed_quantity = shipped_quantity
    where factory_id = ${factoryId} and po_line_id = any(${ids}::uuid[])`;
  await tx.sql`
    update po_line l set status = 'closed', agreed_quantity = s.shipped
    from (select po_line_id, sum(shipped_quantity)::int as shipped from po_line_schedule
      where factory_id = ${factoryId} and po_line_id = any(${ids}::uuid[]) group by po_line_id) s
    where l.factory_id = ${factoryId} and l.id = s.po_line_id`;
}

export interface OrderHeadChange {
  version?: number;
  incoterm?: string;
  inspectionRequired?: boolean;
  note?: string | null;
  issuedAt?: number;
  closedAt?: number;
  cancelledAt?: number;
  cancelReason?: string;
}

/** Changes what belongs to the order as a whole; its state and sums follow from the lines. */
export async function updateOrder(
  tx: OrdersTx,
  order: { factoryId: string; id: string },
  change: OrderHeadChange,
): Promise<void> {
  const columns: Record<string, string | number | boolean | null> = {};
  if (change.version !== undefined) columns.version = change.version;
  if (change.incoterm !== undefined) columns.incoterm = change.incoterm;
  if (change.inspectionRequired !== undefined) columns.inspection_required = change.inspectionRequired;
  if (change.note !== undefined) columns.note = change.note;
  if (change.issuedAt !== undefined) columns.issued_at = iso(change.issuedAt);
  if (change.closedAt !== undefined) columns.closed_at = iso(change.closedAt);
  if (change.cancelledAt !== undefined) columns.cancelled_at = iso(change.cancelledAt);
  if (change.cancelReason !== undefined) columns.cancel_reason = change.cancelReason;
  if (Object.keys(columns).length === 0) return;
  await tx.sql`update purchase_order set ${tx.sql(columns)} where factory_id = ${order.factoryId} and id = ${order.id}`;
}

/** Keeps an order as it stands at a version; one that is kept already stays as it is. */
export async function insertVersion(
  tx: PlatformTx,
  order: { factoryId: string; id: string },
  version: { version: number; content: OrderContent; reason: string | null; byName: string; now: number },
): Promise<void> {
  await tx.sql`insert into purchase_order_version
    (factory_id, id, purchase_order_id, version, content, reason, changed_by_name, created_at)
    values (${order.factoryId}, ${newId()}, ${order.id}, ${version.version},
      ${JSON.stringify(version.content)}::text::jsonb, ${version.reason}, ${version.byName}, ${iso(version.now)})
    on conflict (factory_id, purchase_order_id, version) do nothing`;
}

export interface NewMessage {
  authorUserId: string;
  authorName: string;
  body: string;
  mentions: readonly string[];
}

/** @returns the message's id */
export async function insertMessage(
  tx: OrdersTx,
  order: { factoryId: string; id: string },
  message: NewMessage,
  now: number,
): Promise<string> {
  const id = newId();
  await tx.sql`insert into order_message
    (factory_id, id, purchase_order_id, author_user_id, author_name, body, mentions, created_at)
    values (${order.factoryId}, ${id}, ${order.id}, ${message.authorUserId}, ${message.authorName}, ${message.body},
      ${message.mentions as string[]}::uuid[], ${iso(now)})`;
  return id;
}
