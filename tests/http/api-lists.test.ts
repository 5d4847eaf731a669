import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { balancesAnswer, movementsAnswer } from '~/http/api-schemas';
import { askApi, createKey } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { addStockScene, rowOf } from '../support/stock-scene';

const SKUS = Array.from({ length: 12 }, (_, i) => `SKU-${i}`);
let database: TestDatabase;
let key: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await addStockScene(database.sql, { skus: SKUS, warehouses: ['R1', 'F1', 'F2'] });
  ({ key } = await createKey());
  const rows = SKUS.flatMap((sku) =>
    ['R1', 'F1', 'F2'].map((warehouse, i) => rowOf.receipt(`${sku} ${warehouse}`, i + 1, { sku, warehouse })),
  );
  const sales = SKUS.slice(0, 5).map((sku) => rowOf.sale(`sale of ${sku}`, 1, { sku }));
  const answer = await askApi('/stock-movements', { key, body: { rows: [...rows, ...sales] } });
  if (answer.status !== 200) throw new Error(await answer.text());
});
afterAll(() => database.close());

interface Page {
  items: Record<string, unknown>[];
  next: string | null;
}

async function all(path: string, params: Record<string, string>): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let cursor: string | null = '';
  for (let pages = 0; cursor !== null && pages < 100; pages++) {
    const search = new URLSearchParams({ ...params, ...(cursor ? { cursor } : {}) });
    const response = await askApi(`${path}?${search}`, { key });
    expect(response.status).toBe(200);
    const page: Page = (await response.json()) as Page;
    found.push(...page.items);
    cursor = page.next;
  }
  return found;
}

describe('a list', () => {
  test.each([
    ['/stock-balances', 36],
    ['/stock-movements', 41],
  ])('%s gives every row once, in pages of any size', async (path, rows) => {
    const whole = await all(path, { limit: '1000' });
    expect(whole).toHaveLength(rows);
    expect(await all(path, { limit: '7' })).toEqual(whole);
    expect(await all(path, { limit: '1' })).toEqual(whole);
  });

  test('fits its description', async () => {
    for (const [path, schema] of [
      ['/stock-balances', balancesAnswer],
      ['/stock-movements', movementsAnswer],
    ] as const) {
      const page = await (await askApi(path, { key })).json();
      expect(schema.strict().safeParse(page).error).toBeUndefined();
      expect(Object.keys(schema.shape.items.element.shape).sort()).toEqual(
        Object.keys((page as Page).items[0] ?? {}).sort(),
      );
    }
  });

  test('is narrowed by its parameters', async () => {
    expect(await all('/stock-balances', { sku: 'SKU-3' })).toHaveLength(3);
    expect(await all('/stock-balances', { warehouse: 'F1', limit: '5' })).toHaveLength(12);
    const [balance] = await all('/stock-balances', { sku: 'SKU-3', warehouse: 'F2' });
    expect(balance).toMatchObject({ sku: 'SKU-3', warehouse: 'F2', onHand: 3, sellable: 3, flagged: false });
    expect(await all('/stock-movements', { sku: 'SKU-3', type: 'sale' })).toMatchObject([
      { sourceRef: 'sale of SKU-3', source: 'wms', quantity: 1, market: 'US', warehouse: 'R1' },
    ]);
  });

  test('shows what comes while it is read, and nothing twice', async () => {
    const first = (await (await askApi('/stock-movements?sku=SKU-9&limit=2', { key })).json()) as Page;
    await askApi('/stock-movements', { key, body: { rows: [rowOf.receipt('late', 1, { sku: 'SKU-9' })] } });
    const rest = await all('/stock-movements', { sku: 'SKU-9', cursor: String(first.next) });
    const refs = [...first.items, ...rest].map(({ sourceRef }) => sourceRef);
    expect(new Set(refs).size).toBe(refs.length);
    expect(refs.at(-1)).toBe('late');
  });

  test.each([
    ['/stock-balances?limit=0', 'limit number_too_small'],
    ['/stock-balances?limit=1001', 'limit number_too_big'],
    ['/stock-balances?limit=many', 'limit number_invalid'],
    ['/stock-balances?limit=1.5', 'limit number_not_whole'],
    ['/stock-balances?limit=1&limit=2', 'limit value_invalid'],
    ['/stock-balances?sku=', 'sku value_required'],
    ['/stock-balances?sku=%00', 'sku value_invalid'],
    ['/stock-balances?sku=NO-SUCH', 'sku sku_unknown'],
    ['/stock-balances?colour=red', 'colour parameter_unknown'],
    ['/stock-balances?cursor=!!', 'cursor cursor_invalid'],
    ['/stock-balances?cursor=YWJj', 'cursor cursor_invalid'],
    ['/stock-movements?cursor=YWJj', 'cursor cursor_invalid'],
    ['/stock-movements?type=theft', 'type choice_unknown'],
    ['/stock-movements?type=sale', 'type parameter_needs_sku'],
    ['/stock-movements?warehouse=R1', 'warehouse parameter_needs_sku'],
  ])('%s is refused at its parameter', async (path, expected) => {
    const response = await askApi(path, { key });
    const { errors } = (await response.json()) as { errors: { parameter: string; code: string }[] };
    expect(response.status).toBe(422);
    expect(errors.map(({ parameter, code }) => `${parameter} ${code}`)).toEqual([expected]);
  });
});
