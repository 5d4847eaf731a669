import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWeeks } from '~/kernel/week';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { listen } from '../support/event-stream';
import { publishForecast } from '../support/forecast-data';
import { request } from '../support/request';
import { type ForecastScene, makeForecastScene, NEXT_MONDAY } from './forecast-scene';

let database: TestDatabase;
let scene: ForecastScene;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeForecastScene(database.sql);
});
afterAll(() => database?.close());

describe('the events of the order forecast', () => {
  test('name the current version at once, then each that is published, on both sides', async () => {
    const streams = await Promise.all([
      listen('/factories/hai/forecast-events', scene.viewer),
      listen('/platform/forecast-events', scene.auditor),
    ]);
    for (const stream of streams) {
      expect(stream.response.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
      expect(stream.response.headers.get('Cache-Control')).toContain('no-store');
      const first = await stream.next();
      expect(first).toEqual({
        event: 'forecast',
        id: scene.versionId,
        data: { id: scene.versionId, number: 2 },
      });
    }
    const draft = await publishForecast(addWeeks(NEXT_MONDAY, 1), { publish: false });
    const published = await publishForecast(addWeeks(NEXT_MONDAY, 1));
    expect(published.number).toBe(draft.number + 1);
    for (const stream of streams) {
      expect(await stream.next()).toEqual({
        event: 'forecast',
        id: published.versionId,
        data: { id: published.versionId, number: published.number },
      });
      await stream.close();
      expect(await stream.next()).toBeNull();
    }
  });

  test('end when the reader leaves, and begin with what was missed when it comes back', async () => {
    const before = await listen('/factories/hai/forecast-events', scene.planner);
    const seen = await before.next();
    await before.close();
    const published = await publishForecast(addWeeks(NEXT_MONDAY, 2));
    const after = await listen('/factories/hai/forecast-events', scene.planner);
    expect((await after.next())?.id).toBe(published.versionId);
    expect(seen?.id).not.toBe(published.versionId);
    await after.close();
  });

  test('say no more than which version is published', async () => {
    const stream = await listen('/factories/hai/forecast-events', scene.planner);
    expect(Object.keys((await stream.next())!.data as object).sort()).toEqual(['id', 'number']);
    await stream.close();
  });

  test('are for members only', async () => {
    expect((await request('/factories/lan/forecast-events', { as: scene.planner })).status).toBe(404);
    expect((await request('/platform/forecast-events', { as: scene.planner })).status).toBe(404);
    expect((await request('/factories/hai/forecast-events')).status).toBe(302);
  });
});
