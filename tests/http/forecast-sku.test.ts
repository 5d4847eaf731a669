import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWeeks } from '~/kernel/week';
import type { Quantile } from '~/modules/forecast/domain/netting/types';
import type { ForecastSkuView, SourceView } from '~/modules/forecast/queries/forecast-sku.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import type { TestUser } from '../support/fixtures';
import { loaderData } from '../support/loader-data';
import { request, unexpectedErrors } from '../support/request';
import { type ForecastScene, makeForecastScene, NEXT_MONDAY } from './forecast-scene';

let database: TestDatabase;
let scene: ForecastScene;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeForecastScene(database.sql);
});
afterAll(() => database?.close());

const QUANTILES = ['mean', 'p50', 'p70', 'p80', 'p90'] as const;
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

async function skuPage(
  code: string,
  search = '',
  as: TestUser = scene.planner,
  base = '/factories/hai',
): Promise<ForecastSkuView> {
  const route = base === '/platform' ? 'routes/platform/forecast-sku' : 'routes/factory/forecast-sku';
  const path = `${base}/forecast/${encodeURIComponent(code)}${search}`;
  return (await loaderData<{ view: ForecastSkuView }>(path, route, as)).view;
}

/** Every figure of every bucket follows from those before it. */
function followsFromItself(source: SourceView, quantile: Quantile): void {
  const { buckets, leadTimeWeeks, quantities, previous } = source;
  expect(buckets).toHaveLength(13);
  buckets.forEach((bucket, week) => {
    const where = `${quantile} week ${week}`;
    const { before } = bucket;
    expect(bucket.releaseWeek).toBe(week);
    expect(bucket.arrivalWeek, where).toBe(week + leadTimeWeeks);
    expect(bucket.projectedBefore, where).toBeCloseTo(
      bucket.onHand + before.inTransit + before.openOrders + before.planned - before.gross,
      2,
    );
    const without = bucket.projectedBefore + bucket.inTransit + bucket.openOrders - bucket.gross;
    expect(bucket.net, where).toBeCloseTo(Math.max(0, bucket.target - without), 2);
    expect(bucket.projectedAfter, where).toBeCloseTo(without + bucket.planned, 2);
    expect(bucket.quantity, where).toBe(bucket.wanted + bucket.fenceEffect);
    expect(bucket.quantity, where).toBe(quantities[quantile][week]);
    expect(bucket.planned, where).toBeGreaterThanOrEqual(bucket.quantity);
    if (bucket.allowed) {
      expect(bucket.quantity, where).toBeGreaterThanOrEqual(bucket.allowed.low);
      expect(bucket.quantity, where).toBeLessThanOrEqual(bucket.allowed.high);
    }
    if (week > 0) expect(bucket.previous, where).toBe(previous[quantile][week] ?? null);
    const next = buckets[week + 1];
    if (!next) return;
    expect(next.before.gross, where).toBeCloseTo(before.gross + bucket.gross, 2);
    expect(next.before.planned, where).toBe(before.planned + bucket.planned);
    expect(next.before.inTransit, where).toBe(before.inTransit + bucket.inTransit);
    expect(next.before.openOrders, where).toBe(before.openOrders + bucket.openOrders);
    expect(next.projectedBefore, where).toBeCloseTo(bucket.projectedAfter, 2);
  });
}

describe('the page of a SKU', () => {
  test.each(QUANTILES)('opens every bucket as arithmetic that adds up, for %s', async (quantile) => {
    for (const code of ['SHARED-1', 'PCT%1_A', '-MINUS', 'BACK\\1', 'RISING', 'FALLING', 'FRESH', 'SILENT']) {
      const view = await skuPage(code, `?quantile=${quantile}`);
      expect(view.sku.code).toBe(code);
      expect(view.sources).toHaveLength(1);
      followsFromItself(view.sources[0]!, quantile);
    }
  });

  test('says the same as the table and as the stored line', async () => {
    for (const line of scene.lines.filter(({ factoryId }) => factoryId === scene.hai.id).slice(0, 10)) {
      const [source] = (await skuPage(line.code)).sources;
      expect(source!.quantities).toEqual(line.qty);
      expect(source!.previous).toEqual(line.prev);
    }
  });

  test('opens the bucket that the address names, and the first with a quantity otherwise', async () => {
    const named = await skuPage('SHARED-1', `?week=${addWeeks(NEXT_MONDAY, 5)}`);
    expect(named.open).toEqual({ source: 0, week: 5 });
    const plain = await skuPage('FALLING');
    expect(plain.open.week).toBe(
      Math.max(
        0,
        plain.sources[0]!.quantities.p50.findIndex((n) => n > 0),
      ),
    );
    const midweek = addWeeks(NEXT_MONDAY, 4).replace(/\d\d$/, (day) => day);
    expect((await skuPage('SHARED-1', `?week=${midweek}`)).open.week).toBe(4);
  });

  test('a dropped SKU still has its page, without a trace', async () => {
    const view = await skuPage('GONE');
    expect(view.sources[0]).toMatchObject({ changeKind: 'dropped', terms: null, buckets: [] });
    expect((await request('/factories/hai/forecast/GONE', { as: scene.planner })).status).toBe(200);
  });

  test('tells a factory its own terms and nothing of the other source', async () => {
    const response = await request('/factories/hai/forecast/SHARED-1', { as: scene.planner });
    const text = await response.text();
    expect(text).not.toContain('Lan Outdoor');
    expect(text).not.toContain(scene.lan.id);
    expect(text).not.toContain('8125');
    const view = await skuPage('SHARED-1');
    expect(view.sources[0]!.factory).toBeNull();
    expect(view.quality).toEqual([]);
  });

  test('shows history and demand of one market or of all', async () => {
    const all = await skuPage('SHARED-1');
    expect(all.demand.markets.sort()).toEqual(['DE', 'US']);
    expect(all.demand.history).toHaveLength(52);
    expect(all.demand.history.every((units) => units === null || Number.isFinite(units))).toBe(true);
    expect(all.demand.curves.p50[0]).toBeGreaterThan(150);
    const us = await skuPage('SHARED-1', '?market=US');
    expect(us.demand.market).toBe('US');
    expect(us.demand.curves.mean[0]! / all.demand.curves.mean[0]!).toBeCloseTo(2 / 3, 1);
    expect((await skuPage('SHARED-1', '?market=XX')).demand.market).toBe('*');
  });

  test.each([
    'week=2026-99-99',
    'week=2026-02-30',
    'week=0000-00-00',
    'week=9999-12-31',
    'week=1970-01-01',
    'week=tomorrow',
    'quantile=p51',
    'market=%00',
    'factory=%00',
    `factory=${'x'.repeat(90)}`,
  ])('opens an address that says %s', async (search) => {
    unexpectedErrors.length = 0;
    for (const [path, as] of [
      [`/factories/hai/forecast/SHARED-1?${search}`, scene.planner],
      [`/platform/forecast/SHARED-1?${search}`, scene.buyer],
    ] as const)
      expect((await request(path, { as })).status, path).toBe(200);
    expect(unexpectedErrors).toEqual([]);
  });

  test.each(['NOPE', 'FILL-28', '%00', 'SHARED-1%00', "'%20or%201=1", 'shared-1', 'x'.repeat(3000)])(
    'does not exist for %s',
    async (code) => {
      unexpectedErrors.length = 0;
      expect((await request(`/factories/hai/forecast/${code}`, { as: scene.planner })).status).toBe(404);
      expect(unexpectedErrors).toEqual([]);
    },
  );

  test('does not exist on the platform for codes and factories that nobody has', async () => {
    unexpectedErrors.length = 0;
    for (const path of ['forecast/NOPE', 'forecast/%00', 'factories/nope/forecast', 'factories/%00/forecast'])
      expect((await request(`/platform/${path}`, { as: scene.buyer })).status, path).toBe(404);
    expect(unexpectedErrors).toEqual([]);
  });
});

describe('the same SKU on the platform', () => {
  test('shows each source with its own trace; together they make what is planned', async () => {
    for (const quantile of QUANTILES) {
      const view = await skuPage('SHARED-1', `?quantile=${quantile}`, scene.buyer, '/platform');
      expect(view.sources.map((source) => source.factory?.slug).sort()).toEqual(['hai', 'lan']);
      for (const source of view.sources) followsFromItself(source, quantile);
      const [a, b] = view.sources;
      expect(a!.leadTimeWeeks).toBe(b!.leadTimeWeeks);
      a!.buckets.forEach((bucket, week) => {
        expect(bucket.quantity + b!.buckets[week]!.quantity).toBe(bucket.planned);
        expect(bucket.net).toBe(b!.buckets[week]!.net);
      });
      const lines = scene.lines.filter((line) => line.code === 'SHARED-1');
      expect(sum(view.sources.flatMap((source) => source.quantities[quantile]))).toBe(
        sum(lines.flatMap((line) => line.qty[quantile])),
      );
    }
  });

  test('opens the trace of the factory that the address names', async () => {
    for (const slug of ['hai', 'lan']) {
      const view = await skuPage('SHARED-1', `?factory=${slug}`, scene.auditor, '/platform');
      expect(view.sources[view.open.source]!.factory?.slug).toBe(slug);
    }
    const unknown = await skuPage('SHARED-1', '?factory=nobody', scene.auditor, '/platform');
    expect(unknown.open.source).toBe(0);
  });

  test('says how demand was forecast', async () => {
    const view = await skuPage('SHARED-1', '', scene.buyer, '/platform');
    expect(view.quality.map((row) => row.marketCode)).toEqual(['*', 'DE', 'US']);
    expect(view.quality.every((row) => row.model !== '')).toBe(true);
  });
});
