import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { runForecast } from '~/modules/forecast/commands/run-forecast.server';
import { queueRun, workOffRuns } from '~/modules/forecast/commands/work-off-runs.server';
import { cancelRun, requeueRun, selectRun } from '~/modules/forecast/data/forecast-runs.server';
import { netSku } from '~/modules/forecast/domain/netting/net-sku';
import { replayInput, type StoredNettingInput } from '~/modules/forecast/domain/netting/replay';
import { type PerQuantile, QUANTILES } from '~/modules/forecast/domain/netting/types';
import { newId } from '~/platform/new-id.server';
import { asSystem } from '~db/tenancy.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createFactory } from '../support/fixtures';
import { addForecastSku, addForecastSource, addReferenceData } from '../support/forecast-data';

const MONDAY = '2026-03-02' as CalendarDate;
const SKUS = 30;

let database: TestDatabase;
let sql: postgres.Sql;
let factoryId: string;
let overridden: string;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = database.sql;
  await addReferenceData(sql);
  const [a, b] = [await createFactory(sql, { nameEn: 'A' }), await createFactory(sql, { nameEn: 'B' })];
  factoryId = a.id;
  for (let i = 0; i < SKUS; i++) {
    const code = `SKU-${String(i).padStart(2, '0')}`;
    const sales = { US: (w: number) => 20 + i + (w % 5), DE: (w: number) => (w * i) % 7 };
    const sku = await addForecastSku(sql, { code, sales }, MONDAY, 40);
    if (i === 5) overridden = sku.id;
    await addForecastSource(sql, sku, a, { shareBp: i % 3 === 0 ? 6000 : 10_000 });
    if (i % 3 === 0) await addForecastSource(sql, sku, b, { shareBp: 4000, productionDays: 30 });
  }
  await sql`insert into fence (factory_id, id, valid_from, frozen_weeks, firm_weeks, flex_bp)
    values (${a.id}, ${newId()}, '2025-01-01', 2, 4, 2000)`;
});

afterAll(() => database?.close());

const options = (asOf: CalendarDate) => ({
  asOf,
  now: Date.parse(`${asOf}T06:00:00Z`),
  publish: false,
  publishAnyway: 'A few made-up SKUs',
  chunkSkus: 4,
});

const runOf = async (versionId: string) => {
  const [row] = await sql<
    { id: string; status: string; done: number; total: number; error: string | null }[]
  >`
    select id, status, done, total, error from forecast_run where version_id = ${versionId}`;
  return row!;
};

const newestVersion = async () => {
  const [row] = await sql<{ id: string; number: number; status: string; input_hash: string }[]>`
    select id, number, status, input_hash from forecast_version order by number desc limit 1`;
  return row!;
};

const linesOf = (versionId: string) => sql`
  select sku_code, factory_id, qty_mean, qty_p50, qty_p70, qty_p80, qty_p90, prev_p50, input_hash
  from forecast_line where version_id = ${versionId} order by sku_code, factory_id`;

const demandOf = (versionId: string) => sql`
  select sku_id, market_code, mean, p10, p90, model from demand_line where version_id = ${versionId}
  order by sku_id, market_code`;

const log = { info: () => {}, error: () => {} };
const workOff = () => workOffRuns({ signal: new AbortController().signal, log });

/** Begins a run and stops it, once, after some SKUs; whoever waits for this waits for the stop as well. */
async function stopAfter(asOf: CalendarDate, skus: number, stop: (runId: string) => unknown): Promise<void> {
  let stopped: Promise<void> | null = null;
  const ask = async () => {
    const [run] = await sql<{ id: string }[]>`select id from forecast_run where status = 'running'`;
    if (run) await stop(run.id);
  };
  const onProgress = (done: number) => {
    if (done >= skus) stopped ??= ask();
  };
  await runForecast({ ...options(asOf), onProgress }).catch(() => {});
  await stopped;
}

const resume = async (runId: string): Promise<void> => {
  expect(await asSystem('test:forecast', (tx) => requeueRun(tx, runId))).toBe(true);
  // The same day as before, whatever today is: the run keeps it.
  await workOff();
};

describe('a run that is stopped and goes on', () => {
  test('makes the same version as one that was not', async () => {
    const whole = await runForecast(options(MONDAY));
    const cancel = (id: string) => asSystem('test:forecast', (tx) => cancelRun(tx, id, 'Wei'));
    await stopAfter(MONDAY, 8, cancel);
    const stopped = await newestVersion();
    const run = await runOf(stopped.id);
    expect(run.status).toBe('cancelled');
    expect(run.done).toBeGreaterThanOrEqual(8);
    expect(run.done).toBeLessThan(SKUS);
    expect(stopped).toMatchObject({ status: 'failed', input_hash: '' });
    const written = await linesOf(stopped.id);
    expect(written.length).toBeGreaterThan(0);

    await resume(run.id);
    expect(await runOf(stopped.id)).toMatchObject({ status: 'done', done: SKUS, total: SKUS });
    expect(await newestVersion()).toMatchObject({
      id: stopped.id,
      status: 'draft',
      input_hash: whole.inputHash,
    });
    expect(await linesOf(stopped.id)).toEqual(await linesOf(whole.versionId));
    expect(await demandOf(stopped.id)).toEqual(await demandOf(whole.versionId));
  });

  test('is taken up by the next worker when it was cut off, once its sign of life is old', async () => {
    await stopAfter(MONDAY, 12, (id) => asSystem('test:forecast', (tx) => cancelRun(tx, id, 'Wei')));
    const cut = await newestVersion();
    const run = await runOf(cut.id);
    // What a process leaves that was killed.
    await sql`update forecast_run set status = 'running', heartbeat_at = now() where id = ${run.id}`;
    await sql`update forecast_version set status = 'draft' where id = ${cut.id}`;
    await workOff();
    expect(await runOf(cut.id)).toMatchObject({ status: 'running', done: run.done });
    await sql`update forecast_run set heartbeat_at = now() - interval '5 minutes' where id = ${run.id}`;
    await workOff();
    expect(await runOf(cut.id)).toMatchObject({ status: 'done', done: SKUS });
    const [before] = await sql<{ input_hash: string }[]>`
      select input_hash from forecast_version where number = ${cut.number - 1}`;
    expect((await newestVersion()).input_hash).toBe(before!.input_hash);
  });

  test('that failed keeps its reason and what it had, and can go on once the cause is gone', async () => {
    await sql`update sourcing set production_lead_days = 5000 where sku_code = 'SKU-29'`;
    await expect(runForecast(options(MONDAY))).rejects.toThrow(/SKU-29.*productionDays/);
    const failed = await newestVersion();
    const run = await runOf(failed.id);
    expect(run).toMatchObject({ status: 'failed', error: expect.stringContaining('SKU-29') });
    expect((await linesOf(failed.id)).length).toBeGreaterThan(0);
    await sql`update sourcing set production_lead_days = 21 where sku_code = 'SKU-29'`;
    await resume(run.id);
    expect(await newestVersion()).toMatchObject({ id: failed.id, status: 'draft' });
  });

  test('gives way to a newer one: what was left of it goes, and it cannot go on', async () => {
    await stopAfter(MONDAY, 8, (id) => asSystem('test:forecast', (tx) => cancelRun(tx, id, 'Wei')));
    const stopped = await newestVersion();
    const { id } = await runOf(stopped.id);
    await runForecast(options(MONDAY));
    expect(await linesOf(stopped.id)).toHaveLength(0);
    expect(await asSystem('test:forecast', (tx) => requeueRun(tx, id))).toBe(false);
  });
});

describe('the queue of runs', () => {
  test('knows a run by its id, and works them off one after the other', async () => {
    const [a, b] = [newId(), newId()];
    await queueRun(a, 'schedule');
    await queueRun(a, 'schedule');
    await queueRun(b, 'import');
    await workOff();
    const runs = await Promise.all([a, b].map((id) => asSystem('test:forecast', (tx) => selectRun(tx, id))));
    expect(runs.map((run) => run?.status)).toEqual(['done', 'done']);
    // Its feed ended long ago: the nightly run leaves a draft and says why.
    expect(runs.map((run) => [run?.error, run?.versionStatus])).toEqual([
      ['held_back', 'draft'],
      ['held_back', 'draft'],
    ]);
    const [version] = await sql<{ levels: string[] }[]>`
      select jsonb_path_query_array(checks, '$[*] ? (@.level == "blocking").code') as levels
      from forecast_version where id = ${runs[1]!.versionId}`;
    expect(version!.levels).toContain('feedEnded');
  });

  test('forgets a waiting run that is cancelled', async () => {
    const id = newId();
    await queueRun(id, 'schedule');
    expect(await asSystem('test:forecast', (tx) => cancelRun(tx, id, 'Wei'))).toBe(true);
    await workOff();
    expect(await asSystem('test:forecast', (tx) => selectRun(tx, id))).toMatchObject({
      status: 'cancelled',
      versionId: null,
      cancelledByName: 'Wei',
    });
    expect(await asSystem('test:forecast', (tx) => cancelRun(tx, id, 'Wei'))).toBe(false);
  });
});

describe('demand by category and market', () => {
  test('adds up exactly, to the SKUs and between the levels', async () => {
    const { versionId } = await runForecast(options(MONDAY));
    const rows = await sql<{ category: string; market: string; units: number[]; reconciled: number[] }[]>`
      select category_code as category, market_code as market, units, reconciled from demand_total
      where version_id = ${versionId}`;
    const weeks = await sql<{ market: string; week: number; units: number }[]>`
      select market_code as market, u.week::int, sum(u.x::numeric)::float8 as units from demand_line
      cross join lateral unnest(mean[1:13]) with ordinality u(x, week)
      where version_id = ${versionId} and market_code <> '*' group by 1, 2`;
    const of = (category: string, market: string) =>
      rows.find((row) => row.category === category && row.market === market)!;
    for (const { market, week, units } of weeks) {
      expect(of('*', market).units[week - 1]).toBeCloseTo(units, 6);
    }
    for (const column of ['units', 'reconciled'] as const) {
      of('*', '*')[column].forEach((all, w) => {
        expect(of('*', 'US')[column][w]! + of('*', 'DE')[column][w]!).toBeCloseTo(all, 6);
        expect(of('home', '*')[column][w]).toBeCloseTo(all, 6);
      });
    }
  });
});

describe('threads', () => {
  test('make what one thread makes', async () => {
    const alone = await runForecast({ ...options(MONDAY), threads: 0 });
    const together = await runForecast({ ...options(MONDAY), threads: 2 });
    expect(together.inputHash).toBe(alone.inputHash);
    expect(await linesOf(together.versionId)).toEqual(await linesOf(alone.versionId));
    expect(await demandOf(together.versionId)).toEqual(await demandOf(alone.versionId));
  });

  test('pass on what went wrong in them', async () => {
    await sql`update sourcing set production_lead_days = 5000 where sku_code = 'SKU-11'`;
    await expect(runForecast({ ...options(MONDAY), threads: 2 })).rejects.toThrow(/SKU-11.*productionDays/);
    await sql`update sourcing set production_lead_days = 21 where sku_code = 'SKU-11'`;
  });
});

describe('overrides and agreed changes', () => {
  test('go into what is netted, and the input kept with each line gives its quantities again', async () => {
    const first = await runForecast({ ...options(MONDAY), publish: true });
    const later = addWeeks(MONDAY, 1);
    const week = addWeeks(MONDAY, 3);
    await sql`insert into forecast_override ${sql({
      sku_id: overridden,
      id: newId(),
      market_code: 'US',
      week,
      units: 900,
      base_units: 30,
      comment: 'Campaign',
      author_user_id: newId(),
      author_name: 'Wei',
    })}`;
    const [line] = await sql<{ sku_id: string; sku_code: string }[]>`
      select sku_id, sku_code from forecast_line
      where version_id = ${first.versionId} and factory_id = ${factoryId} order by sku_code limit 1`;
    await sql`insert into frozen_change ${sql({
      factory_id: factoryId,
      id: newId(),
      version_id: first.versionId,
      sku_id: line!.sku_id,
      sku_code: line!.sku_code,
      week: later,
      from_quantity: 0,
      to_quantity: 770,
      raised_by_side: 'platform',
      raised_by_name: 'Wei',
      reason: 'Campaign',
      status: 'agreed',
      answered_by_name: 'Linh',
      answered_at: `${MONDAY}T09:00:00Z`,
    })}`;
    const second = await runForecast({ ...options(later), publish: true });
    const changed = await sql<Record<string, number[]>[]>`
      select qty_mean, qty_p50, qty_p90 from forecast_line
      where version_id = ${second.versionId} and factory_id = ${factoryId} and sku_id = ${line!.sku_id}`;
    // Week 0 is what was agreed, with what the week now past still owes.
    for (const quantities of Object.values(changed[0]!)) expect(quantities[0]).toBeGreaterThanOrEqual(770);
    const demand = await sql<{ market_code: string; mean: number[]; model_mean: number[] | null }[]>`
      select market_code, mean, model_mean from demand_line
      where version_id = ${second.versionId} and sku_id = ${overridden} order by market_code`;
    const [all, de, us] = demand;
    expect(us!.mean[2]).toBe(900);
    expect(us!.model_mean![2]).toBeLessThan(100);
    expect(de!.model_mean).toBeNull();
    expect(all!.mean[2]).toBeCloseTo(900 + de!.mean[2]!, 2);

    const kept = await sql<
      {
        sourcing_id: string;
        input: StoredNettingInput;
        demand: Record<string, PerQuantile<number[]>>;
        quantities: PerQuantile<number[]>;
      }[]
    >`
      select l.sourcing_id, t.input, t.demand, json_build_object('mean', l.qty_mean, 'p50', l.qty_p50,
        'p70', l.qty_p70, 'p80', l.qty_p80, 'p90', l.qty_p90) as quantities
      from forecast_line l join forecast_trace t on t.factory_id = l.factory_id and t.id = l.id
      where l.version_id = ${second.versionId}`;
    expect(kept.length).toBe(SKUS + SKUS / 3);
    for (const { sourcing_id, input, demand: curves, quantities } of kept) {
      const netted = netSku(replayInput(input, curves['*']!));
      if (!netted.ok) throw new Error(netted.error.code);
      const own = netted.value.sources.find(({ sourceId }) => sourceId === sourcing_id)!;
      for (const quantile of QUANTILES) expect(own.quantities[quantile]).toEqual(quantities[quantile]);
    }
    const withChange = kept.filter(({ input }) => input.agreed);
    expect(withChange.length).toBeGreaterThan(0);
    expect(withChange[0]!.input.agreed![0]).toMatchObject({ week: 0, to: 770 });
    expect(kept.filter(({ input }) => input.modelDemand)).toHaveLength(1);
  });
});
