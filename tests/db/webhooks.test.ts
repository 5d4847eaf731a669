import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type postgres from 'postgres';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { announcePublished } from '~/modules/forecast/commands/announce-published.server';
import { deliverWebhook } from '~/modules/forecast/commands/deliver-webhook.server';
import { MOST_ATTEMPTS, nextAttemptAt } from '~/modules/forecast/domain/webhooks/retry';
import { newId } from '~/platform/new-id.server';
import { newWebhookSecret } from '~/platform/webhook-signature.server';
import { asSystem } from '~db/tenancy.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createFactory, type TestFactory } from '../support/fixtures';
import {
  addForecastSku,
  addForecastSource,
  addReferenceData,
  publishForecast,
} from '../support/forecast-data';

const MONDAY = '2026-03-02' as CalendarDate;
const NOW = Date.now();
const clock = { now: () => NOW };

let database: TestDatabase;
let sql: postgres.Sql;
let linh: TestFactory;
let ming: TestFactory;
let versionId: string;
let answer = 200;
let received: { headers: IncomingHttpHeaders; body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    received.push({ headers: request.headers, body });
    response.writeHead(answer).end(answer === 200 ? 'ok' : 'no \u0000 thanks');
  });
});
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.WEBHOOK_ALLOWED_HOSTS = host;
  url = `http://${host}/hook`;
  database = await createTestDatabase();
  sql = database.sql;
  await addReferenceData(sql);
  linh = await createFactory(sql);
  ming = await createFactory(sql);
  const own = await addForecastSku(sql, { code: 'OWN', sales: { US: () => 70 } }, MONDAY);
  const other = await addForecastSku(sql, { code: 'OTHER', sales: { US: () => 900 } }, MONDAY);
  await addForecastSource(sql, own, linh);
  await addForecastSource(sql, other, ming);
  ({ versionId } = await publishForecast(MONDAY));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await database.close();
});
beforeEach(async () => {
  answer = 200;
  received = [];
  await sql`delete from webhook_delivery`;
  await sql`delete from webhook_endpoint`;
});

async function endpoint(
  given: { factory?: TestFactory; secret?: string; isActive?: boolean; events?: string[]; url?: string } = {},
) {
  const id = newId();
  const row = {
    factory_id: (given.factory ?? linh).id,
    id,
    url: given.url ?? url,
    secret: given.secret ?? newWebhookSecret(),
    events: given.events ?? ['forecast.published'],
    is_active: given.isActive ?? true,
    created_by_name: 'Linh',
  };
  await sql`insert into webhook_endpoint ${sql(row)}`;
  return row;
}

const announce = () => asSystem('test:announce', (tx) => announcePublished(tx, versionId));
const deliveries = () => sql`select * from webhook_delivery order by created_at, id`;

describe('a publication', () => {
  test('is written for every address that asked, with the factory’s own figures and nobody else’s', async () => {
    await endpoint();
    await endpoint({ factory: ming });
    await endpoint({ isActive: false });
    await endpoint({ events: ['something.else'] });
    expect(await announce()).toBe(2);
    const rows = await deliveries();
    const own = rows.find((row) => row.factory_id === linh.id)!;
    const other = rows.find((row) => row.factory_id === ming.id)!;
    expect(own.payload.data).toMatchObject({
      factory: linh.slug,
      version: 1,
      first_week: MONDAY,
      as_of: MONDAY,
      lines: 1,
      changed: { up: 0, down: 0, new: 0, dropped: 0 },
      links: { forecast: expect.stringMatching(new RegExp(`^http.*/factories/${linh.slug}/forecast$`)) },
    });
    expect(own.payload.data.pieces_p50).not.toBe(other.payload.data.pieces_p50);
    expect(JSON.stringify(own.payload)).not.toContain(ming.slug);
    const jobs = await sql`select data from pgboss.job where name = 'webhook.deliver'`;
    expect(jobs.map(({ data }) => data.deliveryId).sort()).toEqual(rows.map(({ id }) => id).sort());
  });

  test('that does not come about is not told', async () => {
    await endpoint();
    const failing = asSystem('test:announce', async (tx) => {
      await announcePublished(tx, versionId);
      throw new Error('not published after all');
    });
    await expect(failing).rejects.toThrow('after all');
    expect(await deliveries()).toHaveLength(0);
  });
});

describe('a delivery', () => {
  async function made(given: Parameters<typeof endpoint>[0] = {}) {
    const row = await endpoint(given);
    await announce();
    const [delivery] = await sql`select id from webhook_delivery where endpoint_id = ${row.id}`;
    return { endpoint: row, request: { factoryId: row.factory_id, deliveryId: delivery!.id as string } };
  }
  const read = async (id: string) => (await sql`select * from webhook_delivery where id = ${id}`)[0]!;

  test('is signed so that the specification’s own library verifies it', async () => {
    const { endpoint: row, request } = await made();
    expect(await deliverWebhook({ ...request, attempt: 1 }, clock)).toEqual({
      status: 'delivered',
      event: 'forecast.published',
      answer: 200,
    });
    const [sent] = received;
    const verified = new Webhook(row.secret).verify(sent!.body, sent!.headers as Record<string, string>);
    expect(verified).toMatchObject({ type: 'forecast.published' });
    expect(() =>
      new Webhook(newWebhookSecret()).verify(sent!.body, sent!.headers as Record<string, string>),
    ).toThrow();
    expect(sent!.headers['webhook-id']).toBe(`msg_${request.deliveryId}`);
    expect(await read(request.deliveryId)).toMatchObject({
      status: 'delivered',
      attempts: 1,
      last_status: 200,
      last_error: null,
    });
  });

  test('is not sent again by a repeated job, and keeps its id where it is tried again', async () => {
    const { request } = await made();
    answer = 503;
    expect((await deliverWebhook({ ...request, attempt: 1 }, clock))?.status).toBe('pending');
    expect(await deliverWebhook({ ...request, attempt: 1 }, clock)).toBeNull();
    expect(received).toHaveLength(1);
    const row = await read(request.deliveryId);
    expect(row).toMatchObject({ status: 'pending', attempts: 1, last_status: 503, last_error: 'no  thanks' });
    const [job] = await sql`select start_after, data from pgboss.job
      where name = 'webhook.deliver' and data->>'deliveryId' = ${request.deliveryId} and data->>'attempt' = '2'`;
    expect(job?.start_after.getTime()).toBe(nextAttemptAt(1, NOW));
    answer = 200;
    expect((await deliverWebhook({ ...request, attempt: 2 }, clock))?.status).toBe('delivered');
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  test('is given up after the last attempt, and an address that took nothing since is switched off', async () => {
    const { endpoint: row, request } = await made();
    answer = 500;
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++)
      await deliverWebhook({ ...request, attempt }, clock);
    expect(received).toHaveLength(MOST_ATTEMPTS);
    expect(await read(request.deliveryId)).toMatchObject({ status: 'failed', attempts: MOST_ATTEMPTS });
    const [off] = await sql`select is_active, disabled_at from webhook_endpoint where id = ${row.id}`;
    expect([off?.is_active, off?.disabled_at === null]).toEqual([false, false]);
  });

  test('an address that took another one meanwhile stays on; one that is gone is switched off at once', async () => {
    const { endpoint: row, request } = await made();
    await announce();
    const [later] = await sql`select id from webhook_delivery where id <> ${request.deliveryId}`;
    await deliverWebhook({ ...request, deliveryId: later!.id, attempt: 1 }, { now: () => NOW + 60_000 });
    answer = 500;
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++)
      await deliverWebhook({ ...request, attempt }, clock);
    const state = async () =>
      (await sql`select is_active from webhook_endpoint where id = ${row.id}`)[0]?.is_active;
    expect(await state()).toBe(true);
    await announce();
    const [last] = await sql`select id from webhook_delivery where status = 'pending'`;
    answer = 410;
    expect((await deliverWebhook({ ...request, deliveryId: last!.id, attempt: 1 }, clock))?.status).toBe(
      'failed',
    );
    expect(await state()).toBe(false);
  });

  test('waits while its address is paused, and goes nowhere private', async () => {
    const { endpoint: row, request } = await made();
    await sql`update webhook_endpoint set is_active = false where id = ${row.id}`;
    expect(await deliverWebhook({ ...request, attempt: 1 }, clock)).toBeNull();
    expect(await read(request.deliveryId)).toMatchObject({ status: 'pending', attempts: 0 });
    const inside = await made({ url: 'https://169.254.169.254/latest' });
    expect((await deliverWebhook({ ...inside.request, attempt: 1 }, clock))?.answer).toBe('address_refused');
    expect(received).toHaveLength(0);
  });
});
