import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Problem } from '~/kernel/problem';
import { runAllocation } from '~/modules/inventory/commands/propose-allocation.server';
import { runStockSummary } from '~/modules/inventory/commands/summarise-stock.server';
import type { AllocationOutcome } from '~/modules/inventory/domain/allocation-cost';
import type { AllocationListView } from '~/modules/inventory/queries/allocation-list.server';
import type { AllocationPageView } from '~/modules/inventory/queries/allocation-page.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { loaderData } from '../support/loader-data';
import { request, unexpectedErrors } from '../support/request';
import { actionData, type InventoryScene, makeInventoryScene, TODAY } from './inventory-scene';

let database: TestDatabase;
let scene: InventoryScene;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeInventoryScene(database.sql);
  await runStockSummary(TODAY);
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.sql`delete from allocation_proposal`;
  unexpectedErrors.length = 0;
});

const ROUTE = 'routes/platform/inventory-allocation';
const page = async () =>
  (await loaderData<{ view: AllocationPageView }>('/platform/inventory/FAST/allocation', ROUTE, scene.buyer))
    .view;

interface Reply {
  preview?: AllocationOutcome;
  problem?: Problem;
}
const send = (form: Record<string, string>, as = scene.buyer) =>
  actionData<Reply>('/platform/inventory/FAST/allocation', form, as);
const noForecast = async () => new Map();

async function propose() {
  expect((await send({ intent: 'propose' })).status).toBe(200);
  return (await page()).proposal!;
}

const moved = (quantity: number, from = 'US-R', to = 'US-F') => ({
  'moves[0].from': from,
  'moves[0].to': to,
  'moves[0].quantity': String(quantity),
});

describe('a proposal for one SKU', () => {
  test('moves forward what sells there, and says what it costs and saves', async () => {
    expect((await page()).proposal).toBeNull();
    const proposal = await propose();
    // 280 pieces are asked for in 28 days; what arrives on day 4 can serve 240 of them, 10 stand forward already.
    expect(proposal.lines.map(({ from, to, quantity }) => [from, to, quantity])).toEqual([
      ['US-R', 'US-F', 240],
    ]);
    expect(proposal.asIs).toMatchObject({ served: 280, unmet: 0, pieces: { 'US-R': 500, 'US-F': 10 } });
    expect(proposal.best).toMatchObject({ served: 280, unmet: 0, pieces: { 'US-R': 260, 'US-F': 250 } });
    expect(proposal.asIs.cost.waiting).toBe((270 * 7 + 10 * 2) * 60);
    expect(proposal.best.cost.waiting).toBe((30 * 7 + 250 * 2) * 60);
    expect(proposal.best.cost.transfer).toBe(240 * (5 + 25));
    expect(proposal.best.cost.total).toBeLessThan(proposal.asIs.cost.total);
    expect(proposal.reasons[0]!.markets).toEqual([{ market: 'US', pieces: 240, daysFrom: 7, daysTo: 2 }]);
    const [entry] =
      await database.sql`select after from platform_audit_event where action = 'allocation.proposed' order by id desc limit 1`;
    expect(entry!.after).toMatchObject({ pieces: 240 });
  });

  test('a newer one takes its place', async () => {
    const first = await propose();
    const second = await propose();
    expect(second.id).not.toBe(first.id);
    expect((await send({ intent: 'accept', proposalId: first.id })).status).toBe(409);
    const rows = await database.sql`select status from allocation_proposal order by created_at`;
    expect(rows.map(({ status }) => status)).toEqual(['superseded', 'proposed']);
  });

  test('moves by hand are costed without changing anything, and refused when they cannot be', async () => {
    const { id, best, asIs } = await propose();
    const preview = async (form: Record<string, string>) =>
      (await send({ intent: 'preview', proposalId: id, ...form })).data;
    expect(await preview(moved(240))).toEqual({ preview: best });
    expect(await preview(moved(0))).toEqual({ preview: asIs });
    const half = (await preview(moved(120)))!.preview!;
    expect(half.cost.total).toBeGreaterThan(best.cost.total);
    expect(half.cost.total).toBeLessThan(asIs.cost.total);
    expect(await preview(moved(501))).toEqual({
      problem: {
        code: 'allocation_stock_changed',
        params: { warehouse: 'US-R', available: 500, wanted: 501 },
      },
    });
    expect(await preview(moved(1, 'US-F', 'DE-R'))).toMatchObject({
      problem: { code: 'allocation_no_lane' },
    });
    for (const quantity of ['-1', '1.5', 'many', '1e9'])
      expect(
        (await send({ intent: 'accept', proposalId: id, ...moved(0), 'moves[0].quantity': quantity })).status,
      ).toBe(422);
    expect((await page()).proposal!.status).toBe('proposed');
    expect(unexpectedErrors).toEqual([]);
  });

  test('accepted as edited: what was proposed stays beside it, and the warehouses get the instruction', async () => {
    const { id } = await propose();
    expect((await send({ intent: 'accept', proposalId: id, ...moved(200) })).status).toBe(200);
    const { proposal } = await page();
    expect(proposal).toMatchObject({ status: 'accepted', decidedByName: scene.buyer.displayName });
    expect(proposal!.lines).toMatchObject([{ from: 'US-R', to: 'US-F', quantity: 240, editedQuantity: 200 }]);
    expect(proposal!.decidedCostMinor).toBeGreaterThan(proposal!.best.cost.total);
    const csv = await (
      await request('/platform/allocation-export?format=csv&status=accepted', { as: scene.auditor })
    ).text();
    expect(csv.trim().split('\r\n')[1]).toMatch(/^US-R,US-F,FAST,Thing FAST,物品 FAST,200,240,100,Accepted,/);
    const [entry] = await database.sql`
      select before, after from platform_audit_event where action = 'allocation.accepted' order by id desc limit 1`;
    expect(entry).toEqual({
      before: { status: 'proposed', moves: 'US-R → US-F: 240' },
      after: { status: 'accepted', moves: 'US-R → US-F: 200' },
    });
    expect((await send({ intent: 'reject', proposalId: id })).status).toBe(409);
  });

  test('rejected: nothing is instructed', async () => {
    const { id } = await propose();
    expect((await send({ intent: 'reject', proposalId: id })).status).toBe(200);
    expect((await page()).proposal!.status).toBe('rejected');
    const csv = await (
      await request('/platform/allocation-export?format=csv&status=accepted', { as: scene.buyer })
    ).text();
    expect(csv.trim().split('\r\n')).toHaveLength(1);
  });

  test('is refused when the stock has gone since, and to who may only look', async () => {
    const { id } = await propose();
    const fast = scene.skus.get('FAST')!;
    await database.sql`update stock_balance set on_hand = 100 where sku_id = ${fast} and warehouse_code = 'US-R'`;
    const answer = await send({ intent: 'accept', proposalId: id, ...moved(240) });
    expect(answer.status).toBe(409);
    expect(answer.data).toEqual({
      problem: {
        code: 'allocation_stock_changed',
        params: { warehouse: 'US-R', available: 100, wanted: 240 },
      },
    });
    await database.sql`update stock_balance set on_hand = 500 where sku_id = ${fast} and warehouse_code = 'US-R'`;
    for (const intent of ['propose', 'accept', 'reject', 'preview'])
      expect((await send({ intent, proposalId: id }, scene.auditor)).status, intent).toBe(403);
    expect((await page()).proposal!.status).toBe('proposed');
    // A proposal of another SKU, or none.
    expect((await send({ intent: 'accept', proposalId: scene.skus.get('SLOW')! })).status).toBe(404);
  });
});

describe('proposals for all fast movers', () => {
  const list = async (search = '') =>
    (
      await loaderData<{ view: AllocationListView }>(
        `/platform/allocation?${search}`,
        'routes/platform/allocation',
        scene.buyer,
      )
    ).view;

  test('are made for A and B with stock, kept while nothing changes, and replaced when stock does', async () => {
    expect(await runAllocation({ demandOf: noForecast })).toEqual({ skus: 1, kept: 0, proposed: 1 });
    const view = await list();
    expect(view.page.rows).toMatchObject([{ skuCode: 'FAST', moves: 1, pieces: 240 }]);
    expect(view.totals).toMatchObject({ proposals: 1, pieces: 240 });
    expect(view.totals.savingMinor).toBe(view.page.rows[0]!.savingMinor);
    expect(await runAllocation({ demandOf: noForecast })).toEqual({ skus: 1, kept: 1, proposed: 0 });
    const fast = scene.skus.get('FAST')!;
    await database.sql`update stock_balance set on_hand = 280 where sku_id = ${fast} and warehouse_code = 'US-F'`;
    expect(await runAllocation({ demandOf: noForecast })).toEqual({ skus: 1, kept: 0, proposed: 0 });
    expect((await list()).page.rows).toEqual([]);
    await database.sql`update stock_balance set on_hand = 10 where sku_id = ${fast} and warehouse_code = 'US-F'`;
  });

  test('are listed by saving, page by page', async () => {
    const ids = [...scene.skus.values()];
    await database.sql`
      insert into allocation_proposal (id, sku_id, status, input_hash, rule_version, inputs, cost_minor, cost_as_is_minor, created_by_name)
      select gen_random_uuid(), k.id, 'proposed', 'x', 'x', '{}', 100, 100 + (n % 9) * 50, 'Test'
      from unnest(${ids}::uuid[]) with ordinality as k (id, n)`;
    const first = await list();
    const second = await list(`after=${encodeURIComponent(first.page.next!)}`);
    const savings = [...first.page.rows, ...second.page.rows].map((row) => Number(row.savingMinor));
    expect(savings).toHaveLength(72);
    expect(savings).toEqual([...savings].sort((a, b) => b - a));
    expect(new Set([...first.page.rows, ...second.page.rows].map(({ id }) => id)).size).toBe(72);
    expect((await list(`before=${encodeURIComponent(second.page.previous!)}`)).page.rows).toEqual(
      first.page.rows,
    );
    expect((await list('q=P0')).page.rows).toHaveLength(10);
    expect((await list('class=A')).page.rows).toHaveLength(1);
  });

  test('are asked for with a note, by who may', async () => {
    expect((await request('/platform/allocation', { as: scene.auditor, form: {} })).status).toBe(403);
    expect((await request('/platform/allocation', { as: scene.buyer, form: {} })).status).toBe(200);
    const jobs = await database.sql`select data from pgboss.job where name = 'inventory.allocation'`;
    expect(jobs.map(({ data }) => data)).toEqual([{ reason: 'request', requestedByUserId: scene.buyer.id }]);
  });
});
