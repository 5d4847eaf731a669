import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_OPERATIONS } from '~/http/api-operations';
import { API_SCOPES, type ApiScope, formatApiKey } from '~/modules/identity/domain/api-key';
import { readTree } from '../architecture/source/source-tree';
import { askApi, createKey } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createPlatformUser } from '../support/fixtures';
import { request, unexpectedErrors } from '../support/request';
import { guardedRoutes, keyGuardOf, PUBLIC_ROUTES } from './source/guards';

const PREFIX = '/api/v1';
const routes = guardedRoutes().filter(({ pattern }) => pattern.startsWith('/api/'));
const guarded = routes.filter(({ file }) => !PUBLIC_ROUTES.has(file));

describe('every loader and action of the API begins with its guard', () => {
  test.each(routes.map((route) => [route.file, route] as const))('%s', (file, route) => {
    if (PUBLIC_ROUTES.has(file)) return;
    expect(route.problems).toEqual([]);
    // Both are there, so that a method it does not take is answered in the API's own way.
    expect(Object.values(route.api ?? {}).filter((scope) => scope !== undefined)).toHaveLength(2);
  });

  test('and the guard alone makes proofs of a key', () => {
    const makers = [...readTree(['app', 'db']).values()]
      .filter(({ imports }) => imports.some(({ values }) => values.includes('authorizeKey')))
      .map((file) => file.path)
      .filter((file) => !file.endsWith('.test.ts'));
    expect(makers).toEqual(['app/http/require-api-key.server.ts']);
  });

  test('a missing, late, unknown or unawaited guard would be noticed', () => {
    const verdict = (body: string) => keyGuardOf(`export async function action(args) { ${body} }`, 'action');
    expect(verdict("const access = await requireApiKey(args, 'stock:write'); return 1;")).toBe('stock:write');
    expect(verdict("await read(); const access = await requireApiKey(args, 'stock:write');")).toBeNull();
    expect(verdict("const access = requireApiKey(args, 'stock:write');")).toBeNull();
    expect(verdict("const access = await requireApiKey(args, 'stock:burn');")).toBeNull();
    expect(verdict("const access = await requireApiKey(other, 'stock:write');")).toBeNull();
    expect(verdict("const access = await requireAccess(args, 'audit:view');")).toBeNull();
  });
});

describe('the description and the routes are the same', () => {
  test('every operation is a route with that guard, and every route is described', () => {
    const described = API_OPERATIONS.map(({ path }) => `${PREFIX}${path}`);
    const served = routes.map(({ pattern }) => pattern).filter((pattern) => !pattern.endsWith('*'));
    expect([...new Set(described)].sort()).toEqual(served.sort());
    for (const { method, path, scope } of API_OPERATIONS) {
      const route = routes.find(({ pattern }) => pattern === `${PREFIX}${path}`);
      const asked = method === 'post' ? route?.api?.action : route?.api?.loader;
      expect(asked ?? null, `${method} ${path}`).toBe(scope);
    }
  });
});

describe('every operation answers every key as its scopes say', () => {
  let database: TestDatabase;
  let keys: { name: string; key: string | undefined; expected: (scope: ApiScope) => string }[];

  beforeAll(async () => {
    database = await createTestDatabase();
    const { sql } = database;
    const held = new Map<ApiScope, string>();
    for (const scope of API_SCOPES) held.set(scope, (await createKey({ scopes: [scope] })).key);
    const every = await createKey();
    const revoked = await createKey();
    await sql`update api_key set revoked_at = now() where id = ${revoked.id}`;
    const expired = await createKey();
    await sql`update api_key set expires_at = now() where id = ${expired.id}`;
    const [, prefix = ''] = every.key.split('_');
    const unknown = () => '401 api_key_unknown';
    keys = [
      { name: 'none', key: undefined, expected: () => '401 api_key_missing' },
      { name: 'no key at all', key: 'letmein', expected: unknown },
      {
        name: 'an unknown one',
        key: formatApiKey({ prefix: 'abcdefghij', secret: 'A'.repeat(43) }),
        expected: unknown,
      },
      {
        name: 'a known prefix with another secret',
        key: formatApiKey({ prefix, secret: 'A'.repeat(43) }),
        expected: unknown,
      },
      { name: 'a revoked one', key: revoked.key, expected: () => '401 api_key_revoked' },
      { name: 'an expired one', key: expired.key, expected: () => '401 api_key_expired' },
      { name: 'one with every scope', key: every.key, expected: () => 'allowed' },
      ...API_SCOPES.map((scope) => ({
        name: `one with ${scope}`,
        key: held.get(scope),
        expected: (asked: ApiScope) => (asked === scope ? 'allowed' : '403 api_scope_missing'),
      })),
    ];
  });
  afterAll(() => database.close());

  async function answered(path: string, method: string, key: string | undefined): Promise<string> {
    const response = await askApi(path, { key, method, ...(method === 'GET' ? {} : { body: {} }) });
    const challenge = response.headers.get('WWW-Authenticate');
    const { code } = (await response.json()) as { code?: string };
    if (response.status !== 401 && response.status !== 403) {
      expect(response.headers.get('RateLimit')).toMatch(/^"requests";r=\d+;t=\d+$/);
      return response.status < 500 ? 'allowed' : `${response.status}`;
    }
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
    expect(challenge).toMatch(/^Bearer realm="api"/);
    return `${response.status} ${code}`;
  }

  const cases = guarded.flatMap(({ pattern, api }) => [
    ['GET', pattern, api?.loader] as const,
    ...['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [method, pattern, api?.action] as const),
  ]);

  test.each(cases)('%s %s asks for %s', async (method, pattern, scope) => {
    unexpectedErrors.length = 0;
    for (const { name, key, expected } of keys) {
      const answer = await answered(pattern.slice(PREFIX.length), method, key);
      expect(answer, name).toBe(expected(scope as ApiScope));
    }
    expect(unexpectedErrors).toEqual([]);
  });

  test('a signed-in administrator opens nothing here without a key', async () => {
    const admin = await createPlatformUser(database.sql, 'admin');
    for (const { pattern } of guarded) {
      expect((await request(pattern, { as: admin })).status, pattern).toBe(401);
      expect((await request(pattern, { as: admin, method: 'POST' })).status, pattern).toBe(401);
    }
  });

  test('a method that an address does not take is named, after the guard', async () => {
    const { key } = await createKey();
    const answer = await askApi('/stock-balances', { key, method: 'DELETE' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('Allow')).toBe('GET');
    expect((await askApi('/listing-events', { key })).headers.get('Allow')).toBe('POST');
  });

  test('what is used is noted to the minute, and no secret is kept', async () => {
    const { id, key } = await createKey();
    await askApi('/stock-balances', { key });
    const [row] = await database.sql`select * from api_key where id = ${id}`;
    expect(row?.last_used_at).toBeInstanceOf(Date);
    expect(JSON.stringify(row)).not.toContain(key.slice(-43));
    expect(row?.secret_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('an address below /api/v1 that leads nowhere answers as the API does', async () => {
    const answer = await askApi('/stock-movement', { headers: { 'Accept-Language': 'zh-CN' } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('Content-Language')).toBe('zh');
    expect(await answer.json()).toMatchObject({
      type: 'urn:factory-portal:problem:api_path_unknown',
      status: 404,
      detail: expect.stringContaining('/api/v1/openapi.json'),
    });
  });
});
