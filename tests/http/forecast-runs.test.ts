import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunView } from '~/modules/forecast/queries/forecast-runs.server';
import type { VersionView } from '~/modules/forecast/queries/forecast-version.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { publishForecast } from '../support/forecast-data';
import { loaderData } from '../support/loader-data';
import { request } from '../support/request';
import { type ForecastScene, makeForecastScene, NEXT_MONDAY } from './forecast-scene';

let database: TestDatabase;
let scene: ForecastScene;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeForecastScene(database.sql);
});
afterAll(() => database?.close());

const runs = async () =>
  (
    await loaderData<{ runs: RunView[] }>(
      '/platform/forecast-runs',
      'routes/platform/forecast-runs',
      scene.auditor,
    )
  ).runs;

const version = async (number: number) => {
  const route = 'routes/platform/forecast-versions-version';
  return (
    await loaderData<{ version: VersionView }>(`/platform/forecast-versions/${number}`, route, scene.auditor)
  ).version;
};

const post = (path: string, form: Record<string, string>, as = scene.buyer) => request(path, { as, form });

describe('runs on demand', () => {
  test('are put into the queue, cancelled while they wait, and resumed', async () => {
    expect((await post('/platform/forecast-runs', { intent: 'start' })).status).toBe(302);
    const [queued] = await runs();
    expect(queued).toMatchObject({ status: 'queued', publishes: false, reason: 'request', mayCancel: true });
    const cancel = { intent: 'cancel', run: queued!.id };
    expect((await post('/platform/forecast-runs', cancel)).status).toBe(302);
    const [cancelled] = await runs();
    expect(cancelled).toMatchObject({
      id: queued!.id,
      status: 'cancelled',
      mayCancel: false,
      mayResume: true,
    });
    expect((await post('/platform/forecast-runs', cancel)).status).toBe(409);
    expect((await post('/platform/forecast-runs', { intent: 'resume', run: queued!.id })).status).toBe(302);
    expect((await runs())[0]).toMatchObject({ id: queued!.id, status: 'queued' });
    const actions = await database.sql<{ action: string }[]>`
      select action from platform_audit_event where entity_id = ${queued!.id} order by id`;
    expect(actions.map(({ action }) => action)).toEqual([
      'forecast.requested',
      'forecast.cancelled',
      'forecast.resumed',
    ]);
  });

  test('are refused to those who may only look, and for runs that do not exist', async () => {
    for (const as of [scene.auditor, scene.planner]) {
      const answer = await post('/platform/forecast-runs', { intent: 'start' }, as);
      expect([403, 404]).toContain(answer.status);
    }
    const nobody = { intent: 'cancel', run: '018f0000-0000-7000-8000-00000000c0de' };
    expect((await post('/platform/forecast-runs', nobody)).status).toBe(404);
    expect((await post('/platform/forecast-runs', { intent: 'cancel', run: 'x' })).status).toBe(422);
  });
});

describe('their pages', () => {
  test('say how runs stand and what the checks of a version found', async () => {
    const list = await request('/platform/forecast-runs', { as: scene.buyer });
    const page = await request('/platform/forecast-versions/1', { as: scene.buyer });
    expect([list.status, page.status]).toEqual([200, 200]);
    const text = `${await list.text()} ${await page.text()}`;
    for (const words of [
      'Forecast runs',
      'Checks before publication',
      'Change of the whole order forecast',
      'Demand by category and market',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('>versionPage.');
    expect(text).not.toContain('>checks.');
  });
});

describe('a draft', () => {
  test('is published after its checks have been seen, with a comment where one stands against it', async () => {
    const draft = await publishForecast(NEXT_MONDAY, { publish: false });
    const path = `/platform/forecast-versions/${draft.number}`;
    await database.sql`
      update forecast_version set checks = jsonb_set(checks, '{0,level}', '"blocking"') where id = ${draft.versionId}`;
    const open = await version(draft.number);
    expect(open).toMatchObject({ status: 'draft', worst: 'blocking', isOpen: true });
    expect(open.checks!.map(({ code }) => code)).toContain('totalJump');
    expect((await post(path, { intent: 'publish', comment: ' ' })).status).toBe(422);
    expect((await post(path, { intent: 'publish', comment: 'Seen' }, scene.auditor)).status).toBe(403);
    const published = await post(path, { intent: 'publish', comment: 'Sale moved to March' });
    expect(published.status).toBe(302);
    const [row] = await database.sql`
      select status, note, published_by_name as by from forecast_version where id = ${draft.versionId}`;
    expect(row).toMatchObject({ status: 'published', note: 'Sale moved to March', by: expect.any(String) });
    expect((await post(path, { intent: 'publish', comment: 'Again' })).status).toBe(409);
  });

  test('that was overtaken is not published, and can be discarded', async () => {
    const draft = await publishForecast(NEXT_MONDAY, { publish: false });
    await publishForecast(NEXT_MONDAY);
    const path = `/platform/forecast-versions/${draft.number}`;
    expect(await version(draft.number)).toMatchObject({ isOpen: false });
    expect((await post(path, { intent: 'publish', comment: 'Late' })).status).toBe(409);
    expect((await post(path, { intent: 'discard' })).status).toBe(302);
    expect(await version(draft.number)).toMatchObject({ status: 'discarded' });
    expect((await post(path, { intent: 'discard' })).status).toBe(409);
    expect((await request('/platform/forecast-versions/9999', { as: scene.auditor })).status).toBe(404);
    expect((await request('/platform/forecast-versions/x', { as: scene.auditor })).status).toBe(404);
  });
});
