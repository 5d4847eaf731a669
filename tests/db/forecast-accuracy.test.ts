import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { addDays } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { measureAccuracy } from '~/modules/forecast/commands/measure-accuracy.server';
import { newId } from '~/platform/new-id.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createFactory, type TestFactory } from '../support/fixtures';
import {
  addForecastSku,
  addForecastSource,
  addReferenceData,
  type ForecastSku,
  publishForecast,
} from '../support/forecast-data';

const MONDAY = '2026-03-02' as CalendarDate;
/** Five weeks of lead time: the first version speaks for the week that begins on 6 April. */
const LAG = 5;
const TODAY = addWeeks(MONDAY, 9);

let database: TestDatabase;
let sql: postgres.Sql;
let factory: TestFactory;
let steady: ForecastSku;
let shared: ForecastSku;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = database.sql;
  await addReferenceData(sql);
  factory = await createFactory(sql);
  // Sales run on for nine weeks after the first version.
  steady = await addForecastSku(sql, { code: 'STEADY', sales: { US: () => 70 } }, TODAY, 69);
  shared = await addForecastSku(
    sql,
    { code: 'SHARED', sales: { US: (w) => 100 + (w % 4) * 10, DE: () => 40 } },
    TODAY,
    69,
  );
  for (const sku of [steady, shared]) await addForecastSource(sql, sku, factory);
  await sql`insert into sku_stockout values
    (${shared.id}, 'DE', ${addWeeks(MONDAY, 6)}, ${addDays(addWeeks(MONDAY, 6), 2)}, 'test')`;
  for (const weeks of [0, 1, 3]) await publishForecast(addWeeks(MONDAY, weeks));
});
afterAll(() => database.close());

const order = async (
  week: number,
  quantity: number,
  promised: CalendarDate | null,
  shippedOn?: CalendarDate,
) => {
  const [id, line, schedule] = [newId(), newId(), newId()];
  const issued = addDays(addWeeks(MONDAY, week), 1);
  const number = `PO-${week}-${quantity}`;
  await sql`insert into purchase_order ${sql({ factory_id: factory.id, id, number, kind: 'reorder', status: 'issued', currency: 'USD', buyer_name: 'B', issued_at: `${issued}T02:00:00Z` })}`;
  await sql`insert into po_line ${sql({ factory_id: factory.id, id: line, purchase_order_id: id, line_no: 1, sku_id: steady.id, sku_code: steady.code, sku_name_en: 'S', sku_name_zh: 'S', quantity, unit_price_minor: 100, status: 'issued' })}`;
  await sql`insert into po_line_schedule ${sql({ factory_id: factory.id, id: schedule, po_line_id: line, schedule_no: 1, warehouse_code: 'R1', quantity, requested_ship_on: promised ?? addDays(issued, 21), promised_ship_on: promised, expected_arrival_on: addDays(issued, 35), shipped_quantity: shippedOn ? quantity : 0 })}`;
  if (!shippedOn) return;
  const asn = newId();
  await sql`insert into asn ${sql({ factory_id: factory.id, id: asn, number: `ASN-${number}`, purchase_order_id: id, status: 'shipped', created_by_name: 'F', warehouse_code: 'R1', shipped_at: `${shippedOn}T03:00:00Z` })}`;
  await sql`insert into asn_carton ${sql({ factory_id: factory.id, id: newId(), asn_id: asn, carton_no: 1, po_line_schedule_id: schedule, pieces: quantity, sscc: `00${week}${quantity}`.padEnd(18, '0'), gross_g: 1, length_mm: 1, width_mm: 1, height_mm: 1 })}`;
};

describe('demand', () => {
  test('every closed week is measured once, against the version of its lead time or the latest older one', async () => {
    const first = await measureAccuracy({ asOf: TODAY });
    // Weeks 5 to 8 of two SKUs: three series of the one that sells in two markets, two of the other.
    expect(first.demandWeeks).toBe(4 * 5);
    const again = await measureAccuracy({ asOf: TODAY });
    expect(again).toEqual({ demandWeeks: 0, orderWeeks: 0 });
    const rows = await sql`select a.week::text, v.first_week::text as first, lag_weeks from demand_accuracy a
      join forecast_version v on v.id = a.version_id where sku_id = ${steady.id} and market_code = '*' order by a.week`;
    expect(rows.map(({ week, first, lag_weeks }) => [week, first, lag_weeks])).toEqual([
      [addWeeks(MONDAY, 5), MONDAY, LAG],
      [addWeeks(MONDAY, 6), addWeeks(MONDAY, 1), LAG],
      [addWeeks(MONDAY, 7), addWeeks(MONDAY, 1), LAG + 1],
      [addWeeks(MONDAY, 8), addWeeks(MONDAY, 3), LAG],
    ]);
  });

  test('a week is what sold, corrected and marked where stock ran out; all markets are the sum', async () => {
    const rows = await sql`select market_code, actual, is_censored, naive, scale from demand_accuracy
      where sku_id = ${shared.id} and week = ${addWeeks(MONDAY, 6)} order by market_code`;
    const [all, de, us] = rows;
    // Three of seven days without stock: Monday's half sold on none of them, Sunday's does.
    expect(de?.is_censored).toBe(true);
    expect(de?.actual).toBeCloseTo((40 * 7) / 4, 3);
    expect(us?.is_censored).toBe(false);
    expect(all?.is_censored).toBe(true);
    expect(all?.actual).toBeCloseTo(de?.actual + us?.actual, 3);
    expect(de?.scale).toBeNull();
    expect(us?.scale).toBeGreaterThan(0);
  });

  test('steps and quantiles are those of the version', async () => {
    const [row] = await sql`select a.model, a.final, a.p90, d.mean[6] as mean, d.p90[6] as line_p90, a.naive
      from demand_accuracy a join demand_line d on d.sku_id = a.sku_id and d.version_id = a.version_id
        and d.market_code = a.market_code
      where a.sku_id = ${steady.id} and a.market_code = 'US' and a.week = ${addWeeks(MONDAY, 5)}`;
    expect([row?.model, row?.final, row?.p90]).toEqual([row?.mean, row?.mean, row?.line_p90]);
    expect(row?.naive).toBe(70);
  });

  test('an override is told from the model', async () => {
    await sql`delete from demand_accuracy where sku_id = ${steady.id} and week = ${addWeeks(MONDAY, 8)}`;
    await sql`alter table demand_line disable trigger user`;
    await sql`update demand_line d set model_mean = mean, mean = (select array_agg(m + 30 order by i) from unnest(mean) with ordinality u(m, i))
      from forecast_version v where v.id = d.version_id and d.sku_id = ${steady.id} and v.first_week = ${addWeeks(MONDAY, 3)}`;
    expect((await measureAccuracy({ asOf: TODAY })).demandWeeks).toBe(2);
    const [row] = await sql`select model, final, has_override from demand_accuracy
      where sku_id = ${steady.id} and market_code = '*' and week = ${addWeeks(MONDAY, 8)}`;
    expect(row?.has_override).toBe(true);
    expect(row?.final - row?.model).toBeCloseTo(30, 3);
  });
});

describe('orders', () => {
  test('forecast, commitment, order, delivery and churn of a release week stand in one row', async () => {
    const week = addWeeks(MONDAY, 6);
    await order(6, 120, addWeeks(MONDAY, 8), addDays(addWeeks(MONDAY, 8), -1));
    await order(6, 80, addWeeks(MONDAY, 8), addDays(addWeeks(MONDAY, 8), 1));
    await order(6, 40, addWeeks(MONDAY, 12));
    const [version] = await sql`select id from forecast_version where first_week = ${addWeeks(MONDAY, 1)}`;
    for (const [revision, pieces, on] of [
      [1, 90, addWeeks(MONDAY, 2)],
      [2, 100, addWeeks(MONDAY, 4)],
      [3, 500, addDays(week, 1)],
    ] as const) {
      await sql`insert into forecast_commit ${sql({ factory_id: factory.id, id: newId(), version_id: version?.id, sku_id: steady.id, week, revision, forecast_quantity: 70, commit_quantity: pieces, committed_by_name: 'P', committed_at: `${on}T00:00:00Z` })}`;
    }
    await measureAccuracy({ asOf: TODAY });
    const [row] = await sql`select a.*, l.qty_mean[6] as told from order_accuracy a
      join forecast_line l on l.version_id = a.version_id and l.sku_id = a.sku_id
      where a.sku_id = ${steady.id} and week = ${week}`;
    expect(row?.version_id).toBe(version?.id);
    expect(row?.forecast_quantity).toBe(row?.told);
    // The commitment is the one that held when the week began.
    expect(row?.commit_quantity).toBe(100);
    expect(row?.ordered_quantity).toBe(240);
    // One part is due only after today.
    expect([row?.due_quantity, row?.on_time_quantity]).toEqual([200, 120]);
    // Two frozen weeks: from the last version before the week on, which was made three weeks in.
    const [frozen] =
      await sql`select qty_mean[4] as pieces from forecast_line l join forecast_version v on v.id = l.version_id
      where v.first_week = ${addWeeks(MONDAY, 3)} and sku_id = ${steady.id}`;
    expect(row?.frozen_quantity).toBe(frozen?.pieces);
    expect(row?.churn_quantity).toBe(Math.min(frozen?.pieces, Math.abs(240 - frozen?.pieces)));
  });

  test('what falls due later is brought up to date', async () => {
    const later = await measureAccuracy({ asOf: addWeeks(MONDAY, 13) });
    expect(later.orderWeeks).toBeGreaterThan(0);
    const [row] = await sql`select due_quantity, on_time_quantity from order_accuracy
      where sku_id = ${steady.id} and week = ${addWeeks(MONDAY, 6)}`;
    expect([row?.due_quantity, row?.on_time_quantity]).toEqual([240, 120]);
  });
});

test('without versions or sales there is nothing to measure', async () => {
  await sql`delete from demand_accuracy`;
  await sql`delete from order_accuracy`;
  await sql`update forecast_version set status = 'failed'`;
  expect(await measureAccuracy({ asOf: TODAY })).toEqual({ demandWeeks: 0, orderWeeks: 0 });
});
