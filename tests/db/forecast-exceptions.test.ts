import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWeeks } from '~/kernel/week';
import { remakeExceptions } from '~/modules/forecast/commands/remake-exceptions.server';
import { newId } from '~/platform/new-id.server';
import { asSystem } from '~db/tenancy.server';
import { type ForecastScene, makeForecastScene, NEXT_MONDAY } from '../http/forecast-scene';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
let scene: ForecastScene;

interface Found {
  kind: string;
  code: string;
  factory: string | null;
  week: string | null;
  money: number;
  currency: string;
  params: Record<string, number | string>;
}

async function remake(): Promise<{ factory: Found[]; platform: Found[] }> {
  await asSystem('test:exceptions', (tx) => remakeExceptions(tx, scene.versionId, NEXT_MONDAY));
  const factory = await database.sql<Found[]>`
    select kind, sku_code as code, f.slug as factory, week::text, money_minor::int as money, e.currency, params
    from factory_exception e join factory f on f.id = e.factory_id
    where day = ${NEXT_MONDAY} order by money_minor desc, kind, sku_code, week`;
  const platform = await database.sql<Found[]>`
    select kind, sku_code as code, f.slug as factory, week::text, money_minor::int as money, e.currency, params
    from platform_exception e left join factory f on f.id = e.about_factory_id
    where day = ${NEXT_MONDAY} order by money_minor desc, kind, sku_code`;
  return { factory, platform };
}

const line = (code: string, slug = 'hai') =>
  scene.lines.find(
    (one) => one.code === code && one.factoryId === (slug === 'hai' ? scene.hai.id : scene.lan.id),
  )!;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeForecastScene(database.sql);
});
afterAll(() => database?.close());

describe('exceptions of a version', () => {
  test('each side’s kinds, with the money that is at stake', async () => {
    const { factory, platform } = await remake();
    const fresh = line('FRESH');
    const total = fresh.qty.p50.reduce((a, b) => a + b, 0);
    expect(factory.find(({ kind, code }) => kind === 'newSku' && code === 'FRESH')).toMatchObject({
      factory: 'hai',
      money: total * fresh.unitCostMinor,
      currency: 'USD',
      params: { pieces: total, weeks: 13 },
    });
    // Nobody has answered anything: one task per factory and due week, and one exception per factory.
    const missing = factory.filter(({ kind }) => kind === 'commitMissing');
    expect(new Set(missing.map((one) => `${one.factory} ${one.week}`)).size).toBe(missing.length);
    expect(
      missing.every(({ factory: slug, week }) => week! >= addWeeks(NEXT_MONDAY, slug === 'hai' ? 2 : 1)),
    ).toBe(true);
    const silent = platform.filter(({ kind }) => kind === 'noAnswers');
    expect(silent.map((one) => one.factory).sort()).toEqual(['hai', 'lan']);
    const rising = line('RISING');
    expect(platform.find(({ kind, code }) => kind === 'jump' && code === 'RISING')).toMatchObject({
      money: Math.abs(rising.change.p50) * rising.unitCostMinor,
      currency: 'USD',
      factory: 'hai',
    });
    expect(platform.find(({ kind, code }) => kind === 'stockOut' && code === 'RISING')).toBeDefined();
    expect(platform.find(({ kind, code }) => kind === 'stockOut' && code === 'FALLING')).toBeUndefined();
    // Money of a factory that is paid in another currency is converted for the platform and not for itself.
    const yuan = platform.find((one) => one.kind === 'noAnswers' && one.factory === 'lan')!;
    const own = factory.filter((one) => one.factory === 'lan');
    expect(own.every(({ currency }) => currency === 'CNY')).toBe(true);
    expect(yuan.money).toBeGreaterThan(0);
  });

  test('answers, requests and overrides take and give their exceptions', async () => {
    const rising = line('RISING');
    const [row] = await database.sql<{ id: string }[]>`select id from sku where code = 'RISING'`;
    const week = addWeeks(NEXT_MONDAY, 2);
    const [asked] = [rising.qty.p50[2]!];
    await database.sql`insert into commit_bucket ${database.sql({
      factory_id: scene.hai.id,
      id: newId(),
      sku_id: row!.id,
      week,
      version_id: scene.versionId,
      revision: 1,
      forecast_quantity: asked,
      commit_quantity: Math.max(0, asked - 20),
      upside_quantity: 0,
      committed_by_name: 'Li',
      committed_at: new Date(Date.UTC(2026, 2, 9)),
      asked_quantity: asked,
      shortfall_quantity: 20,
      shortfall_minor: 20 * rising.unitCostMinor,
      currency: 'USD',
    })}`;
    await database.sql`insert into frozen_change ${database.sql({
      factory_id: scene.hai.id,
      id: newId(),
      version_id: scene.versionId,
      sku_id: row!.id,
      sku_code: 'RISING',
      week: NEXT_MONDAY,
      from_quantity: 10,
      to_quantity: 60,
      raised_by_side: 'platform',
      raised_by_name: 'Ana',
      reason: 'Campaign',
    })}`;
    await database.sql`insert into forecast_override ${database.sql({
      sku_id: row!.id,
      id: newId(),
      market_code: 'US',
      week: NEXT_MONDAY,
      units: 80,
      base_units: 30,
      comment: 'Campaign',
      author_user_id: scene.buyer.id,
      author_name: 'Ana',
    })}`;
    await database.sql`insert into demand_accuracy ${database.sql(
      [1, 2, 3, 4, 5].map((n) => ({
        sku_id: row!.id,
        market_code: '*',
        week: addWeeks(NEXT_MONDAY, -n),
        lag_weeks: 5,
        version_id: scene.versionId,
        category_code: 'outdoor',
        abc_class: 'B',
        actual: 20,
        naive: 20,
        model: 40,
        final: 40,
        p10: 30,
        p50: 40,
        p70: 45,
        p80: 50,
        p90: 60,
      })),
    )}`;
    const { factory, platform } = await remake();
    const of = (list: Found[], kind: string) => list.filter((one) => one.kind === kind);
    expect(of(factory, 'ownShortfall')).toMatchObject([
      { code: 'RISING', week, money: 20 * rising.unitCostMinor, params: { pieces: 20, weeks: 1 } },
    ]);
    expect(of(factory, 'frozenAnswer')).toMatchObject([
      { code: 'RISING', week: NEXT_MONDAY, money: 50 * rising.unitCostMinor, params: { was: 10, now: 60 } },
    ]);
    expect(of(platform, 'shortfall')).toMatchObject([{ code: 'RISING', factory: 'hai' }]);
    expect(of(platform, 'noAnswers').map((one) => one.factory)).toEqual(['lan']);
    expect(of(platform, 'overrideEnds')).toMatchObject([
      {
        code: 'RISING',
        week: NEXT_MONDAY,
        money: 50 * rising.unitCostMinor,
        params: { market: 'US', pieces: 50 },
      },
    ]);
    expect(of(platform, 'bias')).toMatchObject([
      { code: 'RISING', money: 20 * 4 * rising.unitCostMinor, params: { bias: 100, weeks: 5 } },
    ]);
  });

  test('made again they are the same, and the lists of long ago go', async () => {
    await database.sql`update factory_exception set day = '2025-01-01' where kind = 'newSku'`;
    const first = await remake();
    expect(await remake()).toEqual(first);
    const days =
      await database.sql`select distinct day::text from factory_exception where day < '2026-01-01'`;
    expect(days).toEqual([]);
  });

  test('a feed that the checks found to have ended is one of them', async () => {
    // What is published cannot change; the scene's version was made without this finding.
    await database.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`
      update forecast_version set checks = ${sql.json([
        {
          code: 'feed_ended',
          level: 'warning',
          params: { count: 1, days: 4 },
          items: [{ label: 'DE', params: { lastDay: '2026-03-01', daysAgo: 8, share: 25 } }],
        },
      ])} where id = ${scene.versionId}`;
    });
    const { platform } = await remake();
    expect(platform.filter(({ kind }) => kind === 'staleFeed')).toMatchObject([
      { params: { market: 'DE', days: 8, lastDay: '2026-03-01' } },
    ]);
  });
});
