import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeMemberRole } from '~/modules/identity/commands/change-member-role.server';
import { purgeIdentity } from '~/modules/identity/commands/purge-identity.server';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import { type Access, authorize, type Identity } from '~/modules/identity/domain/access';
import { FACTORY_ROLES, type Permission, PLATFORM_ROLES } from '~/modules/identity/domain/permissions';
import { identityOfRequest } from '~/modules/identity/queries/identity-of-request.server';
import {
  FACTORY_ROLES as STORED_FACTORY_ROLES,
  PLATFORM_ROLES as STORED_PLATFORM_ROLES,
} from '~db/schema/identity';
import { asSystem, inPlatform, inTenant } from '~db/tenancy.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import {
  createFactory,
  createPlatformUser,
  createUser,
  type TestFactory,
  type TestUser,
} from '../support/fixtures';

const ORIGIN = { ip: '10.0.0.1', userAgent: 'test', requestId: 'r-1' };
let database: TestDatabase;
let factory: TestFactory;
let other: TestFactory;
let owner: TestUser;
let buyer: TestUser;

beforeAll(async () => {
  database = await createTestDatabase();
  factory = await createFactory(database.sql);
  other = await createFactory(database.sql);
  owner = await createUser(database.sql, {
    in: [
      [factory, 'owner'],
      [other, 'viewer'],
    ],
  });
  buyer = await createPlatformUser(database.sql, 'buyer');
});
afterAll(() => database.close());

async function identityOf(user: TestUser): Promise<Identity> {
  const identity = await identityOfRequest(user.cookie, false, ORIGIN);
  if (!identity) throw new Error('not signed in');
  return identity;
}

async function accessOf<P extends Permission>(
  user: TestUser,
  permission: P,
  slug?: string,
): Promise<Access<P>> {
  const answer = authorize(await identityOf(user), permission, slug);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.access;
}

test('roles are the same in the permission table and in the database', () => {
  expect(STORED_FACTORY_ROLES).toEqual(FACTORY_ROLES);
  expect(STORED_PLATFORM_ROLES).toEqual(PLATFORM_ROLES);
});

describe('the look-up of a session', () => {
  test('finds a person with all they belong to', async () => {
    const identity = await identityOf(owner);
    expect(identity.user).toMatchObject({ id: owner.id, email: owner.email, locale: 'en', theme: 'auto' });
    expect(identity.memberships.map(({ slug, role }) => [slug, role]).sort()).toEqual(
      [
        [factory.slug, 'owner'],
        [other.slug, 'viewer'],
      ].sort(),
    );
    expect(identity.platformRole).toBeNull();
    expect((await identityOf(buyer)).platformRole).toBe('buyer');
    expect((await identityOf(buyer)).memberships).toEqual([]);
  });

  test.each([null, '', 'session=', 'session=nonsense', `session=${'a'.repeat(40)}`, 'other=1; session=%00'])(
    'finds nobody behind %s',
    async (cookie) => expect(await identityOfRequest(cookie, false, ORIGIN)).toBeNull(),
  );
});

describe('recordAudit', () => {
  const entity = { type: 'membership', id: 'm-1', label: 'x' };

  test('writes a factory’s own changes into its log, with who and from where', async () => {
    const access = await accessOf(owner, 'members:manage', factory.slug);
    await inTenant(access, (tx) =>
      recordAudit(tx, {
        by: access,
        action: 'member.role_changed',
        entity,
        before: { role: 'viewer', email: 'a' },
        after: { role: 'owner', email: 'a' },
      }),
    );
    const rows = await database.sql`select * from audit_event where factory_id = ${factory.id}`;
    expect(rows).toMatchObject([
      {
        actor_user_id: owner.id,
        actor_name: owner.displayName,
        actor_email: owner.email,
        actor_scope: 'factory',
        before: { role: 'viewer' },
        after: { role: 'owner' },
        address: '10.0.0.1',
        user_agent: 'test',
        request_id: 'r-1',
      },
    ]);
  });

  test('writes the platform’s changes to a factory into that factory’s log, all others into its own', async () => {
    const access = await accessOf(buyer, 'platform.forecast:publish');
    await inPlatform(access, async (tx) => {
      const action = 'forecast.requested' as const;
      await recordAudit(tx, { by: access, action, entity: { ...entity, id: 'theirs' }, factoryId: other.id });
      await recordAudit(tx, { by: access, action, entity: { ...entity, id: 'ours' } });
    });
    const theirs =
      await database.sql`select actor_scope, actor_email from audit_event where factory_id = ${other.id}`;
    expect(theirs).toEqual([{ actor_scope: 'platform', actor_email: buyer.email }]);
    const ours = await database.sql`select actor_scope from platform_audit_event where entity_id = 'ours'`;
    expect(ours).toEqual([{ actor_scope: 'platform' }]);
  });

  test('names jobs, leaves unchanged things out, and goes with its transaction', async () => {
    const write = (id: string, fail: boolean) =>
      asSystem('test:audit', async (tx) => {
        const by = { system: 'job:forecast.run' };
        await recordAudit(tx, {
          by,
          action: 'forecast.published',
          entity: { ...entity, id },
          after: { n: 1 },
        });
        const same = { role: 'viewer' };
        await recordAudit(tx, {
          by,
          action: 'member.role_changed',
          entity: { ...entity, id },
          before: same,
          after: same,
        });
        if (fail) throw new Error('rolled back');
      });
    await write('kept', false);
    await expect(write('lost', true)).rejects.toThrow('rolled back');
    const rows = await database.sql`
      select actor_scope, actor_name, action from platform_audit_event where entity_id in ('kept', 'lost')`;
    expect(rows).toEqual([
      { actor_scope: 'system', actor_name: 'job:forecast.run', action: 'forecast.published' },
    ]);
  });
});

test('owners who all step down at once leave one owner', async () => {
  const crowded = await createFactory(database.sql);
  const owners = await Promise.all(
    Array.from({ length: 12 }, () => createUser(database.sql, { in: [[crowded, 'owner']] })),
  );
  const outcomes = await Promise.all(
    owners.map(async (user) => {
      const access = await accessOf(user, 'members:manage', crowded.slug);
      const [row] = await database.sql`select id from membership where user_id = ${user.id}`;
      return changeMemberRole(access, { memberId: row?.id, role: 'viewer' });
    }),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(11);
  const left =
    await database.sql`select 1 from membership where factory_id = ${crowded.id} and role = 'owner'`;
  expect(left).toHaveLength(1);
});

test('the audit logs are read along their indexes', async () => {
  const { sql } = database;
  const factories = await Promise.all(Array.from({ length: 20 }, () => createFactory(sql)));
  const ids = factories.map(({ id }) => id);
  await sql`insert into audit_event (factory_id, id, occurred_at, actor_name, actor_scope, action, entity_type, entity_id)
    select (${ids}::uuid[])[1 + n % 20], gen_random_uuid(), now() - n * interval '1 minute', 'x', 'system',
      'member.joined', 'membership', n
    from generate_series(1, 20000) n`;
  await sql`analyze audit_event`;
  const plan = async (where: ReturnType<typeof sql>) => {
    const rows = await sql`explain select * from audit_event ${where}
      order by occurred_at desc, id desc limit 51`;
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };
  expect(await plan(sql`where factory_id = ${ids[0] ?? ''}`)).toMatch(
    /Index Scan Backward using audit_event_time_idx/,
  );
  expect(await plan(sql``)).toMatch(/Index Scan Backward using audit_event_everywhere_idx/);
});

test('the purge deletes what is over and nothing else', async () => {
  const { sql } = database;
  const person = await createUser(sql);
  await sql`insert into user_session (id, user_id, expires_at) values ('over', ${person.id}, now() - interval '1 minute')`;
  await sql`insert into sign_in_attempt (id, account_hash, address, succeeded, attempted_at) values
    (gen_random_uuid(), 'old', 'a', true, now() - interval '31 days'),
    (gen_random_uuid(), 'new', 'a', true, now() - interval '29 days')`;
  await sql`insert into password_reset (id, user_id, token_hash, expires_at) values
    (gen_random_uuid(), ${person.id}, 'old', now() - interval '25 hours'),
    (gen_random_uuid(), ${person.id}, 'new', now() - interval '1 hour')`;
  await purgeIdentity(Date.now());
  expect(await sql`select id from user_session where id = 'over'`).toEqual([]);
  expect(await identityOf(person)).not.toBeNull();
  const attempts = await sql`select account_hash from sign_in_attempt`;
  expect(attempts.map((row) => row.account_hash)).toEqual(['new']);
  const resets = await sql`select token_hash from password_reset`;
  expect(resets.map((row) => row.token_hash)).toEqual(['new']);
});
