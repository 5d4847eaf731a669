import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommitImportAnswer } from '~/modules/forecast/ui/commit/import-page';
import { readTableFile } from '~/platform/table-file.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import type { TestUser } from '../support/fixtures';
import { lyingOfficeFile, officeFile } from '../support/hostile-files';
import { request, unexpectedErrors } from '../support/request';
import { answer, type CommitScene, grid, makeCommitScene, openColumn, post } from './commit-scene';

let database: TestDatabase;
let scene: CommitScene;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeCommitScene(database.sql);
});
afterAll(() => database?.close());

async function exported(as: TestUser, format: 'xlsx' | 'csv', search = ''): Promise<Uint8Array> {
  const response = await request(`/factories/hai/forecast-commit-export?format=${format}${search}`, { as });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

async function table(bytes: Uint8Array): Promise<string[][]> {
  const read = await readTableFile(bytes);
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

async function imported(as: TestUser, bytes: Uint8Array | string, name = 'answers.csv') {
  const body = new FormData();
  body.set('file', new File([bytes as BlobPart], name));
  return post<CommitImportAnswer>('/factories/hai/forecast/commit/import', { as, body });
}

const csv = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');

describe('the file that goes out', () => {
  test('is protected but for the answers of open weeks, names the version and has notes', async () => {
    const files = unzipSync(await exported(scene.planner, 'xlsx'));
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!);
    expect(sheet).toContain('<sheetProtection sheet="1"');
    expect(sheet).toMatch(/<dataValidation type="list"[^>]*sqref="H2:H40"/);
    expect(strFromU8(files['xl/styles.xml']!)).toContain('<protection locked="0"/>');
    expect(Object.keys(files)).toContain('xl/worksheets/sheet2.xml');
    const [head, first] = await table(await exported(scene.planner, 'xlsx'));
    expect(head).toEqual([
      'SKU',
      'Name',
      'Week (Monday)',
      'Zone',
      'Forecast',
      'Commit',
      'Upside',
      'Reason',
      'Note',
      'Version',
      'Revision',
    ]);
    expect(first?.[9]).toBe('1');
  });

  test('comes back unchanged and changes nothing, as XLSX and as CSV', async () => {
    const view = await grid(scene.planner);
    const row = view.rows[0]!;
    await post('/factories/hai/forecast/commit', {
      as: scene.planner,
      form: { cells: JSON.stringify([answer(view, row, openColumn(row), { upside: 5 })]) },
    });
    for (const format of ['xlsx', 'csv'] as const) {
      const { status, reply } = await imported(scene.planner, await exported(scene.planner, format));
      expect(status).toBe(200);
      expect(reply?.done).toMatchObject({ written: 0, refused: 0, unchanged: 1, empty: 38 });
    }
  });
});

describe('the file that comes back', () => {
  test('is taken row by row; the others come back with reasons, ready to be corrected', async () => {
    const rows = await table(await exported(scene.colleague, 'csv'));
    const [head, ...body] = rows;
    const open = body.filter((row) => row[3] !== 'frozen' && Number(row[4]) > 0 && row[10] === '0');
    const frozen = body.find((row) => row[3] === 'frozen')!;
    const set = (row: string[], given: Record<number, string>) => row.map((cell, at) => given[at] ?? cell);
    // A colleague answers one of the rows after the file went out.
    const view = await grid(scene.colleague);
    const met = open[1]!;
    const line = view.rows.find(({ code }) => code === met[0]!.replace(/^'/, ''))!;
    const col = view.weeks.findIndex(({ monday }) => monday === met[2]);
    await post('/factories/hai/forecast/commit', {
      as: scene.colleague,
      form: { cells: JSON.stringify([answer(view, line, col)]) },
    });
    const file = [
      head!,
      set(open[0]!, { 5: open[0]![4]! }),
      set(met, { 5: '1', 7: 'Capacity' }),
      set(open[2]!, { 5: '1' }),
      set(open[3]!, { 5: '2.5' }),
      set(open[4]!, { 5: '-3' }),
      set(open[5]!, { 5: 'many' }),
      set(frozen, { 5: '9' }),
      set(open[0]!, { 0: 'NO-SUCH', 5: '9' }),
      set(open[6]!, { 4: '1', 5: '1' }),
      set(open[0]!, { 5: '4' }),
    ];
    const { reply } = await imported(scene.planner, csv(file));
    expect(reply?.done?.written).toBe(1);
    expect(reply?.done?.rows.map(({ row, problem }) => [row, problem.code])).toEqual([
      [3, 'commit_changed_since'],
      [4, 'commit_reason_missing'],
      [5, 'number_not_whole'],
      [6, 'number_too_small'],
      [7, 'number_invalid'],
      [8, 'commit_frozen'],
      [9, 'sku_unknown'],
      [10, 'commit_asked_since'],
      [11, 'commit_bucket_twice'],
    ]);
    const returned = await table(Uint8Array.from(Buffer.from(reply!.done!.file!, 'base64')));
    expect(returned).toHaveLength(10);
    expect(returned[0]!.at(-1)).toBe('Why it was not taken');
    const corrected = returned.map((cells, at) => (at === 1 ? set(cells, { 7: 'Materials' }) : cells));
    const second = await imported(scene.planner, csv([corrected[0]!, corrected[1]!]));
    expect(second.reply?.done).toMatchObject({ rows: [], written: 1, refused: 0 });
  });

  test('is refused as a whole, with a sentence, when it is no such table', async () => {
    unexpectedErrors.length = 0;
    for (const [bytes, code] of [
      [new Uint8Array(), 'table_file_empty'],
      ['a,b\n1,2', 'import_columns_missing'],
      [lyingOfficeFile(), 'table_file_unreadable'],
      [officeFile(), 'table_file_unreadable'],
      [new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'table_file_unreadable'],
      [new Uint8Array([0xff, 0xd8, 0xff, 0, 0]), 'table_file_unreadable'],
    ] as const) {
      const { status, reply } = await imported(scene.planner, bytes);
      expect([status, reply?.error?.code]).toEqual([422, code]);
    }
    expect((await imported(scene.viewer, 'x')).status).toBe(403);
    expect(unexpectedErrors).toEqual([]);
  });

  test('does not run what looks like a formula', async () => {
    const text = Buffer.from(await exported(scene.planner, 'csv')).toString('utf8');
    expect(text).toContain("'=CMD");
    const rows = await table(Buffer.from(text));
    const row = rows.find(
      (cells) => cells[0] === "'=CMD" && cells[3] !== 'frozen' && Number(cells[4]) > 0 && cells[5] === '',
    )!;
    const { reply } = await imported(
      scene.planner,
      csv([rows[0]!, row.map((cell, at) => (at === 5 ? row[4]! : cell))]),
    );
    expect(reply?.done).toMatchObject({ written: 1 });
  });
});
