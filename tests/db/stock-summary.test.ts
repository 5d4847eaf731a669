import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { runStockSummary } from '~/modules/inventory/commands/summarise-stock.server';
import { DEFAULT_RULE } from '~/modules/inventory/domain/policy';
import { newId } from '~/platform/new-id.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createFactory, type TestFactory } from '../support/fixtures';
import {
  addForecastSku,
  addForecastSource,
  addReferenceData,
  type ForecastSku,
} from '../support/forecast-data';

const TODAY = '2026-03-02' as CalendarDate;
const NOW = Date.parse('2026-03-02T06:00:00Z');
const DAY = 86_400_000;

let database: TestDatabase;
let sql: postgres.Sql;
let hai: TestFactory;
let lan: TestFactory;
let fast: ForecastSku;
let slow: ForecastSku;
let idle: ForecastSku;

/** Sales of one day in one market. */
function sell(sku: ForecastSku, daysAgo: number, units: number, revenue: number, more: object = {}) {
  return sql`insert into sales_daily ${sql({
    sku_id: sku.id,
    market_code: 'US',
    sold_on: addDays(TODAY, -daysAgo),
    units,
    revenue_minor: revenue,
    currency: 'USD',
    ...more,
  })}`;
}

function move(sku: ForecastSku, type: string, quantity: number, daysAgo: number) {
  return sql`insert into stock_movement ${sql({
    sku_id: sku.id,
    id: newId(),
    warehouse_code: 'R1',
    type,
    quantity,
    occurred_at: new Date(NOW - daysAgo * DAY),
    source: 'test',
    source_ref: newId(),
  })}`;
}

function balance(sku: ForecastSku, onHand: number, inTransfer = 0) {
  return sql`insert into stock_balance ${sql({ sku_id: sku.id, warehouse_code: 'R1', on_hand: onHand, in_transfer: inTransfer })}`;
}

beforeAll(async () => {
  database = await createTestDatabase();
  sql = database.sql;
  await addReferenceData(sql);
  await sql`insert into exchange_rate values ('EUR', 'USD', '2026-01-01', 1.25)`;
  hai = await createFactory(sql);
  lan = await createFactory(sql);
  [fast, slow, idle] = (await Promise.all(
    ['FAST', 'SLOW', 'IDLE'].map((code) => addForecastSku(sql, { code }, TODAY)),
  )) as [ForecastSku, ForecastSku, ForecastSku];
  await addForecastSource(sql, fast, hai, { unitCostMinor: 1000 });
  await addForecastSource(sql, fast, lan, { unitCostMinor: 9999, shareBp: 0 });
  await addForecastSource(sql, slow, hai, { unitCostMinor: 400, currency: 'EUR' });
  await addForecastSource(sql, idle, lan, {});
});
afterAll(() => database?.close());

const rowOf = async (sku: ForecastSku) =>
  (
    await sql`select *, projected_stock_out_on::text as out from sku_stock_summary where sku_id = ${sku.id}`
  )[0]!;
const classOf = async (sku: ForecastSku) => {
  const [row] = await sql`select abc_class from sku where id = ${sku.id}`;
  const copies = await sql`select abc_class from sourcing where sku_id = ${sku.id}`;
  return [row!.abc_class, ...copies.map((copy) => copy.abc_class)].join('');
};

describe('the summary of stock', () => {
  test('counts sales by full days, revenue in dollars, stock, arrivals, age and turnover', async () => {
    await sell(fast, 0, 1000, 1_000_000);
    await sell(fast, 1, 28, 60_000);
    await sell(fast, 28, 28, 20_000);
    await sell(fast, 29, 40, 0);
    await sell(fast, 90, 4, 0);
    await sell(fast, 366, 500, 9_999_999);
    await sell(slow, 61, 3, 16_000, { market_code: 'DE', currency: 'EUR' });
    await balance(fast, 40, 4);
    await balance(slow, 30);
    await move(fast, 'receipt', 100, 40);
    await move(fast, 'sale', 60, 20);
    await move(slow, 'receipt', 30, 70);
    const lot = newId();
    await sql`insert into stock_lot ${sql({
      sku_id: fast.id,
      id: lot,
      warehouse_code: 'R1',
      receipt_movement_id: newId(),
      received_at: new Date(NOW - 40 * DAY),
      received_quantity: 100,
      remaining_quantity: 30,
    })}`;
    await order(fast, hai, { arrives: 5, quantity: 50, shipped: 20, received: 0 });
    await order(fast, lan, { arrives: 9, quantity: 30, shipped: 30, received: 10 });
    await order(fast, lan, { arrives: 2, quantity: 99, shipped: 0, received: 0, status: 'cancelled' });

    const result = await runStockSummary(TODAY, { now: NOW });
    expect(result.skus).toBe(3);
    const row = await rowOf(fast);
    expect(row).toMatchObject({
      sku_code: 'FAST',
      abc_class: 'A',
      on_hand: 40,
      in_transfer: 4,
      in_transit: 40,
      open_order: 30,
      sold_28: 56,
      sold_90: 100,
      revenue_year_minor: '80000',
      stock_value_minor: '44000',
      target_days: 90,
      cover_days: 20,
      mean_age_days: 40,
      is_slow: false,
    });
    // 44 pieces and 70 that arrive on days 5 and 9, at 2 a day, last 57 days.
    expect(row.out).toBe(addDays(TODAY, 57));
    // 100 sold in 90 days; 100 pieces for 20 days and 40 for 20: a mean of 70.
    expect(row.turnover_hundredths).toBe(Math.round((100 / 90) * 365 * (100 / 70)));
    expect(new Date(row.oldest_lot_at).getTime()).toBe(NOW - 40 * DAY);
  });

  test('stock that nobody bought in 60 days is slow, in the currency of its source', async () => {
    expect(await rowOf(slow)).toMatchObject({
      abc_class: 'B',
      revenue_year_minor: '20000',
      stock_value_minor: String(30 * 500),
      cover_days: null,
      mean_age_days: 70,
      projected_stock_out_on: null,
      is_slow: true,
    });
    expect(await rowOf(idle)).toMatchObject({
      abc_class: 'C',
      on_hand: 0,
      is_slow: false,
      mean_age_days: null,
    });
  });

  test('classes change in the master and in every copy, with one entry per log', async () => {
    expect([await classOf(fast), await classOf(slow), await classOf(idle)]).toEqual(['AAA', 'BB', 'CC']);
    const own =
      await sql`select after, actor_scope from platform_audit_event where action = 'inventory.reclassified'`;
    expect(own).toEqual([{ after: { skus: 2, moves: 'B → A: 1, B → C: 1' }, actor_scope: 'system' }]);
    const theirs = await sql`
      select factory_id, after from audit_event where action = 'inventory.reclassified' order by factory_id = ${lan.id}`;
    expect(theirs).toEqual([
      { factory_id: hai.id, after: { skus: 1 } },
      { factory_id: lan.id, after: { skus: 2 } },
    ]);
  });

  test('a second run changes nothing and says nothing', async () => {
    const before = await sql`select * from sku_stock_summary order by sku_id`;
    expect(await runStockSummary(TODAY, { now: NOW })).toMatchObject({ reclassified: 0, moves: [] });
    expect(await sql`select * from sku_stock_summary order by sku_id`).toEqual(before);
    expect(
      await sql`select 1 from platform_audit_event where action = 'inventory.reclassified'`,
    ).toHaveLength(1);
  });

  test('another rule gives other classes and targets; a SKU that is gone leaves the list', async () => {
    const rule = {
      ...DEFAULT_RULE,
      abc: { aShareBp: 9000, bShareBp: 9900, windowDays: 365 },
      targetDays: { A: 30, B: 20, C: 10 },
    };
    await sql`insert into inventory_policy ${sql({ id: newId(), valid_from: new Date(), rule: sql.json(rule), changed_by_name: 'Test' })}`;
    await sql`update sku set status = 'discontinued' where id = ${idle.id}`;
    expect(await runStockSummary(TODAY, { now: NOW })).toMatchObject({
      skus: 2,
      moves: [{ from: 'B', to: 'A', skus: 1 }],
    });
    expect(
      (await sql`select sku_code, abc_class, target_days from sku_stock_summary order by 1`).map((row) => ({
        ...row,
      })),
    ).toEqual([
      { sku_code: 'FAST', abc_class: 'A', target_days: 30 },
      { sku_code: 'SLOW', abc_class: 'A', target_days: 30 },
    ]);
  });
});

async function order(
  sku: ForecastSku,
  factory: TestFactory,
  given: { arrives: number; quantity: number; shipped: number; received: number; status?: string },
) {
  const [orderId, lineId] = [newId(), newId()];
  const status = given.status ?? 'in_production';
  await sql`insert into purchase_order ${sql({
    factory_id: factory.id,
    id: orderId,
    number: `PO-${orderId.slice(-8)}`,
    kind: 'reorder',
    status,
    currency: 'USD',
    buyer_name: 'Buyer',
    issued_at: new Date(NOW - DAY),
  })}`;
  await sql`insert into po_line ${sql({
    factory_id: factory.id,
    id: lineId,
    purchase_order_id: orderId,
    line_no: 1,
    sku_id: sku.id,
    sku_code: sku.code,
    sku_name_en: sku.nameEn,
    sku_name_zh: sku.nameZh,
    quantity: given.quantity,
    unit_price_minor: 100,
    status,
  })}`;
  await sql`insert into po_line_schedule ${sql({
    factory_id: factory.id,
    id: newId(),
    po_line_id: lineId,
    schedule_no: 1,
    warehouse_code: 'R1',
    quantity: given.quantity,
    requested_ship_on: TODAY,
    expected_arrival_on: addDays(TODAY, given.arrives),
    shipped_quantity: given.shipped,
    received_quantity: given.received,
  })}`;
}
