import type { CalendarDate } from '~/kernel/calendar-date';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { AnswerOutcome } from '../domain/answer';
import type { MilestoneKind } from '../domain/milestones';
import type { LineFacts, OrderFacts, OrderKind, OrderState } from '../domain/order-states';

export type OrdersTx = TenantTx | PlatformTx;

/** An order with what its factory is called and where its days are counted. Instants epoch ms. */
export interface OrderRecord {
  factoryId: string;
  id: string;
  number: string;
  kind: OrderKind;
  status: OrderState;
  version: number;
  currency: string;
  incoterm: string;
  inspectionRequired: boolean;
  buyerUserId: string | null;
  buyerName: string;
  candidateId: string | null;
  groupId: string | null;
  note: string | null;
  createdAt: number;
  issuedAt: number | null;
  closedAt: number | null;
  cancelledAt: number | null;
  cancelReason: string | null;
  pieces: number;
  agreedPieces: number | null;
  shippedPieces: number;
  receivedPieces: number;
  valueMinor: string;
  factorySlug: string;
  factoryNameEn: string;
  factoryNameZh: string;
  timeZone: string;
}

export interface LineRecord {
  id: string;
  lineNo: number;
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  quantity: number;
  unitPriceMinor: string;
  agreedQuantity: number | null;
  inspectedAt: number | null;
  inspectedByName: string | null;
  status: OrderState;
}

export interface ScheduleRecord {
  id: string;
  poLineId: string;
  scheduleNo: number;
  warehouseCode: string;
  quantity: number;
  agreedQuantity: number | null;
  requestedShipFrom: CalendarDate | null;
  requestedShipOn: CalendarDate;
  promisedShipOn: CalendarDate | null;
  expectedArrivalOn: CalendarDate;
  shippedQuantity: number;
  receivedQuantity: number;
}

export interface OutcomeRecord {
  id: string;
  poLineId: string;
  scheduleId: string | null;
  orderVersion: number;
  outcome: AnswerOutcome;
  quantity: number;
  shipOn: CalendarDate | null;
  unitPriceMinor: string | null;
  reason: string | null;
  note: string | null;
  review: 'pending' | 'accepted' | 'declined' | null;
  reviewedByName: string | null;
  answeredByName: string;
  answeredAt: number;
}

export interface MilestoneRecord {
  id: string;
  poLineId: string;
  kind: MilestoneKind;
  plannedOn: CalendarDate;
  revisedOn: CalendarDate | null;
  actualOn: CalendarDate | null;
  reason: string | null;
  updatedByName: string | null;
}

/** In a factory's scope: its own, and no draft; the platform's scope sees all. */
function visible(tx: OrdersTx) {
  return 'factoryId' in tx
    ? tx.sql`and o.factory_id = ${tx.factoryId} and o.issued_at is not null`
    : tx.sql``;
}

function selectOrder(tx: OrdersTx) {
  return tx.sql`select o.factory_id as "factoryId", o.id, o.number, o.kind, o.status, o.version, o.currency, o.incoterm,
      o.inspection_required as "inspectionRequired", o.buyer_user_id as "buyerUserId", o.buyer_name as "buyerName",
      o.candidate_id as "candidateId", o.group_id as "groupId", o.note,
      ${epochMs(tx, 'o.created_at')} as "createdAt", ${epochMs(tx, 'o.issued_at')} as "issuedAt",
      ${epochMs(tx, 'o.closed_at')} as "closedAt", ${epochMs(tx, 'o.cancelled_at')} as "cancelledAt",
      o.cancel_reason as "cancelReason", o.quantity as pieces, o.agreed_quantity as "agreedPieces",
      o.shipped_quantity as "shippedPieces", o.received_quantity as "receivedPieces", o.value_minor::text as "valueMinor",
      f.slug as "factorySlug", f.name_en as "factoryNameEn", f.name_zh as "factoryNameZh", f.time_zone as "timeZone"
    from purchase_order o join factory f on f.id = o.factory_id`;
}

/** A `timestamptz` as epoch ms. */
export function epochMs(tx: OrdersTx, column: string) {
  return tx.sql`floor(extract(epoch from ${tx.sql(column)}) * 1000)::float8`;
}

/** An order by its id, locked until the transaction ends: whoever changes an order does it alone. */
export async function lockOrder(tx: OrdersTx, orderId: string): Promise<OrderRecord | null> {
  const rows = await tx.sql<
    OrderRecord[]
  >`${selectOrder(tx)} where o.id = ${orderId} ${visible(tx)} for update of o`;
  return rows[0] ?? null;
}

/** An order by its id or its number. */
export async function findOrder(
  tx: OrdersTx,
  key: { id: string } | { number: string },
): Promise<OrderRecord | null> {
  const by = 'id' in key ? tx.sql`o.id = ${key.id}` : tx.sql`o.number = ${key.number}`;
  const rows = await tx.sql<OrderRecord[]>`${selectOrder(tx)} where ${by} ${visible(tx)} limit 1`;
  return rows[0] ?? null;
}

/** The lines of an order, by number. */
export function selectLines(tx: OrdersTx, { factoryId, id }: OrderRecord): Promise<LineRecord[]> {
  return tx.sql<LineRecord[]>`
    select id, line_no as "lineNo", sku_id as "skuId", sku_code as "skuCode", sku_name_en as "skuNameEn",
      sku_name_zh as "skuNameZh", quantity, unit_price_minor::text as "unitPriceMinor",
      agreed_quantity as "agreedQuantity", ${epochMs(tx, 'inspected_at')} as "inspectedAt",
      inspected_by_name as "inspectedByName", status
    from po_line where factory_id = ${factoryId} and purchase_order_id = ${id} order by line_no`;
}

/** The dated parts of the lines of one factory, by line and number. */
export function selectSchedules(
  tx: OrdersTx,
  factoryId: string,
  lineIds: readonly string[],
): Promise<ScheduleRecord[]> {
  return tx.sql<ScheduleRecord[]>`
    select s.id, s.po_line_id as "poLineId", s.schedule_no as "scheduleNo", s.warehouse_code as "warehouseCode",
      s.quantity,
      -- Of a line that was agreed on whole, every part was.
      coalesce(s.agreed_quantity, case when l.agreed_quantity = l.quantity then s.quantity end) as "agreedQuantity",
      s.requested_ship_from::text as "requestedShipFrom", s.requested_ship_on::text as "requestedShipOn",
      s.promised_ship_on::text as "promisedShipOn", s.expected_arrival_on::text as "expectedArrivalOn",
      s.shipped_quantity as "shippedQuantity", s.received_quantity as "receivedQuantity"
    from po_line_schedule s join po_line l on l.factory_id = s.factory_id and l.id = s.po_line_id
    where s.factory_id = ${factoryId} and s.po_line_id = any(${lineIds as string[]}::uuid[])
    order by s.po_line_id, s.schedule_no`;
}

/** All that the factory ever answered to the lines, oldest answer first. */
export function selectOutcomes(
  tx: OrdersTx,
  factoryId: string,
  lineIds: readonly string[],
): Promise<OutcomeRecord[]> {
  return tx.sql<OutcomeRecord[]>`
    select id, po_line_id as "poLineId", po_line_schedule_id as "scheduleId", order_version as "orderVersion", outcome,
      quantity, ship_on::text as "shipOn", unit_price_minor::text as "unitPriceMinor", reason_code as reason, note,
      review_status as review, reviewed_by_name as "reviewedByName", answered_by_name as "answeredByName",
      ${epochMs(tx, 'answered_at')} as "answeredAt"
    from po_acknowledgement where factory_id = ${factoryId} and po_line_id = any(${lineIds as string[]}::uuid[])
    order by po_line_id, answered_at, id`;
}

/** The steps of making the lines, in no particular order. */
export function selectMilestones(
  tx: OrdersTx,
  factoryId: string,
  lineIds: readonly string[],
): Promise<MilestoneRecord[]> {
  return tx.sql<MilestoneRecord[]>`
    select id, po_line_id as "poLineId", kind, planned_on::text as "plannedOn", revised_on::text as "revisedOn",
      actual_on::text as "actualOn", reason, updated_by_name as "updatedByName"
    from po_milestone where factory_id = ${factoryId} and po_line_id = any(${lineIds as string[]}::uuid[])`;
}

/** The outcomes that count of one line: those of its latest answer; none while it waits for an answer. */
export function currentOutcomes(line: LineRecord, outcomes: readonly OutcomeRecord[]): OutcomeRecord[] {
  if (line.status === 'issued' || line.status === 'draft') return [];
  const own = outcomes.filter(({ poLineId }) => poLineId === line.id);
  const latest = Math.max(0, ...own.map(({ orderVersion }) => orderVersion));
  return own.filter(({ orderVersion }) => orderVersion === latest);
}

/** An order with its lines and dated parts, as the table of actions looks at it. */
export interface OpenedOrder {
  order: OrderRecord;
  lines: LineRecord[];
  schedules: ScheduleRecord[];
  /** The answers that count, of all lines. */
  outcomes: OutcomeRecord[];
  facts: OrderFacts;
}

/** Reads what belongs to an order and makes the facts of it. */
export async function openOrder(tx: OrdersTx, order: OrderRecord): Promise<OpenedOrder> {
  const lines = await selectLines(tx, order);
  const lineIds = lines.map(({ id }) => id);
  const [schedules, all] = await Promise.all([
    selectSchedules(tx, order.factoryId, lineIds),
    selectOutcomes(tx, order.factoryId, lineIds),
  ]);
  const outcomes = lines.flatMap((line) => currentOutcomes(line, all));
  return { order, lines, schedules, outcomes, facts: factsOf(order, lines, schedules, outcomes) };
}

/** The facts that the table of actions decides by. `outcomes`: those that count. */
export function factsOf(
  order: Pick<OrderRecord, 'status' | 'inspectionRequired'>,
  lines: readonly LineRecord[],
  schedules: readonly ScheduleRecord[],
  outcomes: readonly OutcomeRecord[],
): OrderFacts {
  return {
    status: order.status,
    inspectionRequired: order.inspectionRequired,
    lines: lines.map((line): LineFacts => {
      const own = schedules.filter(({ poLineId }) => poLineId === line.id);
      return {
        id: line.id,
        status: line.status,
        quantity: line.quantity,
        agreedQuantity: line.agreedQuantity,
        shippedQuantity: own.reduce((sum, { shippedQuantity }) => sum + shippedQuantity, 0),
        receivedQuantity: own.reduce((sum, { receivedQuantity }) => sum + receivedQuantity, 0),
        pendingProposals: outcomes.filter(
          ({ poLineId, review }) => poLineId === line.id && review === 'pending',
        ).length,
      };
    }),
  };
}
