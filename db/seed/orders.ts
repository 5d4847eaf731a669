import { addDays, type CalendarDate, compareDates, daysBetween } from '~/kernel/calendar-date';
import { orderable } from '~/kernel/quantity';
import type { Random } from '~/kernel/random';
import { weekOf } from '~/kernel/week';
import { orderNumberPrefix } from '~/modules/orders/domain/order-number';
import type { SeededFactory } from './factories';
import { milestoneRows } from './order-progress';
import { demoBuyer } from './people';
import { at, type SeedContext } from './seed-context';
import { addShipNotices, type PartUnderWay } from './ship-notices';
import type { SeededSourcing } from './sourcing';
import { isLedgered, stockPlaces } from './stock';

export const ORDER_TABLES = [
  'purchase_order',
  'po_line',
  'po_line_schedule',
  'po_acknowledgement',
  'po_milestone',
  'asn',
  'asn_carton',
  'goods_receipt',
] as const;
export type OrderTable = (typeof ORDER_TABLES)[number];
export type OrderRows = Record<OrderTable, object[]>;

/** From early to late; an order stands where its least advanced line does. */
const PROGRESS = [
  'issued',
  'acknowledged',
  'in_production',
  'inspected',
  'shipped',
  'received',
  'closed',
] as const;
type LineState = (typeof PROGRESS)[number];

/** A source's pieces that go out on a day. */
export interface PlannedLine {
  source: SeededSourcing;
  issuedOn: CalendarDate;
  quantity: number;
  isFirst: boolean;
}

/** Least pieces of a SKU's first order. */
const FIRST_ORDER_MINIMUM = 500;

/**
 * The orders of one factory: each SKU is reordered as fast as it sells, so that what is on order and in transit covers the
 * lead time; lines of one week make one order. Its state follows from its dates and the anchor date.
 * @param unitsPerDay demand by index of the SKU
 * @param taken order numbers given so far, see {@link numberAfter}
 * @param until reorders from this day on are left to {@link reorderRows}; null for none
 */
export function orderRows(
  ctx: SeedContext,
  factory: SeededFactory,
  sources: readonly SeededSourcing[],
  unitsPerDay: Float64Array,
  buyer: { id: string; name: string },
  taken: Map<string, number>,
  until: CalendarDate | null = null,
): OrderRows {
  const lines = sources
    .filter((source) => source.sku.lifecycle !== 'ended')
    .flatMap((source) => planLines(ctx, source, unitsPerDay[source.sku.index]!))
    .filter(({ issuedOn, isFirst }) => until === null || isFirst || compareDates(issuedOn, until) < 0);
  return reorderRows(ctx, factory, lines, buyer, taken);
}

/** The orders of one factory with the given lines; those of one day make one order. */
export function reorderRows(
  ctx: SeedContext,
  factory: SeededFactory,
  lines: readonly PlannedLine[],
  buyer: { id: string; name: string },
  taken: Map<string, number>,
): OrderRows {
  const rows = Object.fromEntries(ORDER_TABLES.map((table) => [table, []])) as unknown as OrderRows;
  const orders = new Map<string, PlannedLine[]>();
  for (const line of lines) {
    const key = `${line.issuedOn} ${line.isFirst ? 'first' : 'again'}`;
    orders.set(key, [...(orders.get(key) ?? []), line]);
  }
  for (const key of [...orders.keys()].sort()) {
    const number = numberAfter(taken, orderNumberPrefix(orders.get(key)![0]!.issuedOn, factory.slug));
    addOrder(rows, ctx, factory, number, orders.get(key)!, buyer);
  }
  return rows;
}

/** The next number that begins with `prefix`. @param taken the last number by prefix, of all factories; counted on */
export function numberAfter(taken: Map<string, number>, prefix: string): string {
  const no = (taken.get(prefix) ?? 0) + 1;
  taken.set(prefix, no);
  return `${prefix}${no}`;
}

function planLines(ctx: SeedContext, source: SeededSourcing, skuUnitsPerDay: number): PlannedLine[] {
  const { sku } = source;
  const random = ctx.random('orders', sku.code, source.factory.slug);
  const rate = (skuUnitsPerDay * source.shareBp) / 10_000;
  const lines: PlannedLine[] = [];
  const leadDays = source.productionLeadDays + source.transitLeadDays;
  const oldest = addDays(ctx.today, -ctx.scale.orderDays);
  const firstIssue = addDays(sku.launchedOn, -leadDays - random.int(2, 12));
  if (rate > 0 && sku.lifecycle !== 'ending') {
    const wanted = rate * { A: 28, B: 35, C: 56 }[source.abcClass];
    const usual = orderable(Math.max(1, Math.round(wanted)), source.minimumQuantity, source.orderMultiple);
    const every = Math.max(14, usual / rate);
    // A factory has its order day; the lines of a week go out together.
    const orderDay = source.factory.no % 5;
    for (let back = random.next() * every; back <= ctx.scale.orderDays; back += every) {
      const issuedOn = addDays(weekOf(addDays(ctx.today, -Math.floor(back))), orderDay);
      if (compareDates(issuedOn, ctx.today) >= 0 || compareDates(issuedOn, addDays(firstIssue, 20)) < 0)
        continue;
      const quantity = Math.round((usual * (0.8 + random.next() * 0.45)) / source.orderMultiple);
      lines.push({
        source,
        issuedOn,
        quantity: Math.max(
          quantity * source.orderMultiple,
          orderable(1, source.minimumQuantity, source.orderMultiple),
        ),
        isFirst: false,
      });
    }
  }
  if (source.priority === 1 && compareDates(firstIssue, oldest) > 0) {
    const quantity = orderable(FIRST_ORDER_MINIMUM, source.minimumQuantity, source.orderMultiple);
    lines.push({ source, issuedOn: firstIssue, quantity, isFirst: true });
  }
  return lines;
}

function addOrder(
  rows: OrderRows,
  ctx: SeedContext,
  factory: SeededFactory,
  number: string,
  planned: readonly PlannedLine[],
  buyer: { id: string; name: string },
): void {
  const { issuedOn, isFirst } = planned[0]!;
  const id = ctx.id('purchase_order', number, daysBetween(ctx.firstDay, issuedOn) + 1000);
  const states = planned.map((line, index) => addLine(rows, ctx, factory, id, number, line, index + 1));
  addShipNotices(rows, ctx, factory, id, number, states);
  const open = states.filter((state) => state.state !== 'cancelled');
  const least = Math.min(...open.map(({ state }) => PROGRESS.indexOf(state as LineState)));
  const status = open.length === 0 ? 'cancelled' : PROGRESS[least]!;
  const lastDay = states
    .map((line) => line.lastDay)
    .sort()
    .at(-1)!;
  rows.purchase_order.push({
    factory_id: factory.id,
    id,
    number,
    kind: isFirst ? 'first_order' : 'reorder',
    status,
    version: 1,
    currency: factory.currency,
    incoterm: 'FCA',
    buyer_user_id: buyer.id,
    buyer_name: buyer.name,
    issued_at: at(issuedOn, '01:30'),
    closed_at: status === 'closed' ? at(lastDay, '09:00') : null,
    note: null,
    created_at: at(addDays(issuedOn, -1), '06:00'),
    updated_at: at(lastDay, '09:00'),
  });
}

interface LineDates {
  state: LineState;
  acknowledgedOn: CalendarDate;
  requestedShipOn: CalendarDate;
  promisedShipOn: CalendarDate;
  shippedOn: CalendarDate;
  expectedArrivalOn: CalendarDate;
  receivedOn: CalendarDate;
}

/** Share of its lines that a factory ships by the promised day: nine of ten, but for the odd one that has trouble. */
function punctuality(ctx: SeedContext, factory: SeededFactory): number {
  return factory.no % 6 === 4 ? 0.68 : 0.84 + ctx.random('punctual', factory.slug).next() * 0.13;
}

function lineDates(ctx: SeedContext, { source, issuedOn }: PlannedLine, random: Random): LineDates {
  const { today } = ctx;
  const acknowledgedOn = addDays(issuedOn, random.int(1, 6));
  const requestedShipOn = addDays(issuedOn, source.productionLeadDays);
  const promisedShipOn = addDays(requestedShipOn, random.next() < 0.8 ? 0 : random.int(2, 12));
  // Most ship by the promised day, more or fewer of them by factory; one in seven waits in a port.
  const isPunctual = random.next() < punctuality(ctx, source.factory);
  const shippedOn = addDays(promisedShipOn, isPunctual ? random.int(-3, 0) : random.int(3, 16));
  const shipDay = compareDates(shippedOn, today) < 0 ? shippedOn : promisedShipOn;
  const expectedArrivalOn = addDays(shipDay, source.transitLeadDays);
  const receivedOn = addDays(expectedArrivalOn, random.next() < 0.85 ? random.int(-1, 2) : random.int(4, 14));
  const isPast = (day: CalendarDate) => compareDates(day, today) < 0;
  const started = addDays(requestedShipOn, -Math.round(source.productionLeadDays * 0.6));
  const state: LineState = isPast(addDays(receivedOn, 21))
    ? 'closed'
    : isPast(receivedOn)
      ? 'received'
      : isPast(shippedOn)
        ? 'shipped'
        : isPast(addDays(shippedOn, -3))
          ? 'inspected'
          : isPast(started)
            ? 'in_production'
            : isPast(acknowledgedOn)
              ? 'acknowledged'
              : 'issued';
  return { state, acknowledgedOn, requestedShipOn, promisedShipOn, shippedOn, expectedArrivalOn, receivedOn };
}

interface AddedLine {
  state: LineState | 'cancelled';
  lastDay: CalendarDate;
  underWay: PartUnderWay[];
}

function addLine(
  rows: OrderRows,
  ctx: SeedContext,
  factory: SeededFactory,
  orderId: string,
  number: string,
  line: PlannedLine,
  lineNo: number,
): AddedLine {
  const { source } = line;
  const { sku } = source;
  const random = ctx.random('po_line', number, lineNo, sku.code);
  const planned = lineDates(ctx, line, random);
  // What the ledger receives is on its way until it does.
  const isOfLedger = isLedgered(ctx, sku.launchedOn);
  const waits = isOfLedger && (planned.state === 'received' || planned.state === 'closed');
  const dates: LineDates = waits ? { ...planned, state: 'shipped' } : planned;
  const isCancelled = !line.isFirst && dates.state !== 'issued' && random.next() < 0.015;
  const id = ctx.id('po_line', `${number} ${lineNo}`, lineNo);
  const quantities = splitByWarehouse(line.quantity, source, random);
  rows.po_line.push({
    factory_id: factory.id,
    id,
    purchase_order_id: orderId,
    line_no: lineNo,
    sku_id: sku.id,
    sku_code: sku.code,
    sku_name_en: sku.nameEn,
    sku_name_zh: sku.nameZh,
    quantity: line.quantity,
    unit_price_minor: source.unitCostMinor,
    agreed_quantity: isCancelled || dates.state === 'issued' ? null : line.quantity,
    inspected_at:
      !isCancelled && PROGRESS.indexOf(dates.state) >= PROGRESS.indexOf('inspected')
        ? at(addDays(dates.shippedOn, -2), '07:00')
        : null,
    inspected_by_name:
      !isCancelled && PROGRESS.indexOf(dates.state) >= PROGRESS.indexOf('inspected') ? factory.nameZh : null,
    status: isCancelled ? 'cancelled' : dates.state,
  });
  const underWay: PartUnderWay[] = [];
  const progress = isCancelled ? 0 : PROGRESS.indexOf(dates.state);
  const isAnswered = progress >= PROGRESS.indexOf('acknowledged');
  quantities.forEach(({ warehouseCode, quantity }, index) => {
    const scheduleId = ctx.id('po_line_schedule', `${number} ${lineNo} ${index + 1}`, index);
    const isReceived = progress >= PROGRESS.indexOf('received');
    const isPartly = dates.state === 'shipped' && !waits && random.next() < 0.08;
    const partly = isPartly && !isOfLedger ? 0.4 : 0;
    const received = isReceived ? quantity : isCancelled ? 0 : Math.floor(quantity * partly);
    rows.po_line_schedule.push({
      factory_id: factory.id,
      id: scheduleId,
      po_line_id: id,
      schedule_no: index + 1,
      warehouse_code: warehouseCode,
      quantity,
      requested_ship_from: addDays(dates.requestedShipOn, -7),
      requested_ship_on: dates.requestedShipOn,
      promised_ship_on: isAnswered ? dates.promisedShipOn : null,
      expected_arrival_on: dates.expectedArrivalOn,
      shipped_quantity: progress >= PROGRESS.indexOf('shipped') ? quantity : 0,
      received_quantity: received,
      agreed_quantity: isAnswered && !isCancelled ? quantity : null,
    });
    if (dates.state === 'shipped' && !isCancelled) {
      underWay.push({
        scheduleId,
        warehouseCode,
        pieces: quantity,
        shippedOn: dates.shippedOn,
        arrivesOn: dates.expectedArrivalOn,
        sku,
      });
    }
    if (received === 0) return;
    const rejected = random.next() < 0.12 ? Math.ceil(received * random.next() * 0.03) : 0;
    const receivedOn = isReceived ? dates.receivedOn : addDays(ctx.today, -1);
    rows.goods_receipt.push({
      factory_id: factory.id,
      id: ctx.id('goods_receipt', `${number} ${lineNo} ${index + 1}`, index),
      po_line_schedule_id: scheduleId,
      asn_id: null,
      warehouse_code: warehouseCode,
      received_at: at(receivedOn, '08:00'),
      accepted_quantity: received - rejected,
      rejected_quantity: rejected,
      source: 'seed',
      source_ref: `GR-${number}-${lineNo}-${index + 1}`,
    });
  });
  if (isAnswered) {
    rows.po_acknowledgement.push(
      answerRow(ctx, factory, id, `${number} ${lineNo}`, line, dates, demoBuyer(ctx).name),
    );
  }
  // Finished orders keep their dates on the schedule; the steps of making matter while they are made.
  if (isAnswered && !isCancelled && progress < PROGRESS.indexOf('received')) {
    rows.po_milestone.push(
      ...milestoneRows(
        {
          factoryId: factory.id,
          poLineId: id,
          issuedOn: line.issuedOn,
          requestedShipOn: dates.requestedShipOn,
          promisedShipOn: dates.promisedShipOn,
          shippedOn: dates.shippedOn,
          today: ctx.today,
          factoryName: factory.nameZh,
          id: (kind) => ctx.id('po_milestone', `${number} ${lineNo} ${kind}`, lineNo),
        },
        random.fork('milestones'),
      ),
    );
  }
  const reached: Partial<Record<LineState, CalendarDate>> = {
    issued: line.issuedOn,
    acknowledged: dates.acknowledgedOn,
    shipped: dates.shippedOn,
    received: dates.receivedOn,
    closed: addDays(dates.receivedOn, 21),
  };
  return {
    state: isCancelled ? 'cancelled' : dates.state,
    lastDay: isCancelled ? dates.acknowledgedOn : (reached[dates.state] ?? dates.acknowledgedOn),
    underWay,
  };
}

function answerRow(
  ctx: SeedContext,
  factory: SeededFactory,
  poLineId: string,
  key: string,
  { quantity, source }: PlannedLine,
  dates: LineDates,
  buyerName: string,
): object {
  const isLater = dates.promisedShipOn !== dates.requestedShipOn;
  return {
    factory_id: factory.id,
    id: ctx.id('po_acknowledgement', key),
    po_line_id: poLineId,
    order_version: 1,
    outcome: isLater ? 'counter_proposed' : 'accepted',
    quantity,
    ship_on: dates.promisedShipOn,
    unit_price_minor: source.unitCostMinor,
    reason_code: isLater ? 'capacity' : null,
    note: null,
    review_status: isLater ? 'accepted' : null,
    reviewed_by_name: isLater ? buyerName : null,
    reviewed_at: isLater ? at(addDays(dates.acknowledgedOn, 1), '02:00') : null,
    answered_by_name: factory.nameZh,
    answered_at: at(dates.acknowledgedOn, '03:00'),
  };
}

/** A large line goes to two or three warehouses, in order multiples; the parts add up to the line. */
function splitByWarehouse(
  quantity: number,
  source: SeededSourcing,
  random: Random,
): { warehouseCode: string; quantity: number }[] {
  const places = stockPlaces(source.sku, source.abcClass);
  const most = quantity >= 1500 ? 3 : quantity >= 600 ? 2 : 1;
  const chosen = places.slice(0, Math.min(most, random.int(1, 3)));
  const total = chosen.reduce((sum, { weight }) => sum + weight, 0);
  let left = quantity;
  return chosen
    .map(({ warehouseCode, weight }, index) => {
      const part = Math.floor((quantity * weight) / total / source.orderMultiple) * source.orderMultiple;
      const own = index === chosen.length - 1 ? left : Math.min(left, part);
      left -= own;
      return { warehouseCode, quantity: own };
    })
    .filter((part) => part.quantity > 0);
}
