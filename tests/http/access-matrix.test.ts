import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  FACTORY_ROLES,
  type FactoryRole,
  factoryRoleMay,
  isAccountPermission,
  isFactoryPermission,
  isPlatformPermission,
  PLATFORM_ROLES,
  type PlatformRole,
  permissionKind,
  platformRoleMay,
} from '~/modules/identity/domain/permissions';
import { readTree } from '../architecture/source/source-tree';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createFactory, createPlatformUser, createUser, type TestUser } from '../support/fixtures';
import { request, unexpectedErrors } from '../support/request';
import { type GuardedRoute, guardedRoutes, guardOf, PUBLIC_ROUTES, READERS_MARKS } from './source/guards';

const routes = guardedRoutes();

describe('every loader and action begins with its guard', () => {
  test.each(routes.map((route) => [route.file, route] as const))('%s', (file, route) => {
    if (PUBLIC_ROUTES.has(file)) return;
    expect(route.problems).toEqual([]);
    if (route.action && !READERS_MARKS.has(file))
      expect(permissionKind(route.action), `${file} changes things`).toBe('write');
  });

  test('the list of public routes names only what exists', () => {
    const files = new Set(routes.map(({ file }) => file));
    expect([...PUBLIC_ROUTES].filter((file) => !files.has(file))).toEqual([]);
  });

  test('in the portal the guard alone makes proofs of access', () => {
    const makers = [...readTree(['app', 'db']).values()]
      .filter(({ imports }) => imports.some(({ values }) => values.includes('authorize')))
      .map((file) => file.path)
      .filter((file) => !file.endsWith('.test.ts'));
    expect(makers).toEqual(['app/http/require-access.server.ts']);
  });

  test('a missing, late, unknown or unawaited guard would be noticed', () => {
    const verdict = (body: string) => guardOf(`export async function loader(args) { ${body} }`, 'loader');
    const good = "const access = await requireAccess(args, 'audit:view');";
    expect(verdict(`${good} return 1;`)).toBe('audit:view');
    expect(verdict("await requireAccess(args, 'audit:view'); return 1;")).toBe('audit:view');
    expect(verdict(`const x = await read(); ${good}`)).toBeNull();
    expect(verdict("const access = requireAccess(args, 'audit:view');")).toBeNull();
    expect(verdict("const access = await requireAccess(args, 'audit:look');")).toBeNull();
    expect(verdict("const access = await requireAccess(other, 'audit:view');")).toBeNull();
    expect(verdict('return 1;')).toBeNull();
    expect(guardOf('export const loader = () => 1;', 'loader')).toBeNull();
    expect(guardOf("export { loader } from './elsewhere';", 'loader')).toBeNull();
    expect(verdict("const access = await requireApiKey(args, 'stock:read');")).toBeNull();
    expect(guardOf('export default function Page() {}', 'loader')).toBeUndefined();
  });
});

interface Person {
  name: string;
  user: TestUser | undefined;
  factoryRole?: FactoryRole;
  platformRole?: PlatformRole;
}

type Answer = 'sign in' | 'not found' | 'forbidden' | 'allowed';

describe('every route answers every role as the permission table says', () => {
  let database: TestDatabase;
  let people: Person[];
  let params: Record<string, string>;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { sql } = database;
    const factory = await createFactory(sql);
    const other = await createFactory(sql);
    const member = await createUser(sql, { in: [[factory, 'viewer']] });
    const [membership] = await sql`select id from membership where user_id = ${member.id}`;
    const staff = await createPlatformUser(sql, 'buyer');
    params = {
      factory: factory.slug,
      member: membership?.id,
      user: staff.id,
      sku: 'SKU-1',
      version: '1',
      token: 'none',
      candidate: '018f0000-0000-7000-8000-00000000c0de',
      key: 'none',
      clock: 'none',
      order: 'PO-NONE',
      asn: 'ASN-NONE',
      endpoint: '018f0000-0000-7000-8000-00000000c0de',
      file: '018f0000-0000-7000-8000-00000000c0de',
      week: '2026-11-23',
      notice: '018f0000-0000-7000-8000-00000000c0de',
    };
    people = [
      { name: 'anonymous', user: undefined },
      { name: 'a person who belongs nowhere', user: await createUser(sql) },
      { name: 'the owner of another factory', user: await createUser(sql, { in: [[other, 'owner']] }) },
    ];
    for (const factoryRole of FACTORY_ROLES) {
      const user = await createUser(sql, { in: [[factory, factoryRole]] });
      people.push({ name: `factory ${factoryRole}`, user, factoryRole });
    }
    for (const platformRole of PLATFORM_ROLES) {
      const user = await createPlatformUser(sql, platformRole);
      people.push({ name: `platform ${platformRole}`, user, platformRole });
    }
  });
  afterAll(() => database.close());

  function expected(permissions: readonly string[], person: Person): Answer {
    if (!person.user) return 'sign in';
    let answer: Answer = 'allowed';
    for (const permission of permissions) {
      if (isAccountPermission(permission)) continue;
      const inScope = isFactoryPermission(permission) ? person.factoryRole : person.platformRole;
      if (!inScope) return 'not found';
      const held =
        (isFactoryPermission(permission) &&
          person.factoryRole &&
          factoryRoleMay(person.factoryRole, permission)) ||
        (isPlatformPermission(permission) &&
          person.platformRole &&
          platformRoleMay(person.platformRole, permission));
      if (!held) answer = 'forbidden';
    }
    return answer;
  }

  /** What the portal answers: by its status, and by what the guard itself reported. */
  async function answered(
    route: GuardedRoute,
    method: 'GET' | 'POST',
    person: Person,
  ): Promise<Answer | string> {
    const denials: string[] = [];
    const stop = new AbortController();
    const response = await request(urlOf(route, method), {
      as: person.user,
      method,
      signal: stop.signal,
      context: { reportDenial: ({ reason }) => denials.push(reason) },
    });
    const { status } = response;
    const location = response.headers.get('Location') ?? '';
    // Event streams never end by themselves.
    await response.body?.cancel();
    stop.abort();
    if (status === 302 && location.startsWith('/sign-in')) return 'sign in';
    if (status === 404 && denials.includes('not_member')) return 'not found';
    if (status === 403 && denials.includes('forbidden')) return 'forbidden';
    if (denials.length === 0 && status < 500) return 'allowed';
    return `${status} with ${denials.join(', ') || 'no denial'}`;
  }

  function urlOf({ pattern, index }: GuardedRoute, method: string): string {
    const path = pattern.replace(/:(\w+)\??/g, (_, name: string) => {
      const value = params[name];
      if (value === undefined) throw new Error(`The matrix has no value for :${name} of ${pattern}`);
      return encodeURIComponent(value);
    });
    return index && method === 'POST' ? `${path}?index` : path;
  }

  // The REST API asks keys, not people: its own matrix is in api-access.test.ts.
  const guarded = routes.filter(({ file, api }) => !PUBLIC_ROUTES.has(file) && !api);

  test.each(guarded.map((route) => [route.pattern, route.file, route] as const))(
    'GET %s (%s)',
    async (_, __, route) => {
      const permissions = [...route.outer, ...(route.loader ? [route.loader] : [])];
      for (const person of people)
        expect(await answered(route, 'GET', person), person.name).toBe(expected(permissions, person));
    },
  );

  const writing = guarded.filter(({ action }) => action);

  test.each(writing.map((route) => [route.pattern, route.file, route] as const))(
    'POST %s (%s)',
    async (_, __, route) => {
      unexpectedErrors.length = 0;
      for (const person of people)
        expect(await answered(route, 'POST', person), person.name).toBe(
          expected([route.action ?? ''], person),
        );
      expect(unexpectedErrors).toEqual([]);
    },
  );

  const reading = guarded.filter(({ action }) => !action);

  test.each(reading.map((route) => [route.pattern, route] as const))(
    'POST %s changes nothing',
    async (_, route) => {
      const owner = people.find(
        ({ name }) => name === (isPlatform(route) ? 'platform admin' : 'factory owner'),
      );
      const response = await request(urlOf(route, 'POST'), { as: owner?.user, method: 'POST' });
      expect(response.status).toBe(405);
    },
  );
});

function isPlatform({ pattern }: GuardedRoute): boolean {
  return pattern.startsWith('/platform');
}
