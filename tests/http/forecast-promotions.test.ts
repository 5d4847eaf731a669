import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import type { PromotionsView } from '~/modules/forecast/queries/promotions-list.server';
import { launchSignals } from '~/modules/orders/queries/launch-signals.server';
import { asSystem } from '~db/tenancy.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { loaderData } from '../support/loader-data';
import { request, unexpectedErrors } from '../support/request';
import { type ForecastScene, makeForecastScene } from './forecast-scene';

let database: TestDatabase;
let scene: ForecastScene;
let sku: { id: string; code: string; category: string };
let marketCode: string;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeForecastScene(database.sql);
  sku = (
    await database.sql`select id, code, category_code as category from sku order by code limit 1`
  )[0] as typeof sku;
  marketCode = (await database.sql`select code from market order by code limit 1`)[0]!.code;
});
afterAll(() => {
  expect(unexpectedErrors).toEqual([]);
  return database?.close();
});

const PAGE = '/platform/forecast/promotions';
const view = (search = '', as = scene.buyer) =>
  loaderData<{ view: PromotionsView; mayChange: boolean }>(
    `${PAGE}${search}`,
    'routes/platform/forecast-promotions',
    as,
  );
const today = () => new Date().toISOString().slice(0, 10) as CalendarDate;
const wish = (changes: Record<string, string> = {}) => ({
  intent: 'add',
  name: 'Summer weeks',
  sku: sku.code,
  category: '',
  market: marketCode,
  from: addDays(today(), 20),
  to: addDays(today(), 26),
  discount: '15',
  ...changes,
});
const send = (form: Record<string, string>, as = scene.buyer) => request(PAGE, { as, form });

describe('promotions', () => {
  test('are refused where they make no sense, at the field', async () => {
    const refused: [Record<string, string>, string][] = [
      [{ sku: '' }, 'sku'],
      [{ sku: 'NOPE' }, 'sku'],
      [{ category: sku.category }, 'category'],
      [{ sku: '', category: 'nope' }, 'category'],
      [{ market: 'XX' }, 'market'],
      [{ from: addDays(today(), 30) }, 'to'],
      [{ to: addDays(today(), 500) }, 'to'],
      [{ from: addDays(today(), 800), to: addDays(today(), 801) }, 'to'],
      [{ from: 'soon' }, 'from'],
      [{ discount: 'half' }, 'discount'],
      [{ discount: '0' }, 'discount'],
      [{ discount: '96' }, 'discount'],
      [{ name: ' ' }, 'name'],
    ];
    for (const [change, field] of refused) {
      const response = await send(wish(change));
      expect(response.status, JSON.stringify(change)).toBe(422);
      expect(await response.text(), JSON.stringify(change)).toContain(`id="promotion-${field}-error"`);
    }
    expect((await send(wish(), scene.auditor)).status).toBe(403);
    expect((await send(wish(), scene.planner)).status).toBe(404);
    expect(await database.sql`select 1 from promotion`).toHaveLength(0);
  });

  test('of SKUs and categories are added once, listed, found and exported', async () => {
    expect((await send(wish({ discount: '12.5 %' }))).status).toBe(302);
    expect((await send(wish({ discount: '20' }))).status).toBe(409);
    const past = { name: 'Old days', sku: '', category: sku.category };
    expect(
      (await send(wish({ ...past, from: addDays(today(), -40), to: addDays(today(), -30) }))).status,
    ).toBe(302);
    const { view: current, mayChange } = await view('', scene.auditor);
    expect(mayChange).toBe(false);
    expect(current.rows).toMatchObject([{ skuCode: sku.code, discountBp: 1250, state: 'coming' }]);
    expect((await view('?state=all')).view.total).toBe(2);
    expect((await view(`?state=over&q=${sku.category}`)).view.rows).toMatchObject([
      { name: 'Old days', skuCode: null, state: 'over' },
    ]);
    expect((await view('?state=all&q=nothing')).view.total).toBe(0);
    const csv = await request(`${PAGE}-export?state=all`, { as: scene.auditor });
    expect(await csv.text()).toContain(`${sku.code},,`);
    const audit = await database.sql`
      select action from platform_audit_event where action = 'promotion.added'
      union all select action from audit_event where action = 'promotion.added'`;
    expect(audit).toHaveLength(2);
  });

  test('that come are removed, running ones end today, those over stay', async () => {
    const running = { name: 'Now', from: addDays(today(), -3), to: addDays(today(), 9) };
    expect((await send(wish(running))).status).toBe(302);
    const rows = (await view('?state=all')).view.rows;
    const idOf = (name: string) => rows.find((row) => row.name === name)!.id;
    const end = (id: string, as = scene.buyer) => send({ intent: 'end', promotion: id }, as);
    expect((await end(idOf('Now'), scene.auditor)).status).toBe(403);
    expect((await end(idOf('Now'))).status).toBe(302);
    expect((await end(idOf('Summer weeks'))).status).toBe(302);
    expect((await end(idOf('Summer weeks'))).status).toBe(404);
    const over = await end(idOf('Old days'));
    expect(over.status).toBe(409);
    expect(await over.text()).toContain('This promotion is over');
    expect((await end('x')).status).toBe(422);
    const left = (await view('?state=all')).view.rows;
    expect(left.map(({ name }) => name)).toEqual(['Now', 'Old days']);
    expect([addDays(today(), -1), today(), addDays(today(), 1)]).toContain(left[0]!.toDay);
  });
});

describe('the signals behind a launch', () => {
  test('are the demand points of the candidate behind a SKU, beside what is usual', async () => {
    const score = (points: number | null) => ({
      parts: [
        { name: 'margin', points: 5 },
        { name: 'demand', points },
      ],
    });
    const skus = await database.sql<{ id: string }[]>`select id from sku order by code limit 3`;
    for (const [i, points] of [80, 40, null].entries()) {
      await database.sql`
        insert into candidate (id, name_en, name_zh, category_code, target_markets, sku_id, score)
        values (gen_random_uuid(), 'A', 'A', ${sku.category}, '{}', ${skus[i]!.id}, ${database.sql.json(score(points))})`;
    }
    const ids = skus.map(({ id }) => id);
    const found = await asSystem('test:launch-signals', (tx) => launchSignals(tx, ids));
    expect([...found.values()].map(({ points, usual }) => [points, usual]).sort()).toEqual([
      [40, 60],
      [80, 60],
    ]);
  });
});
