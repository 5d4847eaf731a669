import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '~/modules/identity/data/password-hash.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createFactory, createUser, type TestUser } from '../support/fixtures';
import { markupOf } from '../support/markup';
import { request } from '../support/request';

const PASSWORD = 'three blue conveyors';
const NEW_PASSWORD = 'four green conveyors';
let database: TestDatabase;
let passwordHash: string;

beforeAll(async () => {
  database = await createTestDatabase();
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => database.close());

const newUser = () => createUser(database.sql, { passwordHash });

async function otherDevice({ email }: TestUser, password = PASSWORD): Promise<string> {
  const response = await request('/sign-in', {
    form: { email, password },
    headers: { 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0) Firefox/130.0' },
  });
  expect(response.status).toBe(302);
  return response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}

const isOpen = async (Cookie: string) => (await request('/account', { headers: { Cookie } })).status === 200;

const events = (user: TestUser) => database.sql`
  select action, before, after from platform_audit_event where entity_id = ${user.id} order by occurred_at, id`;

describe('changing the password', () => {
  const change = (user: TestUser, current: string, password: string) =>
    request('/account/security', { as: user, form: { current, password } });

  test('ends every other session and keeps this one', async () => {
    const user = await newUser();
    const other = await otherDevice(user);
    const changed = await change(user, PASSWORD, NEW_PASSWORD);
    expect(changed.headers.get('Location')).toBe('/account/security?done=password&count=1');
    expect(await isOpen(other)).toBe(false);
    expect(await isOpen(user.cookie)).toBe(true);
    expect(await isOpen(await otherDevice(user, NEW_PASSWORD))).toBe(true);
    expect(await events(user)).toMatchObject([
      { action: 'account.password_changed', after: { endedSessions: 1 } },
    ]);
    const mails = await database.sql`select subject from mail_outbox where to_email = ${user.email}`;
    expect(mails).toMatchObject([{ subject: 'Your Factory Portal password was changed' }]);
  });

  test('needs the current one, and guesses at it are throttled', async () => {
    const user = await newUser();
    for (let attempt = 0; attempt < 5; attempt++) {
      const wrong = await change(user, 'wrong', NEW_PASSWORD);
      expect(wrong.status).toBe(422);
      expect(await markupOf(wrong)).toContain('This is not your current password.');
    }
    expect((await change(user, PASSWORD, NEW_PASSWORD)).status).toBe(429);
    expect(await otherDevice(await newUser())).not.toBe('');
  });

  test('takes no password that is easy to guess', async () => {
    const user = await newUser();
    expect(await markupOf(await change(user, PASSWORD, user.email))).toContain(
      'must not be your name or address',
    );
    expect((await change(user, PASSWORD, '1234567890')).status).toBe(422);
  });
});

describe('devices', () => {
  test('are listed by name, without what could resume a session', async () => {
    const user = await newUser();
    const other = await otherDevice(user);
    const page = await markupOf(await request('/account/security', { as: user }));
    expect(page).toContain('Firefox on Windows');
    expect(page).toContain('this device');
    expect(page).not.toContain(other.split('=')[1]);
    expect(page).not.toContain(user.cookie.split('=')[1]);
  });

  test('are signed out one by one, never those of somebody else', async () => {
    const [user, stranger] = [await newUser(), await newUser()];
    const other = await otherDevice(user);
    const sessions = await database.sql`select id, user_agent from user_session where user_id = ${user.id}`;
    const key = sessions.find(({ user_agent }) => /Firefox/.test(user_agent))?.id;
    await request('/account/sessions', { as: stranger, form: { end: key } });
    expect(await isOpen(other)).toBe(true);
    const ended = await request('/account/sessions', { as: user, form: { end: key } });
    expect(ended.headers.get('Location')).toBe('/account/security?done=ended');
    expect(await isOpen(other)).toBe(false);
    expect(await isOpen(user.cookie)).toBe(true);
  });

  test('are signed out together, with or without this one', async () => {
    const user = await newUser();
    const [first, second] = [await otherDevice(user), await otherDevice(user)];
    const others = await request('/account/sessions', { as: user, form: { end: 'others' } });
    expect(others.headers.get('Location')).toBe('/account/security?done=others&count=2');
    expect(await Promise.all([first, second, user.cookie].map(isOpen))).toEqual([false, false, true]);
    const everywhere = await request('/account/sessions', { as: user, form: { end: 'everywhere' } });
    expect(everywhere.headers.get('Location')).toBe('/sign-in?done=everywhere');
    expect(everywhere.headers.getSetCookie()[0]).toMatch(/^session=;.*Max-Age=0/);
    expect(await isOpen(user.cookie)).toBe(false);
  });
});

describe('one’s settings', () => {
  const form = { displayName: 'Wei Zhang', locale: 'zh', theme: 'dark', timeZone: 'Asia/Bangkok' };

  test('are kept, followed by this browser, and copied to where the name is shown', async () => {
    const factory = await createFactory(database.sql);
    const user = await createUser(database.sql, { in: [[factory, 'viewer']] });
    const saved = await request('/account?index', { as: user, form });
    expect(saved.headers.get('Location')).toBe('/account?done=saved');
    const cookies = saved.headers.getSetCookie().map((cookie) => cookie.split('=', 1)[0]);
    expect(cookies.sort()).toEqual(['language', 'theme']);
    const [account] = await database.sql`select * from user_account where id = ${user.id}`;
    expect(account).toMatchObject({
      display_name: 'Wei Zhang',
      locale: 'zh',
      theme: 'dark',
      time_zone: 'Asia/Bangkok',
    });
    const [member] = await database.sql`select display_name from membership where user_id = ${user.id}`;
    expect(member?.display_name).toBe('Wei Zhang');
    expect(await markupOf(await request('/account', { as: user }))).toContain('lang="zh-Hans"');
    expect(await events(user)).toMatchObject([
      { action: 'account.updated', after: { locale: 'zh', theme: 'dark' } },
    ]);
  });

  test('that make no sense are refused at their field', async () => {
    const user = await newUser();
    const wrong = await request('/account?index', {
      as: user,
      form: { ...form, displayName: ' ', timeZone: 'Mars' },
    });
    expect(wrong.status).toBe(422);
    const page = await markupOf(wrong);
    expect(page).toContain('Enter a name.');
    expect(page).toContain('Choose a time zone from the list.');
  });
});

describe('a switch of language or colours anywhere', () => {
  test('is kept with the account', async () => {
    const user = await newUser();
    const switched = await request('/preferences', {
      as: user,
      form: { language: 'zh', returnTo: '/sign-in?next=%2Faccount' },
      headers: { Accept: 'text/html' },
    });
    expect(switched.headers.get('Location')).toBe('/sign-in?next=%2Faccount');
    await request('/preferences', { as: user, form: { theme: 'dark', language: 'klingon' } });
    const [account] = await database.sql`select locale, theme from user_account where id = ${user.id}`;
    expect(account).toEqual({ locale: 'zh', theme: 'dark' });
    expect((await request('/preferences', { method: 'POST' })).status).toBe(204);
  });
});

test('the outbox shows messages where no mail server is set', async () => {
  const user = await newUser();
  await request('/forgot-password', { form: { email: user.email } });
  const page = await markupOf(await request('/dev/outbox'));
  expect(page).toContain(user.email);
  expect(page).toMatch(/<a href="http[^"]+\/reset-password\//);
});
