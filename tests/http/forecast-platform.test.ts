import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Quantile } from '~/modules/forecast/domain/netting/types';
import type { ForecastTableView } from '~/modules/forecast/queries/forecast-table.server';
import type { PlatformForecastView } from '~/modules/forecast/queries/platform-forecast-table.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createPlatformUser } from '../support/fixtures';
import { loaderData } from '../support/loader-data';
import { request, unexpectedErrors } from '../support/request';
import { type ForecastScene, makeForecastScene, type SceneLine } from './forecast-scene';

let database: TestDatabase;
let scene: ForecastScene;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeForecastScene(database.sql);
});
afterAll(() => database?.close());

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const total = (lines: readonly SceneLine[], quantile: Quantile) =>
  sum(lines.flatMap((line) => line.qty[quantile]));

async function platformTable(search: string, as = scene.buyer): Promise<PlatformForecastView> {
  const path = `/platform/forecast?size=200&${search}`;
  return (await loaderData<{ view: PlatformForecastView }>(path, 'routes/platform/forecast', as)).view;
}

async function factoryTable(slug: string, search: string): Promise<ForecastTableView> {
  const path = `/platform/factories/${slug}/forecast?size=200&${search}`;
  const route = 'routes/platform/factory-forecast';
  return (await loaderData<{ view: ForecastTableView }>(path, route, scene.buyer)).view;
}

/** The lines that a group stands for. */
function linesOf(key: string, by: string): SceneLine[] {
  if (by === 'sku') return scene.lines.filter((line) => line.code === key);
  if (by === 'category') return scene.lines.filter((line) => line.category === key);
  const factory = key === 'hai' ? scene.hai : scene.lan;
  return scene.lines.filter((line) => line.factoryId === factory.id);
}

describe('the order forecast of all factories', () => {
  test.each(['factory', 'category', 'sku'] as const)(
    'by %s: every group is the sum of its lines',
    async (by) => {
      for (const quantile of ['mean', 'p50', 'p90'] as const) {
        const view = await platformTable(`by=${by}&quantile=${quantile}`);
        for (const row of view.rows) {
          const lines = linesOf(row.key, by);
          expect(row.lines, row.key).toBe(lines.length);
          expect(row.factories, row.key).toBe(new Set(lines.map((line) => line.factoryId)).size);
          expect(row.total, row.key).toBe(total(lines, quantile));
          expect(row.change, row.key).toBe(sum(lines.map((line) => line.change[quantile])));
          expect(row.quantities, row.key).toEqual(
            view.weeks.map((_, week) => sum(lines.map((line) => line.qty[quantile][week]!))),
          );
        }
        expect(view.groups).toBe(view.rows.length);
        expect(sum(view.rows.map((row) => row.lines))).toBe(scene.lines.length);
        expect(view.totals.total).toBe(total(scene.lines, quantile));
        expect(view.totals.total).toBe(sum(view.rows.map((row) => row.total)));
        expect(view.totals.weeks).toEqual(
          view.weeks.map((_, week) => sum(view.rows.map((row) => row.quantities[week]!))),
        );
        expect(view.totals.values.map(({ currency }) => currency)).toEqual(['CNY', 'USD']);
      }
    },
  );

  test('from the total to a factory, to a SKU, to its source: the same figures', async () => {
    const search = 'quantile=p80&change=changed&zone=free';
    const view = await platformTable(`by=factory&${search}`);
    for (const row of view.rows) {
      const factory = await factoryTable(row.key, search);
      expect(factory.totals.total).toBe(row.total);
      expect(factory.totals.weeks).toEqual(row.quantities);
      expect(sum(factory.rows.map((line) => line.total))).toBe(row.total);
    }
    const skus = await platformTable('by=sku&quantile=p80');
    const shared = skus.rows.find((row) => row.key === 'SHARED-1')!;
    expect(shared.factories).toBe(2);
    const parts = await Promise.all(
      ['hai', 'lan'].map((slug) => factoryTable(slug, 'quantile=p80&q=SHARED-1')),
    );
    expect(sum(parts.map((part) => part.totals.total))).toBe(shared.total);
  });

  test.each(['code', 'name', 'total', 'change', 'value', 'lead'])('sorts groups by %s', async (sort) => {
    unexpectedErrors.length = 0;
    for (const by of ['factory', 'category', 'sku']) {
      const up = await platformTable(`by=${by}&sort=${sort}&dir=asc`);
      const down = await platformTable(`by=${by}&sort=${sort}&dir=desc`);
      expect(up.rows.map((row) => row.key).sort()).toEqual(down.rows.map((row) => row.key).sort());
      if (sort === 'total' || sort === 'change') {
        const figures = up.rows.map((row) => row[sort]);
        expect(figures).toEqual([...figures].sort((a, b) => a - b));
        expect(down.rows.map((row) => row[sort])).toEqual([...figures].sort((a, b) => b - a));
      }
    }
    expect(unexpectedErrors).toEqual([]);
  });

  test('gives every group on exactly one page', async () => {
    const all = (await platformTable('by=sku&sort=code&dir=asc')).rows.map((row) => row.key);
    const pages = [];
    for (const page of [1, 2]) {
      const path = `/platform/forecast?by=sku&sort=code&dir=asc&size=25&page=${page}`;
      pages.push(
        (await loaderData<{ view: PlatformForecastView }>(path, 'routes/platform/forecast', scene.buyer))
          .view,
      );
    }
    expect(pages.flatMap((page) => page.rows.map((row) => row.key))).toEqual(all);
    expect(pages.map((page) => page.groups)).toEqual([all.length, all.length]);
  });

  test.each(['by=colour', 'by=%00', 'by=factory&by=sku&sort=;--', 'page=999&by=sku'])(
    'opens an address that says %s',
    async (search) => {
      unexpectedErrors.length = 0;
      expect((await request(`/platform/forecast?${search}`, { as: scene.buyer })).status).toBe(200);
      expect(unexpectedErrors).toEqual([]);
    },
  );
});

describe('asking for a new version', () => {
  const jobs = () =>
    database.sql<{ id: string; xmin: string; data: unknown }[]>`
      select id, xmin::text, data from pgboss.job where name = 'forecast.run' order by created_on, id`;
  const requests = () =>
    database.sql<{ entity_id: string; xmin: string; actor_user_id: string }[]>`
      select entity_id, xmin::text, actor_user_id from platform_audit_event
      where action = 'forecast.requested' order by id`;

  test('puts one job into the queue, in one transaction with the note of who asked', async () => {
    const form = {};
    const response = await request('/platform/forecast-versions', { as: scene.buyer, form });
    expect(response.status).toBe(200);
    const [job, ...others] = await jobs();
    expect(others).toEqual([]);
    expect(job!.data).toEqual({ reason: 'request', requestedByUserId: scene.buyer.id });
    const [event, ...more] = await requests();
    expect(more).toEqual([]);
    expect(event).toMatchObject({ xmin: job!.xmin, actor_user_id: scene.buyer.id });
    const runs = await database.sql`
      select reason, status, publishes, requested_by_user_id, xmin::text from forecast_run where id = ${event!.entity_id}`;
    expect(runs).toEqual([
      {
        reason: 'request',
        status: 'queued',
        publishes: true,
        requested_by_user_id: scene.buyer.id,
        xmin: job!.xmin,
      },
    ]);
  });

  test('is refused to everybody who may only look, and leaves nothing behind', async () => {
    const before = [await jobs(), await requests()].map((rows) => rows.length);
    const admin = await createPlatformUser(database.sql, 'admin');
    const answers = [];
    for (const as of [scene.auditor, scene.planner, undefined]) {
      const answer = await request('/platform/forecast-versions', { as, form: {} });
      answers.push(answer.status);
    }
    expect(answers).toEqual([403, 404, 302]);
    for (const page of ['/platform/forecast', '/platform/forecast-export'])
      expect((await request(page, { as: scene.auditor, form: {} })).status, page).toBe(405);
    const sku = await request('/platform/forecast/SHARED-1', { as: scene.auditor, form: {} });
    expect(sku.status).toBe(403);
    expect([await jobs(), await requests()].map((rows) => rows.length)).toEqual(before);
    for (const page of [
      '',
      '/forecast',
      '/forecast-versions',
      '/forecast/SHARED-1',
      '/factories/hai/forecast',
    ])
      expect((await request(`/platform${page}`, { as: scene.auditor })).status, page).toBe(200);
    const mayRun = async (as: typeof admin) => {
      const route = 'routes/platform/forecast-versions';
      return (await loaderData<{ mayRun: boolean }>('/platform/forecast-versions', route, as)).mayRun;
    };
    expect(await mayRun(scene.auditor)).toBe(false);
    expect([await mayRun(admin), await mayRun(scene.buyer)]).toEqual([true, true]);
  });
});
