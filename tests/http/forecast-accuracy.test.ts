import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accuracyFigures,
  addSums,
  type MeasuredWeek,
  NO_WEEKS,
  sumsOfWeek,
} from '~/modules/forecast/domain/accuracy/measures';
import { newId } from '~/platform/new-id.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import {
  createFactory,
  createPlatformUser,
  createUser,
  type TestFactory,
  type TestUser,
} from '../support/fixtures';
import { request } from '../support/request';

let database: TestDatabase;
let factory: TestFactory;
let other: TestFactory;
let buyer: TestUser;
let planner: TestUser;
const measured: (MeasuredWeek & { sku: string })[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const { sql } = database;
  factory = await createFactory(sql);
  other = await createFactory(sql);
  buyer = await createPlatformUser(sql, 'buyer');
  planner = await createUser(sql, { in: [[factory, 'planner']] });
  await sql`insert into product_category values ('home', null, 'Home', '家居')`;
  await sql`insert into market values ('US', 'United States', '美国', 'NA', 'USD', 'America/New_York')`;
  const version = newId();
  await sql`insert into forecast_version ${sql({ id: version, number: 4, status: 'published', as_of: '2026-01-05', first_week: '2026-01-05', order_horizon_weeks: 13, demand_horizon_weeks: 39, demand_engine: 'x', netting_rule_version: 'x', input_hash: 'x', generated_at: '2026-01-05T00:00:00Z', published_at: '2026-01-05T00:00:00Z' })}`;
  for (let k = 0; k < 70; k++) {
    const id = newId();
    const code = `SKU-${String(k).padStart(3, '0')}`;
    await sql`insert into sku ${sql({ id, code, name_en: `Thing ${k}`, name_zh: `物 ${k}`, category_code: 'home', abc_class: k % 2 ? 'A' : 'B' })}`;
    for (const [week, w] of [
      ['2026-03-02', 1],
      ['2026-03-09', 2],
    ] as const) {
      // One SKU in ten sold nothing: it has no ratio, and comes last whichever way the list is read.
      const actual = k % 10 === 0 ? 0 : k * w;
      const row = {
        actual,
        naive: k + 7,
        model: k * 1.5,
        final: k * 1.25,
        p10: k / 2,
        p50: k,
        p70: k * 1.2,
        p80: k * 1.5,
        p90: k * 2,
        scale: k % 3 === 0 ? null : 4,
      };
      const isCensored = k === 5;
      if (!isCensored) measured.push({ ...row, sku: code });
      for (const market of ['*', 'US']) {
        await sql`insert into demand_accuracy ${sql({ ...row, sku_id: id, market_code: market, week, lag_weeks: 8, version_id: version, category_code: 'home', abc_class: k % 2 ? 'A' : 'B', is_censored: isCensored, has_override: k === 7 })}`;
      }
    }
    for (const [place, forecast, ordered] of [
      [factory, 100, 80],
      [other, 999, 111],
    ] as const) {
      await sql`insert into order_accuracy ${sql({ factory_id: place.id, id: newId(), sku_id: id, sku_code: code, category_code: 'home', week: '2026-03-09', lag_weeks: 8, version_id: version, forecast_quantity: forecast, naive_quantity: 60, commit_quantity: 90, ordered_quantity: ordered, due_quantity: 50, on_time_quantity: 45, frozen_quantity: 100, churn_quantity: 20, unit_cost_minor: 100, currency: 'USD' })}`;
    }
  }
});
afterAll(() => database.close());

const csv = async (path: string, as: TestUser) => {
  const answer = await request(path, { as });
  expect(answer.status).toBe(200);
  const [head, ...rows] = (await answer.text()).replace('\uFEFF', '').trim().split('\r\n');
  return { head: head!.split(','), rows: rows.map((row) => row.split(',')) };
};

describe('the platform’s accuracy', () => {
  test('adds up in the database as the rule does week by week', async () => {
    const { rows } = await csv('/platform/forecast/accuracy-export?by=category', buyer);
    const figures = accuracyFigures(measured.map(sumsOfWeek).reduce(addSums, NO_WEEKS));
    const of = (value: number | null) => Math.round(value! * 1e4) / 1e4;
    expect(rows).toHaveLength(1);
    const [, , weeks, leftOut, actual, wape, bias, naive, model, added, override, mase, loss, coverage] =
      rows[0]!.map(Number);
    expect([weeks, leftOut, actual]).toEqual([measured.length, 2, figures.actual]);
    const expected = [
      figures.wape,
      figures.bias,
      figures.steps.naive.wape,
      figures.steps.model.wape,
      figures.addedOverNaive,
      figures.addedByOverride,
      figures.mase,
      figures.quantileLoss,
      figures.coverage,
    ];
    [wape, bias, naive, model, added, override, mase, loss, coverage].forEach((value, index) => {
      expect(value).toBeCloseTo(of(expected[index]!), 3);
    });
  });

  test.each(['actual', 'wape', 'bias', 'mase', 'loss', 'coverage', 'naive', 'override', 'key'])(
    'sorted by %s, either way, its pages hold every SKU once and none without the figure before one with it',
    async (sort) => {
      for (const dir of ['asc', 'desc']) {
        const seen: string[] = [];
        let path = `/platform/forecast/accuracy?sort=${sort}&dir=${dir}`;
        for (let page = 0; page < 3 && path; page++) {
          const html = await (await request(path, { as: buyer })).text();
          seen.push(
            ...[...html.matchAll(/href="\/platform\/forecast\/(SKU-\d{3})"/g)].map((match) => match[1]!),
          );
          const after = /[?&](?:amp;)?after=([^"&]+)/.exec(html)?.[1];
          path = after ? `/platform/forecast/accuracy?sort=${sort}&dir=${dir}&after=${after}` : '';
        }
        const codes = seen.filter((code, index) => seen.indexOf(code) === index);
        expect(codes).toHaveLength(70);
        const all = (await csv(`/platform/forecast/accuracy-export?sort=${sort}&dir=${dir}`, buyer)).rows.map(
          ([code]) => code,
        );
        expect(codes).toEqual(all);
      }
    },
  );

  test('filters narrow it, and nonsense falls back', async () => {
    const count = async (search: string) =>
      (await csv(`/platform/forecast/accuracy-export?${search}`, buyer)).rows.length;
    expect(await count('class=A')).toBe(35);
    expect(await count('q=SKU-01')).toBe(10);
    expect(await count('q=%25')).toBe(0);
    expect(await count('market=US')).toBe(70);
    expect(await count('by=market')).toBe(1);
    expect(await count('by=week&weeks=4')).toBe(2);
    expect(await count('by=version')).toBe(1);
    for (const search of [
      'weeks=9&by=x&sort=y&dir=z',
      'after=~',
      'after=NaN~x',
      `after=1e999~x`,
      'market=%00',
    ]) {
      expect((await request(`/platform/forecast/accuracy?${search}`, { as: buyer })).status).toBe(200);
    }
  });

  test('says in words what was left out, in both languages', async () => {
    const en = await (await request('/platform/forecast/accuracy', { as: buyer })).text();
    expect(en).toContain('2 weeks with a stock-out are left out');
    const zh = await (
      await request('/platform/forecast/accuracy', { as: buyer, headers: { 'Accept-Language': 'zh' } })
    ).text();
    expect(zh.length).toBeGreaterThan(1000);
  });
});

describe('the scorecard', () => {
  test('is the same for both sides, and a factory sees its own alone', async () => {
    const own = await csv(`/factories/${factory.slug}/forecast/accuracy-export`, planner);
    const platform = await csv(`/platform/forecast/scorecards/${factory.slug}/export`, buyer);
    expect(own.rows).toEqual(platform.rows);
    expect(own.rows).toHaveLength(70);
    const page = await (
      await request(`/factories/${factory.slug}/forecast/accuracy`, { as: planner })
    ).text();
    expect(page).toContain('+25%');
    expect(page).not.toContain('999');
    const list = await csv('/platform/forecast/scorecards-export', buyer);
    expect(list.rows.map(([slug]) => slug).sort()).toEqual([factory.slug, other.slug].sort());
    const mine = list.rows.find(([slug]) => slug === factory.slug)!;
    expect(mine.slice(2)).toEqual([
      '5600',
      '7000',
      '0.25',
      '0.25',
      '0.25',
      '7000',
      '1400',
      '6300',
      '0.125',
      '0.125',
      '3500',
      '3150',
      '0.9',
    ]);
    for (const path of [
      '/platform/forecast/accuracy',
      '/platform/forecast/scorecards',
      `/factories/${other.slug}/forecast/accuracy`,
    ]) {
      expect((await request(path, { as: planner })).status).toBe(404);
    }
    expect((await request('/platform/forecast/scorecards/nobody', { as: buyer })).status).toBe(404);
  });

  test('demand stays with the platform: a factory’s role cannot read it', async () => {
    const [row] =
      await database.sql`select has_table_privilege('portal_app', 'demand_accuracy', 'select') as may`;
    expect(row?.may).toBe(false);
  });
});
