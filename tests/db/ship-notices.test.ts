import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '~/kernel/problem';
import type { Result } from '~/kernel/result';
import { saveShipNotice } from '~/modules/orders/commands/save-ship-notice.server';
import { cancelShipNotice, shipShipNotice } from '~/modules/orders/commands/ship-ship-notice.server';
import { isSscc } from '~/modules/orders/domain/carton-sscc';
import { orderKey } from '~/modules/orders/queries/order-key.server';
import { shipForm } from '~/modules/orders/queries/ship-form.server';
import { shipNoticeDetail } from '~/modules/orders/queries/ship-notice.server';
import { shipNoticesOfOrder } from '~/modules/orders/queries/ship-notices.server';
import { shipNoticesPage } from '~/modules/orders/queries/ship-notices-page.server';
import type { ShipNoticeInput } from '~/modules/orders/ship-notice-forms';
import { NOW, OrdersScene, resultOf } from './orders-scene';

let scene: OrdersScene;
beforeAll(async () => {
  scene = await OrdersScene.make();
});
afterAll(() => scene?.database.close());

const BOX = { grossG: 12_400, netG: null, lengthMm: 600, widthMm: 400, heightMm: 350 };
type Row = ShipNoticeInput['rows'][number];
const row = (scheduleId: string, given: Partial<Row> = {}): Row => ({
  row: 0,
  scheduleId,
  cartons: 20,
  piecesEach: 24,
  ...BOX,
  last: null,
  ...given,
});
const input = (rows: Row[]): ShipNoticeInput => ({
  carrier: null,
  trackingNo: null,
  expectedArrivalOn: null,
  rows: rows.map((entry, index) => ({ ...entry, row: index })),
});

const schedulesOf = async (orderId: string) =>
  (await scene.detail(orderId)).lines.flatMap(({ schedules }) => schedules);
const save = (orderId: string, rows: Row[], notice?: string) =>
  scene.asFactory('orders:ship', (tx, access) =>
    saveShipNotice(tx, access, { ...input(rows), orderId, notice }, NOW),
  );
const saved = async (orderId: string, rows: Row[], notice?: string) => {
  const result = await save(orderId, rows, notice);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.number;
};
const ship = (number: string) =>
  scene.asFactory('orders:ship', (tx, access) =>
    shipShipNotice(tx, access, { number, carrier: 'COSCO' }, NOW),
  );
const cancel = (number: string) =>
  scene.asFactory('orders:ship', (tx, access) => cancelShipNotice(tx, access, number));
const detailOf = (number: string) =>
  scene.asFactory('orders:view', (tx) => shipNoticeDetail(tx, tx.factoryId, number));
const formOf = (orderId: string, wanted: { warehouse?: string; notice?: string } = {}) =>
  scene.asFactory('orders:ship', async (tx) => shipForm(tx, (await orderKey(tx, orderId))!, wanted));
const codes = (result: Result<unknown, Problem[]>) =>
  result.ok ? [] : result.error.map(({ code, field }) => [code, field]);

describe('a ship notice', () => {
  it('is drafted, shipped in parts, and moves the order when all has left', async () => {
    const orderId = await scene.inspected();
    const [part] = await schedulesOf(orderId);
    const first = await saved(orderId, [row(part!.id, { cartons: 10 })]);
    const before = await scene.detail(orderId);
    expect(first).toBe(`ASN-${before.number.slice(3)}-1`);
    expect(before.lines[0]!.schedules[0]!.shippedQuantity).toBe(0);

    resultOf(await ship(first));
    const between = await scene.detail(orderId);
    expect(between.lines[0]).toMatchObject({ state: 'inspected', schedules: [{ shippedQuantity: 240 }] });
    expect(await detailOf(first)).toMatchObject({
      notice: {
        status: 'shipped',
        carrier: 'COSCO',
        shippedAt: NOW,
        cartons: 10,
        pieces: 240,
        grossG: 124_000,
      },
      totals: { cartons: 10, pieces: 240, volumeMm3: 840_000_000 },
    });

    const second = await saved(orderId, [row(part!.id, { cartons: 10, last: { pieces: 20, grossG: null } })]);
    resultOf(await ship(second));
    expect(await scene.detail(orderId)).toMatchObject({ state: 'shipped', lines: [{ state: 'shipped' }] });
    const notices = await scene.asFactory('orders:view', (tx) =>
      shipNoticesOfOrder(tx, { factoryId: tx.factoryId, id: orderId }),
    );
    expect(notices.map(({ number, pieces }) => [number, pieces])).toEqual([
      [first, 240],
      [second, 260],
    ]);
  });

  it('numbers cartons through, and gives each a serial number that no other has', async () => {
    const orders = await Promise.all([scene.inspected(), scene.inspected(), scene.inspected()]);
    const numbers = await Promise.all(
      orders.map(async (orderId) => {
        const [part] = await schedulesOf(orderId);
        return saved(orderId, [row(part!.id, { last: { pieces: 20, grossG: 10_000 } })]);
      }),
    );
    const cartons = (await Promise.all(numbers.map(detailOf))).map((detail) => detail!.cartons);
    for (const own of cartons)
      expect(own.map(({ cartonNo }) => cartonNo)).toEqual(own.map((_, index) => index + 1));
    const serials = cartons.flat().map(({ sscc }) => sscc);
    expect(serials).toHaveLength(63);
    expect(new Set(serials).size).toBe(63);
    expect(serials.every(isSscc)).toBe(true);
    expect(serials.every((code) => code.slice(1, 8) === '9521234')).toBe(true);
  });

  it('keeps the serial numbers of cartons that stay when a draft is changed', async () => {
    const orderId = await scene.inspected();
    const [part] = await schedulesOf(orderId);
    const number = await saved(orderId, [row(part!.id, { cartons: 3 })]);
    const before = (await detailOf(number))!.cartons.map(({ sscc }) => sscc);
    await saved(orderId, [row(part!.id, { cartons: 5, piecesEach: 30 })], number);
    const after = (await detailOf(number))!;
    expect(after.cartons.slice(0, 3).map(({ sscc }) => sscc)).toEqual(before);
    expect(after.totals).toMatchObject({ cartons: 5, pieces: 150 });
    const log = await scene.database.sql`
      select action, after from audit_event where entity_label = ${number} order by occurred_at`;
    expect(log.map(({ action }) => action)).toEqual(['ship_notice.created', 'ship_notice.changed']);
    expect(log[1]!.after).toEqual({ cartons: 5, pieces: 150, grossG: 62_000 });
  });

  it('takes no more than is left, counting shipments and other drafts', async () => {
    const orderId = await scene.inspected();
    const [part] = await schedulesOf(orderId);
    const first = await saved(orderId, [row(part!.id, { cartons: 10 })]);
    expect(codes(await save(orderId, [row(part!.id, { cartons: 11 })]))).toEqual([
      ['ship_notice_over', 'groups[0].pieces'],
    ]);
    resultOf(await ship(first));
    expect(codes(await save(orderId, [row(part!.id, { cartons: 11 })]))).toEqual([
      ['ship_notice_over', 'groups[0].pieces'],
    ]);
    expect(
      codes(await save(orderId, [row(part!.id, { cartons: 0, last: { pieces: 261, grossG: null } })])),
    ).toEqual([['ship_notice_over', 'groups[0].lastPieces']]);
    const given = await saved(orderId, [row(part!.id, { cartons: 10, last: { pieces: 20, grossG: null } })]);
    expect((await formOf(orderId)).blocked).not.toBeNull();
    await cancel(given);
    expect((await formOf(orderId)).parts).toMatchObject([{ left: 260, shipped: 240, drafted: 0 }]);
  });

  it('is not changed, shipped again or given up once it has left', async () => {
    const orderId = await scene.inspected();
    const [part] = await schedulesOf(orderId);
    const number = await saved(orderId, [row(part!.id, { cartons: 2 })]);
    const results = await Promise.all([ship(number), ship(number), ship(number)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await schedulesOf(orderId))[0]!.shippedQuantity).toBe(48);
    expect(await cancel(number)).toMatchObject({ ok: false, error: { code: 'ship_notice_not_draft' } });
    expect(codes(await save(orderId, [row(part!.id, { cartons: 1 })], number))).toEqual([
      ['ship_notice_not_draft', undefined],
    ]);
  });

  it('may be packed before the inspection, but does not leave', async () => {
    const orderId = await scene.inProduction();
    const [part] = await schedulesOf(orderId);
    expect(await formOf(orderId)).toMatchObject({
      blocked: null,
      notYet: { code: 'order_inspection_missing' },
    });
    const number = await saved(orderId, [row(part!.id, { cartons: 1 })]);
    expect(await ship(number)).toMatchObject({ ok: false, error: { code: 'order_inspection_missing' } });
    expect((await detailOf(number))!.notice.status).toBe('draft');
  });

  it('holds cartons of one warehouse and one order', async () => {
    const orderId = await scene.inspected({ lines: [scene.line(0, [600, 400])] });
    const [here, there] = await schedulesOf(orderId);
    expect(
      codes(await save(orderId, [row(here!.id, { cartons: 1 }), row(there!.id, { cartons: 1 })])),
    ).toEqual([['ship_notice_elsewhere', undefined]]);
    const other = await scene.inspected();
    expect(codes(await save(other, [row(here!.id, { cartons: 1 })]))).toEqual([
      ['ship_notice_schedule_unknown', 'groups[0].scheduleId'],
    ]);
    const number = await saved(orderId, [row(there!.id, { cartons: 1 })]);
    expect((await detailOf(number))!.notice.warehouseCode).toBe('R2');
    expect(codes(await save(other, [row(here!.id)], number))).toEqual([['ship_notice_unknown', undefined]]);
  });

  it('is proposed as the same SKU was packed last time', async () => {
    const before = await scene.inspected({ lines: [scene.line(2, [500])] });
    const [part] = await schedulesOf(before);
    resultOf(await ship(await saved(before, [row(part!.id, { cartons: 2, piecesEach: 16, netG: 9_000 })])));
    const orderId = await scene.inspected({ lines: [scene.line(2, [500])] });
    const form = await formOf(orderId);
    expect(form.rows).toMatchObject([
      { cartons: '31', pieces: '16', gross: '12.4', net: '9', length: '600', lastPieces: '4', lastGross: '' },
    ]);
  });

  it('belongs to its factory alone', async () => {
    const orderId = await scene.inspected();
    const [part] = await schedulesOf(orderId);
    const number = await saved(orderId, [row(part!.id, { cartons: 1 })]);
    const elsewhere = (work: 'detail' | 'save' | 'cancel') =>
      scene.asFactory(
        'orders:ship',
        async (tx, access) => {
          if (work === 'detail') return shipNoticeDetail(tx, tx.factoryId, number);
          if (work === 'cancel') return cancelShipNotice(tx, access, number);
          return saveShipNotice(tx, access, { ...input([row(part!.id)]), orderId }, NOW);
        },
        'owner',
        scene.other,
      );
    expect(await elsewhere('detail')).toBeNull();
    expect(await elsewhere('cancel')).toMatchObject({ ok: false, error: { code: 'ship_notice_unknown' } });
    expect(await elsewhere('save')).toMatchObject({ ok: false, error: [{ code: 'order_unknown' }] });
  });
});

describe('the list of ship notices', () => {
  it('pages by key in both directions, and filters', async () => {
    const { sql } = scene.database;
    const [known] = await sql`select factory_id, purchase_order_id from asn limit 1`;
    const rows = Array.from({ length: 120 }, (_, index) => ({
      factory_id: known!.factory_id,
      id: `0190a1b2-0000-7000-9000-${String(index).padStart(12, '0')}`,
      number: `ASN-OLD-${index}`,
      purchase_order_id: known!.purchase_order_id,
      status: index % 2 === 0 ? 'received' : 'cancelled',
      created_by_name: 'x',
      warehouse_code: 'R1',
      tracking_no: `T%${index}`,
    }));
    await sql`insert into asn ${sql(rows)}`;
    const page = (search: object) =>
      scene.asFactory('orders:view', (tx) => shipNoticesPage(tx, search as never));
    const seen: string[] = [];
    let view = await page({});
    expect(view.previous).toBeNull();
    for (;;) {
      seen.push(...view.rows.map(({ id }) => id));
      if (!view.next) break;
      view = await page({ after: view.next });
    }
    const all = await sql`select id from asn where factory_id = ${known!.factory_id} order by id desc`;
    expect(seen).toEqual(all.map(({ id }) => id));
    const back = await page({ before: view.rows[0]!.id });
    expect(back.rows.map(({ id }) => id)).toEqual(seen.slice(-view.rows.length - 50, -view.rows.length));
    expect(back.next).toBe(back.rows.at(-1)!.id);
    expect(view.counts.received).toBe(60);
    const found = await page({ q: 'T%7', status: 'cancelled' });
    expect(found.rows.map(({ number }) => number).sort()).toEqual(
      ['ASN-OLD-7', ...[71, 73, 75, 77, 79].map((n) => `ASN-OLD-${n}`)].sort(),
    );
  });
});
