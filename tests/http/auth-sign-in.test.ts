import { hash, parseOptions } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '~/modules/identity/data/password-hash.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createFactory, createUser, type TestFactory } from '../support/fixtures';
import { markupOf } from '../support/markup';
import { request } from '../support/request';

const PASSWORD = 'three blue conveyors';
let database: TestDatabase;
let factory: TestFactory;
let passwordHash: string;

beforeAll(async () => {
  database = await createTestDatabase();
  factory = await createFactory(database.sql);
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.sql`delete from sign_in_attempt`;
});

const newOwner = () => createUser(database.sql, { in: [[factory, 'owner']], passwordHash });

interface SignIn {
  email: string;
  password?: string;
  next?: string;
  from?: string;
  url?: string;
  cookie?: string;
}

function signIn({ email, password = PASSWORD, next, from = '10.0.0.1', url = '/sign-in', cookie }: SignIn) {
  return request(url, {
    form: { email, password, ...(next === undefined ? {} : { next }) },
    context: { clientAddress: from },
    ...(cookie ? { headers: { Cookie: cookie } } : {}),
  });
}

const sessionOf = (response: Response) =>
  response.headers.getSetCookie().find((cookie) => cookie.includes('session=')) ?? '';
const cookieOf = (response: Response) => sessionOf(response).split(';', 1)[0] ?? '';

async function statuses(attempts: Promise<Response>[]): Promise<number[]> {
  return (await Promise.all(attempts)).map(({ status }) => status).sort();
}

describe('signing in', () => {
  test('starts a session whose cookie scripts cannot read and other sites do not send', async () => {
    const { email } = await newOwner();
    const response = await signIn({ email: ` ${email.toUpperCase()} ` });
    expect(response.status).toBe(302);
    expect(response.headers.get('Location')).toBe('/');
    const cookie = sessionOf(response);
    expect(cookie).toMatch(/^session=[a-z0-9]{40};/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toMatch(/; Path=\//);
    expect(cookie).not.toMatch(/Secure|Domain/);
    const page = await request('/', { headers: { Cookie: cookieOf(response) } });
    expect(page.headers.get('Location')).toBe(`/factories/${factory.slug}`);
  });

  test('binds the cookie to this host and to HTTPS where the portal is served over it', async () => {
    const { email } = await newOwner();
    const response = await signIn({ email, url: 'https://portal.example/sign-in' });
    const cookie = sessionOf(response);
    expect(cookie).toMatch(/^__Host-session=/);
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).toMatch(/; Path=\//);
    expect(cookie).not.toMatch(/Domain/);
    const Cookie = cookieOf(response);
    expect((await request('https://portal.example/account', { headers: { Cookie } })).status).toBe(200);
    // The plain name counts nowhere over HTTPS: a network attacker could have planted it.
    const planted = Cookie.replace('__Host-', '');
    expect((await request('https://portal.example/account', { headers: { Cookie: planted } })).status).toBe(
      302,
    );
  });

  test('keeps no token that the database could give away', async () => {
    const { email, id } = await newOwner();
    const token = cookieOf(await signIn({ email })).split('=')[1] ?? '';
    const sessions = await database.sql`select id from user_session where user_id = ${id}`;
    expect(sessions.length).toBe(2);
    for (const session of sessions) expect(session.id).not.toContain(token);
  });

  test('replaces the session of this browser, and signing out ends it', async () => {
    const { email } = await newOwner();
    const first = cookieOf(await signIn({ email }));
    const second = cookieOf(await signIn({ email, cookie: first }));
    expect((await request('/account', { headers: { Cookie: first } })).status).toBe(302);
    expect((await request('/account', { headers: { Cookie: second } })).status).toBe(200);
    const out = await request('/sign-out', { method: 'POST', headers: { Cookie: second } });
    expect(out.headers.get('Location')).toBe('/sign-in?done=out');
    expect(sessionOf(out)).toMatch(/^session=;.*Max-Age=0/);
    expect((await request('/account', { headers: { Cookie: second } })).status).toBe(302);
  });

  test.each([
    ['/factories/x/forecast?week=1', '/factories/x/forecast?week=1'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['javascript:alert(1)', '/'],
  ])('goes on to %s as %s', async (next, location) => {
    const { email } = await newOwner();
    expect((await signIn({ email, next })).headers.get('Location')).toBe(location);
  });

  test('leads back to the page that asked for it', async () => {
    const response = await request(`/factories/${factory.slug}/audit?actor=lin`);
    expect(response.headers.get('Location')).toBe(
      `/sign-in?next=${encodeURIComponent(`/factories/${factory.slug}/audit?actor=lin`)}`,
    );
  });

  test('refuses a form that another site sent', async () => {
    const { email } = await newOwner();
    const response = await request('/sign-in', {
      form: { email, password: PASSWORD },
      headers: { Origin: 'https://evil.example' },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(sessionOf(response)).toBe('');
  });

  test('hashes a password anew when the parameters have changed', async () => {
    const weak = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    const { email, id } = await createUser(database.sql, { passwordHash: weak });
    expect((await signIn({ email })).status).toBe(302);
    const [account] = await database.sql`select password_hash from user_account where id = ${id}`;
    expect(parseOptions(account?.password_hash)).toMatchObject({
      memoryCost: 19_456,
      timeCost: 2,
      parallelism: 1,
    });
    expect((await signIn({ email })).status).toBe(302);
  });
});

describe('a session', () => {
  test('is prolonged by use in its second half, and ends by time', async () => {
    const user = await newOwner();
    const expiry = async () => {
      const [row] = await database.sql`select expires_at from user_session where user_id = ${user.id}`;
      return (row?.expires_at as Date | undefined)?.getTime() ?? 0;
    };
    await database.sql`update user_session set expires_at = now() + interval '2 days' where user_id = ${user.id}`;
    const before = await expiry();
    expect((await request('/account', { as: user })).status).toBe(200);
    expect((await expiry()) - before).toBeGreaterThan(11 * 86_400_000);
    await database.sql`update user_session set expires_at = now() - interval '1 second' where user_id = ${user.id}`;
    expect((await request('/account', { as: user })).status).toBe(302);
  });

  test('of a disabled account opens nothing', async () => {
    const user = await newOwner();
    await database.sql`update user_account set disabled_at = now() where id = ${user.id}`;
    expect((await request('/account', { as: user })).status).toBe(302);
    expect((await signIn({ email: user.email })).status).toBe(401);
  });
});

describe('a failed attempt', () => {
  test('looks the same whether or not the account exists', async () => {
    const { email } = await newOwner();
    const unknown = `nobody${email}`;
    const wrong = await signIn({ email, password: 'not the password' });
    const nobody = await signIn({ email: unknown, password: 'not the password' });
    expect(wrong.status).toBe(401);
    expect(nobody.status).toBe(401);
    const [one, other] = [await markupOf(wrong), await markupOf(nobody)];
    expect(one).toContain('Address and password do not match');
    expect(one.replaceAll(email, '…')).toBe(other.replaceAll(unknown, '…'));
    expect(one).not.toContain('not the password');
  });

  test('costs waiting from the sixth on, for accounts that exist and for those that do not', async () => {
    const { email } = await newOwner();
    for (const account of [email, `nobody${email}`]) {
      for (let attempt = 0; attempt < 5; attempt++)
        expect((await signIn({ email: account, password: 'wrong', from: '10.1.0.1' })).status).toBe(401);
      // The right password waits too: otherwise waiting would tell which one it is.
      const refused = await signIn({ email: account, from: '10.1.0.1' });
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(20);
      expect(await markupOf(refused)).toMatch(/Try again in \d+ seconds/);
    }
  });

  test('is counted one by one, however many come at once', async () => {
    const { email } = await newOwner();
    const attempts = Array.from({ length: 12 }, () => signIn({ email, password: 'wrong', from: '10.2.0.1' }));
    expect(await statuses(attempts)).toEqual([...Array(5).fill(401), ...Array(7).fill(429)]);
  });

  test('is forgotten with time', async () => {
    const { email } = await newOwner();
    for (let attempt = 0; attempt < 5; attempt++) await signIn({ email, password: 'wrong' });
    expect((await signIn({ email })).status).toBe(429);
    await database.sql`update sign_in_attempt set attempted_at = attempted_at - interval '31 seconds'`;
    expect((await signIn({ email })).status).toBe(302);
  });

  test('by a stranger does not keep the owner out of where they have signed in before', async () => {
    const { email } = await newOwner();
    expect((await signIn({ email, from: '10.3.0.1' })).status).toBe(302);
    for (let attempt = 0; attempt < 5; attempt++)
      expect((await signIn({ email, password: 'wrong', from: `10.4.0.${attempt}` })).status).toBe(401);
    expect((await signIn({ email, from: '10.4.0.9' })).status).toBe(429);
    expect((await signIn({ email, from: '10.3.0.1' })).status).toBe(302);
  });

  test('at many accounts slows one address down, and no other', async () => {
    const { email } = await newOwner();
    await database.sql`insert into sign_in_attempt (id, account_hash, address, succeeded, attempted_at)
      select gen_random_uuid(), 'account ' || n, '10.5.0.1', false, now() from generate_series(1, 30) n`;
    expect((await signIn({ email, from: '10.5.0.1' })).status).toBe(429);
    expect((await signIn({ email, from: '10.5.0.2' })).status).toBe(302);
  });
});
