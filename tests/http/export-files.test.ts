import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWeeks, weekRange } from '~/kernel/week';
import type { ForecastTableView } from '~/modules/forecast/queries/forecast-table.server';
import type { PlatformForecastView } from '~/modules/forecast/queries/platform-forecast-table.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createPlatformUser, createUser, type TestUser } from '../support/fixtures';
import { loaderData } from '../support/loader-data';
import { request, unexpectedErrors } from '../support/request';
import { readXlsx } from '../support/xlsx';
import { type ForecastScene, makeForecastScene, NEXT_MONDAY, ODD_NAMES } from './forecast-scene';

let database: TestDatabase;
let scene: ForecastScene;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeForecastScene(database.sql);
});
afterAll(() => database?.close());

const CSV = 'text/csv; charset=utf-8';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Columns before the first week: of the factory's file, and of the platform's. */
const LINE_COLUMNS = 14;
const GROUP_COLUMNS = 7;

async function download(path: string, as: TestUser = scene.planner, headers: Record<string, string> = {}) {
  const response = await request(path, { as, headers });
  expect(response.status).toBe(200);
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
}

async function csvOf(path: string, as?: TestUser): Promise<string[][]> {
  const { response, bytes } = await download(path, as);
  expect(response.headers.get('Content-Type')).toBe(CSV);
  // The byte order mark, without which Excel reads Chinese as garbage.
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  return parse(Buffer.from(bytes), { bom: true, relax_column_count: false });
}

async function xlsxOf(path: string, as?: TestUser) {
  const { response, bytes } = await download(path, as);
  expect(response.headers.get('Content-Type')).toBe(XLSX);
  return readXlsx(bytes);
}

async function shownRows(search: string) {
  const path = `/factories/hai/forecast?size=200&${search}`;
  const data = await loaderData<{ view: ForecastTableView }>(path, 'routes/factory/forecast', scene.planner);
  return data.view.rows;
}

/** A text as the file holds it: what a spreadsheet would run begins with an apostrophe. */
const tame = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

describe('the export of a factory', () => {
  test.each([
    '',
    'quantile=p90&sort=code&dir=asc',
    'category=home&sort=name&dir=desc',
    'zone=firm&change=changed&sort=total&dir=asc',
    'q=100%25%20cotton',
    'market=DE&sort=lead&dir=asc&page=2&size=25',
    'q=nothing+like+this',
  ])('holds exactly the rows that the page shows, in their order: %s', async (search) => {
    const rows = await shownRows(search.replace('page=2&size=25', 'size=200'));
    const sheets = {
      csv: await csvOf(`/factories/hai/forecast-export?${search}`),
      xlsx: (await xlsxOf(`/factories/hai/forecast-export?${search}&format=xlsx`)).map((row) =>
        row.map((cell) => (cell === null ? '' : String(cell))),
      ),
    };
    for (const [format, [head, ...body]] of Object.entries(sheets)) {
      const text = format === 'csv' ? tame : (value: string) => value;
      expect(head!.slice(LINE_COLUMNS, LINE_COLUMNS + 13)).toEqual(
        weekRange(NEXT_MONDAY, 13).map((monday) => `Week of ${monday}`),
      );
      expect(body.map((row) => row.slice(0, 6))).toEqual(
        rows.map((row) => [
          text(row.skuCode),
          text(row.skuNameEn),
          text(row.skuNameZh),
          row.categoryCode,
          row.abcClass,
          row.markets.join(' '),
        ]),
      );
      const figures = body.map((row) =>
        Array.from({ length: 26 }, (_, week) => row[LINE_COLUMNS + week] ?? '').map((cell) =>
          cell === '' ? null : Number(cell),
        ),
      );
      expect(figures, format).toEqual(rows.map((row) => [...row.quantities, ...row.previous]));
      expect(body.map((row) => Number(row[11]))).toEqual(rows.map((row) => row.total));
      expect(body.map((row) => Number(row[12]))).toEqual(rows.map((row) => row.change));
      expect(body.map((row) => Math.round(Number(row[9]) * 100))).toEqual(
        rows.map((row) => Number(row.unitCostMinor)),
      );
    }
  });

  test('is not cut at a page', async () => {
    expect(await csvOf('/factories/hai/forecast-export?size=25&page=2')).toHaveLength(1 + 40);
  });

  test('neutralises what a spreadsheet would run, and keeps negative numbers numbers', async () => {
    const rows = await csvOf('/factories/hai/forecast-export');
    const cells = rows.flat();
    expect(cells).toContain(`'${ODD_NAMES.formula}`);
    expect(cells).toContain(`'${ODD_NAMES.formulaZh}`);
    expect(cells).toContain("'-MINUS");
    expect(cells).toContain("'+Plus");
    expect(cells).toContain("'\t制表");
    expect(cells.filter((cell) => /^[=+@\t]/.test(cell))).toEqual([]);
    expect(cells.filter((cell) => cell.startsWith('-')).every((cell) => /^-\d+$/.test(cell))).toBe(true);
    expect(cells).toContain(ODD_NAMES.comma);
    expect(cells).toContain(ODD_NAMES.quotes);
  });

  test('is a workbook of numbers and texts without formulas', async () => {
    const [head, ...rows] = await xlsxOf('/factories/hai/forecast-export?format=xlsx&sort=code&dir=asc');
    expect(head![0]).toBe('SKU code');
    expect(rows).toHaveLength(40);
    const formula = rows.find((row) => row[0] === 'FORM-1')!;
    expect(formula.slice(1, 3)).toEqual([ODD_NAMES.formula, ODD_NAMES.formulaZh]);
    expect(rows.every((row) => typeof row[11] === 'number' && typeof row[LINE_COLUMNS] === 'number')).toBe(
      true,
    );
  });

  test('speaks the language of the reader and names the version', async () => {
    const chinese = await createUser(database.sql, { in: [[scene.hai, 'planner']], locale: 'zh' });
    const [head] = await csvOf('/factories/hai/forecast-export', chinese);
    expect(head!.join()).toMatch(/[一-鿿]/);
    const { response } = await download('/factories/hai/forecast-export?format=xlsx');
    expect(response.headers.get('Content-Disposition')).toBe(
      'attachment; filename="order-forecast-hai-v2.xlsx"',
    );
    expect(response.headers.get('Cache-Control')).toBe('private, no-store');
  });

  test('of a format that nobody knows is a CSV file', async () => {
    unexpectedErrors.length = 0;
    expect(await csvOf('/factories/hai/forecast-export?format=pdf&sort=%00')).toHaveLength(41);
    expect(unexpectedErrors).toEqual([]);
  });
});

describe('the export of the platform', () => {
  test.each(['factory', 'category', 'sku'] as const)('holds the groups by %s as shown', async (by) => {
    for (const search of ['', '&quantile=p80&change=changed&sort=total&dir=asc']) {
      const { view } = await loaderData<{ view: PlatformForecastView }>(
        `/platform/forecast?by=${by}&size=200${search}`,
        'routes/platform/forecast',
        scene.auditor,
      );
      const [head, ...rows] = await csvOf(`/platform/forecast-export?by=${by}${search}`, scene.auditor);
      expect(head!.slice(GROUP_COLUMNS)).toHaveLength(13);
      expect(head![GROUP_COLUMNS + 12]).toBe(`Week of ${addWeeks(NEXT_MONDAY, 12)}`);
      expect(rows.map((row) => row[0])).toEqual(view.rows.map((row) => tame(row.key)));
      expect(rows.map((row) => row.slice(GROUP_COLUMNS).map(Number))).toEqual(
        view.rows.map((row) => row.quantities),
      );
      const sheet = await xlsxOf(`/platform/forecast-export?by=${by}${search}&format=xlsx`, scene.auditor);
      expect(sheet.slice(1).map((row) => row[5])).toEqual(view.rows.map((row) => row.total));
    }
  });

  test('of one factory equals that factory’s own file', async () => {
    const search = 'quantile=p70&sort=code&dir=asc';
    const own = await csvOf(`/factories/hai/forecast-export?${search}`);
    expect(await csvOf(`/platform/factories/hai/forecast-export?${search}`, scene.buyer)).toEqual(own);
    const unknown = await request('/platform/factories/nobody/forecast-export', { as: scene.buyer });
    expect(unknown.status).toBe(404);
  });

  test('is for every role of the platform and for nobody else', async () => {
    for (const role of ['supplier_success', 'logistics', 'quality', 'admin', 'auditor'] as const) {
      const person = await createPlatformUser(database.sql, role);
      expect((await request('/platform/forecast-export', { as: person })).status, role).toBe(200);
    }
    for (const path of ['/platform/forecast-export', '/platform/factories/hai/forecast-export'])
      expect((await request(path, { as: scene.both })).status).toBe(404);
    expect((await request('/factories/lan/forecast-export', { as: scene.planner })).status).toBe(404);
  });
});
