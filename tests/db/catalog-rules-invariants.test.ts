import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokenInvariants } from '../invariants/broken-invariants';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ seed: 'demo' });
});
afterAll(() => database?.close());

test('the demonstration platform keeps every invariant', async () => {
  const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from sourcing`;
  expect(row!.n).toBeGreaterThan(100);
  expect(await brokenInvariants(database.sql)).toEqual([]);
});
