import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import type { SellOutTable } from '~/modules/inventory/queries/sell-out-table.server';
import type { SellOutView } from '~/modules/inventory/queries/sell-out-view.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import {
  createFactory,
  createPlatformUser,
  createUser,
  type TestFactory,
  type TestUser,
} from '../support/fixtures';
import { addForecastSku, addReferenceData } from '../support/forecast-data';
import { loaderData } from '../support/loader-data';
import { request, unexpectedErrors } from '../support/request';
import { addFirstOrder, addPieces, type SellOutScene } from '../support/sell-out-data';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let database: TestDatabase;
let sql: postgres.Sql;
let factory: TestFactory;
let other: TestFactory;
let viewer: TestUser;
let stranger: TestUser;
let logistics: TestUser;
let auditor: TestUser;
/** Started ten days ago, 200 of 500 sold. */
let running: SellOutScene;
const waiting: SellOutScene[] = [];

const ago = (days: number, hours = 0) => new Date(Date.now() - days * DAY - hours * HOUR).toISOString();
const clockPath = (of: SellOutScene) => `/factories/${of.factory.slug}/sell-out/${of.clockId}`;
const platformPath = (of: SellOutScene) => `/platform/sell-out/${of.factory.slug}/${of.clockId}`;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = database.sql;
  await addReferenceData(sql);
  factory = await createFactory(sql, { slug: 'hai' });
  other = await createFactory(sql, { slug: 'ming' });
  viewer = await createUser(sql, { in: [[factory, 'viewer']] });
  stranger = await createUser(sql, { in: [[other, 'owner']] });
  logistics = await createPlatformUser(sql, 'logistics');
  auditor = await createPlatformUser(sql, 'auditor');
  const make = async (of: TestFactory, code: string) => {
    const sku = await addForecastSku(
      sql,
      { code, nameEn: `Name of ${code}` },
      '2026-08-31' as CalendarDate,
      1,
    );
    return addFirstOrder(sql, of, sku, { number: `PO-${code}`, nowMs: Date.now() });
  };
  running = await make(factory, 'RUN-1');
  await addPieces(
    sql,
    running,
    [
      { type: 'receipt', at: ago(11), quantity: 500 },
      { type: 'put_away', at: ago(10), quantity: 500 },
      ...Array.from({ length: 100 }, (_, n) => ({ type: 'sale' as const, at: ago(9, -n), quantity: 2 })),
    ],
    Date.now(),
  );
  for (let n = 0; n < 60; n++) waiting.push(await make(factory, `WAIT-${n}`));
  waiting.push(await make(other, 'ELSEWHERE'));
});
afterAll(() => database?.close());

describe('the list', () => {
  const listOf = async (path: string, as: TestUser) =>
    (
      await loaderData<{ table: SellOutTable }>(
        path,
        path.startsWith('/platform') ? 'routes/platform/sell-out' : 'routes/factory/sell-out',
        as,
      )
    ).table;

  test('shows a factory its own clocks, page after page, what ends next first', async () => {
    const first = await listOf('/factories/hai/sell-out', viewer);
    expect(first.rows).toHaveLength(50);
    expect(first.rows[0]).toMatchObject({ skuCode: 'RUN-1', status: 'running', netSold: 200, missing: 300 });
    expect(first.totals.map((row) => [row.status, row.clocks]).sort()).toEqual([
      ['running', 1],
      ['waiting', 60],
    ]);
    const second = await listOf(`/factories/hai/sell-out?after=${first.next}`, viewer);
    expect(second.rows).toHaveLength(11);
    expect(second.next).toBeNull();
    const codes = [...first.rows, ...second.rows].map((row) => row.skuCode);
    expect(new Set(codes).size).toBe(61);
    expect(codes).not.toContain('ELSEWHERE');
  });

  test('filters by state, odds, text and factory; a spoiled place is the first page', async () => {
    expect((await listOf('/factories/hai/sell-out?state=running', viewer)).rows).toHaveLength(1);
    expect((await listOf('/factories/hai/sell-out?q=wait-59', viewer)).rows).toHaveLength(1);
    expect((await listOf('/factories/hai/sell-out?q=100%25', viewer)).rows).toHaveLength(0);
    expect((await listOf('/factories/hai/sell-out?odds=low', viewer)).rows).toHaveLength(0);
    expect((await listOf('/factories/hai/sell-out?after=waiting_x_y', viewer)).rows).toHaveLength(50);
    const elsewhere = await listOf('/platform/sell-out?factory=ming', auditor);
    expect(elsewhere.rows.map((row) => row.skuCode)).toEqual(['ELSEWHERE']);
    expect(elsewhere.factories?.map((place) => place.slug).sort()).toEqual(['hai', 'ming']);
  });

  test('is exported as the filters show it', async () => {
    const response = await request('/factories/hai/sell-out-export?state=running&format=csv', { as: viewer });
    expect(response.headers.get('Content-Disposition')).toContain('sell-out.csv');
    const lines = (await response.text()).trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^RUN-1,Name of RUN-1,PO-RUN-1,1,.*,200,500,300,/);
    const all = await request('/platform/sell-out-export?format=xlsx', { as: auditor });
    expect(all.headers.get('Content-Type')).toContain('spreadsheetml');
  });
});

describe('a clock', () => {
  const viewOf = async (path: string, as: TestUser) =>
    (
      await loaderData<{ view: SellOutView }>(
        path,
        path.startsWith('/platform') ? 'routes/platform/sell-out-clock' : 'routes/factory/sell-out-clock',
        as,
      )
    ).view;

  test('answers with its figures, its arithmetic and its days', async () => {
    const { clock, days, evidence } = await viewOf(clockPath(running), viewer);
    expect(clock).toMatchObject({ status: 'running', netSold: 200, targetUnits: 500, missingUnits: 300 });
    expect(clock.steps.map((step) => step.code)).toEqual([
      'start',
      'window',
      'expiry',
      'accepted',
      'target',
      'sold',
      'missing',
    ]);
    expect(days.reduce((sum, day) => sum + day.sold, 0)).toBe(200);
    expect(evidence.totals).toEqual({ receipt: 500, put_away: 500, sale: 200 });
    const html = await (await request(clockPath(running), { as: viewer })).text();
    expect(html).toContain('200 of 500 are sold');
    expect(html).toContain('300');
    expect(html).not.toContain('name="cause"');
  });

  test('lists every piece, page after page, each with the receipt it came by', async () => {
    const first = (await viewOf(clockPath(running), viewer)).evidence;
    expect(first.rows).toHaveLength(50);
    expect(first.rows[0]).toMatchObject({ type: 'sale', quantity: 2, lotWarehouse: 'R1' });
    const second = (await viewOf(`${clockPath(running)}?after=${first.next}`, viewer)).evidence;
    const third = (await viewOf(`${clockPath(running)}?after=${second.next}`, viewer)).evidence;
    expect(third.next).toBeNull();
    const ids = [first, second, third].flatMap((page) => page.rows.map((row) => row.id));
    expect(new Set(ids).size).toBe(102);
    const sheet = await (
      await request(`${clockPath(running)}/export?type=sale&format=csv`, { as: viewer })
    ).text();
    expect(sheet.trim().split('\r\n')).toHaveLength(101);
  });

  test('is nowhere for another factory, in the platform under its own factory alone', async () => {
    unexpectedErrors.length = 0;
    const status = async (path: string, as: TestUser) => (await request(path, { as })).status;
    expect(await status(clockPath(running), stranger)).toBe(404);
    expect(await status(`/factories/ming/sell-out/${running.clockId}`, stranger)).toBe(404);
    expect(await status(`/factories/ming/sell-out/${running.clockId}/export`, stranger)).toBe(404);
    expect(await status(`/factories/ming/sell-out/${running.clockId}/events`, stranger)).toBe(404);
    expect(await status(platformPath(running), auditor)).toBe(200);
    expect(await status(`/platform/sell-out/ming/${running.clockId}`, auditor)).toBe(404);
    expect(await status('/factories/hai/sell-out/none', viewer)).toBe(404);
    expect(unexpectedErrors).toEqual([]);
  });

  test('tells an open page that movements have arrived', async () => {
    const stop = new AbortController();
    const response = await request(`${clockPath(running)}/events`, { as: viewer, signal: stop.signal });
    expect(response.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const versions: string[] = [];
    let text = '';
    const until = async (count: number) => {
      while (versions.length < count) {
        text += (await reader.read()).value ?? '';
        versions.length = 0;
        for (const match of text.matchAll(/event: clock\ndata: (.*)\n/g)) versions.push(match[1]!);
      }
    };
    await until(1);
    await addPieces(sql, running, [{ type: 'sale', at: ago(0, 1), quantity: 1 }], Date.now());
    await until(2);
    expect(versions[1]).not.toBe(versions[0]);
    stop.abort();
    await reader.cancel().catch(() => {});
    expect((await viewOf(clockPath(running), viewer)).clock.netSold).toBe(201);
  });
});

describe('pauses', () => {
  const local = (ms: number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
      .format(ms)
      .replace(' ', 'T');
  const post = (form: Record<string, string>, as = logistics) => request(platformPath(running), { as, form });

  test('are recorded, ended and withdrawn by the platform, and seen by the factory', async () => {
    await sql`update user_account set time_zone = 'Asia/Shanghai' where id = ${logistics.id}`;
    const from = local(Date.now() - 30 * HOUR);
    const made = await post({ intent: 'pause', cause: 'customs_hold', from, evidence: 'Ticket 4711' });
    expect(made.status).toBe(302);
    const factorySide = await (await request(clockPath(running), { as: viewer })).text();
    expect(factorySide).toContain('Ticket 4711');
    expect(factorySide).toContain('customs hold');
    const [pause] = await sql<
      { id: string }[]
    >`select id from sell_out_pause where clock_id = ${running.clockId}`;
    const ended = await post({ intent: 'end', pause: pause!.id, to: local(Date.now() - 6 * HOUR) });
    expect(ended.status).toBe(302);
    const [clock] = await sql<{ status: string; paused: number }[]>`
      select status, paused_ms::float8 as paused from sell_out_clock where id = ${running.clockId}`;
    expect(clock).toEqual({ status: 'running', paused: 24 * HOUR });
    expect((await post({ intent: 'withdraw', pause: pause!.id })).status).toBe(302);
    const again = await post({ intent: 'withdraw', pause: pause!.id });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('has been withdrawn');
  });

  test.each([
    ['no cause', { cause: '', evidence: 'Ticket' }, 422],
    ['an unknown cause', { cause: 'weather', evidence: 'Ticket' }, 422],
    ['no evidence', { cause: 'listing_off', evidence: ' ' }, 422],
    ['no such day', { cause: 'listing_off', evidence: 'Ticket', from: '2026-02-31T10:00' }, 422],
    ['no time', { cause: 'listing_off', evidence: 'Ticket', from: 'yesterday' }, 422],
    ['a time to come', { cause: 'listing_off', evidence: 'Ticket', from: '2999-01-01T10:00' }, 422],
  ])('%s is refused at its field, and nothing typed is lost', async (_name, fields, status) => {
    unexpectedErrors.length = 0;
    const response = await post({ intent: 'pause', from: local(Date.now() - HOUR), ...fields });
    expect(response.status).toBe(status);
    expect(unexpectedErrors).toEqual([]);
  });

  test('are not for those who only read', async () => {
    expect((await post({ intent: 'withdraw', pause: running.clockId }, auditor)).status).toBe(403);
    const html = await (await request(platformPath(running), { as: auditor })).text();
    expect(html).not.toContain('name="cause"');
    expect(await (await request(platformPath(running), { as: logistics })).text()).toContain('name="cause"');
  });
});
