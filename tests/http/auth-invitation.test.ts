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
let admin: TestUser;
let count = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  factory = await createFactory(database.sql, { nameEn: 'Ningbo Homeware', nameZh: '宁波家居' });
  owner = await createUser(database.sql, { in: [[factory, 'owner']], displayName: 'Lin Owner' });
  admin = await createPlatformUser(database.sql, 'admin');
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.sql`delete from mail_outbox`;
});

const someone = () => `invited-${++count}@example.com`;
const members = () => `/factories/${factory.slug}/members`;
const NEW_PERSON = { displayName: 'Wei', password: 'three blue conveyors', locale: 'zh' };

async function linkTo(email: string): Promise<{ path: string; subject: string; text: string }> {
  const [mail] = await database.sql`
    select subject, text from mail_outbox where to_email = ${email} order by created_at desc, id desc`;
  const link = /https?:\/\/\S+\/invitation\/\S+/.exec(mail?.text ?? '')?.[0];
  if (!link) throw new Error(`no invitation was sent to ${email}`);
  return { path: new URL(link).pathname, subject: mail?.subject, text: mail?.text };
}

async function invite(email: string, role = 'planner', locale = 'en'): Promise<string> {
  const sent = await request(members(), { as: owner, form: { email, role, locale } });
  expect(sent.status).toBe(302);
  return (await linkTo(email)).path;
}

const memberships = (email: string) =>
  database.sql`select role, factory_id from membership where email = ${email}`;

describe('an invitation', () => {
  test('goes out in the chosen language, names who and where, and is kept as a hash', async () => {
    const email = someone();
    await request(members(), {
      as: owner,
      form: { email: email.toUpperCase(), role: 'planner', locale: 'zh' },
    });
    const { path, subject, text } = await linkTo(email);
    expect(subject).toBe('工厂门户：邀请您加入宁波家居');
    expect(text).toContain('Lin Owner');
    expect(text).toContain('计划员');
    const [row] = await database.sql`select token_hash from invitation where email = ${email}`;
    expect(path).not.toContain(row?.token_hash);
  });

  test('makes an account, a membership and a session, once', async () => {
    const email = someone();
    const path = await invite(email);
    const page = await markupOf(await request(path));
    expect(page).toContain('Lin Owner invites');
    expect(page).toContain('Ningbo Homeware');
    const joined = await request(path, { form: NEW_PERSON });
    expect(joined.headers.get('Location')).toBe(`/factories/${factory.slug}`);
    const Cookie = joined.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    expect((await request(members(), { headers: { Cookie } })).status).toBe(200);
    expect(await memberships(email)).toMatchObject([{ role: 'planner', factory_id: factory.id }]);
    expect((await request(path, { form: NEW_PERSON })).status).toBe(410);
    expect(await markupOf(await request(path))).toContain('This invitation no longer works');
    const events = await database.sql`
      select action, actor_email, after from audit_event where entity_label = ${email} order by occurred_at, id`;
    expect(events).toMatchObject([
      { action: 'invitation.sent', actor_email: owner.email, after: { email, role: 'planner' } },
      { action: 'member.joined', actor_email: email, after: { email, role: 'planner', displayName: 'Wei' } },
    ]);
  });

  test('is used once by many at once', async () => {
    const email = someone();
    const path = await invite(email);
    const answers = await Promise.all(Array.from({ length: 4 }, () => request(path, { form: NEW_PERSON })));
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 410, 410, 410]);
    expect(await memberships(email)).toHaveLength(1);
  });

  test('asks somebody with an account to sign in, then lets them join', async () => {
    const person = await createUser(database.sql);
    const path = await invite(person.email, 'finance');
    const page = await markupOf(await request(path));
    expect(page).toContain(`/sign-in?next=${encodeURIComponent(path)}`);
    expect((await request(path, { form: NEW_PERSON })).status).toBe(409);
    const joined = await request(path, { as: person, method: 'POST' });
    expect(joined.headers.get('Location')).toBe(`/factories/${factory.slug}`);
    expect((await request(members(), { as: person })).status).toBe(200);
  });

  test('is for its address alone', async () => {
    const stranger = await createUser(database.sql);
    const email = someone();
    const path = await invite(email);
    expect(await markupOf(await request(path, { as: stranger }))).toContain('but the invitation is for');
    expect((await request(path, { as: stranger, method: 'POST' })).status).toBe(403);
    expect(await memberships(stranger.email)).toHaveLength(0);
    expect((await request(path, { form: NEW_PERSON })).status).toBe(302);
  });

  test('ends after seven days, when it is revoked, and when a newer one replaces it', async () => {
    const email = someone();
    const first = await invite(email);
    const second = await invite(email, 'viewer');
    expect((await request(first, { form: NEW_PERSON })).status).toBe(410);
    await database.sql`update invitation set expires_at = now() - interval '1 second' where email = ${email}`;
    expect((await request(second, { form: NEW_PERSON })).status).toBe(410);
    const third = await invite(email);
    const [row] = await database.sql`
      select id from invitation where email = ${email} and revoked_at is null and expires_at > now()`;
    const revoke = { as: owner, form: { invitationId: row?.id } };
    const revoked = await request(`${members()}/revoke-invitation`, revoke);
    expect(revoked.headers.get('Location')).toContain('done=revoked');
    expect((await request(third, { form: NEW_PERSON })).status).toBe(410);
    const again = await request(`${members()}/revoke-invitation`, revoke);
    expect(again.headers.get('Location')).toContain('done=closed');
  });

  test('is refused to somebody who belongs there, and to an address that is none', async () => {
    const already = await request(members(), {
      as: owner,
      form: { email: owner.email, role: 'viewer', locale: 'en' },
    });
    expect(already.status).toBe(409);
    const form = { email: 'no address', role: 'king', locale: 'en' };
    const wrong = await request(members(), { as: owner, form });
    expect(wrong.status).toBe(422);
    const page = await markupOf(wrong);
    expect(page).toContain('Enter an address such as');
    expect(page).toContain('Choose a role from the list.');
    expect(page).toContain('value="no address"');
  });

  test('cannot be revoked from another factory', async () => {
    const other = await createFactory(database.sql);
    const stranger = await createUser(database.sql, { in: [[other, 'owner']] });
    const email = someone();
    const path = await invite(email);
    const [row] = await database.sql`select id from invitation where email = ${email}`;
    const form = { invitationId: row?.id, factoryId: factory.id };
    const answer = await request(`/factories/${other.slug}/members/revoke-invitation`, {
      as: stranger,
      form,
    });
    expect(answer.headers.get('Location')).toContain('done=closed');
    expect((await request(path, { form: NEW_PERSON })).status).toBe(302);
  });
});

describe('an invitation by the platform', () => {
  const inviteBy = (form: Record<string, string>) =>
    request('/platform/members', { as: admin, form: { locale: 'en', ...form } });

  test('to the platform gives the role there', async () => {
    const email = someone();
    expect((await inviteBy({ email, to: 'platform', role: 'platform.auditor' })).status).toBe(302);
    const { path } = await linkTo(email);
    const joined = await request(path, { form: NEW_PERSON });
    expect(joined.headers.get('Location')).toBe('/platform');
    const Cookie = joined.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    expect((await request('/platform/audit', { headers: { Cookie } })).status).toBe(200);
    const events = await database.sql`select action from platform_audit_event where entity_label = ${email}`;
    expect(events.map(({ action }) => action).sort()).toEqual([
      'account.created',
      'invitation.sent',
      'member.joined',
    ]);
  });

  test('into a factory stands in the log of that factory', async () => {
    const email = someone();
    expect((await inviteBy({ email, to: factory.id, role: 'factory.owner' })).status).toBe(302);
    const events = await database.sql`
      select factory_id, actor_scope, actor_email from audit_event where entity_label = ${email}`;
    expect(events).toMatchObject([
      { factory_id: factory.id, actor_scope: 'platform', actor_email: admin.email },
    ]);
    expect((await request((await linkTo(email)).path, { form: NEW_PERSON })).status).toBe(302);
    expect(await memberships(email)).toMatchObject([{ role: 'owner' }]);
  });

  test('takes no role of the other kind', async () => {
    for (const [to, role] of [
      ['platform', 'factory.owner'],
      [factory.id, 'platform.admin'],
      ['platform', 'admin'],
      ['nowhere', 'platform.admin'],
    ] as const)
      expect((await inviteBy({ email: someone(), to, role })).status).toBe(422);
    const unknown = '0190d3f0-0000-7000-8000-000000000000';
    expect((await inviteBy({ email: someone(), to: unknown, role: 'factory.owner' })).status).toBe(404);
  });
});
