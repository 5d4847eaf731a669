import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { API_OPERATIONS } from '~/http/api-operations';
import { askApi, createKey } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createFactory, createPlatformUser, createUser, type TestUser } from '../support/fixtures';
import { request, unexpectedErrors } from '../support/request';
import { addStockScene, rowOf } from '../support/stock-scene';
import { guardedRoutes, PUBLIC_ROUTES } from './source/guards';

/** Generated requests in all; of them to the API, to forms, and to pages and lists. */
const REQUESTS = { api: 8000, forms: 1200, reads: 800 };
/** No wall clock is asserted; this bounds what a run may take on a slow machine. */
const LIMIT_MS = 240_000;

let database: TestDatabase;
let key: string;
let people: { factory: TestUser; platform: TestUser };
let params: Record<string, string>;

beforeAll(async () => {
  process.env.API_REQUESTS_PER_MINUTE = '1000000';
  database = await createTestDatabase();
  const { sql } = database;
  await addStockScene(sql);
  ({ key } = await createKey());
  const factory = await createFactory(sql);
  people = {
    factory: await createUser(sql, { in: [[factory, 'owner']] }),
    platform: await createPlatformUser(sql, 'admin'),
  };
  params = { factory: factory.slug };
});
afterAll(() => {
  delete process.env.API_REQUESTS_PER_MINUTE;
  return database.close();
});

/** Text that breaks things: NUL, lone surrogates, quotes, overlong, digits that are no number. */
const nasty = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff\ud800',
    '\u202e',
    "'; drop table sku; --",
    '%00',
    '../../etc/passwd',
    '<script>alert(1)</script>',
    '{{constructor}}',
    '__proto__',
    'NaN',
    '-1',
    '1e309',
    '9007199254740993',
    '0x10',
    '１２',
    '2026-02-30',
    '+275760-09-13T00:00:00Z',
    '2026-03-01T08:00:00Z',
    'x'.repeat(5000),
    '😀'.repeat(300),
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 60 }),
  fc.uuid(),
);
const number = fc.oneof(
  fc.constantFrom(0, -0, -1, 1, 0.5, 1e-9, 2 ** 31, 2 ** 53, 1e308, -1e308, 1_000_000, 1_000_001),
  fc.integer(),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  { maxDepth: 3 },
  nasty,
  number,
  fc.constantFrom(null, true, false, [], {}, [[[[]]]]),
  fc.array(nasty, { maxLength: 3 }),
);

const FIELDS = [
  'type',
  'sourceRef',
  'sku',
  'warehouse',
  'occurredAt',
  'quantity',
  'market',
  'listed',
  'rejected',
  'transferRef',
  'toWarehouse',
  'saleRef',
  'orderNumber',
  'orderLine',
  'reason',
  'allowsNegative',
  'email',
  '__proto__',
];
const TYPES = [
  'receipt',
  'put_away',
  'transfer_out',
  'transfer_in',
  'sale',
  'return',
  'adjustment',
  'write_off',
];

/** A good row of some type with a few fields broken, left out or added. */
const row = fc
  .tuple(
    fc.constantFrom(...TYPES),
    fc.nat(400),
    fc.integer({ min: 1, max: 50 }),
    fc.constantFrom('CUP-1', 'CUP-2'),
    fc.constantFrom('R1', 'F1'),
    fc.array(fc.tuple(fc.constantFrom(...FIELDS), fc.option(value, { nil: undefined })), { maxLength: 3 }),
  )
  .map(([type, ref, quantity, sku, warehouse, changes]) => {
    const whole: Record<string, unknown> = {
      type,
      sourceRef: `f${ref}`,
      sku,
      warehouse,
      occurredAt: '2026-03-01T08:00:00Z',
      quantity,
      ...(type === 'sale' ? { market: 'US' } : {}),
      ...(type.startsWith('transfer') ? { transferRef: `t${ref % 20}` } : {}),
      ...(type === 'transfer_out' ? { toWarehouse: warehouse === 'R1' ? 'F1' : 'R1' } : {}),
      ...(type === 'adjustment' || type === 'write_off' ? { reason: 'counted' } : {}),
    };
    for (const [name, changed] of changes)
      Object.defineProperty(whole, name, {
        value: changed,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    return whole;
  });
const listing = fc
  .tuple(fc.nat(50), fc.boolean(), fc.array(fc.tuple(fc.constantFrom(...FIELDS), value), { maxLength: 2 }))
  .map(([ref, listed, changes]) => ({ ...rowOf.listing(`l${ref}`, listed), ...Object.fromEntries(changes) }));

type Sent = NonNullable<Parameters<typeof askApi>[1]>;
const json = (sent: unknown) => JSON.stringify(sent) ?? 'null';

/** A body: mostly a batch, else what is hardly one, cut, padded, nested, wrongly encoded or compressed. */
const body: fc.Arbitrary<Sent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(row, { minLength: 1, maxLength: 4 }).map((rows): Sent => ({ body: { rows } })),
  },
  {
    weight: 2,
    arbitrary: fc.array(listing, { minLength: 1, maxLength: 4 }).map((rows): Sent => ({ body: { rows } })),
  },
  { weight: 1, arbitrary: value.map((rows): Sent => ({ body: json({ rows }) })) },
  { weight: 1, arbitrary: value.map((whole): Sent => ({ body: json(whole) })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(row, fc.nat(80))
      .map(([one, cut]): Sent => ({ body: json({ rows: [one] }).slice(0, -cut - 1) })),
  },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes): Sent => ({ body: bytes, method: 'POST' })),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 5000 })
      .map((n): Sent => ({ body: `{"rows":${'['.repeat(n)}${']'.repeat(n)}}` })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(row, fc.nat(60)).map(
      ([one, cut]): Sent => ({
        body: gzipSync(json({ rows: [one] })).subarray(0, -cut || undefined),
        headers: { 'Content-Encoding': 'gzip' },
      }),
    ),
  },
);
const headerText = nasty.map((text) => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 300));
const headers = fc.record(
  {
    'Idempotency-Key': fc.oneof(
      headerText,
      fc.nat(30).map((n) => `key-${n}`),
    ),
    'Accept-Language': fc.constantFrom('zh', 'en', 'tlh', '*;q=0', ',,,'),
    'Content-Type': fc.constantFrom('application/json', 'application/json; charset=UTF-8', 'text/plain', ''),
    Authorization: fc.oneof(headerText, fc.constant('Bearer fpk_abcdefghij_x')),
    Cookie: headerText,
  },
  { requiredKeys: [] },
);
const query = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom('sku', 'warehouse', 'type', 'limit', 'cursor'), nasty), nasty), {
    maxLength: 3,
  })
  .map((pairs) => new URLSearchParams(pairs.map(([name, text]) => [name, text.slice(0, 300)])).toString());

const guarded = API_OPERATIONS.map(({ path }) => path);
const apiRequest = fc.tuple(
  fc.constantFrom(...guarded, '/nowhere', '/stock-movements.data'),
  fc.boolean(),
  body,
  query,
  fc.option(headers, { freq: 3, nil: {} }),
);

/** Runs generated cases, a few at a time, and gathers what answered 500 or worse. */
async function tryAll<T>(
  cases: readonly T[],
  one: (given: T) => Promise<Response>,
  check?: (given: T, answer: Response) => Promise<string | undefined>,
) {
  const bad: string[] = [];
  let next = 0;
  const judge = async (given: T) => {
    const answer = await one(given);
    if (answer.status >= 500) return `${answer.status}`;
    const wrong = await check?.(given, answer);
    if (!answer.bodyUsed) await answer.arrayBuffer();
    return wrong;
  };
  const lane = async () => {
    for (let given = cases[next++]; given !== undefined && bad.length < 5; given = cases[next++]) {
      const wrong = await orSilence(judge(given));
      if (wrong) bad.push(`${wrong}: ${JSON.stringify(given).slice(0, 600)}`);
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  expect(bad).toEqual([]);
  // What Remix itself answers to an address or a method that does not exist is an answer.
  const failures = unexpectedErrors.splice(0).filter((error) => !isAnswer(error));
  expect(failures.map((error) => (error as Error)?.stack ?? error)).toEqual([]);
}

/** A request that is never answered would only end the whole run. */
async function orSilence(work: Promise<string | undefined>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer'), 60_000);
  });
  return Promise.race([work, silence]).finally(() => clearTimeout(timer));
}

const isAnswer = (error: unknown) => {
  const { status } = (error ?? {}) as { status?: unknown };
  return typeof status === 'number' && status < 500;
};

const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number) =>
  fc.sample(arbitrary, { numRuns: count, seed: 20_261_122 });

test(
  `${REQUESTS.api} generated requests to the API: no server error, and every refusal says where`,
  async () => {
    await tryAll(
      sample(apiRequest, REQUESTS.api),
      ([path, isRead, sent, search, more]) => {
        const url = search ? `${path}?${search}` : path;
        return isRead
          ? askApi(url, { key, headers: more })
          : askApi(url, { key, method: 'POST', ...sent, headers: { ...sent.headers, ...more } });
      },
      async ([path], answer) => {
        if (answer.status < 400 || path.endsWith('.data')) return undefined;
        const { type, detail, code, errors, rows, refused } = (await answer.json()) as Record<
          string,
          unknown
        > & {
          errors?: { pointer?: string; parameter?: string; header?: string; detail: string }[];
        };
        if (typeof type !== 'string' || typeof detail !== 'string' || detail.includes('{{'))
          return 'no problem document';
        if (code !== 'api_rows_refused' && code !== 'api_content_invalid') return undefined;
        const isPlaced = errors?.every(
          (one) => (one.pointer ?? one.parameter ?? one.header) !== undefined && one.detail !== '',
        );
        return isPlaced && (errors?.length ?? 0) > 0 && rows === refused
          ? undefined
          : 'a refusal without a place';
      },
    );
    const [books] = await database.sql`
    select (select coalesce(sum(on_hand), 0) from stock_balance)::int as balances,
      (select coalesce(sum(remaining_quantity), 0) from stock_lot)::int as lots,
      (select count(*) from stock_balance where on_hand < 0 and not is_flagged)::int as negative`;
    expect(books?.negative).toBe(0);
  },
  LIMIT_MS,
);

const NAMES = [
  'intent',
  'name',
  'email',
  'role',
  'to',
  'scopes',
  'source',
  'days',
  'quantity',
  'sku',
  'skuId',
  'note',
  'reason',
  'id',
  'from',
  'until',
  'lines[0].quantity',
  'lines[0].skuId',
  'q',
  'sort',
  'page',
  'size',
  'after',
  'market',
  'warehouse',
  'status',
  'password',
  '__proto__',
  'constructor',
];
const pairs = fc.array(
  fc.tuple(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: nasty }),
    fc.oneof(nasty, number.map(String)),
  ),
  { maxLength: 8 },
);
const routes = guardedRoutes().filter(
  ({ file, api, pattern }) =>
    !api && !PUBLIC_ROUTES.has(file) && !/events|sign-out|sessions|security/.test(pattern),
);

/** The address with its parameters filled in, by what exists or by what breaks things. */
function addressOf(pattern: string, isIndex: boolean, odd: string): string {
  const path = pattern.replace(/:(\w+)\??/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? (odd.slice(0, 80).replace(/\p{Surrogate}/gu, '') || 'none')),
  );
  return isIndex ? `${path}?index` : path;
}
const personOf = (pattern: string) => (pattern.startsWith('/platform') ? people.platform : people.factory);

const writing = routes.filter(({ action }) => action);
const formRequest = fc.tuple(
  fc.nat(writing.length - 1),
  pairs,
  nasty,
  fc.constantFrom('form', 'form', 'form', 'json', 'multipart', 'none'),
);

test(
  `${REQUESTS.forms} generated submissions to all forms: no server error`,
  async () => {
    await tryAll(sample(formRequest, REQUESTS.forms), async ([at, fields, odd, kind]) => {
      const route = writing[at]!;
      const url = addressOf(route.pattern, route.index, odd);
      const [path = '', search] = url.split('?');
      const multipart = new FormData();
      for (const [name, text] of fields) multipart.append(name, text);
      const form = new URLSearchParams(fields);
      const sent = { form, json: JSON.stringify(Object.fromEntries(fields)), multipart, none: undefined }[
        kind
      ];
      // As scripts ask: the answer without the page around it.
      return request(`${path}.data${search ? `?${search}` : ''}`, {
        as: personOf(route.pattern),
        method: 'POST',
        ...(sent === undefined ? {} : { body: sent }),
        ...(kind === 'json' ? { headers: { 'Content-Type': 'application/json' } } : {}),
      });
    });
  },
  LIMIT_MS,
);

const reading = routes.filter(({ loader }) => loader);
const readRequest = fc.tuple(fc.nat(reading.length - 1), pairs, nasty);

test(
  `${REQUESTS.reads} generated addresses of all pages and lists: no server error`,
  async () => {
    await tryAll(sample(readRequest, REQUESTS.reads), async ([at, fields, odd]) => {
      const route = reading[at]!;
      const search = new URLSearchParams(fields.map(([name, text]) => [name, text.slice(0, 300)]));
      const path = addressOf(route.pattern, false, odd);
      const isPage = route.file.endsWith('.tsx');
      return request(`${path === '/' ? '/_root' : path}${isPage ? '.data' : ''}?${search}`, {
        as: personOf(route.pattern),
      });
    });
  },
  LIMIT_MS,
);
