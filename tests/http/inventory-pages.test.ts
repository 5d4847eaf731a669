import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '~/kernel/calendar-date';
import { runStockSummary } from '~/modules/inventory/commands/summarise-stock.server';
import type { InventoryListView } from '~/modules/inventory/queries/inventory-list.server';
import type { FactoryInventoryView } from '~/modules/inventory/queries/inventory-of-factory.server';
import type { PolicyPage, PolicyPreview } from '~/modules/inventory/queries/inventory-policy.server';
import type { InventorySkuView } from '~/modules/inventory/queries/inventory-sku.server';
import { newId } from '~/platform/new-id.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import type { TestUser } from '../support/fixtures';
import { loaderData } from '../support/loader-data';
import { request, unexpectedErrors } from '../support/request';
import { actionData, addOrder, type InventoryScene, makeInventoryScene, TODAY } from './inventory-scene';

let database: TestDatabase;
let scene: InventoryScene;

beforeAll(async () => {
  database = await createTestDatabase();
  const { sql } = database;
  scene = await makeInventoryScene(sql);
  const fast = { id: scene.skus.get('FAST')!, code: 'FAST' };
  await addOrder(sql, scene.hai, fast, { quantity: 600, shipped: 200, received: 150 });
  await addOrder(sql, scene.hai, fast, { quantity: 999, status: 'draft' });
  await addOrder(sql, scene.lan, { id: scene.skus.get('SLOW')!, code: 'SLOW' }, { quantity: 70 });
  await runStockSummary(TODAY);
});
afterAll(() => database?.close());

async function list(search = '', as = scene.buyer): Promise<InventoryListView> {
  const path = `/platform/inventory?${search}`;
  return (await loaderData<{ view: InventoryListView }>(path, 'routes/platform/inventory', as)).view;
}
const codes = (view: InventoryListView) => view.page.rows.map(({ code }) => code);
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

describe('the list of all stock', () => {
  test('sums all pages, whatever page is shown', async () => {
    const view = await list();
    expect(view.totals).toMatchObject({ skus: 72, inTransit: 50, openOrder: 470 });
    expect(view.totals.onHand).toBe(500 + 10 + 80 + sum(Array.from({ length: 70 }, (_, n) => n % 7)));
    expect(view.page.rows[0]).toMatchObject({ code: 'FAST', abcClass: 'A', coverDays: 51, targetDays: 90 });
    expect(view.categories.map(({ code, skus }) => [code, skus])).toEqual([
      ['home', 71],
      ['home.lamp', 1],
    ]);
  });

  test.each([
    'code',
    'onHand',
    'transit',
    'open',
    'cover',
    'stockOut',
    'turnover',
    'age',
    'value',
    'revenue',
  ])('by %s, both ways: every SKU on exactly one page, and back again', async (sort) => {
    for (const dir of ['asc', 'desc']) {
      const seen: string[] = [];
      const pages: string[][] = [];
      let view = await list(`sort=${sort}&dir=${dir}`);
      for (;;) {
        pages.push(codes(view));
        seen.push(...codes(view));
        if (!view.page.next) break;
        view = await list(`sort=${sort}&dir=${dir}&after=${encodeURIComponent(view.page.next)}`);
      }
      expect(new Set(seen).size).toBe(72);
      expect(seen).toHaveLength(72);
      const back = await list(`sort=${sort}&dir=${dir}&before=${encodeURIComponent(view.page.previous!)}`);
      expect(codes(back)).toEqual(pages.at(-2));
      if (sort === 'code')
        expect(seen).toEqual(dir === 'asc' ? [...seen].sort() : [...seen].sort().reverse());
    }
  });

  test.each([
    ['q=fast', ['FAST']],
    ['q=物品 SLOW', ['SLOW']],
    ['q=%25', []],
    ['category=home.lamp', ['FAST']],
    ['class=A', ['FAST']],
    ['show=below', ['FAST']],
    ['show=soon&q=FAST', []],
    ['show=slow', []],
  ])('%s', async (search, expected) => {
    expect(codes(await list(search))).toEqual(expected);
  });

  test.each([
    'sort=;drop',
    'after=x~y',
    'after=%00',
    'before=9999-99-99~x',
    `sort=stockOut&after=2026-02-31~${newId()}`,
    `sort=value&after=99999999999999999999~${newId()}`,
  ])('opens an address that says %s', async (search) => {
    unexpectedErrors.length = 0;
    expect((await list(search)).page.rows).toHaveLength(50);
    expect(unexpectedErrors).toEqual([]);
  });

  test('the export has every row that the filters show, in their order', async () => {
    const answer = await request('/platform/inventory-export?format=csv&sort=code&dir=asc&class=C', {
      as: scene.auditor,
    });
    const lines = (await answer.text()).trim().split('\r\n');
    expect(lines).toHaveLength(72);
    expect(lines[1]).toMatch(/^P00,Thing P00,物品 P00,home,C,0,/);
    const xlsx = await request('/platform/inventory-export?format=xlsx', { as: scene.auditor });
    expect(xlsx.headers.get('Content-Type')).toContain('spreadsheetml');
  });

  test('a new count is asked for once, with its note, and only by who may', async () => {
    const jobs = () => database.sql`select data from pgboss.job where name = 'inventory.summary'`;
    expect((await request('/platform/inventory', { as: scene.auditor, form: {} })).status).toBe(403);
    expect(await jobs()).toEqual([]);
    expect((await request('/platform/inventory', { as: scene.buyer, form: {} })).status).toBe(200);
    expect((await jobs()).map((job) => job.data)).toEqual([
      { reason: 'request', requestedByUserId: scene.buyer.id },
    ]);
    expect(
      await database.sql`select 1 from platform_audit_event where action = 'inventory.summary_requested'`,
    ).toHaveLength(1);
  });
});

describe('one SKU', () => {
  const sku = async (code: string, search = '', as = scene.buyer) =>
    (
      await loaderData<{ view: InventorySkuView }>(
        `/platform/inventory/${code}?${search}`,
        'routes/platform/inventory-sku',
        as,
      )
    ).view;

  test('stock, what is on its way, and how long it lasts', async () => {
    const view = await sku('FAST');
    expect(view).toMatchObject({ onHand: 510, inTransit: 50, openOrder: 400, sold28: 280, coverDays: 51 });
    // 510 + 450 pieces at 10 a day.
    expect(view.projection).toMatchObject({ source: 'rate', perDay: 10, stockOutOn: addDays(TODAY, 96) });
    expect(view.projection.points[10]).toEqual({ day: addDays(TODAY, 10), stock: 850, arriving: 450 });
    expect(view.balances.map(({ warehouse, onHand }) => [warehouse, onHand])).toEqual([
      ['US-R', 500],
      ['US-F', 10],
    ]);
    expect((await request('/platform/inventory/GONE', { as: scene.buyer })).status).toBe(404);
  });

  test('the ledger: each sale leads to its lot and order, each lot to its movements, at any depth', async () => {
    const { sql } = database;
    const skuId = scene.skus.get('SLOW')!;
    const made = await addOrder(sql, scene.lan, { id: skuId, code: 'SLOW' }, { quantity: 500 });
    const [receipt, lot] = [newId(), newId()];
    const movement = (id: string, type: string, quantity: number, at: number, warehouse: string) => ({
      sku_id: skuId,
      id,
      warehouse_code: warehouse,
      type,
      quantity,
      occurred_at: new Date(at),
      source: 'wms',
      source_ref: id,
    });
    const start = Date.now() - 40 * 86_400_000;
    const sales = Array.from({ length: 130 }, (_, n) => ({
      id: newId(),
      // Several at the same instant, in two warehouses.
      at: start + 1000 * Math.floor(n / 3),
      warehouse: n % 4 === 0 ? 'US-R' : 'DE-R',
    }));
    await sql`insert into stock_movement ${sql([
      movement(receipt, 'receipt', 500, start - 1000, 'DE-R'),
      ...sales.map(({ id, at, warehouse }) => movement(id, 'sale', 1, at, warehouse)),
    ])}`;
    await sql`insert into stock_lot ${sql({
      sku_id: skuId,
      id: lot,
      warehouse_code: 'DE-R',
      receipt_movement_id: receipt,
      order_factory_id: scene.lan.id,
      po_line_id: made.lineId,
      received_at: new Date(start - 1000),
      received_quantity: 500,
      remaining_quantity: 370,
    })}`;
    const taken = sales.slice(0, 60);
    await sql`insert into stock_lot_consumption ${sql(
      taken.map(({ id }) => ({ sku_id: skuId, movement_id: id, lot_id: lot, purpose: 'take', quantity: 1 })),
    )}`;
    const seen: string[] = [];
    let view = await sku('SLOW');
    for (;;) {
      seen.push(...view.movements.rows.map(({ id }) => id));
      if (!view.movements.next) break;
      view = await sku('SLOW', `after=${encodeURIComponent(view.movements.next)}`);
    }
    expect(seen).toHaveLength(131);
    expect(new Set(seen).size).toBe(131);
    expect(seen.at(-1)).toBe(receipt);
    expect(view.movements.rows.at(-1)!.traces).toMatchObject([
      { lotId: lot, quantity: 500, orderNumber: made.number, lineNo: 1, factorySlug: 'lan' },
    ]);
    const before = await sku('SLOW', `before=${encodeURIComponent(view.movements.previous!)}`);
    expect(before.movements.rows.map(({ id }) => id)).toEqual(seen.slice(50, 100));
    expect(view.lots).toMatchObject([
      { id: lot, remaining: 370, orderNumber: made.number, factorySlug: 'lan' },
    ]);
    const ofLot = await sku('SLOW', `lot=${lot}&type=sale`);
    expect(ofLot.movements.rows).toHaveLength(50);
    expect(ofLot.movements.rows.every(({ id }) => taken.some((sale) => sale.id === id))).toBe(true);
    const forwards = await sku('SLOW', 'warehouse=US-R');
    expect(forwards.movements.rows).toHaveLength(33);
    const csv = await (
      await request('/platform/inventory/SLOW/export?format=csv&type=receipt', { as: scene.auditor })
    ).text();
    expect(csv.trim().split('\r\n')).toHaveLength(2);
    expect(csv).toContain(`${made.number}/1: 500`);
  });
});

describe('the rules', () => {
  const form = {
    intent: 'preview',
    aShare: '80',
    bShare: '95',
    windowDays: '365',
    targetA: '90',
    targetB: '45',
    targetC: '15',
    slowPercent: '200',
    noSaleDays: '60',
    dayPriceA: '0.6',
    dayPriceB: '0.3',
    dayPriceC: '0.05',
    horizonDays: '28',
    unmet: '20',
  };
  const page = async () =>
    loaderData<PolicyPage>('/platform/inventory-policy', 'routes/platform/inventory-policy', scene.buyer);
  const send = (more: object, as: TestUser = scene.buyer) =>
    actionData<{ preview: PolicyPreview | null; saved: string | null }>(
      '/platform/inventory-policy',
      { ...form, ...more },
      as,
    );

  test('a preview counts the SKUs that change class and changes nothing', async () => {
    const answer = await send({ aShare: '0', bShare: '0' });
    expect(answer.status).toBe(200);
    expect(answer.data?.preview).toEqual({
      skus: 72,
      moves: [{ from: 'A', to: 'C', skus: 1 }],
      before: { A: 1, B: 0, C: 71 },
      after: { A: 0, B: 0, C: 72 },
    });
    expect((await page()).history).toEqual([]);
  });

  test('what makes no sense is refused at its field', async () => {
    for (const more of [{ aShare: '96' }, { targetA: '0' }, { windowDays: 'x' }, { horizonDays: '1.5' }])
      expect((await send({ intent: 'save', ...more })).status, JSON.stringify(more)).toBe(422);
    expect((await send({ intent: 'save' }, scene.auditor)).status).toBe(403);
    expect((await page()).history).toEqual([]);
  });

  test('a saved rule is in force, on record, and asks for the classes', async () => {
    await database.sql`delete from pgboss.job where name = 'inventory.summary'`;
    expect((await send({ intent: 'save', targetA: '75' })).data).toMatchObject({ saved: 'changed' });
    expect((await send({ intent: 'save', targetA: '75' })).data).toMatchObject({ saved: 'same' });
    const { rule, history } = await page();
    expect(rule.targetDays.A).toBe(75);
    expect(history).toHaveLength(1);
    expect(
      (
        await database.sql`select data->>'reason' as reason from pgboss.job where name = 'inventory.summary'`
      ).map(({ reason }) => reason),
    ).toEqual(['policy']);
    const [entry] = await database.sql`
      select before, after from platform_audit_event where action = 'inventory.policy_changed'`;
    expect(entry).toMatchObject({
      before: { targetDays: '90 / 45 / 15' },
      after: { targetDays: '75 / 45 / 15' },
    });
  });
});

describe('what a factory may know', () => {
  const factoryList = async (slug: string, as: TestUser, search = '') =>
    (
      await loaderData<{ view: FactoryInventoryView }>(
        `/factories/${slug}/inventory?${search}`,
        'routes/factory/inventory',
        as,
      )
    ).view;

  test('its own orders and SKUs, and nobody else’s', async () => {
    const view = await factoryList('hai', scene.planner);
    expect(view.totals).toEqual({ skus: 71, onOrder: 400, inTransit: 50, received: 150, running: 0 });
    expect(view.page.rows[0]).toMatchObject({ code: 'FAST', onOrder: 400, inTransit: 50, received: 150 });
    const theirs = await factoryList('lan', scene.lanOwner);
    expect(theirs.page.rows.map(({ code }) => code)).toEqual(['SLOW']);
    expect(JSON.stringify(theirs)).not.toContain('FAST');
    expect((await request('/factories/hai/inventory', { as: scene.lanOwner })).status).toBe(404);
  });

  test.each(['code', 'onOrder', 'transit', 'received', 'soldThrough'])(
    'by %s, page by page',
    async (sort) => {
      const first = await factoryList('hai', scene.planner, `sort=${sort}&dir=asc`);
      const rest = await factoryList(
        'hai',
        scene.planner,
        `sort=${sort}&dir=asc&after=${encodeURIComponent(first.page.next!)}`,
      );
      const all = [...first.page.rows, ...rest.page.rows].map(({ code }) => code);
      expect(new Set(all).size).toBe(71);
      expect(rest.page.next).toBeNull();
      const csv = await (
        await request(`/factories/hai/inventory-export?format=csv&sort=${sort}&dir=asc`, {
          as: scene.planner,
        })
      ).text();
      expect(
        csv
          .trim()
          .split('\r\n')
          .slice(1)
          .map((line) => line.split(',')[0]),
      ).toEqual(all);
    },
  );

  test('sold through and sold lately come from its own clock', async () => {
    const { sql } = database;
    const clockId = newId();
    await sql`insert into sell_out_clock ${sql({
      factory_id: scene.hai.id,
      id: clockId,
      po_line_id: newId(),
      sku_id: scene.skus.get('P01')!,
      sku_code: 'P01',
      sku_name_en: 'Thing P01',
      sku_name_zh: '物品 P01',
      order_number: 'PO-1',
      line_no: 1,
      status: 'running',
      rule: sql.json({}),
      rule_version: '1',
      input_hash: 'x',
      accepted_units: 500,
      target_units: 500,
      net_sold_units: 125,
      started_at: new Date(Date.now() - 9 * 86_400_000),
    })}`;
    const evidence = (type: string, quantity: number, daysAgo: number) => ({
      factory_id: scene.hai.id,
      id: newId(),
      clock_id: clockId,
      movement_id: newId(),
      lot_id: newId(),
      type,
      warehouse_code: 'US-R',
      quantity,
      occurred_at: new Date(Date.now() - daysAgo * 86_400_000),
      source: 'shop',
      source_ref: newId(),
    });
    await sql`insert into sell_out_evidence ${sql([
      evidence('sale', 40, 1),
      evidence('return', 5, 2),
      evidence('sale', 90, 8),
      evidence('receipt', 500, 1),
    ])}`;
    const view = await factoryList('hai', scene.planner, 'show=clock');
    expect(view.page.rows).toMatchObject([
      { code: 'P01', clockStatus: 'running', clockSold: 125, clockAccepted: 500, soldLately: 35 },
    ]);
    expect(view.totals.running).toBe(1);
  });
});
