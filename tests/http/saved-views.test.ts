import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createUser, type TestUser } from '../support/fixtures';
import { request } from '../support/request';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const viewsOf = async (as: TestUser, page: string) =>
  (await request(`/account/views?page=${page}`, { as })).json() as Promise<{ views: unknown[] }>;

const save = (as: TestUser, page: string, name: string, search: string) =>
  request('/account/views', { as, form: { intent: 'save', page, name, search } });

describe('saved views', () => {
  test('belong to a person and a page, wherever the person signs in', async () => {
    const [user, other] = [await createUser(database.sql), await createUser(database.sql)];
    await save(user, 'orders-platform', ' 晚点 ', '?needs=late');
    await save(user, 'orders-platform', 'Big ones', '?sort=value');
    const answer = await save(user, 'orders-platform', '晚点', '?needs=late&sort=risk');
    expect(await answer.json()).toEqual({
      views: [
        { name: '晚点', search: '?needs=late&sort=risk' },
        { name: 'Big ones', search: '?sort=value' },
      ],
    });
    expect((await viewsOf(user, 'orders-platform')).views).toHaveLength(2);
    expect((await viewsOf(user, 'reorders')).views).toEqual([]);
    expect((await viewsOf(other, 'orders-platform')).views).toEqual([]);
  });

  test('are taken away by name, the person’s own only', async () => {
    const [user, other] = [await createUser(database.sql), await createUser(database.sql)];
    await save(user, 'risks', 'Mine', '');
    await request('/account/views', { as: other, form: { intent: 'remove', page: 'risks', name: 'Mine' } });
    expect((await viewsOf(user, 'risks')).views).toHaveLength(1);
    const gone = await request('/account/views', {
      as: user,
      form: { intent: 'remove', page: 'risks', name: 'Mine' },
    });
    expect(await gone.json()).toEqual({ views: [] });
  });

  test('are thirty at most, and what makes no view is refused', async () => {
    const user = await createUser(database.sql);
    for (let n = 0; n < 30; n++) expect((await save(user, 'risks', `View ${n}`, '')).status).toBe(200);
    const full = await save(user, 'risks', 'One more', '');
    expect(full.status).toBe(409);
    expect(await full.json()).toMatchObject({ problem: { code: 'views_full', field: 'name' } });
    expect((await save(user, 'risks', 'View 3', '?q=a')).status).toBe(200);
    for (const [page, name, search] of [
      ['risks', '', ''],
      ['risks', 'x'.repeat(61), ''],
      ['risks', 'x', 'https://elsewhere.example'],
      ['risks', 'x', `?q=${'a'.repeat(2000)}`],
      ['../x', 'x', ''],
    ] as const) {
      expect((await save(user, page, name, search)).status).toBe(422);
    }
  });
});
