import type postgres from 'postgres';
import { decode } from 'turbo-stream';
import { type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { weekOf } from '~/kernel/week';
import type { GridRow, GridView } from '~/modules/forecast/domain/commit/grid-view';
import { newId } from '~/platform/new-id.server';
import {
  createFactory,
  createPlatformUser,
  createUser,
  type TestFactory,
  type TestUser,
} from '../support/fixtures';
import {
  addForecastSku,
  addForecastSource,
  addReferenceData,
  type ForecastSku,
  publishForecast,
} from '../support/forecast-data';
import { loaderData } from '../support/loader-data';
import { type RequestOptions, request } from '../support/request';

/** This week's Monday: requests about frozen weeks ask the clock. */
export const MONDAY = weekOf(dateInZone(Date.now(), 'Asia/Shanghai'));

export interface CommitScene {
  hai: TestFactory;
  lan: TestFactory;
  planner: TestUser;
  colleague: TestUser;
  viewer: TestUser;
  lanPlanner: TestUser;
  buyer: TestUser;
  auditor: TestUser;
  skus: ForecastSku[];
}

/** Two factories that share a SKU, one frozen and two firm weeks, and a version published this Monday. */
export async function makeCommitScene(sql: postgres.Sql): Promise<CommitScene> {
  const hai = await createFactory(sql, { slug: 'hai', nameEn: 'Hai Home', currency: 'USD' });
  const lan = await createFactory(sql, { slug: 'lan', nameEn: 'Lan Outdoor', currency: 'USD' });
  await addReferenceData(sql);
  for (const factory of [hai, lan]) {
    await sql`insert into fence ${sql({
      factory_id: factory.id,
      id: newId(),
      valid_from: '2025-01-01',
      frozen_weeks: 1,
      firm_weeks: 2,
      flex_bp: 2000,
    })}`;
  }
  const skus: ForecastSku[] = [];
  for (const code of ['SHARED-1', 'B-2', '=CMD']) {
    const sku = await addForecastSku(sql, { code, sales: { US: (w) => 120 + (w % 5) } }, MONDAY);
    skus.push(sku);
    await addForecastSource(sql, sku, hai, {
      unitCostMinor: 1200,
      shareBp: code === 'SHARED-1' ? 6000 : 10_000,
    });
  }
  await addForecastSource(sql, skus[0]!, lan, { unitCostMinor: 1300, shareBp: 4000, productionDays: 28 });
  await publishForecast(MONDAY);
  return {
    hai,
    lan,
    skus,
    planner: await createUser(sql, { in: [[hai, 'planner']], displayName: 'Chen' }),
    colleague: await createUser(sql, { in: [[hai, 'owner']], displayName: 'Lin' }),
    viewer: await createUser(sql, { in: [[hai, 'viewer']] }),
    lanPlanner: await createUser(sql, { in: [[lan, 'planner']] }),
    buyer: await createPlatformUser(sql, 'buyer', { displayName: 'Xu' }),
    auditor: await createPlatformUser(sql, 'auditor'),
  };
}

/** The grid as a person sees it. */
export async function grid(as: TestUser, slug = 'hai', search = ''): Promise<GridView> {
  const path = `/factories/${slug}/forecast/commit${search}`;
  return (await loaderData<{ view: GridView }>(path, 'routes/factory/forecast-commit', as)).view;
}

/** What an action answers, as the browser gets it. */
export async function post<T>(
  path: string,
  options: RequestOptions,
): Promise<{ status: number; reply: T | undefined }> {
  const url = new URL(path, 'http://localhost');
  const response = await request(`${url.pathname}.data${url.search}`, { method: 'POST', ...options });
  if (!response.body) return { status: response.status, reply: undefined };
  const { value } = await decode(response.body, {
    plugins: [(type) => (/Error/.test(String(type)) ? { value: undefined } : undefined)],
  });
  return { status: response.status, reply: (value as { data?: T } | undefined)?.data };
}

/** A bucket with a figure that may be answered: its column in a row. */
export function openColumn(row: GridRow, skip = 0): number {
  const open = row.forecast.flatMap((pieces, col) =>
    pieces > 0 && row.zones[col] !== 'frozen' ? [col] : [],
  );
  const col = open[skip];
  if (col === undefined) throw new Error(`${row.code} has no open week`);
  return col;
}

export const mondayOf = (view: GridView, col: number): CalendarDate => view.weeks[col]!.monday;

/** An answer as the grid sends it, to what the row shows. */
export function answer(view: GridView, row: GridRow, col: number, given: Record<string, unknown> = {}) {
  return {
    skuId: row.skuId,
    week: mondayOf(view, col),
    commit: row.forecast[col]!,
    upside: 0,
    reason: null,
    note: null,
    baseRevision: row.held[col]?.revision ?? 0,
    seenForecast: row.forecast[col]!,
    ...given,
  };
}
