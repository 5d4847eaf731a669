import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { selectVersionById } from '~/modules/forecast/data/version.server';
import { forecastSearch, platformForecastSearch } from '~/modules/forecast/forms';
import { forecastTable } from '~/modules/forecast/queries/forecast-table.server';
import { platformForecastTable } from '~/modules/forecast/queries/platform-forecast-table.server';
import {
  authorize,
  type FactoryAccess,
  type Identity,
  type PlatformAccess,
} from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import { asSystem, inPlatform, inTenant } from '~db/tenancy.server';
import { brokenInvariants, invariants } from '../invariants/broken-invariants';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createFactory, type TestFactory } from '../support/fixtures';
import {
  addForecastSku,
  addForecastSource,
  addReferenceData,
  type ForecastSku,
  publishForecast,
} from '../support/forecast-data';

const MONDAY = '2026-03-02' as CalendarDate;
const HISTORY_WEEKS = 60;
const QUANTILES = ['mean', 'p50', 'p70', 'p80', 'p90'] as const;

let database: TestDatabase;
let sql: postgres.Sql;
let linh: TestFactory;
let ming: TestFactory;
const skus = new Map<string, ForecastSku>();

/** Weekly units of each SKU per market, `w` weeks from the first. */
const SALES: Record<string, Record<string, (w: number) => number>> = {
  STEADY: { US: () => 70 },
  GROWING: { US: (w) => 40 + w },
  SHARED: { US: (w) => 120 + (w % 3), DE: (w) => 60 + (w % 2) },
  STOCKED: { US: () => 20 },
  SILENT: {},
  MOVED: { DE: () => 35 },
};
const SOURCES: [sku: string, factory: 'linh' | 'ming', share: number][] = [
  ['STEADY', 'linh', 10_000],
  ['GROWING', 'ming', 10_000],
  ['SHARED', 'linh', 7000],
  ['SHARED', 'ming', 3000],
  ['STOCKED', 'linh', 10_000],
  ['SILENT', 'linh', 10_000],
  ['MOVED', 'ming', 10_000],
];

const factoryAccess = (factory: TestFactory) => accessFor(factory) as FactoryAccess;
const platformAccess = () => accessFor(null) as PlatformAccess;

function accessFor(factory: TestFactory | null) {
  const identity: Identity = {
    user: {
      id: newId(),
      email: 'linh@example.com',
      displayName: 'Linh',
      locale: 'en',
      theme: 'auto',
      timeZone: 'Asia/Shanghai',
    },
    sessionKey: 'test',
    memberships: factory
      ? [
          {
            factoryId: factory.id,
            slug: factory.slug,
            nameEn: 'F',
            nameZh: '厂',
            timeZone: 'UTC',
            role: 'planner',
          },
        ]
      : [],
    platformRole: factory ? null : 'buyer',
    origin: { ip: null, userAgent: null, requestId: null },
  };
  const permission = factory ? 'forecast:view' : 'platform.forecast:view';
  const answer = authorize(identity, permission, factory?.slug);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.access;
}

interface LineOf {
  factory_id: string;
  sku_code: string;
  quantities: Record<(typeof QUANTILES)[number], number[]>;
  previous: Record<(typeof QUANTILES)[number], (number | null)[]>;
  totals: Record<(typeof QUANTILES)[number], number>;
  change_kind: string;
  change_mean: number;
}

/** The lines of a version, by SKU code and factory id. */
async function linesOf(versionId: string): Promise<Map<string, LineOf>> {
  const object = (name: string) =>
    sql.unsafe(`json_build_object(${QUANTILES.map((q) => `'${q}', ${name}_${q}`)})`);
  const rows = await sql<LineOf[]>`
    select factory_id, sku_code, change_kind, change_mean, ${object('qty')} as quantities,
      ${object('prev')} as previous, ${object('total')} as totals
    from forecast_line where version_id = ${versionId} order by sku_code, factory_id`;
  return new Map(rows.map((row) => [`${row.sku_code} ${row.factory_id}`, row]));
}

const statusOf = async (versionId: string) =>
  (
    await sql<{ status: string; note: string | null }[]>`
    select status, note from forecast_version where id = ${versionId}`
  )[0];

beforeAll(async () => {
  database = await createTestDatabase();
  sql = database.sql;
  linh = await createFactory(sql, { nameEn: 'Linh Furniture' });
  ming = await createFactory(sql, { nameEn: 'Ming Home' });
  await addReferenceData(sql);
  for (const [code, sales] of Object.entries(SALES)) {
    skus.set(code, await addForecastSku(sql, { code, sales }, MONDAY, HISTORY_WEEKS));
  }
  for (const [code, factory, shareBp] of SOURCES)
    await addForecastSource(sql, skus.get(code)!, factory === 'linh' ? linh : ming, { shareBp });
  await sql`insert into stock_balance (sku_id, warehouse_code, on_hand) values
    (${skus.get('STEADY')!.id}, 'R1', 300), (${skus.get('STOCKED')!.id}, 'R1', 100000)`;
  await sql`insert into fence (factory_id, id, valid_from, frozen_weeks, firm_weeks, flex_bp)
    values (${linh.id}, ${newId()}, '2025-01-01', 2, 4, 2000)`;
});

afterAll(() => database?.close());

/** Hears the announcements of published versions until it is stopped. */
async function listen(): Promise<{ heard: string[]; stop: () => Promise<void> }> {
  const heard: string[] = [];
  const client = postgres(database.platformUrl, { max: 1, onnotice: () => {} });
  await client.listen('forecast_published', (payload) => heard.push(payload));
  return { heard, stop: () => client.end() };
}

const until = async (condition: () => boolean): Promise<void> => {
  for (let i = 0; i < 200 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('a run of the forecast', () => {
  let first: Awaited<ReturnType<typeof publishForecast>>;

  test('publishes a version and announces it after the commit; a draft is not heard of', async () => {
    const { heard, stop } = await listen();
    const draft = await publishForecast(MONDAY, { publish: false });
    expect(await statusOf(draft.versionId)).toMatchObject({ status: 'draft' });
    first = await publishForecast(MONDAY);
    await until(() => heard.length > 0);
    await stop();
    expect(heard).toEqual([first.versionId]);
    expect(first).toMatchObject({ number: 2, lines: SOURCES.length });
    // A line per SKU for all markets, and one per market that it sells in.
    expect(first.series).toBe(6 + 6);
    expect(await statusOf(first.versionId)).toMatchObject({ status: 'published' });
    // The draft looked at the same records.
    expect(draft.inputHash).toBe(first.inputHash);
    expect(await quantities(draft.versionId)).toEqual(await quantities(first.versionId));
  });

  const quantities = async (versionId: string) =>
    [...(await linesOf(versionId))].map(([key, line]) => [key, line.quantities]);

  test('orders what demand and stock ask for', async () => {
    const lines = await linesOf(first.versionId);
    const line = (code: string, factory: TestFactory) => lines.get(`${code} ${factory.id}`)!;
    for (const { quantities: q, totals, change_kind, previous } of lines.values()) {
      for (const quantile of QUANTILES) {
        expect(q[quantile]).toHaveLength(13);
        expect(totals[quantile]).toBe(q[quantile].reduce((a, b) => a + b, 0));
        expect(q[quantile].every((n) => n === 0 || (n >= 50 && n % 10 === 0))).toBe(true);
        expect(previous[quantile]).toEqual(new Array(13).fill(null));
      }
      expect(change_kind).toBe('unchanged');
      expect(totals.p90).toBeGreaterThanOrEqual(totals.p50);
    }
    expect(line('STOCKED', linh).totals.p90).toBe(0);
    expect(line('SILENT', linh).totals.p90).toBe(0);
    // 300 pieces are there; 18 weeks of 70 are needed by the end of the horizon and lead time, and 45 days' target.
    const steady = line('STEADY', linh).totals.p50;
    expect(steady).toBeGreaterThan(70 * 18 + 70 * 6 - 300 - 100);
    expect(steady).toBeLessThan(70 * 18 + 70 * 7 - 300 + 100);
    const [a, b] = [line('SHARED', linh).totals.p50, line('SHARED', ming).totals.p50];
    expect(a / (a + b)).toBeGreaterThan(0.66);
    expect(a / (a + b)).toBeLessThan(0.74);
  });

  test('adds markets up to the SKU and keeps quantiles in order', async () => {
    const rows = await sql<Record<string, number[]>[]>`
      select market_code, mean, p10, p50, p70, p80, p90 from demand_line
      where version_id = ${first.versionId} and sku_id = ${skus.get('SHARED')!.id} order by market_code`;
    const [all, de, us] = rows as unknown as Record<string, number[]>[];
    expect(rows.map((row) => row.market_code)).toEqual(['*', 'DE', 'US']);
    expect(all!.mean).toHaveLength(39);
    all!.mean!.forEach((mean, w) => {
      expect(mean).toBeCloseTo(de!.mean![w]! + us!.mean![w]!, 1);
      const curve = ['p10', 'p50', 'p70', 'p80', 'p90'].map((q) => all![q]![w]!);
      expect(curve).toEqual([...curve].sort((x, y) => x - y));
    });
  });

  test('says the same again on the same day', async () => {
    const second = await publishForecast(MONDAY);
    const third = await publishForecast(MONDAY);
    expect([second.number, third.number]).toEqual([first.number + 1, first.number + 2]);
    expect(await quantities(second.versionId)).toEqual(await quantities(first.versionId));
    // Both had the same version before them, in figures: the same records, the same hash.
    expect(third.inputHash).toBe(second.inputHash);
    expect(await quantities(third.versionId)).toEqual(await quantities(second.versionId));
    expect(await statusOf(first.versionId)).toMatchObject({ status: 'superseded' });
    expect(await statusOf(second.versionId)).toMatchObject({ status: 'superseded' });
    const again = await linesOf(third.versionId);
    for (const line of again.values()) {
      expect(line.change_kind).toBe('unchanged');
      expect(line.previous).toEqual(line.quantities);
    }
    first = third;
  });

  test('lays the week before over its own weeks, a week later', async () => {
    await sql`update sku set status = 'discontinued' where code = 'MOVED'`;
    const before = await linesOf(first.versionId);
    const later = await publishForecast(addWeeks(MONDAY, 1));
    const lines = await linesOf(later.versionId);
    for (const [key, line] of lines) {
      for (const quantile of QUANTILES) {
        const then = before.get(key)!.quantities[quantile];
        expect(line.previous[quantile]).toEqual([...then.slice(1), null]);
      }
      const common = line.quantities.mean.slice(0, 12).reduce((a, b) => a + b, 0);
      const then = before
        .get(key)!
        .quantities.mean.slice(1)
        .reduce((a, b) => a + b, 0);
      expect(line.change_mean).toBe(common - then);
    }
    // What is no longer sold is not ordered any more, and its factory sees that.
    const gone = lines.get(`MOVED ${ming.id}`)!;
    expect(gone.change_kind).toBe('dropped');
    expect(gone.totals.p90).toBe(0);
    expect(await statusOf(first.versionId)).toMatchObject({ status: 'superseded' });
    // The frozen weeks of Linh's fence stand as they were told, with what the week now past still owed.
    const told = before.get(`STEADY ${linh.id}`)!.quantities.p50;
    const now = lines.get(`STEADY ${linh.id}`)!.quantities.p50;
    expect(now[0]).toBe(told[0]! + told[1]!);
    expect(now[1]).toBe(told[2]);
    const after = await publishForecast(addWeeks(MONDAY, 1));
    expect((await linesOf(after.versionId)).has(`MOVED ${ming.id}`)).toBe(false);
    first = after;
  });

  test('fails as a whole: the draft keeps the reason, the published version stays', async () => {
    const { heard, stop } = await listen();
    await sql`update sourcing set production_lead_days = 5000 where sku_code = 'GROWING'`;
    await expect(publishForecast(addWeeks(MONDAY, 2))).rejects.toThrow(/GROWING.*productionDays/);
    await sql`update sourcing set production_lead_days = 21 where sku_code = 'GROWING'`;
    const [failed] = await sql<{ id: string; status: string; note: string }[]>`
      select id, status, note from forecast_version order by number desc limit 1`;
    expect(failed).toMatchObject({ status: 'failed' });
    expect(failed!.note).toContain('GROWING');
    expect(await statusOf(first.versionId)).toMatchObject({ status: 'published' });
    const stopped = new AbortController();
    stopped.abort();
    await expect(publishForecast(addWeeks(MONDAY, 2), { signal: stopped.signal })).rejects.toThrow();
    const left = await sql`
      select 1 from forecast_line l join forecast_version v on v.id = l.version_id where v.status = 'failed'`;
    expect(left).toHaveLength(0);
    expect(await statusOf(first.versionId)).toMatchObject({ status: 'published' });
    await stop();
    expect(heard).toEqual([]);
  });

  test('leaves what was published as it is', async () => {
    const refused = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ code: '23001' });
    const version = first.versionId;
    await refused(sql`update forecast_version set as_of = '2020-01-01' where id = ${version}`);
    await refused(sql`update forecast_version set input_hash = 'x' where id = ${version}`);
    await refused(sql`update forecast_line set total_p50 = 0 where version_id = ${version}`);
    await refused(sql`update forecast_trace set trace = '{}' where version_id = ${version}`);
    await refused(sql`update demand_line set mean = '{}' where version_id = ${version}`);
    const asPlatform = asSystem('test:forecast', (tx) =>
      tx.sql`update forecast_line set total_p50 = 0 where version_id = ${version}`.execute(),
    );
    await refused(asPlatform);
  });

  test('is seen by a factory as its own lines, and never as a draft', async () => {
    const draft = await publishForecast(addWeeks(MONDAY, 1), { publish: false });
    const search = forecastSearch.parse({ size: 200 });
    for (const factory of [linh, ming]) {
      const view = await inTenant(factoryAccess(factory), (tx) => forecastTable(tx, search));
      expect(view!.version.id).toBe(first.versionId);
      expect(new Set(view!.rows.map((row) => row.factoryId))).toEqual(new Set([factory.id]));
      const codes = SOURCES.filter(
        ([code, name]) => (name === 'linh') === (factory === linh) && code !== 'MOVED',
      );
      expect(view!.rows.map((row) => row.skuCode).sort()).toEqual(codes.map(([code]) => code).sort());
      await inTenant(factoryAccess(factory), async (tx) => {
        expect(await selectVersionById(tx, draft.versionId)).toBeNull();
        expect(await tx.sql`select 1 from forecast_version where status in ('draft', 'failed')`).toHaveLength(
          0,
        );
        await expect(tx.sql.savepoint((s) => s`select 1 from demand_line`)).rejects.toMatchObject({
          code: '42501',
        });
      });
    }
  });

  test('adds up: the platform’s totals are the sums of its factories, and these of their lines', async () => {
    const factories = [linh, ming];
    for (const quantile of QUANTILES) {
      const search = forecastSearch.parse({ quantile, size: 200 });
      const whole = await inPlatform(platformAccess(), (tx) =>
        platformForecastTable(tx, platformForecastSearch.parse({ quantile, by: 'factory', size: 200 })),
      );
      const parts = await Promise.all(
        factories.map((factory) => inTenant(factoryAccess(factory), (tx) => forecastTable(tx, search))),
      );
      const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
      expect(whole!.totals.total).toBe(sum(parts.map((part) => part!.totals.total)));
      expect(whole!.totals.total).toBeGreaterThan(0);
      expect(whole!.totals.weeks).toEqual(
        whole!.totals.weeks.map((_, w) => sum(parts.map((part) => part!.totals.weeks[w]!))),
      );
      for (const part of parts) {
        expect(part!.totals.total).toBe(sum(part!.rows.map((row) => row.total)));
        expect(part!.totals.weeks).toEqual(
          part!.totals.weeks.map((_, w) => sum(part!.rows.map((row) => row.quantities[w]!))),
        );
      }
    }
  });
});

describe('the invariants of a filled database', () => {
  test('hold after all these runs', async () => {
    expect(invariants().length).toBeGreaterThan(12);
    expect(await brokenInvariants(sql)).toEqual([]);
  });

  test('would notice a wrong total and a negative balance', async () => {
    await sql`update stock_balance set on_hand = -1 where warehouse_code = 'R1' and sku_id = ${skus.get('STOCKED')!.id}`;
    await sql`alter table forecast_line disable trigger forecast_line_immutable`;
    const [line] = await sql<{ id: string }[]>`
      update forecast_line set total_p50 = total_p50 + 1 where id = (select min(id::text)::uuid from forecast_line)
      returning id`;
    expect(await brokenInvariants(sql)).toEqual([
      `forecast.sql: a total is not the sum of its weeks (${line!.id})`,
      `inventory.sql: a negative balance that is not flagged (${skus.get('STOCKED')!.id} R1)`,
    ]);
    await sql`update forecast_line set total_p50 = total_p50 - 1 where id = ${line!.id}`;
    await sql`alter table forecast_line enable trigger forecast_line_immutable`;
    await sql`update stock_balance set on_hand = 100000 where on_hand = -1`;
  });
});

describe('the sales that a run looks at', () => {
  test('may come from one feed after another', async () => {
    // The older half of STEADY came with an import: its own feed ends where the other begins.
    const importId = newId();
    await sql`insert into sales_import ${sql({
      id: importId,
      file_name: 'old.csv',
      file_sha256: 'x',
      format: 'generic',
      rows_read: 0,
      rows_taken: 0,
      rows_skipped: sql.json([]),
      changed_rows: 0,
    })}`;
    await sql`update sales_daily set import_id = ${importId}
      where sku_id = ${skus.get('STEADY')!.id} and sold_on < ${addWeeks(MONDAY, -30)}`;
    const { versionId } = await publishForecast(MONDAY, { publish: false });
    const [line] = await sql<{ history_weeks: number; mean: number[] }[]>`
      select history_weeks, mean from demand_line
      where version_id = ${versionId} and sku_id = ${skus.get('STEADY')!.id} and market_code = 'US'`;
    expect(line!.history_weeks).toBe(HISTORY_WEEKS);
    expect(line!.mean[0]).toBeCloseTo(70, 0);
  });

  test('may have ended years ago', async () => {
    const { versionId, lines } = await publishForecast(addWeeks(MONDAY, 15 * 52), { publish: false });
    expect(lines).toBeGreaterThan(0);
    const rows = await sql<{ weeks: number }[]>`
      select cardinality(mean) as weeks from demand_line where version_id = ${versionId}`;
    expect(new Set(rows.map(({ weeks }) => weeks))).toEqual(new Set([39]));
  });
});
