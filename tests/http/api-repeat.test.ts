import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { askApi, createKey } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { unexpectedErrors } from '../support/request';
import { addStockScene, rowOf } from '../support/stock-scene';

let database: TestDatabase;
let key: string;
let next = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  await addStockScene(database.sql);
  ({ key } = await createKey());
});
afterAll(() => database.close());
afterEach(() => expect(unexpectedErrors.splice(0)).toEqual([]));

const fresh = (what: string) => `${what}-${++next}`;
const send = (body: unknown, idempotencyKey: string | undefined, as = key) =>
  askApi('/stock-movements', { key: as, body, headers: { 'Idempotency-Key': idempotencyKey } });
const movements = async () => {
  const [row] =
    await database.sql`select count(*)::int as n, coalesce(sum(quantity), 0)::int as pieces from stock_movement`;
  return row;
};

describe('a request under an Idempotency-Key', () => {
  test('is answered with the stored answer from the second time on, letter for letter', async () => {
    const name = fresh('key');
    const body = { rows: [rowOf.receipt(fresh('r'), 5), rowOf.receipt(fresh('r'), -5)] };
    const first = await send(body, name);
    expect([first.status, first.headers.get('Idempotency-Replayed')]).toEqual([207, null]);
    const text = await first.text();
    const after = await movements();
    for (let i = 0; i < 3; i++) {
      const again = await send(body, name);
      expect([again.status, again.headers.get('Idempotency-Replayed')]).toEqual([207, 'true']);
      expect(await again.text()).toBe(text);
    }
    expect(await movements()).toEqual(after);
  });

  test('keeps refusals of all rows too, as problem documents', async () => {
    const name = fresh('key');
    const body = { rows: [rowOf.sale(fresh('s'), 0)] };
    const first = await (await send(body, name)).text();
    const again = await send(body, `"${name}"`);
    expect(again.status).toBe(422);
    expect(again.headers.get('Content-Type')).toContain('application/problem+json');
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(await again.text()).toBe(first);
  });

  test('is refused with other content, at another address, and not by another key', async () => {
    const name = fresh('key');
    const body = { rows: [rowOf.receipt(fresh('r'), 5)] };
    expect((await send(body, name)).status).toBe(200);
    const other = await send({ rows: [rowOf.receipt(fresh('r'), 6)] }, name);
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([422, 'api_key_reused']);
    const elsewhere = await askApi('/listing-events', { key, body, headers: { 'Idempotency-Key': name } });
    expect(((await elsewhere.json()) as { code: string }).code).toBe('api_key_reused');
    const { key: second } = await createKey();
    const answer = await send({ rows: [rowOf.receipt(fresh('r'), 6)] }, name, second);
    expect(answer.status).toBe(200);
  });

  test('that could not be read leaves the name free', async () => {
    const name = fresh('key');
    expect((await send('{', name)).status).toBe(400);
    expect((await send({ rows: [rowOf.receipt(fresh('r'), 5)] }, name)).status).toBe(200);
  });

  test.each(['', ' ', 'a b', 'x'.repeat(201), 'ключ', '"'])('%j is no name', async (name) => {
    const headers = { 'Idempotency-Key': Buffer.from(name).toString('latin1') };
    const answer = await askApi('/stock-movements', {
      key,
      body: { rows: [rowOf.receipt(fresh('r'), 5)] },
      headers,
    });
    expect(await answer.json()).toMatchObject({
      status: 422,
      errors: [{ header: 'Idempotency-Key', code: 'api_idempotency_key_invalid' }],
    });
  });

  test('that comes 16 times at once is taken once; the others wait their turn or get the answer', async () => {
    const name = fresh('key');
    const body = { rows: Array.from({ length: 500 }, () => rowOf.receipt(fresh('r'), 1)) };
    const before = await movements();
    const answers = await Promise.all(Array.from({ length: 16 }, () => send(body, name)));
    const kinds = answers.map((answer) =>
      answer.status === 409
        ? `409 ${answer.headers.get('Retry-After')}`
        : `${answer.status} ${answer.headers.get('Idempotency-Replayed') ?? 'made'}`,
    );
    expect(kinds.filter((kind) => kind === '200 made')).toHaveLength(1);
    expect(kinds.filter((kind) => !['200 made', '200 true', '409 1'].includes(kind))).toEqual([]);
    expect(await movements()).toEqual({ n: before?.n + 500, pieces: before?.pieces + 500 });
    expect((await send(body, name)).headers.get('Idempotency-Replayed')).toBe('true');
  });

  test('and its rows stand or fall together: without the record there are no movements', async () => {
    await database.sql`create function refuse_record() returns trigger language plpgsql as $$ begin raise 'full'; end $$`;
    await database.sql`create trigger refuse_record before insert on idempotency_record for each row execute function refuse_record()`;
    const before = await movements();
    const body = { rows: [rowOf.receipt(fresh('r'), 5)] };
    const name = fresh('key');
    const failed = await send(body, name);
    expect([failed.status, failed.headers.get('Content-Type')]).toEqual([
      500,
      'application/problem+json; charset=utf-8',
    ]);
    expect(unexpectedErrors.splice(0)).toHaveLength(1);
    expect(await movements()).toEqual(before);
    await database.sql`drop trigger refuse_record on idempotency_record`;
    expect((await send(body, name)).status).toBe(200);
  });
});

test('batches of many systems at the same SKUs at once are all taken, and add up', async () => {
  const senders = await Promise.all(['a1', 'b2', 'c3', 'd4'].map((source) => createKey({ source })));
  const before = await movements();
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, i) =>
      send(
        {
          rows: Array.from({ length: 20 }, (_, j) =>
            rowOf.receipt(fresh('r'), 1, {
              sku: (i + j) % 2 ? 'CUP-1' : 'CUP-2',
              warehouse: j % 3 ? 'R1' : 'F1',
            }),
          ),
        },
        fresh('key'),
        senders[i % 4]?.key,
      ),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(24).fill(200));
  expect(await movements()).toEqual({ n: before?.n + 480, pieces: before?.pieces + 480 });
  const [balance] = await database.sql`select sum(on_hand)::int as pieces from stock_balance`;
  expect(balance?.pieces).toBe(before?.pieces + 480);
});
