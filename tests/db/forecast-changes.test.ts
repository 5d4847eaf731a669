import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWeeks } from '~/kernel/week';
import { explainVersions } from '~/modules/forecast/commands/explain-versions.server';
import { queueChanges } from '~/modules/forecast/commands/queue-changes.server';
import { CAUSES } from '~/modules/forecast/domain/changes/causes';
import { asSystem } from '~db/tenancy.server';
import { type ForecastScene, makeForecastScene, NEXT_MONDAY } from '../http/forecast-scene';
import { createTestDatabase, type TestDatabase } from '../support/database';

interface Row {
  code: string;
  factory: string;
  was: number;
  now: number;
  change: number;
  parts: number[] | null;
  rank: number;
  currency: string;
  cost: number;
}

let database: TestDatabase;
let scene: ForecastScene;
let fromVersionId: string;

const now = Date.parse(`${NEXT_MONDAY}T09:00:00Z`);

async function rows(): Promise<Row[]> {
  return database.sql<Row[]>`
    select sku_code as code, f.slug as factory, then_quantity as was, now_quantity as now, change_quantity as change,
      parts, rank_cents::int as rank, c.currency, unit_cost_minor::int as cost
    from forecast_change c join factory f on f.id = c.factory_id
    where version_id = ${scene.versionId} order by 1, 2`;
}

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeForecastScene(database.sql);
  const [version] = await database.sql<{ id: string }[]>`
    select previous_version_id as id from forecast_version where id = ${scene.versionId}`;
  fromVersionId = version!.id;
});
afterAll(() => database?.close());

describe('explaining a version against the one before', () => {
  test('a publication asks for it once', async () => {
    await database.sql`delete from forecast_change_pair`;
    await asSystem('test:changes', (tx) => queueChanges(tx, scene.versionId));
    const pairs = await database.sql`select version_id, from_version_id, status from forecast_change_pair`;
    expect(pairs).toEqual([
      { version_id: scene.versionId, from_version_id: fromVersionId, status: 'queued' },
    ]);
    const jobs = await database.sql`
      select data from pgboss.job where name = 'forecast.changes' and data ->> 'versionId' = ${scene.versionId}`;
    expect(jobs.length).toBeGreaterThan(0);
  });

  test('every changed line of every factory has parts that sum exactly, and replays leave nothing over', async () => {
    const lines = await explainVersions(scene.versionId, fromVersionId, { now });
    const kept = await rows();
    expect(kept).toHaveLength(lines);
    for (const row of kept) {
      expect(row.change, row.code).toBe(row.now - row.was);
      expect(row.parts, row.code).toHaveLength(CAUSES.length);
      expect(
        row.parts!.reduce((sum, part) => sum + part, 0),
        row.code,
      ).toBe(row.change);
      expect(row.parts![CAUSES.indexOf('rule')], row.code).toBe(0);
      const rate = row.currency === 'CNY' ? 0.14 : 1;
      expect(row.rank, row.code).toBe(Math.round(Math.abs(row.change) * row.cost * rate));
    }
    // The change is the stored lines' own: over the weeks that both versions cover.
    for (const line of scene.lines) {
      const factory = line.factoryId === scene.hai.id ? 'hai' : 'lan';
      const found = kept.find((row) => row.code === line.code && row.factory === factory);
      expect(found?.change ?? 0, line.code).toBe(line.change.p50);
    }
    const [pair] = await database.sql`select status, line_count from forecast_change_pair`;
    expect(pair).toEqual({ status: 'done', line_count: lines });
  });

  test('names what happened', async () => {
    const partsOf = async (code: string) => {
      const { parts } = (await rows()).find((row) => row.code === code)!;
      return Object.fromEntries(CAUSES.map((cause, i) => [cause, parts![i]!]));
    };
    const rising = await partsOf('RISING');
    expect(rising.stock).toBeGreaterThan(0);
    const falling = await partsOf('FALLING');
    expect(falling.stock).toBeLessThan(0);
    const fresh = await partsOf('FRESH');
    expect(fresh.share).toBeGreaterThan(0);
    const gone = await partsOf('GONE');
    expect(gone.share).toBeLessThan(0);
  });

  test('explained again it is the same, and pairs that were only asked for are forgotten in time', async () => {
    const before = await rows();
    await explainVersions(scene.versionId, fromVersionId, { now });
    expect(await rows()).toEqual(before);
    const later = Date.parse(`${addWeeks(NEXT_MONDAY, 200)}T00:00:00Z`);
    await explainVersions(scene.versionId, fromVersionId, { now: later });
    expect(await rows()).toEqual(before);
  });
});
