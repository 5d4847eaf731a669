import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database';
import type { TestUser } from '../support/fixtures';
import { loaderData } from '../support/loader-data';
import { request, unexpectedErrors } from '../support/request';
import { dayAfter, makeSourcingScene, type SourcingScene } from './sourcing-scene';

interface View {
  view: {
    problems: Record<string, { code: string }>;
    skus: {
      suggested: string | null;
      markets: string[];
      options: {
        factory: { id: string; slug: string };
        reasons: { code: string; params?: Record<string, string> }[];
        capacityLeft: number | null;
        terms: { valueUsdMinor: string; arrivesOn: string; lateDays: number } | null;
      }[];
    }[];
  };
}

let database: TestDatabase;
let scene: SourcingScene;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeSourcingScene(database.sql);
});
afterAll(() => database.close());

const address = (rows: [string, string, string][], kind = 'reorder', by = dayAfter(40)) => {
  const params = new URLSearchParams({ kind, by });
  for (const [sku, wh, q] of rows) {
    params.append('sku', sku);
    params.append('wh', wh);
    params.append('q', q);
  }
  return `/platform/place-order?${params}`;
};
const compare = (path: string, as: TestUser = scene.buyer) =>
  loaderData<View>(path, 'routes/platform/place-order', as);
const send = (path: string, form: Record<string, string>, as: TestUser = scene.buyer) =>
  request(path, { as, form });
const choice = (main: string, more: Record<string, string> = {}) => ({
  intent: 'draft',
  inspection: 'on',
  'choices[0].sku': 'LAMP-1',
  'choices[0].main': main,
  ...more,
});
const orders = () => database.sql`
  select o.number, o.status, o.kind, o.group_id as "groupId", f.slug, l.quantity from purchase_order o
  join factory f on f.id = o.factory_id join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
  order by o.created_at, f.slug`;

describe('the comparison', () => {
  test('ranks who may make it, and says why the others may not', async () => {
    const { view } = await compare(
      address([
        ['LAMP-1', 'R1', '400'],
        ['LAMP-1', 'E1', '200'],
      ]),
    );
    const [sku] = view.skus;
    expect(sku?.markets).toEqual(['DE', 'US']);
    expect(sku?.suggested).toBe(scene.hai.id);
    expect(
      sku?.options.map(({ factory, reasons }) => [factory.slug, reasons.map(({ code }) => code)]),
    ).toEqual([
      ['hai', []],
      ['lan', ['compliance_document_missing']],
      ['sun', ['source_not_approved']],
    ]);
    expect(sku?.options[1]?.reasons[0]?.params).toEqual({ document: 'CE', market: 'DE' });
  });

  test('compares cost in dollars, arrival with the window, and capacity as far as it is known', async () => {
    const [sku] = (await compare(address([['LAMP-1', 'R1', '600']], 'reorder', dayAfter(14)))).view.skus;
    const [lan, hai] = sku!.options.filter(({ terms }) => terms);
    // 6,000 fen at 0.14 is 8.40 dollars, against 10.00.
    expect([lan?.factory.slug, lan?.terms?.valueUsdMinor]).toEqual(['lan', '504000']);
    expect([hai?.factory.slug, hai?.terms?.valueUsdMinor]).toEqual(['hai', '600000']);
    expect([lan?.terms?.lateDays, lan?.capacityLeft]).toEqual([7, null]);
    expect(hai?.capacityLeft).toBeGreaterThan(10_000);
  });

  test('keeps what was typed and says at the field what is wrong', async () => {
    const path = address([
      ['NO-SUCH', 'R1', '5'],
      ['LAMP-1', 'R1', 'many'],
    ]);
    const { view } = await compare(path);
    expect(Object.fromEntries(Object.entries(view.problems).map(([at, { code }]) => [at, code]))).toEqual({
      'sku.0': 'sku_unknown',
      'q.1': 'invalid_quantity',
    });
    const page = await (await request(path, { as: scene.buyer })).text();
    expect(page).toContain('value="NO-SUCH"');
    expect(page).toContain('value="many"');
  });

  test('is for those who place orders', async () => {
    expect((await request('/platform/place-order', { as: scene.auditor })).status).toBe(403);
    const found = await request('/platform/place-order/skus?q=lam', { as: scene.buyer });
    expect((await found.json()).items.map((item: { code: string }) => item.code)).toEqual([
      'LAMP-1',
      'LAMP-2',
    ]);
  });
});

describe('placing', () => {
  test('refuses what is not eligible and keeps the choice', async () => {
    const path = address([
      ['LAMP-1', 'R1', '400'],
      ['LAMP-1', 'E1', '200'],
    ]);
    const answer = await send(path, choice(scene.lan.id, { note: 'please read' }));
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('No CE document for DE');
    expect(page).toContain('please read');
    expect(await orders()).toEqual([]);
  });

  test.each([
    ['no factory', [['LAMP-1', 'R1', '600']], 'reorder', {}, 'Choose a factory for LAMP-1'],
    ['a first order of 499', [['LAMP-1', 'R1', '499']], 'first_order', { main: 'hai' }, '500'],
    [
      'less than the minimum',
      [['LAMP-1', 'R1', '40']],
      'reorder',
      { main: 'hai' },
      'below the minimum of 50',
    ],
    ['no multiple', [['LAMP-1', 'R1', '605']], 'reorder', { main: 'hai' }, 'not a multiple of 10'],
    [
      'one factory twice',
      [['LAMP-1', 'R1', '600']],
      'reorder',
      { main: 'hai', backup: 'hai', pieces: '200' },
      'are the same',
    ],
    [
      'all to the backup',
      [['LAMP-1', 'R1', '600']],
      'reorder',
      { main: 'hai', backup: 'lan', pieces: '600' },
      'at most 599',
    ],
    [
      'a nonsense share',
      [['LAMP-1', 'R1', '600']],
      'reorder',
      { main: 'hai', backup: 'lan', pieces: '-1' },
      'not a quantity',
    ],
  ] as [string, [string, string, string][], string, Record<string, string>, string][])(
    'refuses %s',
    async (_, rows, kind, given, sentence) => {
      const id = (slug = '') => ({ hai: scene.hai.id, lan: scene.lan.id })[slug] ?? '';
      const answer = await send(
        address(rows, kind),
        choice(id(given.main), {
          'choices[0].backup': id(given.backup),
          'choices[0].backupPieces': given.pieces ?? '',
        }),
      );
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain(sentence);
      expect(await orders()).toEqual([]);
    },
  );

  test('splits over a main and a backup factory, as drafts of one group', async () => {
    const answer = await send(
      address([['LAMP-1', 'R1', '1,000']], 'first_order'),
      choice(scene.hai.id, { 'choices[0].backup': scene.lan.id, 'choices[0].backupPieces': '300' }),
    );
    expect(answer.status).toBe(302);
    const made = await orders();
    expect(made.map(({ slug, status, kind, quantity }) => [slug, status, kind, quantity])).toEqual([
      ['hai', 'draft', 'first_order', 700],
      ['lan', 'draft', 'first_order', 300],
    ]);
    expect(made[0]?.groupId).not.toBeNull();
    expect(made[0]?.groupId).toBe(made[1]?.groupId);
    const next = await (await request(answer.headers.get('Location')!, { as: scene.buyer })).text();
    expect(next).toContain(made[0]?.number);
    await database.sql`delete from po_line_schedule`;
    await database.sql`delete from po_line`;
    await database.sql`delete from purchase_order`;
  });

  test('issues at once when asked, and leaves nothing behind when one factory refuses', async () => {
    const rows: [string, string, string][] = [['LAMP-1', 'R1', '600']];
    const issued = await send(address(rows), choice(scene.hai.id, { intent: 'issue' }));
    expect(issued.status).toBe(302);
    expect((await orders()).map(({ slug, status }) => [slug, status])).toEqual([['hai', 'issued']]);
    unexpectedErrors.length = 0;
    await database.sql`update sourcing set status = 'suspended' where factory_id = ${scene.lan.id}`;
    const refused = await send(
      address(rows),
      choice(scene.hai.id, { 'choices[0].backup': scene.lan.id, 'choices[0].backupPieces': '200' }),
    );
    expect(refused.status).toBe(422);
    expect(await orders()).toHaveLength(1);
    expect(unexpectedErrors).toEqual([]);
    await database.sql`update sourcing set status = 'active'`;
  });
});
