import { afterAll, beforeAll, expect, test } from 'vitest';
import { dateInZone } from '~/kernel/calendar-date';
import { recordMovements } from '~/modules/inventory/commands/record-movements.server';
import { selectHistories } from '~/modules/inventory/data/ledger-read.server';
import { selectAges, selectLedgerFacts } from '~/modules/inventory/data/stock-facts.server';
import { foldAgain } from '~/modules/inventory/domain/ledger/changes';
import { systemClock } from '~/platform/system-clock.server';
import { asSystem } from '~db/tenancy.server';
import { brokenInvariants } from '../invariants/broken-invariants';
import { createTestDatabase, type TestDatabase } from '../support/database';

/** The stock of the demonstration: what is opened without a history of movements, and what is kept piece by piece. */
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ seed: 'demo' });
});
afterAll(() => database?.close());

const opened = () => database.sql<{ id: string; code: string; warehouse: string; onHand: number }[]>`
  select k.id, k.code, b.warehouse_code as warehouse, b.on_hand as "onHand"
  from sku k join stock_balance b on b.sku_id = k.id
  where b.on_hand > 20 and exists (select from stock_movement m where m.sku_id = k.id and m.reason = 'opening_balance')
  order by k.code, b.warehouse_code`;

test('every piece on hand is in a lot, and what is opened can be sold', async () => {
  const places = await opened();
  expect(places.length).toBeGreaterThan(100);
  const [sums] = await database.sql`
    select (select sum(on_hand) from stock_balance)::int as "onHand",
      (select sum(remaining_quantity) from stock_lot)::int as "inLots",
      (select count(*) from stock_balance where sellable > on_hand)::int as "tooMany",
      (select sum(on_hand) from sku_stock_summary)::int as listed,
      (select count(*) from sku_stock_summary where on_hand > 0 and (mean_age_days is null or mean_age_days < 1))::int as "noAge",
      (select sum(b.on_hand - b.sellable) from stock_balance b where exists (
        select from stock_lot l where l.sku_id = b.sku_id and l.kind = 'opening'))::int as "notSellable"`;
  expect(sums).toEqual({
    onHand: sums!.inLots,
    inLots: sums!.inLots,
    tooMany: 0,
    listed: sums!.inLots,
    noAge: 0,
    notSellable: 0,
  });
});

test('slow movers are old and fast movers young, in several lots', async () => {
  const rows = await database.sql<{ slow: boolean; age: number; lots: number }[]>`
    select s.is_slow as slow, avg(s.mean_age_days)::float8 as age, avg(l.lots)::float8 as lots
    from sku_stock_summary s
    join (select sku_id, count(*) as lots from stock_lot where kind = 'opening' group by 1) l on l.sku_id = s.sku_id
    where s.abc_class = 'A' or s.is_slow group by 1 order by 1`;
  expect(rows.map(({ slow }) => slow)).toEqual([false, true]);
  expect(rows[0]!.age).toBeLessThan(60);
  expect(rows[1]!.age).toBeGreaterThan(60);
  expect(rows[0]!.lots).toBeGreaterThan(4);
});

test('the books are what the ledger makes of the same movements', async () => {
  const ids = [...new Set((await opened()).map(({ id }) => id))];
  const histories = await asSystem('test:stock', (tx) => selectHistories(tx, ids));
  const heads = await database.sql<{ skuId: string; order: string; movements: number; carry: unknown }[]>`
    select sku_id as "skuId", last_order as "order", movements::int, carry from stock_ledger_head`;
  const balances = await database.sql<
    { skuId: string; warehouse: string; onHand: number; sellable: number }[]
  >`
    select sku_id as "skuId", warehouse_code as warehouse, on_hand as "onHand", sellable from stock_balance`;
  for (const [skuId, history] of histories) {
    const { head, balances: folded, sinceMs: _, ...changes } = foldAgain(history, []);
    expect(Object.values(changes).flat(), skuId).toEqual([]);
    expect(heads.find((one) => one.skuId === skuId)).toMatchObject({
      order: head.order,
      movements: head.movements,
      carry: head.carry,
    });
    for (const { warehouse, balance } of folded) {
      const kept = balances.find((one) => one.skuId === skuId && one.warehouse === warehouse);
      expect(kept).toMatchObject({ onHand: balance.onHand, sellable: balance.sellable });
    }
  }
});

test('what the ledger began with is no rise of stock', async () => {
  const ids = new Set((await opened()).map(({ id }) => id));
  const now = new Date(systemClock.now());
  const facts = await asSystem('test:stock', (tx) => selectLedgerFacts(tx, now));
  const own = facts.filter(({ skuId }) => ids.has(skuId));
  expect(own.length).toBe(ids.size);
  expect(own.filter(({ weightedMs }) => weightedMs !== 0)).toEqual([]);
});

test('sales take the oldest pieces, now and late, and every invariant still holds', async () => {
  const places = await opened();
  const { id, code, warehouse, onHand } = places[Math.floor(places.length / 2)]!;
  const before = await asSystem('test:stock', (tx) => selectAges(tx, id));
  const hourAgo = new Date(systemClock.now() - 3_600_000).toISOString();
  const sale = (sourceRef: string, quantity: number, occurredAt: string) => ({
    type: 'sale' as const,
    sourceRef,
    sku: code,
    warehouse,
    quantity,
    occurredAt,
    market: 'US',
    allowsNegative: false,
  });
  const [oldest] = await database.sql<{ at: Date; pieces: number }[]>`
    select received_at as at, remaining_quantity as pieces from stock_lot
    where sku_id = ${id} and warehouse_code = ${warehouse} order by received_at limit 1`;
  const late = new Date(oldest!.at.getTime() + 3_600_000).toISOString();
  const outcomes = await asSystem('test:stock', (tx) =>
    recordMovements(tx, { source: 'shop', actor: { system: 'test' } }, [
      sale('s1', 3, hourAgo),
      sale('s2', 2, late),
      sale('s3', onHand, hourAgo),
    ]),
  );
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['taken', 'taken', 'refused']);
  const [left] = await database.sql<{ pieces: number }[]>`
    select remaining_quantity as pieces from stock_lot
    where sku_id = ${id} and warehouse_code = ${warehouse} order by received_at limit 1`;
  expect(left!.pieces).toBe(Math.max(0, oldest!.pieces - 5));
  const after = await asSystem('test:stock', (tx) => selectAges(tx, id));
  const pieces = (ages: typeof after) => ages.reduce((sum, one) => sum + one.pieces, 0);
  expect(pieces(after)).toBe(pieces(before) - 5);
  expect(await brokenInvariants(database.sql)).toEqual([]);
});

test('better placements are proposed for fast movers, and none moves more than there is', async () => {
  const proposals = await database.sql<{ abcClass: string; saves: boolean; status: string }[]>`
    select k.abc_class as "abcClass", p.cost_minor < p.cost_as_is_minor as saves, p.status
    from allocation_proposal p join sku k on k.id = p.sku_id`;
  expect(proposals.length).toBeGreaterThan(10);
  expect(proposals.every(({ saves, status }) => saves && status === 'proposed')).toBe(true);
  expect(proposals.filter(({ abcClass }) => abcClass === 'C')).toEqual([]);
  expect([
    ...(await database.sql`
      select l.proposal_id, l.from_code from allocation_line l join allocation_proposal p on p.id = l.proposal_id
      join stock_balance b on b.sku_id = p.sku_id and b.warehouse_code = l.from_code
      group by 1, 2, b.on_hand having sum(l.quantity) > b.on_hand + 5`),
  ]).toEqual([]);
});

test('orders are numbered as buyers number them, each number once', async () => {
  const rows = await database.sql<{ number: string; issuedAt: Date; slug: string }[]>`
    select o.number, o.issued_at as "issuedAt", f.slug from purchase_order o join factory f on f.id = o.factory_id`;
  expect(new Set(rows.map(({ number }) => number)).size).toBe(rows.length);
  for (const { number, issuedAt, slug } of rows) {
    const day = dateInZone(issuedAt.getTime(), 'UTC').slice(2).replaceAll('-', '');
    const letters = slug.slice(0, 2).toUpperCase();
    expect(number).toMatch(new RegExp(`^PO-${day}-${letters}[A-Z0-9]{2}-\\d+$`));
  }
});
