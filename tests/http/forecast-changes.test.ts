import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWeeks } from '~/kernel/week';
import { explainVersions } from '~/modules/forecast/commands/explain-versions.server';
import type { ChangePageView } from '~/modules/forecast/queries/change-page.server';
import type { DayExceptions } from '~/modules/forecast/queries/day-exceptions.server';
import type { LineChangeView } from '~/modules/forecast/queries/line-change.server';
import type { OverridesView } from '~/modules/forecast/queries/overrides-list.server';
import type { SkuOverridesView } from '~/modules/forecast/queries/sku-overrides.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import type { TestUser } from '../support/fixtures';
import { publishForecast } from '../support/forecast-data';
import { loaderData } from '../support/loader-data';
import { request, unexpectedErrors } from '../support/request';
import { type ForecastScene, makeForecastScene, NEXT_MONDAY } from './forecast-scene';

let database: TestDatabase;
let scene: ForecastScene;
/** The scene's weeks lie in the past of the clock; a version of the present can be adjusted. */
const monday = addWeeks(NEXT_MONDAY, 1);

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeForecastScene(database.sql);
});
afterAll(() => {
  expect(unexpectedErrors).toEqual([]);
  return database?.close();
});

const send = (path: string, form: Record<string, string>, as: TestUser) => request(path, { as, form });
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

interface SkuData {
  overrides: SkuOverridesView;
  change: LineChangeView;
}

const platformSku = (code: string, search = '') =>
  loaderData<SkuData>(`/platform/forecast/${code}${search}`, 'routes/platform/forecast-sku', scene.buyer);

describe('what changed', () => {
  const platformPage = (search = '', as = scene.buyer) =>
    loaderData<{ view: ChangePageView }>(
      `/platform/forecast/changes${search}`,
      'routes/platform/forecast-changes',
      as,
    ).then(({ view }) => view);
  const factoryPage = (as: TestUser, slug: string, search = '') =>
    loaderData<{ view: ChangePageView }>(
      `/factories/${slug}/forecast/changes${search}`,
      'routes/factory/forecast-changes',
      as,
    ).then(({ view }) => view);

  test('says that the causes are to come, takes the request once, and shows them', async () => {
    await database.sql`delete from forecast_change_pair`;
    expect((await platformPage()).status).toBeNull();
    expect((await send('/platform/forecast/changes', { from: '1', to: '2' }, scene.auditor)).status).toBe(
      200,
    );
    expect((await send('/platform/forecast/changes', { from: '1', to: '2' }, scene.buyer)).status).toBe(200);
    expect((await platformPage()).status).toBe('queued');
    for (const pair of [
      { from: '2', to: '1' },
      { from: '1', to: '9' },
      { from: '1.5', to: '2' },
    ]) {
      expect((await send('/platform/forecast/changes', pair, scene.buyer)).status).toBe(422);
    }
    const [pair] = await database.sql<
      { from: string }[]
    >`select from_version_id as from from forecast_change_pair`;
    await explainVersions(scene.versionId, pair!.from, { now: Date.now() });
    const view = await platformPage();
    expect(view).toMatchObject({ status: 'done', from: { number: 1 }, to: { number: 2 } });
    expect(sum(view.causes.map(({ pieces }) => pieces))).toBe(view.total.change);
    expect(view.total.change).toBe(sum(scene.lines.map(({ change }) => change.p50)));
    const money = view.rows.map(
      (row) => Math.abs(row.change) * Number(row.unitCostMinor) * (row.currency === 'CNY' ? 0.14 : 1),
    );
    expect(money).toEqual([...money].sort((a, b) => b - a));
    for (const row of view.rows) expect(sum(row.parts!)).toBe(row.change);
  });

  test('a factory sees its own alone, and the platform one factory’s or one cause’s', async () => {
    const own = await factoryPage(scene.planner, 'hai');
    const hai = scene.lines.filter(({ factoryId }) => factoryId === scene.hai.id);
    expect(own.total.change).toBe(sum(hai.map(({ change }) => change.p50)));
    expect(own.rows.every(({ factory }) => factory === null)).toBe(true);
    expect(own.factories).toEqual([]);
    const lan = await factoryPage(scene.lanOwner, 'lan');
    const codes = new Set(
      scene.lines.filter(({ factoryId }) => factoryId === scene.lan.id).map(({ code }) => code),
    );
    expect(lan.rows.every(({ skuCode }) => codes.has(skuCode))).toBe(true);
    expect((await platformPage('?factory=hai')).total.change).toBe(own.total.change);
    const stock = await platformPage('?cause=stock');
    expect(stock.rows.map(({ skuCode }) => skuCode)).toEqual(expect.arrayContaining(['RISING', 'FALLING']));
    expect((await request('/factories/lan/forecast/changes', { as: scene.planner })).status).toBe(404);
  });

  test('a SKU’s page explains each line for every curve, and a factory only its own', async () => {
    for (const quantile of ['mean', 'p50', 'p90']) {
      const { change } = await platformSku('SHARED-1', `?quantile=${quantile}`);
      expect(change.lines.map(({ factory }) => factory?.slug).sort()).toEqual(['hai', 'lan']);
      for (const line of change.lines) expect(sum(line.parts!)).toBe(line.change);
    }
    const path = '/factories/hai/forecast/SHARED-1';
    const { change } = await loaderData<SkuData>(path, 'routes/factory/forecast-sku', scene.planner);
    expect(change.lines).toHaveLength(1);
    expect(change.lines[0]!.factory).toBeNull();
    expect(JSON.stringify(change)).not.toContain(scene.lan.id);
    const html = await (await request(path, { as: scene.planner })).text();
    expect(html).toContain('What changed');
    expect(html).not.toContain('Lan Outdoor');
  });
});

describe('adjusting demand', () => {
  const wish = (change: Record<string, string> = {}) => ({
    intent: 'set',
    market: 'US',
    from: monday,
    to: addWeeks(monday, 2),
    mode: 'percent',
    value: '50',
    comment: 'Campaign in week two',
    ...change,
  });
  const page = '/platform/forecast/RISING';

  beforeAll(async () => {
    await publishForecast(monday);
    // What has been published looks from a day in the past: the form may not be used for weeks before today.
    const ahead = addWeeks(monday, 60);
    await database.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update forecast_version set demand_horizon_weeks = 520 where first_week = ${monday}`;
    });
    expect(ahead > monday).toBe(true);
  });

  const future = () => {
    const today = new Date().toISOString().slice(0, 10);
    let week = monday;
    while (week <= today) week = addWeeks(week, 1);
    return week;
  };

  test('refuses what makes no sense, at its field, and keeps what was typed', async () => {
    const refused: [Record<string, string>, string][] = [
      [{ market: 'XX' }, 'market'],
      [{ from: '2020-01-06', to: '2020-01-06' }, 'from'],
      [{ from: addWeeks(future(), 2), to: future() }, 'to'],
      [{ from: future(), to: addWeeks(monday, 600) }, 'to'],
      [{ from: future(), to: future(), value: 'many' }, 'value'],
      [{ from: future(), to: future(), value: '-101' }, 'value'],
      [{ from: future(), to: future(), mode: 'units', value: '-1' }, 'value'],
      [{ from: future(), to: future(), comment: 'x' }, 'comment'],
      [{ from: 'soon' }, 'from'],
    ];
    for (const [change, field] of refused) {
      const response = await send(page, wish(change), scene.buyer);
      expect(response.status, JSON.stringify(change)).toBe(422);
      const html = await response.text();
      expect(html, JSON.stringify(change)).toContain(`id="override-${field}-error"`);
    }
    expect((await send(page, wish(), scene.auditor)).status).toBe(403);
    expect(
      (await send('/platform/forecast/NOPE', wish({ from: future(), to: future() }), scene.buyer)).status,
    ).toBe(422);
    expect(await database.sql`select 1 from forecast_override`).toHaveLength(0);
  });

  test('writes weeks with the engine’s figures beside them, replaces, lists, exports and ends', async () => {
    const from = future();
    const set = wish({ from, to: addWeeks(from, 2), mode: 'units', value: '1,200.5' });
    expect((await send(page, set, scene.buyer)).status).toBe(200);
    expect(
      (await send(page, { ...set, to: from, value: '900', comment: 'Smaller' }, scene.buyer)).status,
    ).toBe(200);
    const active = await database.sql`
      select week::text, units::float8 as units, author_name, comment from forecast_override where is_active order by week`;
    expect(active.map(({ units }) => units)).toEqual([900, 1200.5, 1200.5]);
    const audit = await database.sql`
      select action from audit_event where action like 'forecast.overrid%'
      union all select action from platform_audit_event where action like 'forecast.overrid%'`;
    expect(audit).toHaveLength(2);

    const list = await loaderData<{ view: OverridesView }>(
      '/platform/forecast/overrides?q=RISING',
      'routes/platform/forecast-overrides',
      scene.auditor,
    );
    expect(list.view.rows.map(({ activeWeeks, comment }) => [activeWeeks, comment])).toEqual([
      [1, 'Smaller'],
      [2, 'Campaign in week two'],
    ]);
    const csv = await (
      await request('/platform/forecast/overrides-export?state=all', { as: scene.auditor })
    ).text();
    expect(csv.trim().split('\r\n')).toHaveLength(1 + 4);
    expect((await request('/platform/forecast/overrides', { as: scene.planner })).status).toBe(404);

    const { overrides } = await platformSku('RISING');
    expect(overrides.history).toHaveLength(2);
    const end = { intent: 'end', market: 'US', from, to: addWeeks(from, 2) };
    expect((await send(page, end, scene.buyer)).status).toBe(200);
    expect((await send(page, end, scene.buyer)).status).toBe(404);
    expect(await database.sql`select 1 from forecast_override where is_active`).toHaveLength(0);
  });

  test('the next version counts with it, keeps the engine’s mean, and names it as the cause', async () => {
    const next = addWeeks(monday, 1);
    const [sku] = await database.sql<{ id: string }[]>`select id from sku where code = 'FILL-01'`;
    await database.sql`insert into forecast_override ${database.sql(
      [0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({
        sku_id: sku!.id,
        id: crypto.randomUUID(),
        market_code: 'US',
        week: addWeeks(next, n),
        units: 400,
        base_units: 25,
        comment: 'Campaign',
        author_user_id: scene.buyer.id,
        author_name: 'Ana',
      })),
    )}`;
    await publishForecast(next);
    const { overrides, change } = await platformSku('FILL-01');
    const us = overrides.rows.find(({ code }) => code === 'US')!;
    expect(us.inForce.slice(0, 9)).toEqual(new Array(9).fill(400));
    expect(us.model[0]).toBeLessThan(100);
    expect(overrides.waiting).toBe(0);
    const line = change.lines[0]!;
    expect(line.change).toBeGreaterThan(0);
    // `override` is the second of the causes.
    expect(line.parts![1]).toBeGreaterThan(0.8 * line.change);
  });
});

describe('the exceptions of a day', () => {
  const factoryList = async (as: TestUser) =>
    (
      await loaderData<{ exceptions: DayExceptions; mayDecide: boolean }>(
        '/factories/hai',
        'routes/factory/overview',
        as,
      )
    ).exceptions;
  const platformList = async (as: TestUser) =>
    (await loaderData<{ exceptions: DayExceptions }>('/platform', 'routes/platform/overview', as)).exceptions;
  const say = (path: string, one: DayExceptions['open'][number], verdict: string, as: TestUser) =>
    send(
      path,
      { kind: one.kind, subject: one.subject, ...(one.week ? { week: one.week } : {}), verdict },
      as,
    );

  test('are at most ten, ranked by money, and stand first on both overviews', async () => {
    for (const list of [await factoryList(scene.planner), await platformList(scene.buyer)]) {
      expect(list.open.length).toBeGreaterThan(0);
      expect(list.open.length).toBeLessThanOrEqual(10);
      const money = list.open.map((one) => one.money);
      expect(money).toEqual([...money].sort((a, b) => b - a));
    }
    const html = await (await request('/factories/hai', { as: scene.planner })).text();
    expect(html.indexOf('Needs you today')).toBeGreaterThan(0);
    expect(html.indexOf('Needs you today')).toBeLessThan(html.indexOf('Late orders and largest changes'));
    expect(JSON.stringify(await factoryList(scene.planner))).not.toContain('lan');
  });

  test('acting leads to the page; putting aside lets no eleventh in; each person has their own', async () => {
    const before = await platformList(scene.buyer);
    const [first, second, third] = before.open;
    const acted = await say('/platform/exceptions', first!, 'acted', scene.buyer);
    expect(acted.status).toBe(303);
    expect(acted.headers.get('Location')).toMatch(/^\/platform\//);
    for (const [one, verdict] of [
      [second!, 'dismissed'],
      [third!, 'snoozed'],
    ] as const) {
      const answer = await say('/platform/exceptions', one, verdict, scene.buyer);
      expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/platform']);
    }
    const after = await platformList(scene.buyer);
    expect(after.open).toEqual(before.open.slice(3));
    expect(after.done).toBe(3);
    expect((await platformList(scene.auditor)).open).toHaveLength(before.open.length);
    // Said already, unknown, or not theirs to say.
    expect((await say('/platform/exceptions', second!, 'dismissed', scene.buyer)).status).toBe(404);
    expect(
      (await say('/platform/exceptions', { ...first!, subject: 'NOPE' }, 'acted', scene.buyer)).status,
    ).toBe(404);
    expect((await say('/platform/exceptions', first!, 'maybe', scene.buyer)).status).toBe(422);
    expect((await say('/platform/exceptions', first!, 'acted', scene.auditor)).status).toBe(403);
    const mine = await factoryList(scene.planner);
    expect((await say('/factories/hai/exceptions', mine.open[0]!, 'acted', scene.viewer)).status).toBe(403);
    const led = await say('/factories/hai/exceptions', mine.open[0]!, 'acted', scene.planner);
    expect(led.headers.get('Location')).toMatch(/^\/factories\/hai\//);
    expect((await factoryList(scene.both)).done).toBe(0);
  });
});
