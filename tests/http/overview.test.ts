import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dateInZone } from '~/kernel/calendar-date';
import type { OverviewView } from '~/modules/forecast/queries/overview.server';
import { newId } from '~/platform/new-id.server';
import { systemClock } from '~/platform/system-clock.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import type { TestFactory, TestUser } from '../support/fixtures';
import { loaderData } from '../support/loader-data';
import { request } from '../support/request';
import { type ForecastScene, makeForecastScene, type SceneLine } from './forecast-scene';

let database: TestDatabase;
let scene: ForecastScene;

interface Schedule {
  quantity: number;
  shipped: number;
  received: number;
  /** Days from today to the ship date asked for. */
  due: number;
  promised?: number;
}

const MADE: [factory: 'hai' | 'lan', status: string, price: number, schedules: Schedule[]][] = [
  [
    'hai',
    'issued',
    1500,
    [
      { quantity: 500, shipped: 0, received: 0, due: -20 },
      { quantity: 300, shipped: 100, received: 0, due: -3 },
    ],
  ],
  ['hai', 'in_production', 900, [{ quantity: 700, shipped: 0, received: 0, due: -5, promised: 4 }]],
  ['hai', 'shipped', 1000, [{ quantity: 400, shipped: 400, received: 150, due: -30 }]],
  ['hai', 'received', 1000, [{ quantity: 400, shipped: 400, received: 400, due: -30 }]],
  ['hai', 'cancelled', 1000, [{ quantity: 900, shipped: 0, received: 0, due: -30 }]],
  ['lan', 'acknowledged', 20_000, [{ quantity: 250, shipped: 0, received: 0, due: -4 }]],
];

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeForecastScene(database.sql);
  for (const [index, [factory, status, price, schedules]] of MADE.entries())
    await addOrder(scene[factory], `PO-${index + 1}`, status, price, schedules);
});
afterAll(() => database?.close());

/** Both factories are in this zone. Three days and more from today are on the same side of it wherever the reader is. */
const today = () => dateInZone(systemClock.now(), 'Asia/Shanghai');

async function addOrder(
  factory: TestFactory,
  number: string,
  status: string,
  price: number,
  schedules: readonly Schedule[],
): Promise<void> {
  const { sql } = database;
  const [order, line] = [newId(), newId()];
  const own = { factory_id: factory.id };
  const [sku] = await sql<{ id: string }[]>`select id from sku where code = 'SHARED-1'`;
  await sql`insert into purchase_order ${sql({
    ...own,
    id: order,
    number,
    kind: 'reorder',
    status,
    currency: factory === scene.hai ? 'USD' : 'CNY',
    buyer_name: 'Buyer',
  })}`;
  await sql`insert into po_line ${sql({
    ...own,
    id: line,
    purchase_order_id: order,
    line_no: 1,
    sku_id: sku!.id,
    sku_code: 'SHARED-1',
    sku_name_en: 'Shared chair',
    sku_name_zh: '椅子',
    quantity: schedules.reduce((n, schedule) => n + schedule.quantity, 0),
    unit_price_minor: price,
    status,
  })}`;
  for (const [index, { quantity, shipped, received, due, promised }] of schedules.entries()) {
    await sql`insert into po_line_schedule ${sql({
      ...own,
      id: newId(),
      po_line_id: line,
      schedule_no: index + 1,
      warehouse_code: 'R1',
      quantity,
      requested_ship_on: addDays(today(), due),
      promised_ship_on: promised === undefined ? null : addDays(today(), promised),
      expected_arrival_on: addDays(today(), due + 30),
      shipped_quantity: shipped,
      received_quantity: received,
    })}`;
  }
}

const view = async (path: string, as: TestUser): Promise<OverviewView> => {
  const route = path === '/platform' ? 'routes/platform/overview' : 'routes/factory/overview';
  return (await loaderData<{ view: OverviewView }>(path, route, as)).view;
};

const sum = <T>(items: readonly T[], pick: (item: T) => number) =>
  items.reduce((n, item) => n + pick(item), 0);
const all = (line: SceneLine) => sum(line.qty.p50, (n) => n);

function expectedSums(lines: readonly SceneLine[], currency: string) {
  const own = lines.filter((line) => line.currency === currency);
  const near = (line: SceneLine) => sum(line.qty.p50.slice(0, 4), (n) => n);
  return {
    currency,
    lines: own.filter((line) => all(line) > 0).length,
    factories: new Set(own.filter((line) => all(line) > 0).map((line) => line.factoryId)).size,
    pieces: sum(own, all),
    valueMinor: String(sum(own, (line) => all(line) * line.unitCostMinor)),
    nearPieces: sum(own, near),
    nearValueMinor: String(sum(own, (line) => near(line) * line.unitCostMinor)),
    frozenPieces: sum(own, (line) => sum(line.qty.p50.slice(0, line.frozenWeeks), (n) => n)),
    changePieces: sum(own, (line) => line.change.p50),
    changeValueMinor: String(sum(own, (line) => line.change.p50 * line.unitCostMinor)),
  };
}

describe('the overview of a factory', () => {
  test('sums its lines of the published version', async () => {
    const own = scene.lines.filter((line) => line.factoryId === scene.hai.id);
    const { forecast, weeks } = await view('/factories/hai', scene.planner);
    expect(forecast!.version.id).toBe(scene.versionId);
    expect(weeks).toBe(13);
    expect(forecast!.sums).toEqual([expectedSums(own, 'USD')]);
    const due = (line: SceneLine) => sum(line.qty.p50.slice(0, 2), (n) => n);
    const soon = own
      .filter((line) => due(line) > 0)
      .sort((a, b) => due(b) * b.unitCostMinor - due(a) * a.unitCostMinor || a.codeRank - b.codeRank)
      .slice(0, 5);
    expect(forecast!.due.map((row) => [row.skuCode, row.pieces])).toEqual(
      soon.map((line) => [line.code, due(line)]),
    );
  });

  test('sums its open orders by hand-made figures', async () => {
    const { orders } = await view('/factories/hai', scene.planner);
    expect(orders).toEqual([
      {
        currency: 'USD',
        orders: 3,
        openPieces: 500 + 200 + 700,
        transitPieces: 100 + 250,
        openValueMinor: String(800 * 1500 + 700 * 900 + 250 * 1000),
        overduePieces: 500 + 200,
        awaitingAnswer: 1,
      },
    ]);
  });

  test('lists what is late and what moved, the most money first, at most ten', async () => {
    const { items } = await view('/factories/hai', scene.planner);
    expect(items.length).toBeLessThanOrEqual(10);
    const late = items.filter((item) => item.kind === 'late');
    expect(late.map((item) => [item.orderNumber, item.pieces, item.valueMinor])).toEqual([
      ['PO-1', 500, '750000'],
      ['PO-1', 200, '300000'],
    ]);
    expect(late[0]!.daysLate - late[1]!.daysLate).toBe(17);
    expect(late[0]!.daysLate).toBeGreaterThanOrEqual(20);
    const page = await (await request('/factories/hai', { as: scene.planner })).text();
    expect(page).toContain('href="/factories/hai/orders/PO-1"');
    const platform = await (await request('/platform', { as: scene.auditor })).text();
    expect(platform).toContain('href="/platform/orders/hai/PO-1"');
    const money = items.map((item) => Number(item.valueMinor));
    expect(money).toEqual([...money].sort((a, b) => b - a));
    const moved = items.filter((item) => item.kind !== 'late');
    for (const item of moved) {
      const line = scene.lines.find(
        ({ code, factoryId }) => code === item.skuCode && factoryId === scene.hai.id,
      )!;
      expect(item.pieces).toBe(Math.abs(line.change.p50));
      expect(item.total).toBe(all(line));
      expect(Number(item.valueMinor)).toBe(item.pieces * line.unitCostMinor);
    }
    const largest = scene.lines
      .filter((line) => line.factoryId === scene.hai.id && line.change.p50 !== 0)
      .sort(
        (a, b) =>
          Math.abs(b.change.p50) * b.unitCostMinor - Math.abs(a.change.p50) * a.unitCostMinor ||
          a.codeRank - b.codeRank,
      );
    expect(moved[0]!.skuCode).toBe(largest[0]!.code);
  });
});

describe('the overview of the platform', () => {
  test('sums the lines of all factories per currency', async () => {
    const { forecast, orders } = await view('/platform', scene.auditor);
    expect(forecast!.sums).toEqual([expectedSums(scene.lines, 'CNY'), expectedSums(scene.lines, 'USD')]);
    expect(
      orders.map(({ currency, openPieces, overduePieces }) => [currency, openPieces, overduePieces]),
    ).toEqual([
      ['CNY', 250, 250],
      ['USD', 1400, 700],
    ]);
  });

  test('compares money of several currencies by their rates', async () => {
    const { items } = await view('/platform', scene.buyer);
    const dollars = items.map((item) => Number(item.valueMinor) * (item.currency === 'CNY' ? 0.14 : 1));
    expect(dollars).toEqual([...dollars].sort((a, b) => b - a));
    expect(items.some((item) => item.factory?.slug === 'lan')).toBe(true);
  });

  test('chooses what it shows by rates, too: small units of a currency are not more money', async () => {
    const { sql } = database;
    await sql`update exchange_rate set rate = rate / 1000 where base = 'CNY' and quote = 'USD'`;
    const { forecast, items } = await view('/platform', scene.buyer);
    await sql`update exchange_rate set rate = rate * 1000 where base = 'CNY' and quote = 'USD'`;
    const due = (line: SceneLine) => sum(line.qty.p50.slice(0, 2), (n) => n) * line.unitCostMinor;
    const soon = scene.lines
      .filter((line) => line.currency === 'USD' && due(line) > 0)
      .sort((a, b) => due(b) - due(a) || a.codeRank - b.codeRank)
      .slice(0, 5);
    expect(forecast!.due.map((row) => row.skuCode)).toEqual(soon.map((line) => line.code));
    expect(forecast!.movers.map((row) => row.currency)).toEqual(Array(8).fill('USD'));
    expect(items[0]!.currency).toBe('USD');
  });

  test('counts its factories over all currencies', async () => {
    const html = await (await request('/platform', { as: scene.auditor })).text();
    expect(html).toMatch(/from 2 factories/);
  });
});

test('a day begins in the time zone of the factory', async () => {
  // Due on the day that it is at the factory: not late yet, whichever day it is elsewhere.
  const { sql } = database;
  const zones = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'];
  const counts: number[] = [];
  for (const zone of zones) {
    await sql`update factory set time_zone = ${zone} where id = ${scene.hai.id}`;
    const local = dateInZone(systemClock.now(), zone);
    await sql`update po_line_schedule set promised_ship_on = ${local}
      where factory_id = ${scene.hai.id} and quantity = 500`;
    const { orders } = await view('/factories/hai', scene.planner);
    counts.push(orders[0]!.overduePieces);
  }
  expect(counts).toEqual([200, 200]);
});
