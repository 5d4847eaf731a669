import { afterAll, beforeAll, expect, test } from 'vitest';
import { askApi, createKey } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createPlatformUser, type TestUser } from '../support/fixtures';
import { request } from '../support/request';

let database: TestDatabase;
let admin: TestUser;
let auditor: TestUser;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = await createPlatformUser(database.sql, 'admin', { displayName: 'Lin' });
  auditor = await createPlatformUser(database.sql, 'auditor');
});
afterAll(() => database.close());

const form = {
  name: 'Warehouse Ningbo',
  source: 'wms-ningbo',
  scopes: ['stock:read', 'stock:write'],
  days: '365',
};

test('a key is shown in full once, works, and ends when it is revoked', async () => {
  const made = await request('/platform/keys', { as: admin, form });
  expect(made.status).toBe(200);
  expect(made.headers.get('Cache-Control')).toBe('no-store');
  const key = /fpk_[a-z0-9]{10}_[\w-]{43}/.exec(await made.text())?.[0];
  expect(key).toBeDefined();
  expect((await askApi('/stock-balances', { key })).status).toBe(200);
  expect((await askApi('/listing-events', { key, body: {} })).status).toBe(403);

  const [row] =
    await database.sql`select id, created_by_name, expires_at - created_at as life from api_key where name = ${form.name}`;
  expect(row?.created_by_name).toBe('Lin');
  for (const page of ['/platform/keys', `/platform/keys/${row?.id}`]) {
    const html = await (await request(page, { as: admin })).text();
    expect(html).toContain('Warehouse Ningbo');
    expect(html).not.toContain(key?.slice(-43));
  }
  const revoked = await request(`/platform/keys/${row?.id}`, { as: admin, form: {} });
  expect([revoked.status, revoked.headers.get('Location')]).toEqual([
    302,
    '/platform/keys?done=revoked&name=Warehouse+Ningbo',
  ]);
  expect((await askApi('/stock-balances', { key })).status).toBe(401);
  const again = await request(`/platform/keys/${row?.id}`, { as: admin, form: {} });
  expect(again.headers.get('Location')).toBe('/platform/keys?done=gone');
  const log =
    await database.sql`select action, actor_name, after::text || before::text as told from platform_audit_event order by occurred_at`;
  expect(log.map(({ action, actor_name }) => `${action} ${actor_name}`)).toEqual([
    'api_key.created Lin',
    'api_key.revoked Lin',
  ]);
  expect(JSON.stringify(log)).not.toContain(key?.slice(-43));
});

test('the auditor sees keys, and neither makes nor ends one', async () => {
  const { id } = await createKey({ name: 'Shop' });
  const list = await (await request('/platform/keys', { as: auditor })).text();
  expect(list).toContain('Shop');
  expect(list).not.toContain('name="scopes"');
  const detail = await (await request(`/platform/keys/${id}`, { as: auditor })).text();
  expect(detail).not.toContain('method="post" id="api-key-revoke"');
  expect((await request('/platform/keys', { as: auditor, form })).status).toBe(403);
  expect((await request(`/platform/keys/${id}`, { as: auditor, form: {} })).status).toBe(403);
});

test.each([
  ['source', { ...form, source: 'WMS Ningbo' }, 'Use 2 to 40 lower-case letters'],
  ['scopes', { ...form, scopes: [] }, 'Choose at least one thing'],
  ['name', { ...form, name: ' ' }, 'Enter a name'],
  ['days', { ...form, days: '100000' }, 'Choose from the list'],
  ['an unknown scope', { ...form, scopes: ['stock:burn'] }, 'Choose from the list'],
])('%s that makes no sense is refused at its field', async (_, wrong, words) => {
  const answer = await request('/platform/keys', { as: admin, form: wrong });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain(words);
});
