import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Problem } from '~/kernel/problem';
import type { Result } from '~/kernel/result';
import type { FactoryRole } from '~/modules/identity/domain/permissions';
import { acceptOrders } from '~/modules/orders/commands/accept-orders.server';
import { amendOrder } from '~/modules/orders/commands/amend-order.server';
import { answerOrder } from '~/modules/orders/commands/answer-order.server';
import { cancelOrder } from '~/modules/orders/commands/cancel-order.server';
import { closeOrder } from '~/modules/orders/commands/close-order.server';
import { recordInspection } from '~/modules/orders/commands/record-inspection.server';
import { recordReceipts } from '~/modules/orders/commands/record-receipts.server';
import { recordShipment } from '~/modules/orders/commands/record-shipment.server';
import { reviewAnswer } from '~/modules/orders/commands/review-answer.server';
import { startProduction } from '~/modules/orders/commands/start-production.server';
import type { OrderDetail } from '~/modules/orders/domain/order-views';
import en from '~/platform/i18n/locales/en/problems.json';
import zh from '~/platform/i18n/locales/zh/problems.json';
import { asSystem } from '~db/tenancy.server';
import { brokenInvariants } from '../invariants/broken-invariants';
import { inDays, NOW, OrdersScene } from './orders-scene';

let scene: OrdersScene;
beforeAll(async () => {
  scene = await OrdersScene.make();
});
afterAll(() => scene.database.close());

/** Something that somebody tries: which verb, on which line, with how much of its pieces. */
interface Try {
  /** `next`: what would come next for the line. */
  verb: keyof typeof VERBS | 'next';
  line: number;
  share: number;
}
type Attempt = (order: OrderDetail, given: Try) => Promise<Result<unknown, Problem>>;

const owner: FactoryRole = 'owner';
const lineOf = (order: OrderDetail, { line }: Try) => order.lines[line % order.lines.length]!;
const some = (pieces: number, { share }: Try) => Math.max(1, Math.ceil((pieces * share) / 100));
let references = 0;

/** The answer `share` says: all, a part with the rest rejected, proposed or nothing. */
function outcomes(quantity: number, given: Try) {
  const part = some(quantity, given);
  const yes = { outcome: 'accepted' as const, quantity: part, shipOn: inDays(5) };
  if (given.share >= 60) return [{ ...yes, quantity }];
  const kind = given.share % 2 === 0 ? ('rejected' as const) : ('counter_proposed' as const);
  const rest = {
    outcome: kind,
    shipOn: kind === 'rejected' ? null : inDays(90),
    reason: 'capacity' as const,
  };
  if (part === quantity) return [{ ...rest, quantity }];
  return [yes, { ...rest, quantity: quantity - part }];
}

const VERBS = {
  accept: ({ id }) =>
    scene.asFactory('orders:answer', (tx, access) => acceptOrders(tx, access, { orderIds: [id] }, NOW)),
  answer: (order, given) => {
    const { id: lineId, schedules } = lineOf(order, given);
    const parts = schedules.map((part) => ({
      scheduleId: part.id,
      outcomes: outcomes(part.quantity, given),
    }));
    const input = { orderId: order.id, version: order.version, lines: [{ lineId, schedules: parts }] };
    return scene.asFactory('orders:answer', (tx, access) => answerOrder(tx, access, input, NOW));
  },
  review: (order, given) => {
    const answer = lineOf(order, given).answers.find(({ review }) => review === 'pending');
    const decision = given.share > 30 ? ('accept' as const) : ('decline' as const);
    const decisions = [{ answerId: answer?.id ?? order.id, decision }];
    return scene.asPlatform('platform.orders:manage', (tx, access) =>
      reviewAnswer(tx, access, { orderId: order.id, decisions }, NOW),
    );
  },
  start: (order, given) =>
    scene.asFactory(
      'orders:progress',
      (tx, access) =>
        startProduction(tx, access, { orderId: order.id, lineIds: [lineOf(order, given).id] }, NOW),
      owner,
    ),
  inspect: (order, given) => {
    const verdict = given.share > 20 ? ('passed' as const) : ('failed' as const);
    const input = { orderId: order.id, lineIds: [lineOf(order, given).id], verdict };
    return scene.asPlatform(
      'platform.orders:inspect',
      (tx, access) => recordInspection(tx, access, input, NOW),
      'quality',
    );
  },
  ship: (order, given) => {
    const left = (part: { agreedQuantity: number | null; shippedQuantity: number }) =>
      (part.agreedQuantity ?? 0) - part.shippedQuantity;
    const parts = lineOf(order, given)
      .schedules.filter((part) => left(part) > 0 || given.share === 99)
      .map((part) => ({
        scheduleId: part.id,
        pieces: given.share === 99 ? left(part) + 1 : some(left(part), given),
      }));
    return scene.asFactory('orders:ship', (tx, access) =>
      recordShipment(tx, access, { orderId: order.id, parts }, NOW),
    );
  },
  receive: async (order, given) => {
    const line = lineOf(order, given);
    const part =
      line.schedules.find(({ shippedQuantity, receivedQuantity }) => shippedQuantity > receivedQuantity) ??
      line.schedules[0];
    references += given.share > 90 ? 0 : 1;
    const row = {
      source: 'walk',
      sourceRef: String(references),
      orderNumber: order.number,
      lineNo: line.lineNo,
      warehouseCode: part!.warehouseCode,
      receivedAt: NOW,
      accepted: some(part!.shippedQuantity - part!.receivedQuantity, given),
      rejected: given.share === 100 ? 0 : given.share % 3,
    };
    const [result] = await asSystem('test:receive', (tx) =>
      recordReceipts(tx, { system: 'WMS' }, [row], NOW),
    );
    return result!;
  },
  amend: (order, given) => {
    const line = lineOf(order, given);
    const schedules = line.schedules.map((part) => ({
      scheduleId: part.id,
      warehouseCode: part.warehouseCode,
      quantity: 500 + some(300, given),
      shipBy: part.requestedShipOn,
    }));
    const change = given.share < 10 ? { cancel: true } : { schedules };
    const lines = [{ lineId: line.id, ...change }];
    return scene.asPlatform('platform.orders:manage', (tx, access) =>
      amendOrder(tx, access, { orderId: order.id, version: order.version, reason: 'walk', lines }, NOW),
    );
  },
  cancel: (order) =>
    scene.asPlatform('platform.orders:manage', (tx, access) =>
      cancelOrder(tx, access, { orderId: order.id, reason: 'walk' }, NOW),
    ),
  close: (order) =>
    scene.asPlatform('platform.orders:manage', (tx, access) =>
      closeOrder(tx, access, { orderId: order.id, reason: 'walk' }, NOW),
    ),
} satisfies Record<string, Attempt>;

function verbOf(order: OrderDetail, given: Try): keyof typeof VERBS {
  if (given.verb !== 'next') return given.verb;
  const line = lineOf(order, given);
  if (line.answers.some(({ review, isCurrent }) => review === 'pending' && isCurrent)) return 'review';
  if (line.shippedQuantity > line.receivedQuantity && given.share > 50) return 'receive';
  const made = order.inspectionRequired ? 'inspect' : 'ship';
  const next = {
    issued: 'answer',
    acknowledged: 'start',
    in_production: made,
    inspected: 'ship',
    shipped: 'receive',
  } as const;
  return line.state in next ? next[line.state as keyof typeof next] : 'close';
}

const forward = ['accept', 'answer', 'review', 'start', 'inspect', 'ship', 'receive'] as const;
const verb = fc.oneof(
  { arbitrary: fc.constant('next' as const), weight: 16 },
  { arbitrary: fc.constantFrom(...forward), weight: 6 },
  { arbitrary: fc.constantFrom('amend' as const, 'close' as const), weight: 2 },
  { arbitrary: fc.constant('cancel' as const), weight: 1 },
);

test('whatever is tried on an order, its pieces add up and every no has its words', {
  timeout: 120_000,
}, async () => {
  const tries = fc.array(
    fc.record<Try>({
      verb,
      line: fc.nat(1),
      share: fc.oneof(fc.constant(100), fc.integer({ min: 1, max: 100 })),
    }),
    { minLength: 25, maxLength: 35, size: 'max' },
  );
  const taken = new Set<string>();
  await fc.assert(
    fc.asyncProperty(tries, fc.boolean(), async (walk, inspectionRequired) => {
      const lines = [scene.line(0, [500]), scene.line(1, [300, 200])];
      const id = await scene.issued({ inspectionRequired, lines });
      for (const given of walk) {
        const order = await scene.detail(id);
        const tried = verbOf(order, given);
        const result = await VERBS[tried](order, given);
        if (result.ok) taken.add(tried);
        else if (!(result.error.code in en && result.error.code in zh))
          throw new Error(`mute: ${result.error.code}`);
      }
      const broken = await brokenInvariants(scene.database.sql);
      if (broken.length > 0) throw new Error(broken.slice(0, 3).join('\n'));
    }),
    { numRuns: 12, seed: 20260302, endOnFailure: true },
  );
  expect([...taken].sort()).toEqual(Object.keys(VERBS).sort());
});
