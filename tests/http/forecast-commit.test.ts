import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWeeks } from '~/kernel/week';
import { refreshCommitBuckets } from '~/modules/forecast/commands/refresh-commit-buckets.server';
import type { SaveReply } from '~/modules/forecast/ui/commit/use-commit-store';
import { asSystem } from '~db/tenancy.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import type { TestUser } from '../support/fixtures';
import { request, unexpectedErrors } from '../support/request';
import {
  answer,
  type CommitScene,
  grid,
  MONDAY,
  makeCommitScene,
  mondayOf,
  openColumn,
  post,
} from './commit-scene';

let database: TestDatabase;
let scene: CommitScene;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeCommitScene(database.sql);
});
afterAll(() => database?.close());

const save = (as: TestUser, cells: unknown, slug = 'hai') =>
  post<SaveReply>(`/factories/${slug}/forecast/commit`, { as, form: { cells: JSON.stringify(cells) } });

describe('the grid', () => {
  test('shows every SKU of the version with its weeks and zones, and nobody else’s', async () => {
    const view = await grid(scene.planner);
    expect(view.rows.map(({ code }) => code).sort()).toEqual(['=CMD', 'B-2', 'SHARED-1']);
    expect(view.weeks).toHaveLength(13);
    expect(view.rows[0]!.zones.slice(0, 4)).toEqual(['frozen', 'firm', 'firm', 'free']);
    expect((await grid(scene.lanPlanner, 'lan')).rows.map(({ code }) => code)).toEqual(['SHARED-1']);
    expect((await grid(scene.planner, 'hai', '?q=shared')).rows).toHaveLength(1);
  });

  test('saves the good cells and says of each other what is against it', async () => {
    const view = await grid(scene.planner);
    const row = view.rows.find(({ code }) => code === 'B-2')!;
    const [good, less] = [openColumn(row), openColumn(row, 1)];
    const { reply } = await save(scene.planner, [
      answer(view, row, good),
      answer(view, row, less, { commit: 0 }),
      answer(view, row, 0, { commit: 1 }),
      answer(view, row, good, { skuId: '018f0000-0000-7000-8000-00000000c0de' }),
      answer(view, row, good, { commit: 3 }),
      answer(view, row, good, { week: '2020-01-06' }),
    ]);
    expect(reply?.saved).toMatchObject([{ skuId: row.skuId, week: mondayOf(view, good), revision: 1 }]);
    expect(reply?.refused.map(({ problem }) => problem.code)).toEqual([
      'commit_reason_missing',
      'commit_frozen',
      'commit_bucket_unknown',
      'commit_bucket_twice',
      'commit_bucket_unknown',
    ]);
    const after = (await grid(scene.planner)).rows.find(({ code }) => code === 'B-2')!;
    expect(after.held[good]).toMatchObject({ commit: row.forecast[good], revision: 1, byName: 'Chen' });
    expect(after.held[less]).toBeUndefined();
  });

  test('writes what is missing beside the answer, and its history', async () => {
    const view = await grid(scene.planner);
    const row = view.rows.find(({ code }) => code === 'B-2')!;
    const col = openColumn(row, 1);
    const week = mondayOf(view, col);
    await save(scene.planner, [answer(view, row, col, { commit: 0, reason: 'capacity', upside: 0 })]);
    const again = (await grid(scene.planner)).rows.find(({ code }) => code === 'B-2')!;
    await save(scene.planner, [
      answer(view, again, col, { commit: row.forecast[col]! - 10, reason: 'materials', note: 'Cotton' }),
    ]);
    const [bucket] = await database.sql`
      select asked_quantity as asked, shortfall_quantity as short, shortfall_minor::int as minor, revision
      from commit_bucket where sku_id = ${row.skuId} and week = ${week}`;
    expect(bucket).toEqual({ asked: row.forecast[col], short: 10, minor: 12_000, revision: 2 });
    const response = await request(
      `/factories/hai/forecast-commit-history.data?sku=${row.skuId}&week=${week}`,
      { as: scene.viewer },
    );
    const text = await response.text();
    expect(text).toContain('Cotton');
    expect(text).toContain('materials');
    const audited = await database.sql`select after from audit_event where action = 'forecast.committed'`;
    expect(audited.length).toBeGreaterThanOrEqual(2);
  });

  test('overwrites nothing that its author has not seen', async () => {
    const view = await grid(scene.planner);
    const row = view.rows.find(({ code }) => code === '=CMD')!;
    const col = openColumn(row);
    const first = await save(scene.planner, [answer(view, row, col)]);
    expect(first.reply?.written).toBe(1);
    const second = await save(scene.colleague, [answer(view, row, col, { commit: 7, reason: 'holiday' })]);
    expect(second.reply).toMatchObject({
      written: 0,
      conflicts: [{ cause: 'answered', held: { byName: 'Chen', revision: 1, commit: row.forecast[col] } }],
    });
    const decided = await save(scene.colleague, [
      answer(view, row, col, { commit: 7, reason: 'holiday', baseRevision: 1 }),
    ]);
    expect(decided.reply?.saved).toMatchObject([{ revision: 2 }]);
    // The same once more changes nothing.
    const same = await save(scene.colleague, [
      answer(view, row, col, { commit: 7, reason: 'holiday', baseRevision: 1 }),
    ]);
    expect(same.reply).toMatchObject({ written: 0, saved: [{ revision: 2 }], conflicts: [] });
  });

  test('of many who answer one bucket at once, exactly one is written', async () => {
    const view = await grid(scene.planner);
    const row = view.rows.find(({ code }) => code === '=CMD')!;
    const col = openColumn(row, 1);
    const replies = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((commit) =>
        save(scene.planner, [answer(view, row, col, { commit, reason: 'capacity' })]),
      ),
    );
    expect(replies.map(({ reply }) => reply?.written).sort()).toEqual([0, 0, 0, 0, 0, 1]);
    expect(replies.flatMap(({ reply }) => reply?.conflicts ?? [])).toHaveLength(5);
  });

  test('asks again when a new version asks for something else', async () => {
    const { sql } = database;
    const view = await grid(scene.planner);
    const row = view.rows.find(({ code }) => code === 'SHARED-1')!;
    const col = openColumn(row);
    await save(scene.planner, [answer(view, row, col)]);
    const [version] = await sql`select id from forecast_version where status = 'published'`;
    // As a version in which the week has grown would: lines themselves never change.
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update forecast_line set qty_p50[${col + 1}] = qty_p50[${col + 1}] + 40
        where version_id = ${version!.id} and sku_id = ${row.skuId} and factory_id = ${scene.hai.id}`;
    });
    const changed = await asSystem('job:forecast.run', (tx) => refreshCommitBuckets(tx, version!.id));
    expect(changed).toBe(1);
    const [bucket] =
      await sql`select shortfall_quantity as short, shortfall_minor::int as minor from commit_bucket
      where factory_id = ${scene.hai.id} and sku_id = ${row.skuId} and week = ${mondayOf(view, col)}`;
    expect(bucket).toEqual({ short: 40, minor: 48_000 });
    const stale = await save(scene.planner, [
      answer(view, row, col, { commit: 1, reason: 'capacity', baseRevision: 1 }),
    ]);
    expect(stale.reply?.conflicts).toMatchObject([{ cause: 'asked', forecast: row.forecast[col]! + 40 }]);
    const shown = await grid(scene.planner, 'hai', '?show=waiting');
    expect(shown.rows.map(({ code }) => code)).toContain('SHARED-1');
    expect(shown.standing.shortPieces).toBeGreaterThanOrEqual(40);
  });

  test('refuses who may not, and whatever is no list of answers', async () => {
    expect((await save(scene.viewer, [])).status).toBe(403);
    expect((await save(scene.lanPlanner, [])).status).toBe(404);
    unexpectedErrors.length = 0;
    const view = await grid(scene.planner);
    const row = view.rows[0]!;
    const good = answer(view, row, openColumn(row));
    for (const cells of [
      null,
      {},
      'x',
      [null],
      [{}],
      [{ ...good, commit: 1.5 }],
      [{ ...good, commit: -1 }],
      [{ ...good, commit: 1e12 }],
      [{ ...good, commit: '5' }],
      [{ ...good, week: 'soon' }],
      [{ ...good, note: 'a\0b' }],
      [{ ...good, reason: 'weather' }],
      [{ ...good, skuId: "'; drop table sku" }],
    ]) {
      const { status, reply } = await save(scene.planner, cells);
      expect(status, JSON.stringify(cells)).toBe(422);
      expect(reply?.problem?.code).toBe('commit_body_unreadable');
    }
    expect(unexpectedErrors).toEqual([]);
  });

  test('lays a version without the week beside the answer as nothing asked for', async () => {
    const { sql } = database;
    const week = addWeeks(MONDAY, 1);
    await sql`update commit_bucket set week = ${addWeeks(MONDAY, -1)} where ctid in (
      select ctid from commit_bucket where factory_id = ${scene.hai.id} limit 1)`;
    const [version] = await sql`select id from forecast_version where status = 'published'`;
    await asSystem('job:forecast.run', (tx) => refreshCommitBuckets(tx, version!.id));
    const rows =
      await sql`select asked_quantity as asked, shortfall_quantity as short from commit_bucket where week < ${week}`;
    expect(rows).toEqual([{ asked: null, short: 0 }]);
  });
});
