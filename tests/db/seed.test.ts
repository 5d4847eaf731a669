import { verify } from '@node-rs/argon2';
import type postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarDate } from '~/kernel/calendar-date';
import { DEMO_ACCOUNTS } from '~db/seed/demo-accounts';
import { isEmpty, NotEmptyError, type SeedSummary, seedDemo } from '~db/seed/seed.server';
import { createTestDatabase, type TestDatabase } from '../support/database';

const TODAY = calendarDate('2026-03-18');
const TABLES = [
  'market',
  'warehouse',
  'product_category',
  'calendar_day',
  'exchange_rate',
  'factory',
  'work_calendar',
  'production_line',
  'fence',
  'user_account',
  'platform_membership',
  'membership',
  'invitation',
  'audit_event',
  'platform_audit_event',
  'risk_notice',
  'sku',
  'sales_daily',
  'sku_stockout',
  'sourcing',
  'stock_balance',
  'stock_movement',
  'stock_lot',
  'stock_lot_consumption',
  'stock_ledger_head',
  'purchase_order',
  'po_line',
  'po_line_schedule',
  'po_acknowledgement',
  'goods_receipt',
  'po_milestone',
  'asn',
  'asn_carton',
  'warehouse_terms',
  'warehouse_lane',
  'warehouse_delivery',
  'compliance_requirement',
  'compliance_document',
  'candidate',
  'candidate_signal',
  'candidate_stage',
];

let database: TestDatabase;
let sql: postgres.Sql;
let summary: SeedSummary;

const seedTiny = (adminUrl: string, seed: number, platformUrl?: string) =>
  seedDemo({ adminUrl, platformUrl, scale: 'tiny', seed, today: TODAY, forecast: false });

/** Every column of every row of a table, as one hash and a count. */
async function fingerprint(from: postgres.Sql, table: string): Promise<string> {
  const [row] = await from<{ text: string }[]>`
    select count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '') as text
    from ${from(table)} t`;
  return row!.text;
}

/** Rows that break a rule. */
async function broken(query: postgres.PendingQuery<postgres.Row[]>): Promise<postgres.Row[]> {
  return [...(await query)];
}

beforeAll(async () => {
  database = await createTestDatabase();
  sql = database.sql;
  expect(await isEmpty(database.adminUrl)).toBe(true);
  summary = await seedTiny(database.adminUrl, 1);
});

afterAll(async () => {
  await database.close();
});

test('the same seed and date give the same rows, written by any role; another seed gives others', async () => {
  const [again, other] = [await createTestDatabase(), await createTestDatabase()];
  try {
    // No superuser, and held by row-level security, like the owner of a hosted database.
    await seedTiny(again.platformUrl, 1, again.platformUrl);
    await seedTiny(other.adminUrl, 2);
    for (const table of TABLES) {
      const first = await fingerprint(sql, table);
      expect(first, table).not.toMatch(/^0 /);
      expect(await fingerprint(again.sql, table), table).toBe(first);
    }
    for (const table of ['sku', 'sales_daily', 'stock_balance', 'po_line', 'sourcing']) {
      expect(await fingerprint(other.sql, table), table).not.toBe(await fingerprint(sql, table));
    }
  } finally {
    await again.close();
    await other.close();
  }
});

test('the summary counts what is there', async () => {
  const [counts] = await sql`
    select (select count(*)::int from factory) as factories, (select count(*)::int from sku) as skus,
      (select count(*)::int from sourcing) as sourcings, (select count(*)::int from sales_daily) as "salesRows",
      (select sum(units)::int from sales_daily) as "unitsSold", (select count(*)::int from sku_stockout) as "stockOuts",
      (select count(*)::int from stock_movement) as "stockMovements"`;
  expect(summary).toMatchObject({ ...counts });
  expect(summary).toMatchObject({ factories: 3, skus: 20 });
  const [lines] = await sql`select count(*)::int as n from po_line`;
  expect(summary.orders.po_line).toBe(lines!.n);
});

test('balances are the sums of their movements', async () => {
  expect(
    await broken(sql`
      select b.sku_id, b.warehouse_code, b.on_hand, sum(m.quantity) as moved
      from stock_balance b full join stock_movement m using (sku_id, warehouse_code)
      group by 1, 2, 3 having b.on_hand is null or b.on_hand <> coalesce(sum(m.quantity), 0)`),
  ).toEqual([]);
});

test('nothing is sold in a stock-out, before the launch or after yesterday', async () => {
  expect(
    await broken(sql`
      select s.* from sales_daily s join sku_stockout o on o.sku_id = s.sku_id and o.market_code = s.market_code
        and s.sold_on between o.from_day and o.to_day
      where s.units > 0`),
  ).toEqual([]);
  expect(
    await broken(sql`
      select s.* from sales_daily s join sku k on k.id = s.sku_id
      where s.units > 0 and s.sold_on < k.launched_on or s.sold_on >= ${TODAY}`),
  ).toEqual([]);
});

test('revenue is in the currency of the market, and pieces come back at a believable rate', async () => {
  expect(
    await broken(sql`
      select s.* from sales_daily s join market m on m.code = s.market_code
      where s.currency <> m.currency or (s.units > 0) <> (s.revenue_minor > 0)`),
  ).toEqual([]);
  const [rate] = await sql`
    select sum(units_returned)::float8 / sum(units) as returned from sales_daily where sold_on >= ${TODAY}::date - 60`;
  expect(rate!.returned).toBeGreaterThan(0.07);
  expect(rate!.returned).toBeLessThan(0.17);
});

test('shares of a SKU add up to the whole, and its class is that of its sources', async () => {
  expect(
    await broken(sql`select sku_id from sourcing group by sku_id having sum(share_bp) <> 10000`),
  ).toEqual([]);
  expect(
    await broken(
      sql`select s.id from sourcing s join sku k on k.id = s.sku_id where k.abc_class <> s.abc_class`,
    ),
  ).toEqual([]);
});

test('orders hang together: quantities, multiples, minimum of a first order, dates and states', async () => {
  expect(
    await broken(sql`
      select l.id from po_line l left join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
      group by l.factory_id, l.id having l.quantity <> coalesce(sum(s.quantity), 0)`),
  ).toEqual([]);
  expect(
    await broken(sql`
      select l.id from po_line l join sourcing s on s.factory_id = l.factory_id and s.sku_id = l.sku_id
      join purchase_order o on o.factory_id = l.factory_id and o.id = l.purchase_order_id
      where l.quantity % s.order_multiple <> 0 or l.quantity < s.minimum_quantity
        or (o.kind = 'first_order' and l.quantity < 500) or o.issued_at >= ${TODAY}`),
  ).toEqual([]);
  expect(
    await broken(sql`
      select l.id, l.status from po_line l
      join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
      where (l.status in ('shipped', 'received', 'closed')) <> (s.shipped_quantity = s.quantity)
        or (l.status in ('received', 'closed')) <> (s.received_quantity = s.quantity)
        or (l.status not in ('issued', 'cancelled')) <> (s.promised_ship_on is not null)`),
  ).toEqual([]);
  expect(
    await broken(sql`
      select s.id from po_line_schedule s
      left join goods_receipt r on r.factory_id = s.factory_id and r.po_line_schedule_id = s.id
      group by s.factory_id, s.id, s.received_quantity
      having s.received_quantity <> coalesce(sum(r.accepted_quantity + r.rejected_quantity), 0)`),
  ).toEqual([]);
});

test('every demo account can sign in with its password and has its roles', async () => {
  for (const account of DEMO_ACCOUNTS) {
    const [row] = await sql`
      select u.password_hash as hash, p.role as "platformRole",
        (select jsonb_object_agg(f.slug, m.role) from membership m join factory f on f.id = m.factory_id
          where m.user_id = u.id) as "factoryRoles"
      from user_account u left join platform_membership p on p.user_id = u.id where u.email = ${account.email}`;
    expect(row, account.email).toMatchObject({
      platformRole: account.platformRole ?? null,
      factoryRoles: account.factoryRoles ?? null,
    });
    expect(account.password.length).toBeGreaterThanOrEqual(10);
  }
  const [owner] =
    await sql`select password_hash as hash from user_account where email = ${DEMO_ACCOUNTS[0]!.email}`;
  expect(owner!.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verify(owner!.hash, DEMO_ACCOUNTS[0]!.password)).toBe(true);
  const known = DEMO_ACCOUNTS.map(({ email }) => email);
  const [others] = await sql`
    select count(*)::int as n from user_account where email <> all(${known}) and password_hash is not null`;
  expect(others!.n).toBe(0);
});

test('a database in use is refused and stays as it is, with force too when the demo is there', async () => {
  const before = await fingerprint(sql, 'sku');
  await expect(seedTiny(database.adminUrl, 3)).rejects.toThrow(NotEmptyError);
  const forced = seedDemo({
    adminUrl: database.adminUrl,
    scale: 'tiny',
    seed: 3,
    today: TODAY,
    forecast: false,
    force: true,
  });
  await expect(forced).rejects.toThrow(NotEmptyError);
  expect(await fingerprint(sql, 'sku')).toBe(before);
});
