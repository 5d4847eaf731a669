import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWeeks } from '~/kernel/week';
import { lapseFrozenChanges } from '~/modules/forecast/commands/lapse-frozen-changes.server';
import { notifyFrozenChange } from '~/modules/forecast/commands/notify-frozen-change.server';
import { agreedFrozenChanges } from '~/modules/forecast/data/frozen-changes.server';
import type { FrozenChangesView } from '~/modules/forecast/queries/frozen-changes.server';
import type { ShortfallsView } from '~/modules/forecast/queries/shortfalls.server';
import type { AgreementsView } from '~/modules/forecast/queries/sku-agreements.server';
import { asSystem } from '~db/tenancy.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import type { TestUser } from '../support/fixtures';
import { loaderData } from '../support/loader-data';
import { request, unexpectedErrors } from '../support/request';
import { answer, type CommitScene, grid, MONDAY, makeCommitScene, openColumn, post } from './commit-scene';

let database: TestDatabase;
let scene: CommitScene;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeCommitScene(database.sql);
});
afterAll(() => database?.close());

type Reply = { done?: boolean; problem?: { code: string } };
const FACTORY = '/factories/hai/forecast/frozen-changes';
const PLATFORM = '/platform/forecast/frozen-changes';
const send = (path: string, as: TestUser, form: Record<string, string>) => post<Reply>(path, { as, form });
const ask = (as: TestUser, given: Record<string, string> = {}) =>
  send(FACTORY, as, {
    intent: 'ask',
    sku: 'B-2',
    week: MONDAY,
    toQuantity: '9',
    reason: 'Mould broke',
    ...given,
  });
const listed = async (as: TestUser, side: 'factory' | 'platform', status = 'open') =>
  (
    await loaderData<{ view: FrozenChangesView }>(
      `${side === 'factory' ? FACTORY : PLATFORM}?status=${status}`,
      `routes/${side}/frozen-changes`,
      as,
    )
  ).view;

describe('a frozen week', () => {
  test('changes when the other side agrees, and not otherwise', async () => {
    expect((await ask(scene.planner)).reply).toEqual({ done: true });
    expect((await ask(scene.colleague)).reply?.problem?.code).toBe('frozen_change_open');
    const view = await listed(scene.buyer, 'platform');
    expect(view).toMatchObject({ open: { theirs: 1, own: 0 }, rows: [{ skuCode: 'B-2', toQuantity: 9 }] });
    expect((await listed(scene.viewer, 'factory')).open).toEqual({ theirs: 0, own: 1 });
    expect((await listed(scene.lanPlanner, 'factory').catch(() => null)) === null).toBe(true);
    const { id } = view.rows[0]!;
    const decide = (path: string, as: TestUser, decision: string, note = '') =>
      send(path, as, { intent: 'answer', id, answer: decision, note });
    expect((await decide(FACTORY, scene.planner, 'agreed')).reply?.problem?.code).toBe('frozen_change_own');
    expect((await decide(PLATFORM, scene.buyer, 'declined')).reply?.problem?.code).toBe(
      'frozen_change_note_missing',
    );
    expect((await decide(PLATFORM, scene.buyer, 'withdrawn')).reply?.problem?.code).toBe(
      'frozen_change_not_own',
    );
    expect((await decide(PLATFORM, scene.auditor, 'agreed')).status).toBe(403);
    expect((await decide(PLATFORM, scene.buyer, 'agreed', 'Fine')).reply).toEqual({ done: true });
    expect((await decide(PLATFORM, scene.buyer, 'declined', 'No')).reply?.problem?.code).toBe(
      'frozen_change_decided',
    );
    const agreed = await asSystem('job:forecast.run', (tx) =>
      agreedFrozenChanges(tx, [scene.skus[1]!.id], MONDAY),
    );
    expect(agreed).toMatchObject([{ factoryId: scene.hai.id, week: MONDAY, toQuantity: 9 }]);
    const row = (await grid(scene.planner)).rows.find(({ code }) => code === 'B-2')!;
    expect(row.agreed[0]).toBe(9);
    const audited = await database.sql<{ action: string }[]>`
      select action from audit_event where factory_id = ${scene.hai.id} and action like 'frozen_change.%' order by occurred_at`;
    expect(audited.map(({ action }) => action)).toEqual(['frozen_change.asked', 'frozen_change.agreed']);
  });

  test('may be asked for by the platform, and taken back', async () => {
    const path = '/platform/forecast/SHARED-1/agreements';
    const asked = await send(path, scene.buyer, {
      intent: 'ask',
      factory: 'hai',
      week: MONDAY,
      toQuantity: '12',
      reason: 'Promotion',
    });
    expect(asked.reply).toEqual({ done: true });
    const view = await listed(scene.planner, 'factory');
    expect(view.open).toEqual({ theirs: 1, own: 0 });
    const { id } = view.rows[0]!;
    const mails = await notifyFrozenChange({ factoryId: scene.hai.id, requestId: id, event: 'asked' });
    expect(mails).toBe(2);
    const [mail] =
      await database.sql`select subject, text from mail_outbox where subject like '%SHARED-1%' limit 1`;
    expect(mail?.text).toContain('/factories/hai/forecast/frozen-changes');
    const back = await send(PLATFORM, scene.buyer, { intent: 'answer', id, answer: 'withdrawn' });
    expect(back.reply).toEqual({ done: true });
  });

  test('is asked for in words and figures that mean something', async () => {
    unexpectedErrors.length = 0;
    for (const [given, code] of [
      [{ toQuantity: '1.5' }, 'number_not_whole'],
      [{ toQuantity: '-1' }, 'number_too_small'],
      [{ toQuantity: '' }, 'value_required'],
      [{ toQuantity: 'x' }, 'number_invalid'],
      [{ reason: ' ' }, 'value_required'],
      [{ week: 'soon' }, 'commit_week_invalid'],
      [{ week: addWeeks(MONDAY, 1) }, 'frozen_change_not_frozen'],
      [{ week: addWeeks(MONDAY, -1) }, 'commit_bucket_unknown'],
      [{ sku: 'NO-SUCH' }, 'commit_bucket_unknown'],
    ] as const) {
      expect((await ask(scene.planner, given)).reply?.problem?.code, JSON.stringify(given)).toBe(code);
    }
    expect((await ask(scene.viewer)).status).toBe(403);
    expect(unexpectedErrors).toEqual([]);
  });

  test('is no longer asked for when it is over', async () => {
    await ask(scene.planner, { sku: '=CMD' });
    const { sql } = database;
    await sql`update frozen_change set week = ${addWeeks(MONDAY, -1)} where status = 'open'`;
    const [version] = await sql`select id from forecast_version where status = 'published'`;
    expect(await asSystem('job:forecast.run', (tx) => lapseFrozenChanges(tx, version!.id))).toBe(1);
    expect((await listed(scene.planner, 'factory', 'lapsed')).rows).toHaveLength(1);
  });
});

describe('liability', () => {
  const path = '/platform/forecast/SHARED-1/agreements';
  const terms = (given: Record<string, string> = {}) => ({
    intent: 'liability',
    factory: 'hai',
    fromWeek: MONDAY,
    toWeek: addWeeks(MONDAY, 12),
    quantile: 'p80',
    covers: 'full_cost',
    ...given,
  });

  test('is set by the platform and seen by both in money', async () => {
    expect((await send(path, scene.buyer, terms())).reply).toEqual({ done: true });
    const row = (await grid(scene.viewer)).rows.find(({ code }) => code === 'SHARED-1')!;
    const [line] = await database.sql<{ p80: number[] }[]>`
      select qty_p80 as p80 from forecast_line l join forecast_version v on v.id = l.version_id and v.status = 'published'
      where factory_id = ${scene.hai.id} and sku_id = ${row.skuId}`;
    for (const [col, pieces] of line!.p80.entries()) {
      expect(row.liability[col]).toEqual({
        quantile: 'p80',
        covers: 'full_cost',
        pieces,
        minor: String(pieces * 1200),
      });
    }
    expect((await grid(scene.lanPlanner, 'lan')).rows[0]!.liability).toEqual({});
  });

  test('gives way to later terms, ends, and is in the factory’s log', async () => {
    await send(path, scene.buyer, terms({ covers: 'materials', materials: '40', toWeek: MONDAY }));
    const view = async () =>
      (await loaderData<{ view: AgreementsView }>(path, 'routes/platform/forecast-agreements', scene.auditor))
        .view;
    const hai = (await view()).sources.find(({ factory }) => factory.slug === 'hai')!;
    expect(hai.weeks[0]!.liability?.covers).toBe('materials');
    expect(hai.weeks[1]!.liability?.covers).toBe('full_cost');
    const newest = hai.terms[0]!;
    expect((await send(path, scene.buyer, { intent: 'end', id: newest.id })).reply).toEqual({ done: true });
    expect((await send(path, scene.buyer, { intent: 'end', id: newest.id })).reply?.problem?.code).toBe(
      'liability_unknown',
    );
    const after = (await view()).sources.find(({ factory }) => factory.slug === 'hai')!;
    expect(after.weeks[0]!.liability?.covers).toBe('full_cost');
    const audited =
      await database.sql`select action from audit_event where factory_id = ${scene.hai.id} and action like 'liability.%'`;
    expect(audited).toHaveLength(3);
  });

  test('is refused where it means nothing', async () => {
    for (const [given, code] of [
      [{ toWeek: addWeeks(MONDAY, -1) }, 'liability_weeks_reversed'],
      [{ toWeek: addWeeks(MONDAY, 200) }, 'liability_weeks_long'],
      [{ covers: 'materials' }, 'liability_share_missing'],
      [{ covers: 'materials', materials: '101' }, 'liability_share_missing'],
      [{ covers: 'materials', materials: '4.123' }, 'percent_too_precise'],
      [{ covers: 'all' }, 'choice_unknown'],
      [{ quantile: 'p99' }, 'choice_unknown'],
      [{ factory: 'nobody' }, 'factory_unknown'],
      [{ fromWeek: '2026-11-24' }, 'commit_week_invalid'],
    ] as const) {
      expect((await send(path, scene.buyer, terms(given))).reply?.problem?.code, JSON.stringify(given)).toBe(
        code,
      );
    }
    expect((await send(path, scene.auditor, terms())).status).toBe(403);
  });
});

describe('shortfalls', () => {
  const list = async (search = '') =>
    (
      await loaderData<{ view: ShortfallsView }>(
        `/platform/forecast/shortfalls${search}`,
        'routes/platform/shortfalls',
        scene.auditor,
      )
    ).view;

  test('are ranked by money, with where the pieces could come from', async () => {
    const view = await grid(scene.planner);
    const shared = view.rows.find(({ code }) => code === 'SHARED-1')!;
    const other = view.rows.find(({ code }) => code === 'B-2')!;
    const [a, b] = [openColumn(shared), openColumn(other)];
    await post('/factories/hai/forecast/commit', {
      as: scene.planner,
      form: {
        cells: JSON.stringify([
          answer(view, shared, a, { commit: 0, reason: 'capacity' }),
          answer(view, other, b, { commit: other.forecast[b]! - 10, reason: 'other', note: 'Flood' }),
        ]),
      },
    });
    const lan = await grid(scene.lanPlanner, 'lan');
    await post('/factories/lan/forecast/commit', {
      as: scene.lanPlanner,
      form: { cells: JSON.stringify([answer(lan, lan.rows[0]!, a, { upside: 30 })]) },
    });
    const ranked = await list();
    expect(ranked.rows.map(({ skuCode }) => skuCode)).toEqual(['SHARED-1', 'B-2']);
    expect(ranked.pieces).toBe(shared.forecast[a]! + 10);
    expect(ranked.rows[0]!.alternatives[0]).toMatchObject({
      kind: 'source',
      factorySlug: 'lan',
      covers: Math.min(30, shared.forecast[a]!),
    });
    expect((await list('?reason=other')).rows).toHaveLength(1);
    expect((await list('?factory=lan')).rows).toHaveLength(0);
    expect((await list('?q=b-2')).rows[0]?.note).toBe('Flood');
    const week = ranked.rows[0]!.week;
    const page = await request(`/platform/forecast/shortfalls/hai/SHARED-1/${week}`, { as: scene.buyer });
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('Lan Outdoor');
    expect(html).toContain('/platform/place-order?kind=reorder');
  });

  test('page by key: the pages hold every row once, in order', async () => {
    const { sql } = database;
    await sql`
      insert into commit_bucket (factory_id, id, sku_id, week, version_id, revision, forecast_quantity, commit_quantity,
        upside_quantity, committed_by_name, committed_at, asked_quantity, shortfall_quantity, shortfall_minor, currency)
      select b.factory_id, gen_random_uuid(), b.sku_id, b.week + 700 + n * 7, b.version_id, 1, 10, 0, 0, 'X', now(), 10, 10,
        (n % 7) * 1000, 'USD'
      from commit_bucket b, generate_series(1, 120) n where b.shortfall_quantity > 0 limit 120`;
    const seen: string[] = [];
    let after: string | null = '';
    for (let page = 0; page < 10 && after !== null; page++) {
      const view: ShortfallsView = await list(after ? `?after=${after}` : '');
      seen.push(...view.rows.map(({ id }) => id));
      after = view.next;
    }
    expect(seen).toHaveLength(122);
    expect(new Set(seen).size).toBe(122);
    const response = await request('/platform/forecast-shortfalls-export?format=csv', { as: scene.auditor });
    expect((await response.text()).trim().split('\r\n')).toHaveLength(123);
  });
});
