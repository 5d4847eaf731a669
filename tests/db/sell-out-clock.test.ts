import type postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { refreshSellOutOdds } from '~/modules/forecast/commands/refresh-sell-out-odds.server';
import { type Access, authorize } from '~/modules/identity/domain/access';
import { addPause } from '~/modules/inventory/commands/add-pause.server';
import { advanceClocks } from '~/modules/inventory/commands/advance-clocks.server';
import { endPause } from '~/modules/inventory/commands/end-pause.server';
import { openSellOutClocks } from '~/modules/inventory/commands/open-sell-out-clocks.server';
import { refreshClocks } from '~/modules/inventory/commands/refresh-clocks.server';
import { withdrawPause } from '~/modules/inventory/commands/withdraw-pause.server';
import type { OddsReasoning } from '~/modules/inventory/domain/clock/odds-reasoning';
import { newId } from '~/platform/new-id.server';
import { asSystem, inPlatform, inTenant, type PlatformTx } from '~db/tenancy.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createFactory, type TestFactory } from '../support/fixtures';
import {
  addForecastSku,
  addForecastSource,
  addReferenceData,
  publishForecast,
} from '../support/forecast-data';
import { identityOf } from '../support/identities';
import { addFirstOrder, addPieces, type PieceEvent, type SellOutScene } from '../support/sell-out-data';

const at = (text: string) => Date.parse(text);
const START = '2026-09-03T10:00:00+08:00';
const sold = (day: string, quantity: number): PieceEvent => ({
  type: 'sale',
  at: `2026-${day}T12:00:00+08:00`,
  quantity,
});
const back = (day: string, quantity: number): PieceEvent => ({
  type: 'return',
  at: `2026-${day}T12:00:00+08:00`,
  quantity,
});
const arrived: PieceEvent[] = [
  { type: 'receipt', at: '2026-09-02T10:00:00+08:00', quantity: 500 },
  { type: 'put_away', at: START, quantity: 500 },
];

let database: TestDatabase;
let sql: postgres.Sql;
let factory: TestFactory;
let scene: SellOutScene;
let count = 0;

const clockOf = async (which: SellOutScene = scene) => {
  const [row] = await sql`
    select status, started_at, expires_at, sold_out_at, net_sold_units as net, target_units as target,
      received_units as received, sellable_units as sellable, paused_ms::int as paused, probability_bp as odds,
      odds_reasoning as reasoning, input_hash as hash
    from sell_out_clock where factory_id = ${which.factory.id} and id = ${which.clockId}`;
  return row!;
};
const evidenceOf = async () => sql<{ type: string; quantity: number }[]>`
  select type, sum(quantity)::int as quantity from sell_out_evidence
  where factory_id = ${factory.id} and clock_id = ${scene.clockId} group by type order by type`;

const manager = () =>
  (
    authorize(identityOf({ platformRole: 'logistics' }), 'platform.inventory:manage', undefined) as {
      access: Access<'platform.inventory:manage'>;
    }
  ).access;
const buyer =
  () =>
  <T>(work: (tx: PlatformTx) => Promise<T>): Promise<T> =>
    inPlatform(manager(), work);

beforeAll(async () => {
  database = await createTestDatabase();
  sql = database.sql;
  await addReferenceData(sql);
  factory = await createFactory(sql);
});
afterAll(() => database.close());
beforeEach(async () => {
  count += 1;
  const sku = await addForecastSku(sql, { code: `SKU-${count}` }, '2026-08-31' as CalendarDate, 1);
  scene = await addFirstOrder(sql, factory, sku, {
    number: `PO-${count}`,
    nowMs: at('2026-08-01T00:00:00Z'),
  });
});

describe('clock and evidence follow the ledger', () => {
  test('waits from the day of issue, once per line, under the rule of that day', async () => {
    expect(await clockOf()).toMatchObject({ status: 'waiting', target: 500, started_at: null });
    const again = await asSystem('test:sell-out', (tx) => openSellOutClocks(tx, scene.orderId));
    expect(again).toBe(0);
    await sql`update purchase_order set kind = 'reorder' where id = ${scene.orderId}`;
    await sql`delete from sell_out_clock where id = ${scene.clockId}`;
    expect(await asSystem('test:sell-out', (tx) => openSellOutClocks(tx, scene.orderId))).toBe(0);
  });

  test('starts at the shelf, counts sales and returns, sells out, reopens, and keeps every piece', async () => {
    await addPieces(sql, scene, arrived, at('2026-09-04T00:00:00Z'));
    expect(await clockOf()).toMatchObject({
      status: 'running',
      started_at: new Date(START),
      expires_at: new Date('2026-10-03T23:59:59.999+08:00'),
      received: 500,
      sellable: 500,
      net: 0,
    });
    await addPieces(sql, scene, [sold('09-05', 300), sold('09-20', 200)], at('2026-09-21T00:00:00Z'));
    expect(await clockOf()).toMatchObject({
      status: 'sold_out',
      net: 500,
      sold_out_at: new Date('2026-09-20T12:00:00+08:00'),
    });
    await addPieces(sql, scene, [back('09-22', 4)], at('2026-09-23T00:00:00Z'));
    expect(await clockOf()).toMatchObject({ status: 'running', net: 496, sold_out_at: null });
    expect(await evidenceOf()).toEqual([
      { type: 'put_away', quantity: 500 },
      { type: 'receipt', quantity: 500 },
      { type: 'return', quantity: 4 },
      { type: 'sale', quantity: 500 },
    ]);
  });

  test('a refresh from any instant on writes the same evidence and the same clock again', async () => {
    await addPieces(
      sql,
      scene,
      [...arrived, sold('09-05', 300), back('09-08', 5)],
      at('2026-09-10T00:00:00Z'),
    );
    const read = () => sql`select * from sell_out_evidence where clock_id = ${scene.clockId} order by id`;
    const [clock, evidence] = [await clockOf(), await read()];
    for (const since of [0, at('2026-09-05T04:00:00Z'), at('2026-09-09T00:00:00Z')]) {
      await asSystem('test:sell-out', (tx) =>
        refreshClocks(tx, [{ skuId: scene.sku.id, sinceMs: since }], [], at('2026-09-10T00:00:00Z')),
      );
      expect(await read()).toEqual(evidence);
      expect(await clockOf()).toEqual(clock);
    }
  });

  test('listed later than put away starts later; rejected pieces count for nothing', async () => {
    await sql`insert into listing_event ${sql({ sku_id: scene.sku.id, id: newId(), market_code: 'US', is_listed: true, occurred_at: '2026-09-06T00:00:00Z', source: 'test', source_ref: 'on' })}`;
    await addPieces(
      sql,
      scene,
      [
        { type: 'receipt', at: '2026-09-02T10:00:00+08:00', quantity: 480, rejected: 20 },
        { type: 'put_away', at: START, quantity: 480 },
      ],
      at('2026-09-07T00:00:00Z'),
    );
    expect(await clockOf()).toMatchObject({ started_at: new Date('2026-09-06T00:00:00Z'), target: 480 });
  });

  test('the factory sees its own clock and evidence, another none', async () => {
    await addPieces(sql, scene, arrived, at('2026-09-04T00:00:00Z'));
    const other = await createFactory(sql);
    const rows = async (of: TestFactory) => {
      const proof = authorize(identityOf({ factory: of, role: 'viewer' }), 'inventory:view', of.slug);
      if (!proof.ok) throw new Error(proof.reason);
      return inTenant(proof.access, async (tx) => [
        (await tx.sql`select 1 from sell_out_clock where id = ${scene.clockId}`).length,
        (await tx.sql`select 1 from sell_out_evidence where clock_id = ${scene.clockId}`).length,
      ]);
    };
    expect(await rows(factory)).toEqual([1, 2]);
    expect(await rows(other)).toEqual([0, 0]);
  });
});

describe('time', () => {
  test('ends the window without any movement, keeps the order of that moment, and takes what is reported late', async () => {
    await addPieces(sql, scene, [...arrived, sold('09-05', 499)], at('2026-09-06T00:00:00Z'));
    await advanceClocks(at('2026-10-03T23:59:59.999+08:00'));
    expect(await clockOf()).toMatchObject({ status: 'running' });
    await advanceClocks(at('2026-10-04T00:00:00+08:00'));
    expect(await clockOf()).toMatchObject({ status: 'expired', target: 500 });
    await sql`update po_line set agreed_quantity = 400 where id = ${scene.poLineId}`;
    await advanceClocks(at('2026-10-05T00:00:00+08:00'));
    await addPieces(sql, scene, [sold('10-05', 1)], at('2026-10-06T00:00:00+08:00'));
    expect(await clockOf()).toMatchObject({ status: 'expired', net: 499, target: 500 });
    expect((await evidenceOf()).find((row) => row.type === 'sale')?.quantity).toBe(500);
  });

  test('a sale inside the window that is reported after it still counts', async () => {
    await addPieces(sql, scene, [...arrived, sold('09-05', 499)], at('2026-09-06T00:00:00Z'));
    await advanceClocks(at('2026-10-04T00:00:00+08:00'));
    await addPieces(sql, scene, [sold('10-01', 1)], at('2026-10-06T00:00:00+08:00'));
    expect(await clockOf()).toMatchObject({
      status: 'sold_out',
      sold_out_at: new Date('2026-10-01T12:00:00+08:00'),
    });
  });

  test('picks up what changes in the order without a movement', async () => {
    await addPieces(
      sql,
      scene,
      [...arrived.slice(0, 1), { ...arrived[1]!, quantity: 400 }, sold('09-05', 400)],
      at('2026-09-06T00:00:00Z'),
    );
    await sql`update po_line set agreed_quantity = 700 where id = ${scene.poLineId}`;
    expect(await advanceClocks(at('2026-09-07T00:00:00Z'))).toBe(1);
    expect(await clockOf()).toMatchObject({ target: 700, status: 'running' });
    expect(await advanceClocks(at('2026-09-07T00:01:00Z'))).toBe(0);
  });

  test('a window that ends before the next run is read at its instant', async () => {
    await addPieces(sql, scene, arrived, at('2026-09-04T00:00:00Z'));
    await advanceClocks(at('2026-10-03T23:59:00+08:00'));
    const jobs = await sql<{ start_after: Date }[]>`
      select start_after from pgboss.job where name = 'sell-out.advance' and (data ->> 'until') is not null`;
    expect(jobs.map((job) => job.start_after.toISOString())).toContain('2026-10-03T16:00:00.000Z');
  });
});

describe('pauses', () => {
  const now = at('2026-09-15T00:00:00+08:00');
  const key = () => ({ factoryId: factory.id, clockId: scene.clockId });

  test('recorded, ended and withdrawn, each read into the clock and written into the log of the factory', async () => {
    await addPieces(sql, scene, arrived, at('2026-09-04T00:00:00Z'));
    const input = {
      ...key(),
      cause: 'customs_hold' as const,
      from: at('2026-09-10T08:00:00+08:00'),
      to: null,
      evidence: 'Ticket 1',
    };
    const made = await buyer()((tx) => addPause(tx, manager(), input, now));
    expect(made.ok).toBe(true);
    if (!made.ok) return;
    expect(await clockOf()).toMatchObject({ status: 'paused', expires_at: null });
    const pause = { ...key(), pauseId: made.value.id };
    const end = at('2026-09-12T20:00:00+08:00');
    expect(await buyer()((tx) => endPause(tx, manager(), pause, end, now))).toEqual({
      ok: true,
      value: null,
    });
    expect(await clockOf()).toMatchObject({
      status: 'running',
      paused: 60 * 3_600_000,
      expires_at: new Date('2026-10-06T23:59:59.999+08:00'),
    });
    expect(await buyer()((tx) => endPause(tx, manager(), pause, end, now))).toMatchObject({
      error: { code: 'pause_over' },
    });
    expect((await buyer()((tx) => withdrawPause(tx, manager(), pause, now))).ok).toBe(true);
    expect(await clockOf()).toMatchObject({
      paused: 0,
      expires_at: new Date('2026-10-03T23:59:59.999+08:00'),
    });
    expect(await buyer()((tx) => withdrawPause(tx, manager(), pause, now))).toMatchObject({
      error: { code: 'pause_withdrawn' },
    });
    const log =
      await sql`select action from audit_event where factory_id = ${factory.id} and entity_id = ${made.value.id} order by id`;
    expect(log.map((row) => row.action)).toEqual([
      'sell_out_pause.recorded',
      'sell_out_pause.ended',
      'sell_out_pause.withdrawn',
    ]);
  });

  test.each([
    ['pause_in_future', 'from', { from: now + 1, to: null }],
    ['pause_in_future', 'to', { from: now - 10, to: now + 10 }],
    ['pause_backwards', 'to', { from: now - 10, to: now - 10 }],
  ])('%s at %s is refused', async (code, field, span) => {
    const input = { ...key(), cause: 'listing_off' as const, evidence: 'x', ...span };
    const made = await buyer()((tx) => addPause(tx, manager(), input, now));
    expect(made).toEqual({ ok: false, error: { code, field } });
  });

  test('of a clock that is not there', async () => {
    const input = {
      factoryId: factory.id,
      clockId: newId(),
      cause: 'listing_off' as const,
      evidence: 'x',
      from: 0,
      to: null,
    };
    expect(await buyer()((tx) => addPause(tx, manager(), input, now))).toMatchObject({
      error: { code: 'clock_unknown' },
    });
  });

  test('recorded after the window for a time inside it, it opens the window again', async () => {
    await addPieces(sql, scene, [...arrived, sold('09-05', 499)], at('2026-09-06T00:00:00Z'));
    await advanceClocks(at('2026-10-04T00:00:00+08:00'));
    const input = {
      ...key(),
      cause: 'listing_recall' as const,
      from: at('2026-09-10T00:00:00+08:00'),
      to: at('2026-09-20T00:00:00+08:00'),
      evidence: 'Late ticket',
    };
    await buyer()((tx) => addPause(tx, manager(), input, at('2026-10-05T00:00:00+08:00')));
    expect(await clockOf()).toMatchObject({
      status: 'running',
      expires_at: new Date('2026-10-13T23:59:59.999+08:00'),
    });
    await addPieces(sql, scene, [sold('10-06', 1)], at('2026-10-07T00:00:00+08:00'));
    expect(await clockOf()).toMatchObject({ status: 'sold_out' });
  });
});

describe('odds', () => {
  test('are asked for with the change, and come from the published forecast, with reasons', async () => {
    const monday = '2026-09-07' as CalendarDate;
    const sku = await addForecastSku(sql, { code: 'STEADY', sales: { US: () => 70 } }, monday);
    await addForecastSource(sql, sku, factory);
    const steady = await addFirstOrder(sql, factory, sku, {
      number: 'PO-STEADY',
      nowMs: at('2026-08-01T00:00:00Z'),
    });
    await addPieces(sql, steady, [...arrived, sold('09-05', 300)], at('2026-09-07T00:00:00Z'));
    const jobs = await sql<
      { data: { skuIds: string[] } }[]
    >`select data from pgboss.job where name = 'sell-out.odds'`;
    expect(jobs.flatMap((job) => job.data.skuIds)).toContain(sku.id);
    expect(await refreshSellOutOdds([sku.id], at('2026-09-07T04:00:00Z'))).toBe(1);
    expect((await clockOf(steady)).reasoning).toMatchObject({
      basis: 'pace',
      versionNumber: null,
      remaining: 200,
    });
    await publishForecast(monday);
    await refreshSellOutOdds([sku.id], at('2026-09-07T04:00:00Z'));
    const row = await clockOf(steady);
    const reasoning = row.reasoning as OddsReasoning;
    expect(reasoning).toMatchObject({
      basis: 'forecast',
      versionNumber: 1,
      remaining: 200,
      onHand: 200,
      limit: 'demand',
    });
    // Seventy a week over the 26.5 days from noon of 7 September.
    expect(Math.abs(reasoning.expected - 265)).toBeLessThan(15);
    expect(row.odds).toBeGreaterThan(8500);
  });
});
