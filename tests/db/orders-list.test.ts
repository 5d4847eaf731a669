import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptOrders } from '~/modules/orders/commands/accept-orders.server';
import { answerOrder } from '~/modules/orders/commands/answer-order.server';
import { cancelOrder } from '~/modules/orders/commands/cancel-order.server';
import { recordShipment } from '~/modules/orders/commands/record-shipment.server';
import { refreshOrderSummaries } from '~/modules/orders/commands/refresh-order-summaries.server';
import { updateMilestone } from '~/modules/orders/commands/update-milestone.server';
import { orderStateOf } from '~/modules/orders/domain/order-states';
import type { OrderRow, OrdersPage } from '~/modules/orders/domain/order-views';
import { ORDER_SORTS, type OrdersSearch, ordersSearch } from '~/modules/orders/forms';
import { ordersExportRows, ordersTable } from '~/modules/orders/queries/orders-table.server';
import { asSystem } from '~db/tenancy.server';
import { inDays, NOW, OrdersScene, resultOf } from './orders-scene';

const DAY = 86_400_000;
const MINUTE = 60_000;
let scene: OrdersScene;
/** Every order that is made here, in the order of its making. */
const made: string[] = [];

beforeAll(async () => {
  scene = await OrdersScene.make();
  const make = async (given: Parameters<OrdersScene['issued']>[0], at = NOW) => {
    const id = await scene.issued(given, at + made.length * MINUTE);
    made.push(id);
    return id;
  };
  for (let n = 0; n < 26; n++) {
    const sku = n % 3;
    const factoryId = n % 5 === 4 ? scene.other.id : scene.factory.id;
    const kind = n % 2 === 0 ? 'first_order' : 'reorder';
    await make({ factoryId, kind, lines: [scene.line(sku, [500 + 10 * (n % 4)], 20 + (n % 7) * 5)] });
  }
  // One draft, one answered, one with a proposal, one half shipped, one cancelled.
  made.push(resultOf(await scene.draft({}, NOW + made.length * MINUTE)).orderId);
  await scene.asFactory('orders:answer', (tx, access) =>
    acceptOrders(tx, access, { orderIds: [made[0]!] }, NOW),
  );
  const proposed = await scene.detail(made[1]!);
  const [line] = proposed.lines;
  resultOf(
    await scene.asFactory('orders:answer', (tx, access) =>
      answerOrder(
        tx,
        access,
        {
          orderId: proposed.id,
          version: 1,
          lines: [
            {
              lineId: line!.id,
              schedules: [
                {
                  scheduleId: line!.schedules[0]!.id,
                  outcomes: [
                    {
                      outcome: 'counter_proposed',
                      quantity: line!.quantity,
                      shipOn: inDays(60),
                      reason: 'capacity',
                    },
                  ],
                },
              ],
            },
          ],
        },
        NOW,
      ),
    ),
  );
  resultOf(
    await scene.asPlatform('platform.orders:manage', (tx, access) =>
      cancelOrder(tx, access, { orderId: made[2]!, reason: 'test' }, NOW),
    ),
  );
  made.push(await scene.inProduction({ inspectionRequired: false, lines: [scene.line(1, [500, 500])] }));
  const half = await scene.detail(made.at(-1)!);
  resultOf(
    await scene.asFactory('orders:ship', (tx, access) =>
      recordShipment(
        tx,
        access,
        { orderId: half.id, parts: [{ scheduleId: half.lines[0]!.schedules[0]!.id, pieces: 500 }] },
        NOW,
      ),
    ),
  );
  resultOf(
    await scene.asFactory('orders:progress', (tx, access) =>
      updateMilestone(
        tx,
        access,
        {
          orderId: half.id,
          lineId: half.lines[0]!.id,
          kind: 'packed',
          revisedOn: inDays(50),
          reason: 'boxes',
        },
        NOW,
      ),
    ),
  );
});
afterAll(() => scene.database.close());

const search = (given: Partial<OrdersSearch> = {}): OrdersSearch => ({ ...ordersSearch.parse({}), ...given });
const asBuyer = (given: Partial<OrdersSearch> = {}, now = NOW): Promise<OrdersPage> =>
  scene.asPlatform('platform.orders:view', (tx) => ordersTable(tx, search(given), now));
const asFactory = (given: Partial<OrdersSearch> = {}, of = scene.factory, now = NOW): Promise<OrdersPage> =>
  scene.asFactory('orders:view', (tx) => ordersTable(tx, search(given), now), 'owner', of);

/** Every page from the first on, and back again. */
async function walk(given: Partial<OrdersSearch>, now: number) {
  const size = 7 as unknown as 25;
  const forth: OrderRow[][] = [];
  let page = await asBuyer({ ...given, size }, now);
  expect(page.previous).toBeNull();
  forth.push(page.rows);
  while (page.next) {
    page = await asBuyer({ ...given, size, after: page.next }, now);
    forth.push(page.rows);
  }
  const back = [page.rows];
  while (page.previous) {
    page = await asBuyer({ ...given, size, before: page.previous }, now);
    back.unshift(page.rows);
  }
  return { forth, back };
}

describe('pages', () => {
  test.each(ORDER_SORTS.flatMap((sort) => [[sort, 'asc'] as const, [sort, 'desc'] as const]))(
    'by %s %s show every order once, forth and back',
    async (sort, dir) => {
      const now = NOW + 30 * DAY;
      const { forth, back } = await walk({ sort, dir }, now);
      const ids = forth.flat().map(({ id }) => id);
      expect(ids).toHaveLength(made.length);
      expect(new Set(ids)).toEqual(new Set(made));
      expect(back.map((rows) => rows.map(({ id }) => id))).toEqual(
        forth.map((rows) => rows.map(({ id }) => id)),
      );
      const keys = forth.flat().map(
        (row) =>
          ({
            created: row.createdAt,
            due: row.dueOn ?? '9999-12-31',
            number: row.number,
            value: usd(row.valueMinor, row.currency),
            risk: usd(row.riskMinor, row.currency),
          })[sort],
      );
      const sorted = [...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      if (dir === 'desc') sorted.reverse();
      if (sort !== 'number') expect(keys).toEqual(sorted);
    },
  );

  /** There are no rates in this database: every currency counts as dollars. */
  const usd = (minor: string, _currency: string) => Number(minor);

  test('a cursor of another sort, or nonsense, begins at the beginning', async () => {
    const first = await asBuyer({ sort: 'due' });
    for (const after of ['nonsense', `x_${made[0]}`, "2026-03-02' or true_x"]) {
      expect((await asBuyer({ sort: 'due', after })).rows).toEqual(first.rows);
    }
  });
});

describe('filters', () => {
  test('a factory sees its own issued orders, the platform all', async () => {
    const [buyers, own, others] = [await asBuyer(), await asFactory(), await asFactory({}, scene.other)];
    expect(buyers.totals.orders).toBe(made.length);
    expect(own.totals.orders + others.totals.orders).toBe(made.length - 1);
    expect(own.rows.every(({ factory, state }) => factory === null && state !== 'draft')).toBe(true);
    expect((await asBuyer({ factory: scene.other.slug })).totals.orders).toBe(others.totals.orders);
    // A factory cannot look elsewhere by naming it.
    expect((await asFactory({ factory: scene.other.slug })).totals.orders).toBe(own.totals.orders);
  });

  test('by what they wait for', async () => {
    const codes = async (given: Partial<OrdersSearch>, now = NOW) =>
      (await asBuyer(given, now)).rows.map(({ id }) => id);
    expect(await codes({ needs: 'decision' })).toEqual([made[1]]);
    expect(await codes({ state: 'cancelled' })).toEqual([made[2]]);
    expect(await codes({ state: 'draft' })).toEqual([made[26]]);
    const answers = await codes({ needs: 'answer' });
    expect(answers).toHaveLength(23);
    expect(answers).not.toContain(made[0]);
    // A step of the half-shipped order ends after its day.
    expect(await codes({ needs: 'at_risk' })).toContain(made[27]);
    expect(await codes({ needs: 'late' })).toEqual([]);
    const late = (await asBuyer({ needs: 'late' }, NOW + 25 * DAY)).rows;
    expect(late.length).toBeGreaterThan(3);
    for (const row of late) {
      expect(row).toMatchObject({ risk: 'late', dueOn: expect.any(String) });
      expect(row.daysLate).toBeGreaterThan(0);
      expect(BigInt(row.riskMinor)).toBeGreaterThan(0n);
    }
  });

  test('by category and its parts, text, kind and week', async () => {
    const skus = async (given: Partial<OrdersSearch>) => [
      ...new Set((await asBuyer(given)).rows.flatMap((row) => row.skus.map(({ code }) => code))),
    ];
    expect(await skus({ category: 'home.kitchen' })).toEqual(['KETTLE']);
    expect((await skus({ category: 'home' })).sort()).toEqual(['CHAIR', 'KETTLE', 'LAMP']);
    expect(await skus({ category: 'hom' })).toEqual([]);
    expect(await skus({ q: 'lAm' })).toEqual(['LAMP']);
    expect(await skus({ q: '壶2' })).toEqual(['CHAIR']);
    expect(await skus({ q: '100%_' })).toEqual([]);
    expect((await asBuyer({ kind: 'reorder' })).totals.orders).toBe(13);
    const due = (await asBuyer({ due: '2026-03-23' })).rows;
    expect(due.length).toBeGreaterThan(0);
    for (const { dueOn } of due) expect(dueOn! >= '2026-03-23' && dueOn! <= '2026-03-29').toBe(true);
  });

  test('totals are those of all pages, and the export holds them all', async () => {
    const given = { needs: 'answer' as const, size: 7 as unknown as 25 };
    const page = await asBuyer(given, NOW + 40 * DAY);
    const all = await scene.asPlatform('platform.orders:export', (tx) =>
      ordersExportRows(tx, search(given), NOW + 40 * DAY),
    );
    expect(page.rows).toHaveLength(7);
    expect(all).toHaveLength(page.totals.orders);
    expect(page.totals.pieces).toBe(all.reduce((sum, { pieces }) => sum + pieces, 0));
    for (const { currency, valueMinor, riskMinor } of page.totals.money) {
      const own = all.filter((row) => row.currency === currency);
      expect(valueMinor).toBe(String(own.reduce((sum, row) => sum + BigInt(row.valueMinor), 0n)));
      expect(riskMinor).toBe(String(own.reduce((sum, row) => sum + BigInt(row.riskMinor), 0n)));
    }
  });
});

describe('what is derived', () => {
  test('is the same for one order as for all, and as the pure rules say', async () => {
    const derived = () => scene.database.sql`
      select o.id, o.status, o.line_count, o.lines_to_answer, o.proposals_to_decide, o.quantity, o.agreed_quantity,
        o.shipped_quantity, o.received_quantity, o.value_minor, o.due_on, o.risk_on, o.category_codes, o.search_text,
        (select array_agg(l.status) from po_line l where l.purchase_order_id = o.id) as states
      from purchase_order o order by o.id`;
    const before = await derived();
    await asSystem('test:summaries', (tx) => refreshOrderSummaries(tx, NOW));
    expect(await derived()).toEqual(before);
    for (const row of before) expect(row.status).toBe(orderStateOf(row.states));
  });

  test('late and at risk are the same in the list and on the page, whatever the day', async () => {
    for (const days of [0, 8, 17, 22, 31, 48, 70]) {
      const now = NOW + days * DAY;
      const rows = await scene.asPlatform('platform.orders:view', (tx) =>
        ordersExportRows(tx, search(), now, 'Asia/Shanghai'),
      );
      for (const row of rows.filter(({ state }) => state !== 'draft')) {
        const { lines, riskMinor } = await scene.detail(row.id, now);
        const levels = lines.flatMap(({ schedules }) => schedules.map(({ risk }) => risk.level));
        const worst = levels.includes('late') ? 'late' : levels.includes('at_risk') ? 'at_risk' : 'none';
        expect(`${row.risk} ${row.riskMinor}`, `${row.number} after ${days} days`).toBe(
          `${worst} ${riskMinor}`,
        );
      }
    }
  });
});
