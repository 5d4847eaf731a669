import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database';
import {
  createFactory,
  createPlatformUser,
  createUser,
  type TestFactory,
  type TestUser,
} from '../support/fixtures';
import { markupOf } from '../support/markup';
import { request } from '../support/request';

let database: TestDatabase;
let factory: TestFactory;
let owner: TestUser;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  factory = await createFactory(database.sql, { nameEn: 'Ningbo Homeware' });
  owner = await createUser(database.sql, { in: [[factory, 'owner']], displayName: 'Lin Owner' });
});

const list = (of = factory) => `/factories/${of.slug}/members`;

async function memberPath(user: TestUser, of = factory): Promise<string> {
  const [row] =
    await database.sql`select id from membership where user_id = ${user.id} and factory_id = ${of.id}`;
  return `${list(of)}/${row?.id}`;
}

async function roleOf(user: TestUser): Promise<string | undefined> {
  const [row] = await database.sql`
    select role from membership where user_id = ${user.id} and factory_id = ${factory.id}`;
  return row?.role;
}

const events = () => database.sql`
  select action, actor_email, actor_scope, entity_label, before, after, address, request_id
  from audit_event where factory_id = ${factory.id} order by occurred_at, id`;

describe('members of a factory', () => {
  test('are listed with their roles, for a viewer without the means to change them', async () => {
    const viewer = await createUser(database.sql, { in: [[factory, 'viewer']], displayName: 'Vera Viewer' });
    const page = await markupOf(await request(list(), { as: viewer }));
    expect(page).toMatch(/Ningbo Homeware.{0,20}2 people/);
    expect(page).toContain('Lin Owner');
    expect(page).not.toContain('Send invitation');
    expect(await markupOf(await request(list(), { as: owner }))).toContain('Send invitation');
  });

  test('get another role at once, and the log says what it was', async () => {
    const person = await createUser(database.sql, { in: [[factory, 'viewer']] });
    expect((await request(`/factories/${factory.slug}/audit`, { as: person })).status).toBe(403);
    const form = { intent: 'role', role: 'owner' };
    const changed = await request(await memberPath(person), { as: owner, form });
    expect(changed.headers.get('Location')).toContain('done=role');
    expect((await request(`/factories/${factory.slug}/audit`, { as: person })).status).toBe(200);
    expect(await events()).toEqual([
      {
        action: 'member.role_changed',
        actor_email: owner.email,
        actor_scope: 'factory',
        entity_label: person.email,
        before: { role: 'viewer' },
        after: { role: 'owner' },
        address: '127.0.0.1',
        request_id: 'test-request',
      },
    ]);
  });

  test('lose the factory at once when they are removed; their account stays', async () => {
    const person = await createUser(database.sql, { in: [[factory, 'planner']], displayName: 'Pei Planner' });
    const page = await markupOf(await request(await memberPath(person), { as: owner }));
    expect(page).toContain('Pei Planner loses access to Ningbo Homeware at once');
    await request(await memberPath(person), { as: owner, form: { intent: 'remove' } });
    expect((await request(list(), { as: person })).status).toBe(404);
    expect((await request('/account', { as: person })).status).toBe(200);
    expect(await events()).toMatchObject([
      { action: 'member.removed', before: { role: 'planner', displayName: 'Pei Planner' }, after: null },
    ]);
  });

  test('include an owner, always', async () => {
    const path = await memberPath(owner);
    expect(await markupOf(await request(path, { as: owner }))).toContain('Lin Owner is the only owner');
    expect((await request(path, { as: owner, form: { intent: 'remove' } })).status).toBe(409);
    expect((await request(path, { as: owner, form: { intent: 'role', role: 'viewer' } })).status).toBe(409);
    expect(await roleOf(owner)).toBe('owner');
    expect(await events()).toEqual([]);
  });

  test('include an owner even if two owners leave at the same moment', async () => {
    const second = await createUser(database.sql, { in: [[factory, 'owner']] });
    const leave = async (user: TestUser) =>
      request(await memberPath(user), { as: user, form: { intent: 'remove' } });
    const answers = await Promise.all([leave(owner), leave(second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 409]);
    const left =
      await database.sql`select 1 from membership where factory_id = ${factory.id} and role = 'owner'`;
    expect(left).toHaveLength(1);
  });

  test('cannot be reached through another factory', async () => {
    const other = await createFactory(database.sql);
    const stranger = await createUser(database.sql, { in: [[other, 'owner']] });
    const victim = await createUser(database.sql, { in: [[factory, 'planner']] });
    const path = (await memberPath(victim)).replace(factory.slug, other.slug);
    expect((await request(path, { as: stranger })).headers.get('Location')).toContain('done=gone');
    const removal = await request(path, { as: stranger, form: { intent: 'remove' } });
    expect(removal.headers.get('Location')).toContain('done=gone');
    expect(await roleOf(victim)).toBe('planner');
  });

  test.each(['not-an-id', '0190d3f0-0000-7000-8000-000000000000', '%00'])(
    'has nobody named %s',
    async (id) => {
      const answer = await request(`${list()}/${id}`, { as: owner, form: { intent: 'remove' } });
      expect([302, 404]).toContain(answer.status);
      expect(await events()).toEqual([]);
    },
  );
});

describe('the switcher', () => {
  test('leads to every factory of a person and keeps them apart', async () => {
    const second = await createFactory(database.sql, { nameEn: 'Shenzhen Electronics' });
    const person = await createUser(database.sql, {
      in: [
        [factory, 'viewer'],
        [second, 'owner'],
      ],
    });
    expect((await request(`/factories/${factory.slug}/audit`, { as: person })).status).toBe(403);
    const page = await markupOf(await request(`/factories/${second.slug}/audit`, { as: person }));
    expect(page).toContain('Ningbo Homeware');
    expect(page).toContain('Shenzhen Electronics');
  });
});

describe('people of the platform', () => {
  const events = (user: TestUser) => database.sql`
    select action, actor_email, before, after from platform_audit_event where entity_id = ${user.id}
    order by occurred_at, id`;

  test('are changed by an admin, and the log says what it was', async () => {
    const admin = await createPlatformUser(database.sql, 'admin');
    const person = await createPlatformUser(database.sql, 'buyer');
    const path = `/platform/members/${person.id}`;
    const page = await (await request(path, { as: admin })).text();
    expect(page).toMatch(/<nav aria-label="You are here"[\s\S]*?href="\/platform\/members"/);
    await request(path, { as: admin, form: { intent: 'role', role: 'auditor' } });
    expect((await request('/platform/audit', { as: person })).status).toBe(200);
    await request(path, { as: admin, form: { intent: 'remove' } });
    expect((await request('/platform', { as: person })).status).toBe(404);
    expect(await events(person)).toMatchObject([
      { action: 'member.role_changed', before: { role: 'buyer' }, after: { role: 'auditor' } },
      { action: 'member.removed', actor_email: admin.email, before: { role: 'auditor' } },
    ]);
  });

  test('include an admin, always', async () => {
    await database.sql`delete from platform_membership`;
    const admin = await createPlatformUser(database.sql, 'admin');
    const path = `/platform/members/${admin.id}`;
    expect((await request(path, { as: admin, form: { intent: 'remove' } })).status).toBe(409);
    expect((await request(path, { as: admin, form: { intent: 'role', role: 'buyer' } })).status).toBe(409);
  });
});
