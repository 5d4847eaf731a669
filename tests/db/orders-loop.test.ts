import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptOrders } from '~/modules/orders/commands/accept-orders.server';
import { amendOrder } from '~/modules/orders/commands/amend-order.server';
import { answerOrder } from '~/modules/orders/commands/answer-order.server';
import { cancelOrder } from '~/modules/orders/commands/cancel-order.server';
import { closeOrder } from '~/modules/orders/commands/close-order.server';
import { issueOrder } from '~/modules/orders/commands/issue-order.server';
import { notifyOrder } from '~/modules/orders/commands/notify-order.server';
import { postMessage } from '~/modules/orders/commands/post-message.server';
import { recordInspection } from '~/modules/orders/commands/record-inspection.server';
import { type ReceiptRow, recordReceipts } from '~/modules/orders/commands/record-receipts.server';
import { recordShipment } from '~/modules/orders/commands/record-shipment.server';
import { reviewAnswer } from '~/modules/orders/commands/review-answer.server';
import { startProduction } from '~/modules/orders/commands/start-production.server';
import { updateMilestone } from '~/modules/orders/commands/update-milestone.server';
import type { OrderDetail } from '~/modules/orders/domain/order-views';
import type { AnswerInput } from '~/modules/orders/forms';
import { orderDetail } from '~/modules/orders/queries/order-detail.server';
import { asSystem } from '~db/tenancy.server';
import { codeOf, inDays, NOW, OrdersScene, resultOf, TODAY } from './orders-scene';

let scene: OrdersScene;
beforeAll(async () => {
  scene = await OrdersScene.make();
});
afterAll(() => scene.database.close());

const answer = (orderId: string, input: AnswerInput, role: 'owner' | 'planner' = 'owner') =>
  scene.asFactory('orders:answer', (tx, access) => answerOrder(tx, access, { orderId, ...input }, NOW), role);
const ship = (orderId: string, parts: { scheduleId: string; pieces: number }[]) =>
  scene.asFactory('orders:ship', (tx, access) => recordShipment(tx, access, { orderId, parts }, NOW));
const receive = (rows: ReceiptRow[]) =>
  asSystem('test:receipts', (tx) => recordReceipts(tx, { system: 'WMS' }, rows, NOW));

const outcome = (
  kind: 'accepted' | 'counter_proposed' | 'backordered' | 'rejected',
  quantity: number,
  days: number | null,
  unitPrice: string | null = null,
) => ({
  outcome: kind,
  quantity,
  shipOn: days === null ? null : inDays(days),
  unitPrice,
  reason: kind === 'accepted' ? null : ('capacity' as const),
});

/** An answer to the first dated part of the first line. */
function firstPart({ version, lines }: OrderDetail, outcomes: ReturnType<typeof outcome>[]): AnswerInput {
  const [line] = lines;
  return {
    version,
    lines: [{ lineId: line!.id, schedules: [{ scheduleId: line!.schedules[0]!.id, outcomes }] }],
  };
}

function receipt(order: OrderDetail, accepted: number, given: Partial<ReceiptRow> = {}): ReceiptRow {
  return {
    source: 'wms',
    sourceRef: `GR-${order.number}-${accepted}`,
    orderNumber: order.number,
    lineNo: 1,
    warehouseCode: 'R1',
    receivedAt: NOW,
    accepted,
    rejected: 0,
    ...given,
  };
}

const logOf = async (orderId: string) => {
  const rows = await scene.database.sql<{ action: string; factory_id: string }[]>`
    select action, factory_id from audit_event where entity_id = ${orderId} order by id`;
  return rows.map(({ action }) => action);
};

describe('from draft to closed', () => {
  test('an order goes its way, and the factory reads all of it in its log', async () => {
    const { orderId, number } = resultOf(await scene.draft());
    expect(number).toBe('PO-260302-NIHA-1');
    const draft = await scene.asFactory('orders:view', (tx, access) => orderDetail(tx, access, orderId, NOW));
    expect(draft).toBeNull();
    resultOf(
      await scene.asPlatform('platform.orders:place', (tx, access) =>
        issueOrder(tx, access, { orderId }, NOW),
      ),
    );
    let order = await scene.detail(orderId);
    expect(order).toMatchObject({ state: 'issued', version: 1, valueMinor: '2000000', pieces: 500 });
    expect(order.versions).toHaveLength(1);
    expect(codeOf(await answer(orderId, firstPart(order, [outcome('accepted', 500, 30)])))).toBe('taken');
    order = await scene.detail(orderId);
    expect(order).toMatchObject({ state: 'acknowledged', agreedPieces: 500 });
    expect(order.lines[0]!.milestones.map(({ kind }) => kind)).toEqual([
      'materials',
      'start',
      'half',
      'finished',
      'packed',
    ]);
    const start = scene.asFactory(
      'orders:progress',
      (tx, access) => startProduction(tx, access, { orderId }, NOW),
      'planner',
    );
    expect(resultOf(await start)).toEqual({ state: 'in_production' });
    const lineIds = [order.lines[0]!.id];
    const inspect = (verdict: 'passed' | 'failed') =>
      scene.asPlatform(
        'platform.orders:inspect',
        (tx, access) => recordInspection(tx, access, { orderId, lineIds, verdict }, NOW),
        'quality',
      );
    expect(resultOf(await inspect('failed'))).toEqual({ state: 'in_production' });
    const scheduleId = order.lines[0]!.schedules[0]!.id;
    expect(codeOf(await ship(orderId, [{ scheduleId, pieces: 200 }]))).toBe('order_inspection_missing');
    expect(resultOf(await inspect('passed'))).toEqual({ state: 'inspected' });

    expect(resultOf(await ship(orderId, [{ scheduleId, pieces: 200 }]))).toMatchObject({
      state: 'inspected',
    });
    expect(codeOf(await ship(orderId, [{ scheduleId, pieces: 301 }]))).toBe('ship_more_than_agreed');
    expect(resultOf(await ship(orderId, [{ scheduleId, pieces: 300 }]))).toMatchObject({ state: 'shipped' });
    expect(codeOf(await ship(orderId, [{ scheduleId, pieces: 1 }]))).toBe('order_nothing_to_ship');

    const close = (reason?: string) =>
      scene.asPlatform('platform.orders:manage', (tx, access) =>
        closeOrder(tx, access, { orderId, reason }, NOW),
      );
    expect(codeOf(await close())).toBe('order_not_received');
    const [first] = await receive([receipt(order, 490, { rejected: 5, rejectReason: 'scratched' })]);
    expect(resultOf(first!)).toMatchObject({ status: 'taken', accepted: 490, rejected: 5 });
    expect((await scene.detail(orderId)).state).toBe('shipped');
    expect(codeOf(await close())).toBe('order_close_reason_missing');
    resultOf((await receive([receipt(order, 5)]))[0]!);
    order = await scene.detail(orderId);
    expect(order).toMatchObject({ state: 'received', receivedPieces: 500 });
    expect(order.receipts).toHaveLength(2);
    resultOf(await close());
    order = await scene.detail(orderId);
    expect(order).toMatchObject({ state: 'closed', closedAt: NOW });
    expect(order.actions.filter(({ allowed }) => allowed).map(({ action }) => action)).toEqual(['message']);
    expect(await logOf(orderId)).toEqual([
      'order.drafted',
      'order.issued',
      'order.answered',
      'order.production_started',
      'order.inspection_failed',
      'order.inspection_passed',
      'order.shipped',
      'order.shipped',
      'order.received',
      'order.received',
      'order.closed',
    ]);
  });

  test('an order that needs no inspection is shipped from production', async () => {
    const orderId = await scene.inProduction({ inspectionRequired: false });
    const { lines } = await scene.detail(orderId);
    const shipped = await ship(orderId, [{ scheduleId: lines[0]!.schedules[0]!.id, pieces: 500 }]);
    expect(resultOf(shipped).state).toBe('shipped');
  });

  test('drafts follow the rules for pieces, terms, days and warehouses, at their fields', async () => {
    const refused = async (given: Parameters<OrdersScene['draft']>[0]) => {
      const result = await scene.draft(given);
      return result.ok ? 'taken' : `${result.error.code} ${result.error.field}`;
    };
    const quantity = 'lines[0].schedules[0].quantity';
    expect(await refused({ lines: [scene.line(0, [499])] })).toBe(`first_order_below_minimum ${quantity}`);
    expect(await refused({ lines: [scene.line(0, [300, 200])] })).toBe('taken');
    expect(await refused({ kind: 'sample', lines: [scene.line(0, [1])] })).toBe('taken');
    expect(await refused({ kind: 'reorder', lines: [scene.line(0, [40])] })).toBe(
      `reorder_below_minimum ${quantity}`,
    );
    expect(await refused({ kind: 'reorder', lines: [scene.line(0, [55])] })).toBe(
      `reorder_not_multiple ${quantity}`,
    );
    expect(await refused({ lines: [scene.line(0, [500]), scene.line(0, [500])] })).toBe(
      'order_sku_twice lines[1].skuId',
    );
    expect(await refused({ lines: [scene.line(0, [500], -1)] })).toBe(
      'ship_date_passed lines[0].schedules[0].shipBy',
    );
    expect(await refused({ factoryId: crypto.randomUUID() })).toBe('factory_unknown factoryId');
    const line = scene.line(0, [500]);
    const at = (schedule: object) => [{ ...line, schedules: [{ ...line.schedules[0]!, ...schedule }] }];
    expect(await refused({ lines: at({ warehouseCode: 'XX' }) })).toBe(
      'warehouse_unknown lines[0].schedules[0].warehouseCode',
    );
    expect(await refused({ lines: at({ quantity: 1.5 }) })).toBe(`number_not_whole ${quantity}`);
    expect(await refused({ lines: at({ shipFrom: inDays(50) }) })).toBe(
      'ship_window_reversed lines[0].schedules[0].shipFrom',
    );
  });

  test('a first order that is split over two factories is counted as one when it is issued', async () => {
    const groupId = crypto.randomUUID();
    const issue = (orderId: string) =>
      scene.asPlatform('platform.orders:place', (tx, access) => issueOrder(tx, access, { orderId }, NOW));
    const main = resultOf(await scene.draft({ groupId, lines: [scene.line(0, [300])] }));
    expect(codeOf(await issue(main.orderId))).toBe('first_order_below_minimum');
    const backup = resultOf(
      await scene.draft({ groupId, factoryId: scene.other.id, lines: [scene.line(0, [200])] }),
    );
    expect(codeOf(await issue(main.orderId))).toBe('taken');
    expect(codeOf(await issue(backup.orderId))).toBe('taken');
    expect(codeOf(await issue(main.orderId))).toBe('order_issued_already');
  });
});

describe('the answer', () => {
  test('splits a part into outcomes, and the buyer decides about what is proposed', async () => {
    const orderId = await scene.issued();
    let order = await scene.detail(orderId);
    const wrong = await answer(orderId, firstPart(order, [outcome('accepted', 400, 30)]));
    expect(wrong).toMatchObject({
      ok: false,
      error: { code: 'answer_pieces_differ', params: { answered: 400, asked: 500 } },
    });
    const parts = [
      outcome('accepted', 200, 30),
      outcome('counter_proposed', 150, 45),
      outcome('backordered', 100, 50),
      outcome('rejected', 50, null),
    ];
    expect(resultOf(await answer(orderId, firstPart(order, parts)))).toEqual({ state: 'acknowledged' });
    order = await scene.detail(orderId);
    const [line] = order.lines;
    expect(line).toMatchObject({ agreedQuantity: null, quantity: 500 });
    expect(line!.schedules[0]).toMatchObject({ requestedShipOn: inDays(30), promisedShipOn: inDays(50) });
    const proposal = line!.answers.find(({ review }) => review === 'pending')!;
    const start = () =>
      scene.asFactory('orders:progress', (tx, access) => startProduction(tx, access, { orderId }, NOW));
    expect(codeOf(await start())).toBe('order_proposal_pending');
    const decide = (decision: 'accept' | 'decline', answerId: string) =>
      scene.asPlatform('platform.orders:manage', (tx, access) =>
        reviewAnswer(tx, access, { orderId, decisions: [{ answerId, decision }] }, NOW),
      );
    const backorder = line!.answers.find(({ outcome: kind }) => kind === 'backordered')!;
    expect(codeOf(await decide('accept', backorder.id))).toBe('order_nothing_to_decide');
    expect(resultOf(await decide('accept', proposal.id))).toEqual({ state: 'acknowledged' });
    order = await scene.detail(orderId);
    expect(order.lines[0]).toMatchObject({ agreedQuantity: 450 });
    expect(order.version).toBe(1);
    expect(codeOf(await decide('decline', proposal.id))).toBe('order_nothing_to_decide');
    expect(codeOf(await start())).toBe('taken');
  });

  test('a price that the buyer accepts makes a version; a declined one leaves nothing', async () => {
    for (const decision of ['accept', 'decline'] as const) {
      const orderId = await scene.issued();
      const before = await scene.detail(orderId);
      resultOf(await answer(orderId, firstPart(before, [outcome('counter_proposed', 500, 30, '41.50')])));
      const [proposal] = (await scene.detail(orderId)).lines[0]!.answers;
      resultOf(
        await scene.asPlatform('platform.orders:manage', (tx, access) =>
          reviewAnswer(tx, access, { orderId, decisions: [{ answerId: proposal!.id, decision }] }, NOW),
        ),
      );
      const after = await scene.detail(orderId);
      if (decision === 'accept') {
        expect(after).toMatchObject({ state: 'acknowledged', version: 2, valueMinor: '2075000' });
        expect(after.versions[1]!.changes).toEqual([
          expect.objectContaining({ field: 'unitPrice', before: '4000', after: '4150' }),
        ]);
      } else {
        expect(after).toMatchObject({ state: 'cancelled', version: 1 });
      }
    }
  });

  test('what was accepted cannot be declined, unless the buyer amends', async () => {
    const orderId = await scene.acknowledged();
    const order = await scene.detail(orderId);
    const no = firstPart(order, [outcome('rejected', 500, null)]);
    expect(codeOf(await answer(orderId, no))).toBe('order_answered_already');
    const amend = (version: number) =>
      scene.asPlatform('platform.orders:manage', (tx, access) =>
        amendOrder(
          tx,
          access,
          {
            orderId,
            version,
            reason: 'More is sold than was thought',
            lines: [
              {
                lineId: order.lines[0]!.id,
                schedules: [
                  {
                    scheduleId: order.lines[0]!.schedules[0]!.id,
                    warehouseCode: 'R1',
                    quantity: 600,
                    shipFrom: null,
                    shipBy: inDays(35),
                  },
                ],
              },
            ],
          },
          NOW,
        ),
      );
    expect(resultOf(await amend(1))).toEqual({ version: 2 });
    expect(codeOf(await amend(1))).toBe('order_changed');
    const amended = await scene.detail(orderId);
    expect(amended).toMatchObject({ state: 'issued', version: 2, pieces: 600, agreedPieces: null });
    expect(amended.versions[1]).toMatchObject({ reason: 'More is sold than was thought', byName: 'Buyer' });
    expect(amended.versions[1]!.changes.map(({ field, before, after }) => [field, before, after])).toEqual([
      ['quantity', 500, 600],
      ['shipFrom', inDays(25), null],
      ['shipBy', inDays(30), inDays(35)],
    ]);
    expect(amended.lines[0]!.answers.every(({ isCurrent }) => !isCurrent)).toBe(true);
    expect(codeOf(await answer(orderId, no))).toBe('order_changed');
    const again = firstPart(amended, [outcome('rejected', 600, null)]);
    expect(resultOf(await answer(orderId, again))).toEqual({ state: 'cancelled' });
    expect((await scene.detail(orderId)).cancelledAt).toBe(NOW);
  });

  test('two answers at once: one is taken, the other learns that it came second', async () => {
    const orderId = await scene.issued({ lines: [scene.line(0, [500]), scene.line(1, [500])] });
    const order = await scene.detail(orderId);
    const all = (kind: 'accepted' | 'rejected') => ({
      version: order.version,
      lines: order.lines.map((line) => ({
        lineId: line.id,
        schedules: line.schedules.map(({ id, quantity }) => ({
          scheduleId: id,
          outcomes: [outcome(kind, quantity, kind === 'accepted' ? 30 : null)],
        })),
      })),
    });
    const results = await Promise.all([
      answer(orderId, all('accepted'), 'owner'),
      answer(orderId, all('rejected'), 'planner'),
      answer(orderId, all('accepted'), 'planner'),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results) {
      if (!result.ok)
        expect(['order_answered_already', 'order_cancelled_already']).toContain(result.error.code);
    }
    const after = await scene.detail(orderId);
    expect(after.lines.flatMap(({ answers }) => answers)).toHaveLength(2);
  });

  test('orders are accepted in bulk, each by itself', async () => {
    const good = await scene.issued();
    const answered = await scene.acknowledged();
    const elsewhere = await scene.issued({ factoryId: scene.other.id });
    const done = resultOf(
      await scene.asFactory('orders:answer', (tx, access) =>
        acceptOrders(tx, access, { orderIds: [good, answered, elsewhere] }, NOW),
      ),
    );
    expect(done.accepted.map(({ orderId }) => orderId)).toEqual([good]);
    expect(new Map(done.refused.map(({ orderId, problem }) => [orderId, problem.code]))).toEqual(
      new Map([
        [answered, 'order_answered_already'],
        [elsewhere, 'order_unknown'],
      ]),
    );
    const late = resultOf(
      await scene.asFactory('orders:answer', (tx, access) =>
        acceptOrders(tx, access, { orderIds: [answered] }, NOW),
      ),
    );
    expect(late.refused[0]!.problem.code).toBe('order_answered_already');
  });
});

describe('amendments and cancellations', () => {
  const amend = (orderId: string, version: number, lines: object[], given: object = {}) =>
    scene.asPlatform('platform.orders:manage', (tx, access) =>
      amendOrder(tx, access, { orderId, version, reason: 'because', lines, ...given }, NOW),
    );

  test('only what is named goes back to the factory; lines are added and taken out', async () => {
    const orderId = await scene.acknowledged({ lines: [scene.line(0, [500]), scene.line(1, [500])] });
    const order = await scene.detail(orderId);
    const [kettle, lamp] = order.lines;
    expect(codeOf(await amend(orderId, 1, []))).toBe('amendment_empty');
    expect(codeOf(await amend(orderId, 1, [{ lineId: kettle!.id }]))).toBe('amendment_empty');
    const gone = [kettle, lamp].map((line) => ({ lineId: line!.id, cancel: true }));
    expect(codeOf(await amend(orderId, 1, gone))).toBe('amendment_nothing_left');
    const { schedules } = scene.line(2, [500]);
    const added = { skuId: scene.skus[2]!.id, schedules };
    expect(codeOf(await amend(orderId, 1, [{ skuId: scene.skus[0]!.id, schedules }]))).toBe(
      'order_sku_twice',
    );
    const changes = [{ lineId: kettle!.id, cancel: true }, added];
    expect(resultOf(await amend(orderId, 1, changes, { incoterm: 'FOB' }))).toEqual({ version: 2 });
    const after = await scene.detail(orderId);
    expect(after.lines.map(({ skuCode, state }) => [skuCode, state])).toEqual([
      ['KETTLE', 'cancelled'],
      ['LAMP', 'acknowledged'],
      ['CHAIR', 'issued'],
    ]);
    expect(after).toMatchObject({ state: 'issued', incoterm: 'FOB', pieces: 1000 });
    expect(after.versions[1]!.changes.map(({ field, lineNo }) => [field, lineNo])).toEqual([
      ['incoterm', null],
      ['line', 1],
      ['line', 3],
    ]);
  });

  test('nothing that is shipped or inspected changes', async () => {
    const orderId = await scene.inProduction({ inspectionRequired: false });
    const { lines } = await scene.detail(orderId);
    resultOf(await ship(orderId, [{ scheduleId: lines[0]!.schedules[0]!.id, pieces: 200 }]));
    const refused = await amend(orderId, 1, [{ lineId: lines[0]!.id, unitPrice: '1.00' }]);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'order_pieces_shipped', params: { pieces: 200 } },
    });
    const cancel = (id: string) =>
      scene.asPlatform('platform.orders:manage', (tx, access) =>
        cancelOrder(tx, access, { orderId: id, reason: 'not wanted' }, NOW),
      );
    expect(codeOf(await cancel(orderId))).toBe('order_pieces_shipped');
    expect(codeOf(await cancel(await scene.inspected()))).toBe('order_inspected_already');
    const open = await scene.acknowledged();
    expect(codeOf(await cancel(open))).toBe('taken');
    expect(await scene.detail(open)).toMatchObject({ state: 'cancelled', cancelReason: 'not wanted' });
    expect(codeOf(await cancel(open))).toBe('order_cancelled_already');
  });

  test('an order of which a part never comes is closed short, with a reason', async () => {
    const orderId = await scene.inProduction({ inspectionRequired: false });
    let order = await scene.detail(orderId);
    resultOf(await ship(orderId, [{ scheduleId: order.lines[0]!.schedules[0]!.id, pieces: 480 }]));
    resultOf((await receive([receipt(order, 470)]))[0]!);
    resultOf(
      await scene.asPlatform('platform.orders:manage', (tx, access) =>
        closeOrder(tx, access, { orderId, reason: 'The tool broke' }, NOW),
      ),
    );
    order = await scene.detail(orderId);
    expect(order).toMatchObject({ state: 'closed', agreedPieces: 480, receivedPieces: 470 });
    // What was lost turns up after all.
    expect(resultOf((await receive([receipt(order, 10)]))[0]!)).toMatchObject({ status: 'taken' });
    expect(await scene.detail(orderId)).toMatchObject({ state: 'closed', receivedPieces: 480 });
  });
});

describe('receipts', () => {
  test('the same again changes nothing; other figures under the reference are refused', async () => {
    const orderId = await scene.inspected({ lines: [scene.line(0, [300, 200, 100])] });
    const order = await scene.detail(orderId);
    const [line] = order.lines;
    const parts = line!.schedules.map(({ id, quantity }) => ({ scheduleId: id, pieces: quantity }));
    resultOf(await ship(orderId, parts));
    // R1 gets the first part and the third.
    const row = receipt(order, 350, { rejected: 10 });
    const [taken, again, other] = await receive([row, row, { ...row, accepted: 351 }]);
    expect(resultOf(taken!)).toMatchObject({ status: 'taken', poLineScheduleId: line!.schedules[0]!.id });
    expect(resultOf(again!)).toMatchObject({ status: 'duplicate' });
    expect(codeOf(other!)).toBe('receipt_conflict');
    expect(resultOf((await receive([row]))[0]!)).toMatchObject({ status: 'duplicate' });
    expect(codeOf((await receive([{ ...row, warehouseCode: 'R2' }]))[0]!)).toBe('receipt_conflict');
    const after = await scene.detail(orderId);
    expect(after.lines[0]!.schedules.map(({ receivedQuantity }) => receivedQuantity)).toEqual([300, 0, 60]);
    expect(
      after.receipts.map(({ scheduleNo, accepted, rejected }) => [scheduleNo, accepted, rejected]).sort(),
    ).toEqual([
      [1, 300, 0],
      [3, 50, 10],
    ]);
  });

  test('bad rows are refused with their reason, good ones of the same batch are taken', async () => {
    const orderId = await scene.inspected({ lines: [scene.line(0, [500]), scene.line(1, [500])] });
    const order = await scene.detail(orderId);
    const untouched = await scene.detail(await scene.acknowledged());
    resultOf(await ship(orderId, [{ scheduleId: order.lines[0]!.schedules[0]!.id, pieces: 400 }]));
    const ref = (sourceRef: string) => ({ sourceRef: `${order.number}-${sourceRef}` });
    const results = await receive([
      receipt(order, 100, { ...ref('1'), orderNumber: 'PO-000000-NONE-1' }),
      receipt(order, 100, { ...ref('2'), lineNo: 9 }),
      receipt(order, 100, { ...ref('3'), warehouseCode: 'R2' }),
      receipt(order, 100, { ...ref('4'), shipNoticeNumber: 'ASN-NONE' }),
      receipt(order, 100, { ...ref('5'), skuId: scene.skus[1]!.id }),
      receipt(order, 0, ref('6')),
      receipt(order, 401, ref('7')),
      receipt(order, 100, { ...ref('8'), lineNo: 2 }),
      receipt(untouched, 100, ref('9')),
      receipt(order, 300, ref('10')),
      receipt(order, 101, ref('11')),
      receipt(order, 100, ref('12')),
      receipt(order, 1, ref('13')),
    ]);
    expect(results.map(codeOf)).toEqual([
      'receipt_order_unknown',
      'receipt_line_unknown',
      'receipt_warehouse_differs',
      'receipt_notice_unknown',
      'receipt_sku_differs',
      'receipt_empty',
      'receipt_not_shipped',
      'order_nothing_to_receive',
      'order_nothing_to_receive',
      'taken',
      'receipt_not_shipped',
      'taken',
      'order_nothing_to_receive',
    ]);
    expect(await scene.detail(orderId)).toMatchObject({ state: 'inspected', receivedPieces: 400 });
  });

  test('parallel batches of the same receipts count them once', async () => {
    const orderId = await scene.inspected();
    const order = await scene.detail(orderId);
    resultOf(await ship(orderId, [{ scheduleId: order.lines[0]!.schedules[0]!.id, pieces: 500 }]));
    const rows = Array.from({ length: 10 }, (_, n) =>
      receipt(order, 50, { sourceRef: `${order.number} ${n}` }),
    );
    const batches = await Promise.all(Array.from({ length: 6 }, () => receive(rows)));
    const statuses = batches.flat().map((result) => resultOf(result).status);
    expect(statuses.filter((status) => status === 'taken')).toHaveLength(10);
    expect(await scene.detail(orderId)).toMatchObject({ state: 'received', receivedPieces: 500 });
  });
});

describe('milestones and conversation', () => {
  test('a later day needs a reason, and reporting the start starts production', async () => {
    const orderId = await scene.acknowledged();
    const lineId = (await scene.detail(orderId)).lines[0]!.id;
    const report = (kind: 'materials' | 'start' | 'half', given: object) =>
      scene.asFactory('orders:progress', (tx, access) =>
        updateMilestone(tx, access, { orderId, lineId, kind, ...given }, NOW),
      );
    expect(codeOf(await report('materials', { revisedOn: inDays(20) }))).toBe('milestone_reason_missing');
    expect(codeOf(await report('materials', { revisedOn: inDays(20), reason: 'Resin is late' }))).toBe(
      'taken',
    );
    expect(codeOf(await report('start', { actualOn: inDays(1) }))).toBe('milestone_in_future');
    expect(resultOf(await report('start', { actualOn: TODAY }))).toEqual({ state: 'in_production' });
    expect(codeOf(await report('half', { actualOn: inDays(-1) }))).toBe('milestone_out_of_order');
    const [line] = (await scene.detail(orderId)).lines;
    expect(line!.milestones.slice(0, 2)).toMatchObject([
      {
        kind: 'materials',
        plannedOn: inDays(10),
        revisedOn: inDays(20),
        reason: 'Resin is late',
        daysLate: 10,
      },
      { kind: 'start', plannedOn: inDays(12), actualOn: TODAY, daysLate: -12 },
    ]);
  });

  test('who is mentioned gets a mail; strangers cannot be', async () => {
    const orderId = await scene.issued();
    const post = (mentions: string[]) =>
      scene.asFactory('orders:message', (tx, access) =>
        postMessage(tx, access, { orderId, body: 'When do you need it?', mentions }, NOW),
      );
    const stranger = await scene.database.sql<
      { id: string }[]
    >`select id from user_account where id = ${scene.staff.auditor.id}`;
    expect(codeOf(await post([stranger[0]!.id]))).toBe('mention_unknown');
    const { messageId } = resultOf(await post([scene.staff.buyer.id, scene.people.planner.id]));
    const { factory } = scene;
    expect(await notifyOrder({ factoryId: factory.id, orderId, event: 'mention', messageId })).toBe(2);
    expect(await notifyOrder({ factoryId: factory.id, orderId, event: 'issued' })).toBe(2);
    const mails = await scene.database.sql<{ to_email: string; subject: string; text: string }[]>`
      select to_email, subject, text from mail_outbox order by created_at, id`;
    expect(mails).toHaveLength(4);
    const toBuyer = mails.find(({ to_email }) => to_email === scene.staff.buyer.email)!;
    expect(toBuyer.subject).toMatch(/^owner mentioned you on order PO-/);
    expect(toBuyer.text).toContain('/platform/orders/ningbo-haitian/PO-');
    const [message] = (await scene.detail(orderId)).messages;
    expect(message!.mentions.map(({ name }) => name).sort()).toEqual(['Buyer', 'planner']);
  });
});

describe('isolation', () => {
  test('another factory finds, answers, ships and discusses nothing', async () => {
    const orderId = await scene.inspected();
    const order = await scene.detail(orderId);
    const { other } = scene;
    const nothing = await scene.asFactory(
      'orders:view',
      (tx, access) => orderDetail(tx, access, order.number, NOW),
      'owner',
      other,
    );
    expect(nothing).toBeNull();
    const attempts = await Promise.all([
      scene.asFactory(
        'orders:answer',
        (tx, a) =>
          answerOrder(tx, a, { orderId, ...firstPart(order, [outcome('rejected', 500, null)]) }, NOW),
        'owner',
        other,
      ),
      scene.asFactory('orders:progress', (tx, a) => startProduction(tx, a, { orderId }, NOW), 'owner', other),
      scene.asFactory(
        'orders:ship',
        (tx, a) =>
          recordShipment(
            tx,
            a,
            { orderId, parts: [{ scheduleId: order.lines[0]!.schedules[0]!.id, pieces: 1 }] },
            NOW,
          ),
        'owner',
        other,
      ),
      scene.asFactory(
        'orders:message',
        (tx, a) => postMessage(tx, a, { orderId, body: 'hi' }, NOW),
        'owner',
        other,
      ),
    ]);
    expect(attempts.map(codeOf)).toEqual(Array(4).fill('order_unknown'));
  });
});
