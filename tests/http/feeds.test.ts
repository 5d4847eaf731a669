import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { weekOf } from '~/kernel/week';
import { newId } from '~/platform/new-id.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createFactory, createUser, type TestFactory, type TestUser } from '../support/fixtures';
import { addForecastSku, addForecastSource, publishForecast } from '../support/forecast-data';
import { request } from '../support/request';

let database: TestDatabase;
let factory: TestFactory;
let other: TestFactory;
let owner: TestUser;
let planner: TestUser;
let viewer: TestUser;

beforeAll(async () => {
  database = await createTestDatabase();
  const { sql } = database;
  factory = await createFactory(sql);
  other = await createFactory(sql);
  owner = await createUser(sql, { in: [[factory, 'owner']] });
  planner = await createUser(sql, { in: [[factory, 'planner']] });
  viewer = await createUser(sql, { in: [[factory, 'viewer']] });
  await sql`insert into product_category values ('home', null, 'Home', '家居')`;
  const sku = newId();
  await sql`insert into sku ${sql({ id: sku, code: 'LAMP', name_en: 'Lamp', name_zh: '灯', category_code: 'home', abc_class: 'A' })}`;
  await sql`insert into warehouse values ('R1', 'Ohio', '俄亥俄', 'regional', 'US', 'Columbus', 'America/New_York', null)`;
  for (const [place, number] of [
    [factory, 'PO-OWN'],
    [other, 'PO-OTHER'],
  ] as const) {
    const [order, line] = [newId(), newId()];
    await sql`insert into purchase_order ${sql({ factory_id: place.id, id: order, number, kind: 'reorder', status: 'issued', currency: 'USD', buyer_name: 'B', version: 2, issued_at: '2026-03-01T00:00:00Z' })}`;
    await sql`insert into po_line ${sql({ factory_id: place.id, id: line, purchase_order_id: order, line_no: 1, sku_id: sku, sku_code: 'LAMP', sku_name_en: 'Lamp', sku_name_zh: '灯', quantity: 500, unit_price_minor: 100, status: 'issued' })}`;
    await sql`insert into po_line_schedule ${sql({ factory_id: place.id, id: newId(), po_line_id: line, schedule_no: 1, warehouse_code: 'R1', quantity: 500, requested_ship_on: '2026-12-28', promised_ship_on: '2027-01-04', expected_arrival_on: '2027-02-01' })}`;
  }
});
afterAll(() => database.close());

const calendar = () => `/factories/${factory.slug}/calendar`;
const webhooks = () => `/factories/${factory.slug}/webhooks`;
const addressIn = (html: string) => /\/calendar\/[\w-]{43}\.ics/.exec(html)?.[0];

describe('a calendar address', () => {
  test('is shown once, opens the factory’s dates without a session, and ends', async () => {
    const made = await request(calendar(), { as: planner, form: { intent: 'create' } });
    expect(made.headers.get('Cache-Control')).toBe('no-store');
    const address = addressIn(await made.text())!;
    expect(address).toBeDefined();
    expect(addressIn(await (await request(calendar(), { as: planner })).text())).toBeUndefined();
    const token = address.slice('/calendar/'.length, -4);
    expect(JSON.stringify(await database.sql`select * from calendar_feed`)).not.toContain(token);

    const read = await request(address);
    expect(read.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8');
    const text = await read.text();
    const events = new ICAL.Component(ICAL.parse(text))
      .getAllSubcomponents('vevent')
      .map((e) => new ICAL.Event(e));
    expect(events.map((e) => [e.startDate.toString(), e.sequence])).toEqual([
      ['2026-12-28', 1],
      ['2027-01-04', 1],
    ]);
    expect(text).toContain('PO-OWN');
    expect(text).not.toContain('PO-OTHER');
    const etag = read.headers.get('ETag')!;
    expect((await request(address, { headers: { 'If-None-Match': etag } })).status).toBe(304);
    expect(await (await request(address)).text()).toBe(text);

    const again = await request(calendar(), { as: planner, form: { intent: 'create' } });
    const renewed = addressIn(await again.text())!;
    expect((await request(address)).status).toBe(404);
    expect((await request(renewed)).status).toBe(200);
    const [feed] = await database.sql`select id from calendar_feed where revoked_at is null`;
    await request(calendar(), { as: owner, form: { intent: 'revoke', feed: feed!.id } });
    expect((await request(renewed)).status).toBe(200);
    await request(calendar(), { as: planner, form: { intent: 'revoke', feed: feed!.id } });
    expect((await request(renewed)).status).toBe(404);
  });

  test('follows the language and the membership of its person', async () => {
    const made = await request(calendar(), { as: owner, form: { intent: 'create' } });
    const address = addressIn(await made.text())!;
    await database.sql`update user_account set locale = 'zh' where id = ${owner.id}`;
    expect(await (await request(address)).text()).toContain('出货');
    await database.sql`update user_account set locale = 'en' where id = ${owner.id}`;
    expect(await (await request(address)).text()).toContain('Ship 500 pcs LAMP');
    await database.sql`update membership set role = 'viewer' where user_id = ${owner.id}`;
    expect((await request(address)).status).toBe(404);
    await database.sql`update membership set role = 'owner' where user_id = ${owner.id}`;
    expect((await request(calendar(), { as: viewer, form: { intent: 'create' } })).status).toBe(403);
  });

  test('names the weeks that become frozen, the last day to answer them, and the end of sell-out windows', async () => {
    const { sql } = database;
    const maker = await createFactory(sql);
    const person = await createUser(sql, { in: [[maker, 'planner']] });
    const monday = weekOf(dateInZone(Date.now(), 'UTC'));
    await sql`insert into market values ('US', 'United States', '美国', 'NA', 'USD', 'America/New_York')`;
    const sku = await addForecastSku(sql, { code: 'KETTLE', sales: { US: () => 90 } }, monday);
    await addForecastSource(sql, sku, maker);
    await publishForecast(monday);
    const made = await request(`/factories/${maker.slug}/calendar`, {
      as: person,
      form: { intent: 'create' },
    });
    const text = await (await request(addressIn(await made.text())!)).text();
    const events = new ICAL.Component(ICAL.parse(text))
      .getAllSubcomponents('vevent')
      .map((e) => new ICAL.Event(e));
    // Two frozen weeks: the week after next enters the zone next Monday, and is to be answered by the Sunday before.
    const frozen = events.filter(({ uid }) => uid.startsWith('frozen-'));
    const due = events.filter(({ uid }) => uid.startsWith('commit-'));
    expect(frozen.length).toBeGreaterThan(0);
    expect(due.map((e) => addDays(e.startDate.toString() as CalendarDate, 1))).toEqual(
      frozen.map((e) => e.startDate.toString()),
    );
    expect(
      frozen.every((e) => weekOf(e.startDate.toString() as CalendarDate) === e.startDate.toString()),
    ).toBe(true);
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
  });

  test('nonsense opens nothing, and asking too often is put off', async () => {
    for (const name of [
      'x.ics',
      `${'a'.repeat(43)}.ics`,
      'a'.repeat(43),
      '%00.ics',
      `${'a'.repeat(5000)}.ics`,
    ]) {
      expect((await request(`/calendar/${name}`)).status).toBe(404);
    }
    const context = { clientAddress: '203.0.113.9' };
    let status = 404;
    let wait: string | null = null;
    for (let i = 0; i < 130 && status === 404; i++) {
      const response = await request('/calendar/x.ics', { context });
      status = response.status;
      wait = response.headers.get('Retry-After');
    }
    expect(status).toBe(429);
    expect(Number(wait)).toBeGreaterThan(0);
  });
});

describe('webhooks', () => {
  const form = { intent: 'create', url: 'https://erp.example.com/portal', events: 'forecast.published' };

  test('an address is added with a secret that is shown once, tested, paused, resumed and removed', async () => {
    const made = await request(webhooks(), { as: owner, form });
    expect(made.status).toBe(200);
    const secret = /whsec_[\w+/]{43}=/.exec(await made.text())?.[0];
    expect(secret).toBeDefined();
    const [row] =
      await database.sql`select id, secret from webhook_endpoint where factory_id = ${factory.id}`;
    expect(row?.secret).toBe(secret);
    const page = `${webhooks()}/${row?.id}`;
    for (const path of [webhooks(), page]) {
      const html = await (await request(path, { as: viewer })).text();
      expect(html).toContain('erp.example.com');
      expect(html).not.toContain('whsec_');
    }
    for (const intent of ['test', 'pause', 'resume']) {
      const done = await request(page, { as: owner, form: { intent } });
      expect(done.headers.get('Location')).toBe(`${page}?done=${intent}`);
    }
    const jobs = await database.sql`select data from pgboss.job where name = 'webhook.deliver'`;
    // The test, and once more what waited when the address was resumed: the delivery itself tells that it is one.
    expect(jobs.map(({ data }) => data.attempt)).toEqual([1, 1]);
    const [delivery] = await database.sql`select id from webhook_delivery`;
    const busy = await request(page, { as: owner, form: { intent: 'resend', delivery: delivery!.id } });
    expect(busy.status).toBe(409);
    await database.sql`update webhook_delivery set status = 'failed', attempts = 10`;
    const resent = await request(page, { as: owner, form: { intent: 'resend', delivery: delivery!.id } });
    expect(resent.status).toBe(302);
    await request(page, { as: owner, form: { intent: 'remove' } });
    expect(await database.sql`select 1 from webhook_endpoint`).toHaveLength(0);
    expect((await request(page, { as: owner })).headers.get('Location')).toBe(webhooks());
    const log =
      await database.sql`select action from audit_event where entity_type = 'webhook_endpoint' order by occurred_at`;
    expect(log.map(({ action }) => action)).toEqual([
      'webhook_endpoint.created',
      'webhook_endpoint.paused',
      'webhook_endpoint.resumed',
      'webhook_endpoint.removed',
    ]);
    expect(JSON.stringify(await database.sql`select * from audit_event`)).not.toContain('whsec_');
  });

  test.each([
    'http://erp.example.com/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://169.254.169.254/',
    'https://[::1]/',
    'https://a:b@erp.example.com/',
    'javascript:alert(1)',
    'nonsense',
    '',
  ])('%s is refused at its field', async (url) => {
    const refused = await request(webhooks(), { as: owner, form: { ...form, url } });
    expect(refused.status).toBe(422);
    expect(await database.sql`select 1 from webhook_endpoint`).toHaveLength(0);
  });

  test('only an owner manages them, and another factory’s are not there', async () => {
    expect((await request(webhooks(), { as: planner, form })).status).toBe(403);
    const id = newId();
    await database.sql`insert into webhook_endpoint ${database.sql({ factory_id: other.id, id, url: 'https://other.example.com/', secret: 'whsec_x', events: ['forecast.published'], created_by_name: 'X' })}`;
    expect((await request(`${webhooks()}/${id}`, { as: owner })).headers.get('Location')).toBe(webhooks());
    await request(`${webhooks()}/${id}`, { as: owner, form: { intent: 'remove' } });
    expect(await database.sql`select 1 from webhook_endpoint`).toHaveLength(1);
  });
});
