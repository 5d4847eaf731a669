import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '~/kernel/calendar-date';
import { problem } from '~/kernel/problem';
import { err, ok } from '~/kernel/result';
import { capacityLeft } from '~/modules/capacity/queries/capacity-left.server';
import { inRollback } from '~/modules/orders/commands/place-rollback.server';
import { poolFactories } from '~/modules/orders/queries/pool-factories.server';
import { type ReorderView, reorderProposals } from '~/modules/orders/queries/reorder-proposals.server';
import { type ReorderSearch, reorderSearch } from '~/modules/orders/reorder-forms';
import { asSystem } from '~db/tenancy.server';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
const today = calendarDate(new Date().toISOString().slice(0, 10));

beforeAll(async () => {
  database = await createTestDatabase({ seed: 'tiny' });
  // More SKUs than a page holds lack pieces: nothing is in stock or on its way.
  const { sql } = database;
  await sql`update stock_balance set on_hand = 0, in_transfer = 0`;
  await sql`update sku_stock_summary set on_hand = 0, in_transfer = 0, in_transit = 0, open_order = 0`;
  await sql`
    insert into sku (id, code, name_en, name_zh, category_code, status, list_price_minor, list_price_currency)
    select gen_random_uuid(), 'MANY-' || n, 'Many ' || n, '多 ' || n, (select min(category_code) from sku), 'active', 1000, 'USD'
    from generate_series(1, 60) n`;
  await sql`
    insert into sku_stock_summary (sku_id, sku_code, category_code, abc_class, on_hand, in_transit, open_order, sold_28,
      sold_90, revenue_year_minor, stock_value_minor, target_days, computed_at)
    select id, code, category_code, 'C', 0, 0, 0, 28, 90, 1, 0, 15, now() from sku where code like 'MANY-%'`;
});
afterAll(() => database.close());

const page = (search: Partial<ReorderSearch>) =>
  asSystem('test:reorders', (tx) => reorderProposals(tx, { ...reorderSearch.parse({}), ...search }, today));

describe('paging by key', () => {
  test.each(['risk', 'urgency', 'quantity', 'code'] as const)(
    'by %s meets every SKU once, and comes back',
    async (sort) => {
      const forward: ReorderView[] = [await page({ sort })];
      for (let next = forward[0]!.next; next; next = forward.at(-1)!.next) {
        forward.push(await page({ sort, after: next }));
      }
      const ids = forward.flatMap(({ rows }) => rows.map(({ skuId }) => skuId));
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toHaveLength(forward[0]!.totals.skus);
      expect(forward.length).toBeGreaterThan(2);
      const last = forward.at(-1)!;
      const before = await page({ sort, before: last.previous ?? undefined });
      expect(before.rows.map(({ skuId }) => skuId)).toEqual(forward.at(-2)!.rows.map(({ skuId }) => skuId));
      expect(forward[0]!.previous).toBeNull();
    },
  );

  test('the pool orders factories by what is open there', async () => {
    const view = await asSystem('test:pool', (tx) =>
      poolFactories(tx, { sort: 'open' }, today, (ids) => capacityLeft(tx, ids, today, 8)),
    );
    const open = view.rows.map(({ openUsdMinor }) => Number(openUsdMinor));
    expect(open).toEqual([...open].sort((a, b) => b - a));
    expect(view.rows.every(({ loadBp }) => loadBp !== null)).toBe(true);
    expect(view.rows.some(({ record }) => (record?.received ?? 0) > 0)).toBe(true);
  });
});

test('without summaries the proposals add stock and sales up themselves', async () => {
  const of = (view: ReorderView) =>
    view.rows
      .filter(({ skuCode }) => !skuCode.startsWith('MANY'))
      .map(({ skuCode, need }) => [skuCode, need]);
  await database.sql`
    update sku_stock_summary m set on_hand = 0, in_transit = coalesce(x.transit, 0), open_order = coalesce(x.open, 0)
    from sku k left join (
      select l.sku_id, sum(greatest(0, s.shipped_quantity - s.received_quantity)) as transit,
        sum(greatest(0, s.quantity - greatest(s.shipped_quantity, s.received_quantity))) as open
      from po_line l join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
      where l.status in ('issued', 'acknowledged', 'in_production', 'inspected', 'shipped') group by l.sku_id) x
      on x.sku_id = k.id where k.id = m.sku_id`;
  const withSummaries = of(await page({ sort: 'code', q: '-0' }));
  await database.sql`delete from sku_stock_summary`;
  const without = of(await page({ sort: 'code', q: '-0' }));
  expect(without.map(([code]) => code)).toEqual(withSummaries.map(([code]) => code));
});

test('capacity is known where a line runs, and its horizon ends', async () => {
  const factories = await database.sql<{ id: string }[]>`select id from factory order by slug`;
  const ids = factories.map(({ id }) => id);
  const known = await asSystem('test:capacity', (tx) => capacityLeft(tx, ids, today, 4));
  expect(known.size).toBe(ids.length);
  for (const ahead of known.values()) {
    expect(ahead.isKnown).toBe(true);
    expect(ahead.leftBy(today)).not.toBeNull();
    expect(ahead.leftBy(calendarDate('2099-01-01'))).toBeNull();
  }
  await database.sql`update production_line set status = 'stopped' where factory_id = ${ids[0]!}`;
  const stopped = await asSystem('test:capacity', (tx) => capacityLeft(tx, ids, today, 4));
  expect(stopped.get(ids[0]!)).toMatchObject({ isKnown: false, loadBp: null });
});

test('a refusal undoes what came before it, a result keeps it', async () => {
  const rename = (name: string, refuse: boolean) =>
    asSystem('test:rollback', (tx) =>
      inRollback(tx, async () => {
        await tx.sql`update factory set city = ${name}`;
        return refuse ? err(problem('factory_unknown')) : ok(name);
      }),
    );
  expect((await rename('Nowhere', true)).ok).toBe(false);
  expect(await database.sql`select 1 from factory where city = 'Nowhere'`).toHaveLength(0);
  expect((await rename('Somewhere', false)).ok).toBe(true);
  expect((await database.sql`select 1 from factory where city = 'Somewhere'`).length).toBeGreaterThan(0);
});
