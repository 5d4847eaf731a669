import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createFactory, createPlatformUser, type TestFactory, type TestUser } from '../support/fixtures';
import { request, unexpectedErrors } from '../support/request';

let database: TestDatabase;
let buyer: TestUser;
let factory: TestFactory;

const HEADER =
  'ref,name_en,name_zh,category,markets,expected_price,expected_cost,currency,signal_kind,signal_source,signal_subject,signal_market,signal_unit,signal_value,observed_on';
const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  database = await createTestDatabase();
  const { sql } = database;
  buyer = await createPlatformUser(sql, 'buyer');
  factory = await createFactory(sql);
  await sql`insert into product_category (code, parent_code, name_en, name_zh) values
    ('outdoor', null, 'Outdoor', '户外'), ('outdoor.camping', 'outdoor', 'Camping', '露营') on conflict do nothing`;
  await sql`insert into market (code, name_en, name_zh, region, currency, time_zone) values
    ('US', 'United States', '美国', 'north_america', 'USD', 'America/New_York'),
    ('DE', 'Germany', '德国', 'europe', 'EUR', 'Europe/Berlin') on conflict do nothing`;
});
afterAll(async () => {
  await database.close();
});

afterEach(() => {
  expect(unexpectedErrors.splice(0)).toEqual([]);
});

const post = (path: string, fields: Record<string, string | string[]>) => {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  return request(path, { as: buyer, method: 'POST', body });
};
const idea = {
  nameEn: 'Solar lantern',
  nameZh: '太阳能灯',
  categoryCode: 'outdoor.camping',
  targetMarkets: ['US', 'DE'],
  currency: 'USD',
  expectedPrice: '29.90',
  expectedCost: '7.50',
};

async function enter(over: Partial<typeof idea> = {}): Promise<string> {
  const answer = await post('/platform/candidates/new', { ...idea, ...over });
  expect(answer.status).toBe(302);
  return answer.headers.get('Location')!.split('/').at(-1)!;
}
/** The words of a page. */
const words = async (answer: Response) =>
  (await answer.text())
    .replace(/<(script|style)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const stored = async (id: string) => (await database.sql`select * from candidate where id = ${id}`)[0]!;

describe('candidates', () => {
  it('are entered, scored at once and shown on the board', async () => {
    const id = await enter();
    const row = await stored(id);
    expect(row).toMatchObject({ stage: 'idea', expected_price_minor: '2990', target_markets: ['US', 'DE'] });
    // Only the margin is known: (29.90 - 4.485 - 9.375) / 29.90 = 53.6 %, 96.6 points.
    expect(row.score).toMatchObject({ total: 96.6, knownWeight: 25 });
    const board = await request('/platform/candidates', { as: buyer });
    expect(await board.text()).toContain('太阳能灯');
    const [audit] = await database.sql`select action from platform_audit_event where entity_id = ${id}`;
    expect(audit).toEqual({ action: 'candidate.created' });
  });

  it.each([
    [{ nameEn: '' }, 'nameEn'],
    [{ nameEn: 'x'.repeat(161) }, 'nameEn'],
    [{ expectedPrice: '-4' }, 'expectedPrice'],
    [{ expectedPrice: '1,200' }, 'expectedPrice'],
    [{ expectedCost: '0.001' }, 'expectedCost'],
    [{ categoryCode: 'toys' }, 'categoryCode'],
    [{ targetMarkets: ['XX'] }, 'targetMarkets'],
    [{ targetMarkets: [] as string[] }, 'targetMarkets'],
    [{ currency: 'QQQ' }, 'currency'],
  ])('are refused at the field: %o', async (over, field) => {
    const before = (await database.sql`select count(*)::int as n from candidate`)[0]!.n;
    const answer = await post('/platform/candidates/new', { ...idea, ...over });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(field);
    expect((await database.sql`select count(*)::int as n from candidate`)[0]!.n).toBe(before);
  });

  it('take signals once, which change the score, and let go of mistaken ones', async () => {
    const id = await enter();
    const signal = {
      intent: 'signal',
      kind: 'search_term',
      source: 'Keyword tool',
      subject: 'solar lantern',
      marketCode: 'US',
      unit: 'searches_per_month',
      value: '12,000',
      observedOn: today,
    };
    expect((await post(`/platform/candidates/${id}`, signal)).status).toBe(302);
    expect((await stored(id)).score).toMatchObject({ knownWeight: 60 });
    expect((await post(`/platform/candidates/${id}`, signal)).status).toBe(409);
    expect((await post(`/platform/candidates/${id}`, { ...signal, value: '1.5' })).status).toBe(422);
    const [row] = await database.sql`select id from candidate_signal where candidate_id = ${id}`;
    expect((await post(`/platform/candidates/${id}`, { intent: 'remove', signal: row!.id })).status).toBe(
      302,
    );
    expect((await stored(id)).score).toMatchObject({ knownWeight: 25 });
  });

  it('are moved on the board without leaving it or its filters, and say where they are now', async () => {
    const id = await enter({ nameEn: 'Rope light', nameZh: '绳灯' });
    const move = (to: string) =>
      post('/platform/candidates?category=outdoor.camping', { intent: 'move', candidate: id, to });
    const moved = await move('shortlisted');
    expect(moved.status).toBe(200);
    expect(await words(moved)).toContain('Rope light is now in “Shortlisted”.');
    expect((await stored(id)).stage).toBe('shortlisted');
    const refused = await move('winner');
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('<h1');
    expect((await post('/platform/candidates', { intent: 'move', candidate: 'x', to: 'idea' })).status).toBe(
      422,
    );
  });

  it('say how many were scored anew, and when', async () => {
    const [open] = await database.sql`
      select count(*)::int as n from candidate where stage not in ('winner', 'dropped') or score is null`;
    const answer = await post('/platform/candidates?q=tent', { intent: 'score' });
    expect(answer.status).toBe(200);
    expect(await words(answer)).toMatch(
      new RegExp(`${open!.n} open candidates were scored at .*\\d\\d:\\d\\d\\.`),
    );
  });

  it('move by the table of stages, need a SKU for the first order, and remember the days', async () => {
    const id = await enter({ nameEn: 'Tent peg set' });
    const move = (to: string, reason = '') =>
      post(`/platform/candidates/${id}`, { intent: 'move', to, reason });
    expect((await move('winner')).status).toBe(409);
    expect((await move('dropped')).status).toBe(422);
    expect((await move('shortlisted')).status).toBe(302);
    expect(String((await stored(id)).board_month)).toContain(today.slice(0, 4));
    expect((await move('sampling')).status).toBe(302);
    expect((await move('first_order')).status).toBe(409);
    const sku = {
      code: 'cmp-7001',
      grossG: '420',
      lengthMm: '300',
      widthMm: '120',
      heightMm: '80',
      hsCode: '940542',
      factory: factory.id,
      unitCost: '7.50',
      productionLeadDays: '30',
      transitLeadDays: '28',
      minimumQuantity: '300',
      orderMultiple: '50',
    };
    const wrong = await post(`/platform/candidates/${id}/sku`, {
      ...sku,
      hsCode: '12',
      minimumQuantity: '-1',
    });
    expect(wrong.status).toBe(422);
    expect((await post(`/platform/candidates/${id}/sku`, sku)).status).toBe(302);
    const [source] = await database.sql`
      select s.sku_code, s.minimum_quantity, s.share_bp, s.markets, k.status from sourcing s join sku k on k.id = s.sku_id
      where s.factory_id = ${factory.id} and s.sku_code = 'CMP-7001'`;
    expect(source).toEqual({
      sku_code: 'CMP-7001',
      minimum_quantity: 300,
      share_bp: 10_000,
      markets: ['US', 'DE'],
      status: 'candidate',
    });
    // A second SKU is not made: the page of the candidate answers in place of the form.
    const again = await post(`/platform/candidates/${id}/sku`, { ...sku, code: 'CMP-7002' });
    expect(again.headers.get('Location')).toBe(`/platform/candidates/${id}`);
    expect(await database.sql`select id from sku where code = 'CMP-7002'`).toEqual([]);
    expect((await move('first_order')).status).toBe(302);
    const page = await (await request(`/platform/candidates/${id}`, { as: buyer })).text();
    expect(page).toContain('CMP-7001');
    const stages =
      await database.sql`select stage from candidate_stage where candidate_id = ${id} order by entered_at, id`;
    expect(stages.map(({ stage }) => stage)).toEqual(['idea', 'shortlisted', 'sampling', 'first_order']);
    const other = await enter({ nameEn: 'Another' });
    expect((await post(`/platform/candidates/${other}/sku`, sku)).status).toBe(409);
  });

  it('are imported: good rows are in, wrong ones told with their place, a second time changes nothing', async () => {
    const rows = [
      HEADER,
      `T-1,Camp stove,露营炉,outdoor.camping,US DE,40,11,USD,search_term,tool,camp stove,US,searches_per_month,9000,${today}`,
      `T-1,Camp stove,露营炉,outdoor.camping,US DE,40,11,USD,review,digest,camp stove,DE,rating_hundredths,390,${today}`,
      `T-2,Bad market,,outdoor.camping,ZZ,40,11,USD,,,,,,,`,
      `T-3,Plain idea,,outdoor.camping,US,,,,,,,,,,`,
    ].join('\n');
    const send = () => {
      const form = new FormData();
      form.set('file', new Blob([rows]), '../../etc/ideas.csv');
      return request('/platform/candidates/import', { as: buyer, method: 'POST', body: form });
    };
    const first = await send();
    expect(first.status).toBe(200);
    const text = await words(first);
    expect(text).toContain('New 2 Changed 0');
    expect(text).toContain('4 markets Unknown markets: ZZ');
    const [one] = await database.sql`select id, score from candidate where source_ref = 'T-1'`;
    expect(one!.score.knownWeight).toBeGreaterThanOrEqual(75);
    const count = async () =>
      (
        await database.sql`select (select count(*)::int from candidate) as c, (select count(*)::int from candidate_signal) as s,
        (select count(*)::int from platform_audit_event) as a`
      )[0];
    const before = await count();
    expect(await words(await send())).toContain('Unchanged 2');
    expect(await count()).toEqual(before);
  });

  it('come back as they went out', async () => {
    await enter({ nameEn: 'Round trip' });
    const csv = await (await request('/platform/candidates-export?format=csv&q=Round', { as: buyer })).text();
    expect(csv.split('\r\n')[0]).toContain('ref,name_en,name_zh,category,markets');
    const form = new FormData();
    form.set('pasted', csv);
    const answer = await request('/platform/candidates/import', { as: buyer, method: 'POST', body: form });
    expect(await words(answer)).toContain('Unchanged 1');
  });

  it('of an unknown id are not found, and files that are no tables are refused', async () => {
    for (const id of ['none', '018f0000-0000-7000-8000-000000000001']) {
      expect((await request(`/platform/candidates/${id}`, { as: buyer })).status).toBe(404);
      expect((await post(`/platform/candidates/${id}`, { intent: 'move', to: 'shortlisted' })).status).toBe(
        404,
      );
    }
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])]), 'a.xlsx');
    const answer = await request('/platform/candidates/import', { as: buyer, method: 'POST', body: form });
    expect(answer.status).toBe(422);
    expect(await words(answer)).toContain('no table that can be read');
  });
});
