import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database';
import type { TestUser } from '../support/fixtures';
import { loaderData } from '../support/loader-data';
import { type ForecastScene, makeForecastScene } from './forecast-scene';

interface Found {
  group: string;
  detail?: string;
  to: string;
}

let database: TestDatabase;
let scene: ForecastScene;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeForecastScene(database.sql);
});
afterAll(() => database?.close());

/** Asked as the search field asks. */
async function find(scope: 'factory' | 'platform', text: string, as: TestUser): Promise<Found[]> {
  const path = scope === 'factory' ? '/factories/hai/search' : '/platform/search';
  const route = `routes/${scope}/search`;
  return (await loaderData<{ items: Found[] }>(`${path}?q=${encodeURIComponent(text)}`, route, as)).items;
}

describe('the search', () => {
  test("finds the factory's SKUs by code, those that begin with it first, and each once", async () => {
    const codes = (await find('factory', 'quo', scene.planner)).map(({ detail }) => detail);
    expect(codes).toContain('QUO-1');
    expect(codes).toEqual([...new Set(codes)]);
    expect(codes[0]).toMatch(/^QUO/);
  });

  test.each(['%', '_', "'", '\\', 'x'.repeat(300), ' '])('takes %j as text', async (text) => {
    await find('factory', text, scene.planner);
    await find('platform', text, scene.buyer);
  });

  test("finds SKUs of all factories and the factories for the platform, another factory's for nobody else", async () => {
    const groups = (await find('platform', 'a', scene.buyer)).map(({ group }) => group);
    expect(new Set(groups)).toEqual(new Set(['sku', 'factory']));
    const mine = await find('factory', 'a', scene.planner);
    expect(mine.every(({ to }) => to.startsWith('/factories/hai/'))).toBe(true);
  });
});
