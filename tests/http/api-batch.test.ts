import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MAX_BODY_BYTES } from '~/http/api-limits';
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
  ({ key } = await createKey({ source: 'wms', name: 'Warehouse' }));
});
afterAll(() => database.close());
afterEach(() => expect(unexpectedErrors.splice(0)).toEqual([]));

/** A name no other test uses. */
const fresh = (what: string) => `${what}-${++next}`;
const send = (body: unknown, more: Parameters<typeof askApi>[1] = {}) =>
  askApi('/stock-movements', { key, body, ...more });

interface Answer {
  code?: string;
  rows: number;
  taken: number;
  duplicate: number;
  refused: number;
  outcomes: string[];
  errors: { pointer?: string; header?: string; code: string; detail: string }[];
}
const read = async (response: Response) => (await response.json()) as Answer;

const onHand = async (sku = 'CUP-1', warehouse = 'R1'): Promise<number> => {
  const [row] = await database.sql`
    select b.on_hand from stock_balance b join sku s on s.id = b.sku_id
    where s.code = ${sku} and b.warehouse_code = ${warehouse}`;
  return row?.on_hand ?? 0;
};

describe('a batch of movements', () => {
  test('is taken whole, and is all duplicates when it comes again', async () => {
    const rows = [rowOf.receipt(fresh('r'), 100), rowOf.sale(fresh('s'), 30), rowOf.sale(fresh('s'), 20)];
    const before = await onHand();
    const first = await send({ rows });
    expect(first.status).toBe(200);
    expect(first.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(await read(first)).toEqual({
      rows: 3,
      taken: 3,
      duplicate: 0,
      refused: 0,
      outcomes: ['taken', 'taken', 'taken'],
      errors: [],
    });
    const second = await send({ rows });
    expect(second.status).toBe(200);
    expect((await read(second)).outcomes).toEqual(['duplicate', 'duplicate', 'duplicate']);
    expect(await onHand()).toBe(before + 50);
    const [row] =
      await database.sql`select source from stock_movement where source_ref = ${String(rows[0]?.sourceRef)}`;
    expect(row?.source).toBe('wms');
  });

  test('takes the good rows and says of each bad one where and why', async () => {
    const good = fresh('r');
    const before = await onHand();
    const response = await send({
      rows: [
        rowOf.receipt(good, 7),
        rowOf.receipt(fresh('r'), -1),
        rowOf.sale(fresh('s'), 1.5),
        { ...rowOf.sale(fresh('s'), 1), customerName: 'Lin' },
        rowOf.sale(fresh('s'), 1, { sku: 'NO-SUCH' }),
        rowOf.sale(fresh('s'), 1, { warehouse: 'NOWHERE' }),
        rowOf.sale(fresh('s'), 1_000_000),
        'not a row',
        null,
        rowOf.sale(fresh('s'), 1, { type: 'theft' }),
      ],
    });
    expect(response.status).toBe(207);
    const answer = await read(response);
    expect([answer.taken, answer.refused]).toEqual([1, 9]);
    expect(answer.outcomes[0]).toBe('taken');
    expect(answer.errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '#/rows/1/quantity number_too_small',
      '#/rows/2/quantity number_not_whole',
      '#/rows/3/customerName field_unknown',
      '#/rows/4/sku sku_unknown',
      '#/rows/5/warehouse warehouse_unknown',
      '#/rows/6/quantity stock_insufficient',
      '#/rows/7 row_not_object',
      '#/rows/8 row_not_object',
      '#/rows/9/type choice_unknown',
    ]);
    const mute = answer.errors.filter(({ detail }) => detail.length < 10 || detail.includes('{{'));
    expect(mute).toEqual([]);
    expect(await onHand()).toBe(before + 7);
    const kept = await database.sql`select 1 from stock_movement where source_ref = ${good}`;
    expect(kept).toHaveLength(1);
  });

  test('of which no row can be taken is refused as a problem, with the same list', async () => {
    const response = await send(
      { rows: [rowOf.sale(fresh('s'), 0)] },
      { headers: { 'Accept-Language': 'zh' } },
    );
    expect(response.status).toBe(422);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
    expect(response.headers.get('Content-Language')).toBe('zh');
    expect(await response.json()).toMatchObject({
      type: 'urn:factory-portal:problem:api_rows_refused',
      title: '请求无法受理',
      status: 422,
      outcomes: ['refused'],
      errors: [{ pointer: '#/rows/0/quantity', detail: expect.stringMatching(/\p{Script=Han}/u) }],
    });
  });

  test('may be compressed', async () => {
    const response = await send({ rows: [rowOf.receipt(fresh('r'), 1)] }, { gzip: true });
    expect(response.status).toBe(200);
  });

  test('may have 10,000 rows and no more', async () => {
    const rows = Array.from({ length: 10_001 }, (_, i) => rowOf.receipt(`bulk-${i}`, 1));
    expect(await read(await send({ rows }))).toMatchObject({ code: 'api_rows_exceeded', status: 413 });
    const most = await send({ rows: rows.slice(1) }, { gzip: true });
    expect(most.status).toBe(200);
    expect(await read(most)).toMatchObject({ rows: 10_000, taken: 10_000 });
  });
});

test('listings go on and off the same way', async () => {
  const rows = [rowOf.listing(fresh('l'), true), rowOf.listing(fresh('l'), false, { market: 'MARS' })];
  const response = await askApi('/listing-events', { key, body: { rows } });
  expect(response.status).toBe(207);
  const answer = await read(response);
  expect(answer.outcomes).toEqual(['taken', 'refused']);
  expect(answer.errors).toMatchObject([{ pointer: '#/rows/1/market', code: 'market_unknown' }]);
});

describe('what is no batch is refused before anything happens', () => {
  const batch = () => JSON.stringify({ rows: [rowOf.receipt(fresh('r'), 1)] });
  const bomb = gzipSync(Buffer.alloc(MAX_BODY_BYTES + 1, ' '));
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const utf16 = () => Buffer.from(batch(), 'utf16le');

  test.each<[string, () => Parameters<typeof askApi>[1], string]>([
    ['nothing', () => ({ body: '' }), '400 api_json_broken'],
    ['half a body', () => ({ body: batch().slice(0, 40) }), '400 api_json_broken'],
    ['another encoding', () => ({ body: utf16() }), '400 api_json_broken'],
    [
      'bytes that are no UTF-8',
      () => ({ body: Buffer.from('{"rows":["\xff\xfe"]}', 'latin1') }),
      '400 api_body_encoding',
    ],
    [
      'another type',
      () => ({ body: batch(), headers: { 'Content-Type': 'text/csv' } }),
      '415 api_media_type',
    ],
    [
      'a form',
      () => ({ body: 'rows=1', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
      '415 api_media_type',
    ],
    [
      'another charset',
      () => ({ body: batch(), headers: { 'Content-Type': 'application/json; charset=gbk' } }),
      '415 api_media_type',
    ],
    [
      'another compression',
      () => ({ body: batch(), headers: { 'Content-Encoding': 'br' } }),
      '415 api_content_encoding',
    ],
    ['no gzip', () => ({ body: batch(), headers: { 'Content-Encoding': 'gzip' } }), '400 api_gzip_broken'],
    [
      'half a gzip',
      () => ({ body: gzipSync(batch()).subarray(0, 60), headers: { 'Content-Encoding': 'gzip' } }),
      '400 api_gzip_broken',
    ],
    ['a zip bomb', () => ({ body: bomb, headers: { 'Content-Encoding': 'gzip' } }), '413 api_body_too_big'],
    ['a body that is too long', () => ({ body: ' '.repeat(MAX_BODY_BYTES + 1) }), '413 api_body_too_big'],
    ['a nest', () => ({ body: deep(5) }), '422 api_too_deep'],
    ['a deep nest', () => ({ body: deep(1_000_000) }), '422 api_too_deep'],
    ['a list', () => ({ body: '[]' }), '422 api_content_invalid #'],
    ['a number', () => ({ body: '1' }), '422 api_content_invalid #'],
    ['no rows', () => ({ body: '{}' }), '422 api_content_invalid #/rows'],
    ['an empty list of rows', () => ({ body: '{"rows":[]}' }), '422 api_content_invalid #/rows'],
    ['rows that are no list', () => ({ body: '{"rows":{"0":1}}' }), '422 api_content_invalid #/rows'],
    [
      'a field beside the rows',
      () => ({ body: '{"rows":[1],"customer":"Lin"}' }),
      '422 api_content_invalid #/customer',
    ],
    [
      'a prototype',
      () => ({ body: '{"rows":[1],"__proto__":{"rows":[]}}' }),
      '422 api_content_invalid #/__proto__',
    ],
  ])('%s', async (_, request, expected) => {
    const before = await database.sql`select count(*)::int as n from stock_movement`;
    const response = await askApi('/stock-movements', {
      key,
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      ...request(),
    });
    const { code, errors } = await read(response);
    const place = errors?.[0]?.pointer ? ` ${errors[0].pointer}` : '';
    expect(`${response.status} ${code}${place}`).toBe(expected);
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
    expect(await database.sql`select count(*)::int as n from stock_movement`).toEqual(before);
  });

  test('no place of a row that holds what cannot be stored is lost', async () => {
    const rows = [
      rowOf.receipt('a\u0000b', 1),
      rowOf.receipt(fresh('r'), 1, { sku: '\ud800' }),
      { ...rowOf.receipt(fresh('r'), 1), '\ud800/~': 1 },
      { ...rowOf.receipt(fresh('r'), 1), '': 1 },
    ];
    const response = await send({ rows }, { headers: { 'Idempotency-Key': fresh('k') } });
    expect(response.status).toBe(422);
    expect((await read(response)).errors.map(({ pointer }) => pointer)).toEqual([
      '#/rows/0/sourceRef',
      '#/rows/1/sku',
      '#/rows/2/%EF%BF%BD~1~0',
      '#/rows/3/',
    ]);
  });
});
