import { afterAll, beforeAll, expect, test } from 'vitest';
import { admitApiKey } from '~/modules/identity/commands/admit-api-key.server';
import { askApi, createKey } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';

const LIMIT = 30;
let database: TestDatabase;

beforeAll(async () => {
  process.env.API_REQUESTS_PER_MINUTE = String(LIMIT);
  database = await createTestDatabase();
});
afterAll(() => {
  delete process.env.API_REQUESTS_PER_MINUTE;
  return database.close();
});

test('a key has its requests at once, then waits; what is left is told each time', async () => {
  const { key } = await createKey();
  const { key: other } = await createKey();
  const first = await askApi('/stock-balances', { key });
  expect(first.status).toBe(200);
  expect(first.headers.get('RateLimit-Policy')).toBe(`"requests";q=${LIMIT};w=60`);
  expect(first.headers.get('RateLimit')).toMatch(new RegExp(`^"requests";r=${LIMIT - 1};t=[12]$`));
  const answers = await Promise.all(
    Array.from({ length: LIMIT + 9 }, () => askApi('/stock-balances', { key })),
  );
  const refused = answers.filter(({ status }) => status === 429);
  // One comes back every two seconds while the others are asked.
  expect(refused.length).toBeGreaterThan(5);
  expect(refused.length).toBeLessThanOrEqual(10);
  for (const answer of refused) {
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThanOrEqual(1);
    expect(answer.headers.get('RateLimit')).toMatch(/^"requests";r=0;t=\d+$/);
    expect(await answer.json()).toMatchObject({ code: 'api_limited', status: 429 });
  }
  expect((await askApi('/stock-balances', { key: other })).status).toBe(200);
});

test('requests that come together are counted one by one, whoever counts', async () => {
  const { id, key } = await createKey();
  // As if all of it had been used up to the last ten.
  await database.sql`update api_key set allowance_full_at = now() + interval '40 seconds' where id = ${id}`;
  const admitted = await Promise.all(Array.from({ length: 40 }, () => admitApiKey(key)));
  const letIn = admitted.filter(({ ok }) => ok).length;
  expect(letIn).toBeGreaterThanOrEqual(10);
  expect(letIn).toBeLessThanOrEqual(12);
});

test('an allowance is full again after a minute, and never fuller', async () => {
  const { id, key } = await createKey();
  await database.sql`update api_key set allowance_full_at = now() - interval '1 hour' where id = ${id}`;
  const answer = await askApi('/stock-balances', { key });
  expect(answer.headers.get('RateLimit')).toMatch(new RegExp(`^"requests";r=${LIMIT - 1};`));
});
