import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createUser, type TestUser } from '../support/fixtures';
import { pdf } from '../support/hostile-files';
import { loaderData } from '../support/loader-data';
import { request, unexpectedErrors } from '../support/request';
import { addDocument, dayAfter, makeSourcingScene, type SourcingScene, TODAY } from './sourcing-scene';

let database: TestDatabase;
let scene: SourcingScene;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await makeSourcingScene(database.sql);
});
afterAll(() => database.close());

const send = (path: string, form: Record<string, string>, as: TestUser) => request(path, { as, form });
const logged = (action: string) => database.sql`
  select action, after, before from audit_event where action = ${action} order by occurred_at`;

interface Reorders {
  view: {
    rows: {
      skuId: string;
      skuCode: string;
      need: number;
      rate: number;
      riskMinor: string;
      urgency: string;
      draftNumbers: string[];
      parts: { factory: { slug: string }; quantity: number }[];
    }[];
    totals: { skus: number; pieces: number };
    next: string | null;
  };
}
const reorders = (search = '') =>
  loaderData<Reorders>(`/platform/reorders${search}`, 'routes/platform/reorders', scene.auditor);

describe('reorder proposals', () => {
  test('show what lacks, what it is worth, and who would make it', async () => {
    const { view } = await reorders();
    // 10 a day over 35 days of lead time and 45 of target stock, less 100 on hand: 700, at 30.00.
    expect(
      view.rows.map(({ skuCode, need, rate, riskMinor, urgency }) => [
        skuCode,
        need,
        rate,
        riskMinor,
        urgency,
      ]),
    ).toEqual([['LAMP-1', 700, 10, '2100000', 'late']]);
    expect(view.rows[0]?.parts.map(({ factory, quantity }) => [factory.slug, quantity])).toEqual([
      ['hai', 490],
      ['lan', 210],
    ]);
    expect(view.totals).toMatchObject({ skus: 1, pieces: 700 });
  });

  test('read the summaries of stock where they are made, with the same figures', async () => {
    const { sql } = database;
    await sql`insert into sku_stock_summary ${sql({
      sku_id: scene.lamp.id,
      sku_code: 'LAMP-1',
      category_code: 'home.lighting',
      abc_class: 'B',
      on_hand: 100,
      in_transit: 0,
      open_order: 0,
      sold_28: 280,
      sold_90: 900,
      revenue_year_minor: 1,
      stock_value_minor: 1,
      target_days: 45,
      computed_at: new Date(),
    })}`;
    expect((await reorders()).view.rows[0]?.need).toBe(700);
    expect((await reorders('?urgency=soon')).view.rows).toEqual([]);
    expect((await reorders('?q=lamp&abc=B&category=home&factory=hai&sort=code')).view.rows).toHaveLength(1);
    expect((await reorders('?abc=A&after=nonsense&sort=urgency')).view.rows).toEqual([]);
  });

  test('become one draft per factory, once', async () => {
    const row = (await reorders()).view.rows[0]!;
    const form = { sku: row.skuId };
    expect((await send('/platform/reorders', form, scene.auditor)).status).toBe(403);
    const [one, two] = await Promise.all([
      send('/platform/reorders', form, scene.buyer),
      send('/platform/reorders', form, scene.buyer),
    ]);
    expect([one.status, two.status].sort()).toEqual([302, 409]);
    const drafts = await database.sql`
      select f.slug, l.quantity, o.status from purchase_order o join factory f on f.id = o.factory_id
      join po_line l on l.purchase_order_id = o.id order by f.slug`;
    expect(drafts.map(({ slug, quantity, status }) => [slug, quantity, status])).toEqual([
      ['hai', 490, 'draft'],
      ['lan', 210, 'draft'],
    ]);
    const page = await (await request('/platform/reorders', { as: scene.auditor })).text();
    expect(page).toContain('The latest day to order lies within 14 days.');
    expect((await reorders()).view.rows[0]?.draftNumbers).toHaveLength(2);
    expect((await reorders('?draft=without')).view.rows).toEqual([]);
    expect((await send('/platform/reorders', { sku: 'x' }, scene.buyer)).status).toBe(422);
    expect((await send('/platform/reorders', {}, scene.buyer)).status).toBe(422);
  });

  test('are exported as the filters show them', async () => {
    const csv = await (await request('/platform/reorders-export?format=csv', { as: scene.auditor })).text();
    expect(csv.split('\r\n')[1]).toContain('LAMP-1');
    const none = await (await request('/platform/reorders-export?abc=A', { as: scene.auditor })).text();
    expect(none.trim().split('\r\n')).toHaveLength(1);
  });
});

describe('the factory pool', () => {
  test('lists factories with load and records, and exports them', async () => {
    await addDocument(database.sql, scene.lan, { kind: 'FCC', markets: ['US'], validTo: dayAfter(10) });
    const { view } = await loaderData<{
      view: { rows: { slug: string; loadBp: number | null; expiring: number; soleSkus: number }[] };
    }>('/platform/factories?sort=name', 'routes/platform/factories', scene.auditor);
    expect(
      view.rows.map(({ slug, loadBp, expiring, soleSkus }) => [slug, loadBp, expiring, soleSkus]),
    ).toEqual([
      ['hai', 0, 0, 0],
      ['lan', null, 1, 0],
      ['sun', null, 0, 1],
    ]);
    const csv = await (
      await request('/platform/factories-export?documents=expiring', { as: scene.auditor })
    ).text();
    expect(csv).toContain('lan');
    expect(csv).not.toContain('Sun Works');
  });

  test('changes a status with a reason, which stands in the factory’s own log', async () => {
    const path = '/platform/factories/lan';
    const form = { intent: 'status', status: 'suspended', reason: 'Fire safety' };
    expect((await send(path, form, scene.buyer)).status).toBe(403);
    const empty = await send(path, { ...form, reason: ' ' }, scene.supplier);
    expect([empty.status, (await empty.text()).includes('Fill this in.')]).toEqual([422, true]);
    expect((await send(path, form, scene.supplier)).status).toBe(302);
    expect((await send(path, form, scene.supplier)).status).toBe(409);
    const [entry] = await logged('factory.status_changed');
    expect(entry?.after).toMatchObject({ status: 'suspended', reason: 'Fire safety' });
    await send(path, { intent: 'status', status: 'backup', reason: 'Mended' }, scene.supplier);
    expect((await send('/platform/factories/none', form, scene.supplier)).status).toBe(404);
    expect((await request('/platform/factories/none', { as: scene.supplier })).status).toBe(404);
  });

  test('records and revokes documents, and refuses wrong ones at their fields', async () => {
    const path = '/platform/factories/lan';
    const form = {
      intent: 'document',
      documentKind: 'CE',
      number: 'CE-77',
      issuer: 'SGS',
      category: 'home.lighting',
      sku: '',
      markets: 'de, us',
      validFrom: '2026-01-01',
      validTo: '',
    };
    for (const [change, sentence] of [
      [{ category: '' }, 'Name a SKU or a category'],
      [{ category: 'nowhere' }, 'no category'],
      [{ sku: 'NO-SUCH' }, 'no SKU'],
      [{ markets: 'DE ZZ' }, 'Unknown markets: ZZ'],
      [{ validTo: '2025-01-01' }, 'before the first'],
      [{ validFrom: 'soon' }, 'Enter a date'],
    ] as const) {
      const answer = await send(path, { ...form, ...change }, scene.supplier);
      expect([answer.status, (await answer.text()).includes(sentence)], sentence).toEqual([422, true]);
    }
    expect((await send(path, form, scene.supplier)).status).toBe(302);
    const [made] = await database.sql`select id, markets from compliance_document where number = 'CE-77'`;
    expect(made?.markets).toEqual(['DE', 'US']);
    const revoke = { intent: 'revoke', documentId: made?.id as string };
    expect((await send(path, revoke, scene.supplier)).status).toBe(302);
    expect((await send(path, revoke, scene.supplier)).status).toBe(404);
    expect(await logged('compliance_document.revoked')).toHaveLength(1);
  });
});

describe('the file of a document', () => {
  const path = '/platform/factories/hai';
  const fields = {
    intent: 'document',
    documentKind: 'FCC',
    number: 'FCC-1',
    issuer: 'TÜV',
    category: 'home.lighting',
    markets: 'US',
    validFrom: '2026-01-01',
  };
  const sendFile = (given: Record<string, string>, name: string, bytes: Uint8Array, as = scene.supplier) => {
    const body = new FormData();
    for (const [field, value] of Object.entries(given)) body.append(field, value);
    body.append('file', new File([bytes as Uint8Array<ArrayBuffer>], name, { type: 'application/pdf' }));
    return request(path, { as, method: 'POST', body });
  };
  const certificate = async (number: string) =>
    (
      await database.sql`
        select d.id, d.stored_file_id as "fileId", f.label, f.purpose from compliance_document d
        left join stored_file f on f.factory_id = d.factory_id and f.id = d.stored_file_id where number = ${number}`
    )[0]!;

  test('comes with it and is downloaded by the platform and by its own factory alone', async () => {
    expect((await sendFile(fields, 'fcc 证书.pdf', pdf())).status).toBe(302);
    const { fileId, label, purpose } = await certificate('FCC-1');
    expect([label, purpose]).toEqual(['fcc 证书.pdf', 'compliance']);
    for (const [url, as] of [
      [`/platform/factories/hai/files/${fileId}`, scene.auditor],
      [`/factories/hai/files/${fileId}`, scene.owner],
    ] as const) {
      const answer = await request(url, { as });
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/pdf']);
    }
    const stranger = await createUser(database.sql, { in: [[scene.lan, 'owner']] });
    expect((await request(`/factories/lan/files/${fileId}`, { as: stranger })).status).toBe(404);
    expect((await request(`/factories/hai/documents`, { as: stranger })).status).toBe(404);
    const own = await (await request('/factories/hai/documents', { as: scene.owner })).text();
    expect(own).toContain(`href="/factories/hai/files/${fileId}"`);
    expect(own).toContain('CE');
    const none = await (await request('/factories/lan/documents', { as: stranger })).text();
    expect(none).not.toContain('FCC-1');
  });

  test('is refused by its content, leaves nothing behind, and may be added later, once', async () => {
    const bad = await sendFile(
      { ...fields, number: 'FCC-2' },
      'fcc.pdf',
      Buffer.from('<svg onload=alert(1)>'),
    );
    expect(bad.status).toBeGreaterThanOrEqual(413);
    expect(await certificate('FCC-2')).toBeUndefined();
    const wrong = await sendFile({ ...fields, number: 'FCC-2', markets: 'ZZ' }, 'fcc.pdf', pdf());
    expect(wrong.status).toBe(422);
    const before = (await database.sql`select count(*)::int as n from stored_file`)[0]!.n;
    expect((await send(path, { ...fields, number: 'FCC-3' }, scene.supplier)).status).toBe(302);
    const { id } = await certificate('FCC-3');
    const attach = { intent: 'attach', documentId: id as string };
    expect((await send(path, attach, scene.supplier)).status).toBe(422);
    expect((await sendFile(attach, 'fcc.pdf', pdf())).status).toBe(302);
    expect((await certificate('FCC-3')).label).toBe('fcc.pdf');
    expect((await sendFile(attach, 'other.pdf', pdf())).status).toBe(409);
    expect((await sendFile(attach, 'other.pdf', pdf(), scene.buyer)).status).toBe(403);
    expect((await database.sql`select count(*)::int as n from stored_file`)[0]!.n).toBe(before + 1);
    expect(await logged('compliance_document.file_added')).toHaveLength(1);
  });
});

describe('the terms of a factory for a SKU', () => {
  const path = '/platform/factories/sun/sourcing';
  const form = {
    sku: 'LAMP-1',
    status: 'backup',
    unitCost: '61.50',
    productionLeadDays: '25',
    transitLeadDays: '30',
    minimumQuantity: '300',
    orderMultiple: '50',
    share: '0',
    priority: '3',
    markets: 'de us',
  };
  const source = async () =>
    (
      await database.sql`select s.* from sourcing s join factory f on f.id = s.factory_id
        where f.slug = 'sun' and s.sku_code = 'LAMP-1'`
    )[0];

  test('are begun with a look at the other sources, by those who manage factories', async () => {
    const page = await (await request(`${path}?sku=lamp-1`, { as: scene.supplier })).text();
    expect(page).toContain('Hai Home');
    expect(page).toContain('value="DE US"');
    const none = await (await request(`${path}?sku=NO-SUCH`, { as: scene.supplier })).text();
    expect(none).toContain('No SKU has the code NO-SUCH');
    expect((await request(path, { as: scene.auditor })).status).toBe(403);
    expect((await request('/platform/factories/none/sourcing', { as: scene.supplier })).status).toBe(404);
    expect((await send(path, form, scene.buyer)).status).toBe(403);
  });

  test.each([
    [{ sku: 'NO-SUCH' }, 'There is no SKU'],
    [{ share: '10' }, 'The other factories hold 100'],
    [{ share: '101' }, 'share'],
    [{ unitCost: '-1' }, 'unitCost'],
    [{ unitCost: '0.001' }, 'unitCost'],
    [{ minimumQuantity: '0' }, 'minimumQuantity'],
    [{ markets: 'DE ZZ' }, 'Unknown markets: ZZ'],
    [{ status: 'maybe' }, 'status'],
  ])('are refused at the field: %o', async (change, said) => {
    const answer = await send(`${path}?sku=LAMP-1`, { ...form, ...change }, scene.supplier);
    expect([answer.status, (await answer.text()).includes(said)]).toEqual([422, true]);
    expect(await source()).toBeUndefined();
  });

  test('are approved, changed and suspended, each in the log of the factory', async () => {
    expect((await send(path, form, scene.supplier)).headers.get('Location')).toBe(
      '/platform/factories/sun?done=source',
    );
    expect(await source()).toMatchObject({
      status: 'backup',
      unit_cost_minor: '6150',
      currency: 'CNY',
      markets: ['DE', 'US'],
      sku_name_en: 'Lamp',
      share_bp: 0,
      priority: 3,
    });
    await send(path, { ...form, unitCost: '60', status: 'suspended', share: '40' }, scene.supplier);
    expect(await source()).toMatchObject({ status: 'suspended', unit_cost_minor: '6000', share_bp: 4000 });
    const [assigned] = await logged('sourcing.assigned');
    expect(assigned?.after).toMatchObject({ sku: 'LAMP-1', unitCostMinor: '6150', markets: 'DE US' });
    const [changed] = await logged('sourcing.changed');
    expect(changed).toMatchObject({
      before: { status: 'backup', unitCostMinor: '6150', shareBp: 0 },
      after: { status: 'suspended', unitCostMinor: '6000', shareBp: 4000 },
    });
    await database.sql`delete from sourcing where sku_code = 'LAMP-1'
      and factory_id = (select id from factory where slug = 'sun')`;
  });
});

describe('risk notices', () => {
  const open = {
    intent: 'open',
    factory: 'hai',
    kind: 'inspection_stop',
    title: 'Environment office',
    fromDay: TODAY,
    toDay: dayAfter(9),
    note: 'Ten days',
  };

  async function issue(pieces: string): Promise<string> {
    const params = new URLSearchParams({
      kind: 'reorder',
      by: dayAfter(30),
      sku: 'LAMP-1',
      wh: 'R1',
      q: pieces,
    });
    const form = { intent: 'issue', 'choices[0].sku': 'LAMP-1', 'choices[0].main': scene.hai.id };
    const answer = await send(`/platform/place-order?${params}`, form, scene.buyer);
    expect(answer.status).toBe(302);
    return new URL(answer.headers.get('Location')!, 'http://x').searchParams.get('order')!.split(' ')[1]!;
  }

  test('find the orders that are touched, and what moving them costs', async () => {
    unexpectedErrors.length = 0;
    const number = await issue('500');
    expect((await send('/platform/risks', open, scene.auditor)).status).toBe(403);
    const wrong = await send('/platform/risks', { ...open, toDay: '2020-01-01' }, scene.supplier);
    expect([wrong.status, (await wrong.text()).includes('before the first')]).toEqual([422, true]);
    const answer = await send('/platform/risks', open, scene.supplier);
    expect(answer.status).toBe(302);
    const path = answer.headers.get('Location')!.split('?')[0]!;
    const { view } = await loaderData<{
      view: {
        lines: {
          orderNumber: string;
          open: number;
          move: {
            id: string;
            quantity: number;
            extraDays: number;
            extraCostMinor: string;
            toSlug: string;
          } | null;
        }[];
      };
    }>(path, 'routes/platform/risks-notice', scene.auditor);
    const line = view.lines.find(({ orderNumber }) => orderNumber === number);
    // 6,000 fen are 8.40 dollars against 10.00: 500 pieces cost 800.00 less.
    expect(line).toMatchObject({
      open: 500,
      move: { quantity: 500, extraCostMinor: '-80000', toSlug: 'lan' },
    });
    const accept = { proposalId: line!.move!.id };
    expect((await send(`${path}/accept`, accept, scene.supplier)).status).toBe(403);
    const [once, twice] = await Promise.all([
      send(`${path}/accept`, accept, scene.buyer),
      send(`${path}/accept`, accept, scene.buyer),
    ]);
    expect([once.status, twice.status].sort()).toEqual([302, 409]);
    const rows = await database.sql`
      select f.slug, o.status, l.quantity, l.status as line from purchase_order o join factory f on f.id = o.factory_id
      join po_line l on l.purchase_order_id = o.id where o.number = ${number} or (f.slug = 'lan' and l.quantity = 500)
      order by f.slug`;
    expect(rows.map(({ slug, status, line: state }) => [slug, status, state])).toEqual([
      ['hai', 'cancelled', 'cancelled'],
      ['lan', 'draft', 'draft'],
    ]);
    const page = await (await request(path, { as: scene.auditor })).text();
    expect(page).toContain('Move 500 of 500 to Lan Light');
    expect(unexpectedErrors).toEqual([]);
  });

  test('take a part off the first order where the other factory has room for a part', async () => {
    const number = await issue('2000');
    const { sql } = database;
    await sql`insert into work_calendar (factory_id, id, code, name_en, name_zh, calendar_code, shifts)
      values (${scene.lan.id}, gen_random_uuid(), 'day', 'Day', '白班', 'CN', '{"1": [["08:00", "16:00"]]}')`;
    await sql`insert into production_line (factory_id, id, code, name_en, name_zh, work_calendar_code, pieces_per_hour,
      efficiency_bp, crew) values (${scene.lan.id}, gen_random_uuid(), 'L1', 'Line', '一线', 'day', 50, 10000, 5)`;
    const answer = await send('/platform/risks', { ...open, title: 'Again' }, scene.supplier);
    const path = answer.headers.get('Location')!.split('?')[0]!;
    const [move] = await sql`
      select p.id, p.quantity from order_move_proposal p join po_line l on l.id = p.from_po_line_id
      join purchase_order o on o.id = l.purchase_order_id where o.number = ${number} and p.status = 'proposed'`;
    expect(move?.quantity).toBeGreaterThan(0);
    expect(move?.quantity).toBeLessThan(2000);
    expect((await send(`${path}/accept`, { proposalId: move?.id as string }, scene.buyer)).status).toBe(302);
    const [left] = await sql`
      select sum(s.quantity)::int as pieces, max(o.version) as version from purchase_order o
      join po_line l on l.purchase_order_id = o.id join po_line_schedule s on s.po_line_id = l.id
      where o.number = ${number}`;
    expect(left).toMatchObject({ pieces: 2000 - (move?.quantity as number), version: 2 });
  });

  test('are worked out anew, dismissed and closed', async () => {
    await issue('700');
    const answer = await send('/platform/risks', { ...open, title: 'Third', toDay: '' }, scene.supplier);
    const path = answer.headers.get('Location')!.split('?')[0]!;
    const id = path.split('/').at(-1)!;
    expect((await send(path, { intent: 'propose' }, scene.supplier)).status).toBe(302);
    const [move] = await database.sql`
      select id from order_move_proposal where risk_notice_id = ${id} and status = 'proposed' limit 1`;
    const dismiss = { intent: 'dismiss', proposalId: move?.id as string };
    expect((await send(path, dismiss, scene.supplier)).status).toBe(302);
    expect((await send(path, dismiss, scene.supplier)).status).toBe(409);
    expect((await send(path, { intent: 'close' }, scene.supplier)).status).toBe(302);
    expect((await send(path, { intent: 'close' }, scene.supplier)).status).toBe(409);
    expect((await send(path, { intent: 'explode' }, scene.supplier)).status).toBe(422);
    expect(await logged('risk_notice.closed')).toHaveLength(1);
    const csv = await (await request('/platform/risks-export?state=closed', { as: scene.auditor })).text();
    expect(csv).toContain('Third');
    expect(csv).not.toContain('Environment office');
  });

  test('name categories that hang on one factory, by a rule that is data', async () => {
    const view = async () =>
      (
        await loaderData<{ view: { concentrations: { categoryCode: string; topShareBp: number }[] } }>(
          '/platform/risks',
          'routes/platform/risks',
          scene.auditor,
        )
      ).view.concentrations;
    expect(await view()).toEqual([]);
    const rule = { intent: 'rule', topShare: '30', herfindahl: '2000', minimumSkus: '2' };
    expect((await send('/platform/risks', { ...rule, topShare: '0' }, scene.supplier)).status).toBe(422);
    expect((await send('/platform/risks', rule, scene.supplier)).status).toBe(302);
    expect((await view()).map(({ categoryCode }) => categoryCode)).toEqual(['home.lighting']);
  });
});
