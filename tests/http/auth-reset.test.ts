import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '~/modules/identity/data/password-hash.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createUser, type TestUser, type UserOptions } from '../support/fixtures';
import { markupOf } from '../support/markup';
import { request } from '../support/request';

const NEW_PASSWORD = 'four green conveyors';
let database: TestDatabase;
let passwordHash: string;

beforeAll(async () => {
  database = await createTestDatabase();
  passwordHash = await hashPassword('three blue conveyors');
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.sql`delete from mail_outbox`;
});

const newUser = (options: UserOptions = {}) => createUser(database.sql, { passwordHash, ...options });
const ask = (email: string) => request('/forgot-password', { form: { email } });
const signIn = (email: string, password: string) => request('/sign-in', { form: { email, password } });
const reset = (path: string, password = NEW_PASSWORD) => request(path, { form: { password } });

async function mailsTo(email: string): Promise<{ subject: string; text: string }[]> {
  return database.sql`select subject, text from mail_outbox where to_email = ${email} order by created_at, id`;
}

/** Asks for a reset and takes the link out of the mail. */
async function resetPath(user: TestUser): Promise<string> {
  await ask(user.email);
  const mail = (await mailsTo(user.email)).at(-1);
  const link = /https?:\/\/\S+\/reset-password\/\S+/.exec(mail?.text ?? '')?.[0];
  if (!link) throw new Error('no link in the mail');
  return new URL(link).pathname;
}

describe('a forgotten password', () => {
  test('is answered the same for an address without an account, and only the account gets a mail', async () => {
    const user = await newUser();
    const known = await ask(user.email);
    const unknown = await ask(`nobody-${user.email}`);
    expect(known.status).toBe(200);
    expect(unknown.status).toBe(200);
    const [one, other] = [await markupOf(known), await markupOf(unknown)];
    expect(other.replaceAll(`nobody-${user.email}`, '…')).toBe(one.replaceAll(user.email, '…'));
    expect(await mailsTo(user.email)).toHaveLength(1);
    expect(await mailsTo(`nobody-${user.email}`)).toHaveLength(0);
  });

  test('is written about in the language of the person', async () => {
    const user = await newUser({ locale: 'zh' });
    await ask(user.email);
    expect((await mailsTo(user.email))[0]?.subject).toBe('工厂门户：重设密码');
  });

  test('sends three mails an hour at most', async () => {
    const user = await newUser();
    for (let round = 0; round < 5; round++) expect((await ask(user.email)).status).toBe(200);
    expect(await mailsTo(user.email)).toHaveLength(3);
  });
});

describe('the link for a new password', () => {
  test('sets it once, signs every device out, tells the owner, and is kept as a hash', async () => {
    const user = await newUser();
    const path = await resetPath(user);
    const [row] = await database.sql`select token_hash from password_reset where user_id = ${user.id}`;
    expect(path).not.toContain(row?.token_hash);
    expect((await request(path)).status).toBe(200);
    const done = await reset(path);
    expect(done.headers.get('Location')).toBe('/sign-in?done=reset');
    expect((await request('/account', { as: user })).status).toBe(302);
    expect((await signIn(user.email, NEW_PASSWORD)).status).toBe(302);
    expect((await signIn(user.email, 'three blue conveyors')).status).toBe(401);
    expect((await mailsTo(user.email)).at(-1)?.subject).toBe('Your Factory Portal password was changed');
    expect((await reset(path, 'five red conveyors')).status).toBe(410);
    expect(await markupOf(await request(path))).toContain('This link no longer works');
    const [event] = await database.sql`select * from platform_audit_event where entity_id = ${user.id}`;
    expect(event).toMatchObject({
      action: 'account.password_reset',
      actor_email: user.email,
      address: '127.0.0.1',
      request_id: 'test-request',
    });
  });

  test('works for one of many that use it at once', async () => {
    const path = await resetPath(await newUser());
    const answers = await Promise.all(Array.from({ length: 6 }, () => reset(path)));
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 410, 410, 410, 410, 410]);
  });

  test('ends after an hour, and with the use of another', async () => {
    const user = await newUser();
    const [first, second] = [await resetPath(user), await resetPath(user)];
    expect((await reset(second)).status).toBe(302);
    expect((await reset(first)).status).toBe(410);
    const late = await resetPath(user);
    await database.sql`update password_reset set expires_at = now() - interval '1 second' where user_id = ${user.id}`;
    expect((await reset(late)).status).toBe(410);
    expect((await reset('/reset-password/unknown')).status).toBe(410);
  });

  test.each([
    ['short', 'Use at least 10 characters.'],
    ['password123', 'on the list that attackers try first'],
  ])('refuses %s and keeps working', async (password, words) => {
    const path = await resetPath(await newUser());
    const refused = await reset(path, password);
    expect(refused.status).toBe(422);
    const page = await markupOf(refused);
    expect(page).toContain(words);
    expect(page).not.toContain(`value="${password}"`);
    expect((await reset(path)).status).toBe(302);
  });

  test('lifts the wait from the account', async () => {
    const user = await newUser();
    for (let attempt = 0; attempt < 5; attempt++) await signIn(user.email, 'wrong');
    expect((await signIn(user.email, 'three blue conveyors')).status).toBe(429);
    await reset(await resetPath(user));
    expect((await signIn(user.email, NEW_PASSWORD)).status).toBe(302);
  });
});
