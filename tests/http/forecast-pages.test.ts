import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Quantile } from '~/modules/forecast/domain/netting/types';
import type { ForecastTableView } from '~/modules/forecast/queries/forecast-table.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import type { TestUser } from '../support/fixtures';
import { loaderData } from '../support/loader-data';
import { request, unexpectedErrors } from '../support/request';
import { type ForecastScene, makeForecastScene, ODD_NAMES, type SceneLine } from './forecast-scene';

let database: TestDatabase;
let scene: ForecastScene;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeForecastScene(database.sql);
});
afterAll(() => database?.close());

interface Search {
  quantile?: Quantile;
  category?: string;
  market?: string;
  zone?: string;
  change?: string;
  q?: string;
  sort?: string;
  dir?: string;
  page?: number | string;
  size?: number | string;
}

async function table(search: Search | string = {}, as: TestUser = scene.planner): Promise<ForecastTableView> {
  const params =
    typeof search === 'string'
      ? search
      : new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)])).toString();
  const { view } = await loaderData<{ view: ForecastTableView }>(
    `/factories/hai/forecast?${params}`,
    'routes/factory/forecast',
    as,
  );
  return view;
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** Pieces of the weeks that a zone filter shows. */
function shown(line: SceneLine, quantile: Quantile, zone: string | undefined): number {
  const weeks = line.qty[quantile];
  const firm = line.frozenWeeks + line.firmWeeks;
  if (zone === 'frozen') return sum(weeks.slice(0, line.frozenWeeks));
  if (zone === 'firm') return sum(weeks.slice(line.frozenWeeks, firm));
  return sum(zone === 'free' ? weeks.slice(firm) : weeks);
}

/** The same filters over the same lines, written a second time. */
function expected(search: Search): SceneLine[] {
  const { quantile = 'p50', category, market, zone, change, q, sort = 'value', dir = 'desc' } = search;
  const kept = scene.lines.filter((line) => {
    const moved = line.change[quantile];
    const isNew = line.changeKind === 'new';
    const isGone = line.changeKind === 'dropped';
    const kinds: Record<string, boolean> = {
      new: isNew,
      dropped: isGone,
      up: moved > 0 && !isNew,
      down: moved < 0 && !isGone,
      unchanged: moved === 0 && !isNew && !isGone,
      changed: moved !== 0 || isNew || isGone,
    };
    const words = q?.trim().toLowerCase();
    return (
      line.factoryId === scene.hai.id &&
      (!category || line.category === category || line.category.startsWith(`${category}.`)) &&
      (!market || line.markets.includes(market)) &&
      (!zone || shown(line, quantile, zone) > 0) &&
      (!change || kinds[change]) &&
      (!words || [line.code, line.nameEn, line.nameZh].some((text) => text.toLowerCase().includes(words)))
    );
  });
  const keys: Record<string, (line: SceneLine) => number> = {
    code: (line) => line.codeRank,
    name: (line) => line.nameRank,
    total: (line) => shown(line, quantile, zone),
    change: (line) => line.change[quantile],
    value: (line) => shown(line, quantile, zone) * line.unitCostMinor,
    lead: (line) => line.leadTimeWeeks,
  };
  const key = keys[sort]!;
  const sign = dir === 'asc' ? 1 : -1;
  return kept.sort((a, b) => sign * (key(a) - key(b)) || a.codeRank - b.codeRank);
}

async function agrees(search: Search): Promise<SceneLine[]> {
  const view = await table({ size: 200, ...search });
  const lines = expected(search);
  const quantile = search.quantile ?? 'p50';
  expect(view.rows.map((row) => row.skuCode)).toEqual(lines.map((line) => line.code));
  expect(view.rows.map((row) => row.quantities)).toEqual(lines.map((line) => line.qty[quantile]));
  expect(view.rows.map((row) => row.previous)).toEqual(lines.map((line) => line.prev[quantile]));
  expect(view.rows.map((row) => row.change)).toEqual(lines.map((line) => line.change[quantile]));
  expect(view.rows.map((row) => row.total)).toEqual(lines.map((line) => shown(line, quantile, search.zone)));
  expect(view.totals.lines).toBe(lines.length);
  expect(view.totals.total).toBe(sum(view.rows.map((row) => row.total)));
  expect(view.totals.change).toBe(sum(view.rows.map((row) => row.change)));
  expect(view.totals.weeks).toEqual(
    view.weeks.map((_, week) => sum(lines.map((line) => line.qty[quantile][week]!))),
  );
  const value = sum(lines.map((line) => shown(line, quantile, search.zone) * line.unitCostMinor));
  expect(view.totals.values.map(({ minor }) => Number(minor))).toEqual(lines.length > 0 ? [value] : []);
  return lines;
}

describe('the order forecast of a factory', () => {
  test('shows its own lines, all of them and no others', async () => {
    const lines = await agrees({});
    expect(lines).toHaveLength(40);
    expect(lines.map((line) => line.code)).not.toContain('FILL-28');
    const view = await table();
    expect(view.version.id).toBe(scene.versionId);
    expect(view.weeks).toHaveLength(13);
    expect(view.weeks.map((week) => week.zone)).toEqual([
      'frozen',
      'frozen',
      'firm',
      'firm',
      'firm',
      ...new Array(8).fill('free'),
    ]);
  });

  test.each(['mean', 'p50', 'p70', 'p80', 'p90'] as const)('shows the plan for %s', async (quantile) => {
    await agrees({ quantile });
  });

  test('filters by category, with those below it, and by market', async () => {
    const bath = await agrees({ category: 'home.bath' });
    expect(bath.map((line) => line.code).sort()).toEqual(['PCT%1_A', 'QUO-1']);
    const home = await agrees({ category: 'home' });
    expect(home.map((line) => line.category)).toContain('home.bath');
    expect(home.map((line) => line.category)).not.toContain('home_bath');
    expect((await agrees({ market: 'DE' })).length).toBeGreaterThan(5);
    expect(await agrees({ market: 'FR' })).toEqual([]);
    await agrees({ category: 'outdoor', market: 'US', quantile: 'p90', sort: 'total', dir: 'asc' });
  });

  test.each(['frozen', 'firm', 'free'] as const)(
    'filters by the %s zone and sums its weeks',
    async (zone) => {
      const lines = await agrees({ zone });
      expect(lines.length).toBeGreaterThan(0);
      for (const quantile of ['mean', 'p90'] as const) await agrees({ zone, quantile, sort: 'total' });
    },
  );

  test.each(['new', 'dropped', 'up', 'down', 'unchanged', 'changed'] as const)(
    'filters by change: %s',
    async (change) => {
      const lines = await agrees({ change });
      expect(lines.length).toBeGreaterThan(0);
      await agrees({ change, quantile: 'p90' });
      const codes = lines.map((line) => line.code);
      if (change === 'new') expect(codes).toEqual(['FRESH']);
      if (change === 'dropped') expect(codes).toEqual(['GONE']);
      if (change === 'up') expect(codes).toContain('RISING');
      if (change === 'down') expect(codes).toContain('FALLING');
      if (change === 'unchanged') expect(codes).toContain('SILENT');
    },
  );

  test.each([
    ['%', 1],
    ['100%', 1],
    ['100% cotton_', 1],
    ['_', 1],
    ['cotton_towel', 1],
    ['cotton', 2],
    ["o'brien's", 1],
    ['"soft"', 1],
    ['\\', 1],
    ['back\\', 1],
    ['制表', 1],
    ['水壶，', 1],
    ["'; drop table forecast_line; --", 0],
    ['  FILL-0  ', 9],
    ['🙂', 0],
  ])('finds %j as it is written', async (q, count) => {
    expect(await agrees({ q })).toHaveLength(count);
  });

  test.each(['code', 'name', 'total', 'change', 'value', 'lead'])('sorts by %s both ways', async (sort) => {
    for (const dir of ['asc', 'desc']) {
      await agrees({ sort, dir });
      await agrees({ sort, dir, zone: 'free', change: 'changed' });
    }
  });

  test('gives every line on exactly one page', async () => {
    const all = expected({ sort: 'name', dir: 'asc' }).map((line) => line.code);
    const pages = await Promise.all(
      [1, 2, 3].map((page) => table({ sort: 'name', dir: 'asc', size: 25, page })),
    );
    expect(pages.map((page) => page.rows.length)).toEqual([25, 15, 0]);
    expect(pages.flatMap((page) => page.rows.map((row) => row.skuCode))).toEqual(all);
    for (const page of pages) expect(page.totals.lines).toBe(40);
    expect((await table({ size: 50 })).rows).toHaveLength(40);
  });

  test.each([
    'quantile=p99',
    'zone=liquid',
    'change=sideways',
    'sort=password_hash',
    'dir=up',
    'page=0',
    'page=-3',
    'page=1.5',
    'page=one',
    'page=1e9',
    'size=7',
    'size=1000000',
    'size=NaN',
    `category=${'x'.repeat(61)}`,
    `q=${'x'.repeat(81)}`,
    'q=%20%20',
    'q=%00',
    'q=%ff%fe',
    'category=%00',
    'market=%00',
    'sort[]=code&page=2&page=',
    '__proto__=1',
  ])('opens an address that says %s', async (search) => {
    unexpectedErrors.length = 0;
    const response = await request(`/factories/hai/forecast?${search}`, { as: scene.planner });
    expect(response.status).toBe(200);
    expect(unexpectedErrors).toEqual([]);
    if (/^(quantile|zone|change|sort|dir|page|size|__proto__)/.test(search) && !search.includes('page=2')) {
      const view = await table(search);
      const plain = await table();
      expect(view.search).toEqual(plain.search);
      expect(view.rows).toEqual(plain.rows);
    }
  });

  test('renders the rows, for readers without scripts too', async () => {
    const response = await request('/factories/hai/forecast?q=100%25', { as: scene.planner });
    const html = await response.text();
    expect(html).toContain(ODD_NAMES.percent);
    expect(html).not.toContain(ODD_NAMES.plain);
    const formula = await (await request('/factories/hai/forecast?q=FORM-1', { as: scene.planner })).text();
    expect(formula).not.toContain(`${ODD_NAMES.formula}</`);
    expect(formula).toContain('HYPERLINK(&quot;');
  });

  test('does not exist for a member of another factory, or for nobody’s factory', async () => {
    const asked = (path: string, as?: TestUser) => request(path, { as });
    expect((await asked('/factories/lan/forecast', scene.planner)).status).toBe(404);
    expect((await asked('/factories/none/forecast', scene.planner)).status).toBe(404);
    expect((await asked('/factories/hai/forecast', scene.buyer)).status).toBe(404);
    expect((await asked('/factories/hai/forecast')).headers.get('Location')).toMatch(/^\/sign-in\?next=/);
    for (const page of ['forecast', 'forecast/SHARED-1', 'forecast-export', 'forecast-events'])
      expect((await asked(`/factories/lan/${page}`, scene.planner)).status, page).toBe(404);
    const mine = await loaderData<{ view: ForecastTableView }>(
      '/factories/lan/forecast',
      'routes/factory/forecast',
      scene.both,
    );
    expect(mine.view.rows.map((row) => row.skuCode).sort()).toEqual([
      'FILL-28',
      'FILL-29',
      'FILL-30',
      'SHARED-1',
    ]);
  });
});

describe('before anything is published', () => {
  test('the pages say so', async () => {
    const { sql } = database;
    await sql`alter table forecast_version disable trigger all`;
    await sql`update forecast_version set status = 'superseded' where id = ${scene.versionId}`;
    try {
      unexpectedErrors.length = 0;
      for (const path of ['/factories/hai', '/factories/hai/forecast', '/factories/hai/forecast-export']) {
        expect((await request(path, { as: scene.planner })).status, path).toBe(200);
      }
      for (const path of ['/platform', '/platform/forecast', '/platform/forecast-versions']) {
        expect((await request(path, { as: scene.buyer })).status, path).toBe(200);
      }
      expect((await request('/factories/hai/forecast/SHARED-1', { as: scene.planner })).status).toBe(404);
      expect(unexpectedErrors).toEqual([]);
    } finally {
      await sql`update forecast_version set status = 'published' where id = ${scene.versionId}`;
      await sql`alter table forecast_version enable trigger all`;
    }
  });
});
