import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ShipFormView } from '~/modules/orders/queries/ship-form.server';
import { OrdersScene } from '../db/orders-scene';
import type { TestUser } from '../support/fixtures';
import { loaderData } from '../support/loader-data';
import { request, unexpectedErrors } from '../support/request';
import { readXlsx } from '../support/xlsx';

let scene: OrdersScene;
beforeAll(async () => {
  scene = await OrdersScene.make();
});
afterAll(() => scene?.database.close());
beforeEach(() => {
  unexpectedErrors.length = 0;
});

const base = () => `/factories/${scene.factory.slug}`;
const NOTHING = {
  cartons: '',
  pieces: '',
  gross: '',
  net: '',
  length: '',
  width: '',
  height: '',
  lastPieces: '',
  lastGross: '',
};
const FULL = {
  ...NOTHING,
  cartons: '20',
  pieces: '24',
  gross: '12.4',
  net: '11,2',
  length: '600',
  width: '400',
  height: '350',
};

function fieldsOf(
  rows: readonly (Record<string, string> & { scheduleId: string })[],
  rest: Record<string, string> = {},
) {
  const fields: Record<string, string> = { ...rest };
  rows.forEach((row, index) => {
    for (const [name, value] of Object.entries(row)) fields[`groups[${index}].${name}`] = value;
  });
  return fields;
}

async function newOrder(make: () => Promise<string> = () => scene.inspected()) {
  const detail = await scene.detail(await make());
  return {
    number: detail.number,
    schedules: detail.lines.flatMap(({ schedules }) => schedules.map(({ id }) => id)),
  };
}

const pack = (
  order: string,
  form: Record<string, string>,
  as: TestUser = scene.people.shipping,
  search = '',
) => request(`${base()}/orders/${order}/ship${search}`, { as, form });

async function packed(order: { number: string; schedules: string[] }, row: Partial<typeof FULL> = {}) {
  const answer = await pack(order.number, fieldsOf([{ ...FULL, ...row, scheduleId: order.schedules[0]! }]));
  expect(answer.status).toBe(302);
  return decodeURIComponent(answer.headers.get('Location')!.split('/').at(-1)!);
}

/** The codes of an answer with problems, by field. */
async function problemsOf(path: string, form: Record<string, string>) {
  const [pathname, search = ''] = path.split('?');
  const response = await request(`${pathname}.data?${search}`, { as: scene.people.shipping, form });
  const text = await response.text();
  return { status: response.status, text };
}

describe('packing', () => {
  test('shows what is left, and saves a pattern with a last carton as a draft', async () => {
    const order = await newOrder();
    const path = `${base()}/orders/${order.number}/ship`;
    const { view } = await loaderData<{ view: ShipFormView }>(
      path,
      'routes/factory/ship',
      scene.people.shipping,
    );
    expect(view).toMatchObject({
      warehouse: 'R1',
      parts: [{ left: 500, agreed: 500 }],
      blocked: null,
      notYet: null,
    });
    const page = await request(path, { as: scene.people.shipping });
    expect(await page.text()).toContain(`name="groups[0].cartons"`);
    const number = await packed(order, { lastPieces: '20', lastGross: '10.6' });
    const rows = await scene.database.sql`
      select carton_no, pieces, gross_g, net_g, length_mm from asn_carton c join asn a on a.id = c.asn_id
      where a.number = ${number} order by carton_no`;
    expect(rows).toHaveLength(21);
    expect(rows[0]).toEqual({ carton_no: 1, pieces: 24, gross_g: 12_400, net_g: 11_200, length_mm: 600 });
    expect(rows[20]).toMatchObject({ carton_no: 21, pieces: 20, gross_g: 10_600 });
  });

  test('says at each field what is wrong, and never fails', async () => {
    const order = await newOrder();
    const [scheduleId] = order.schedules;
    const path = `${base()}/orders/${order.number}/ship`;
    const cases: [Record<string, string>, string, string][] = [
      [{ ...FULL, cartons: '30' }, 'groups[0].pieces', 'ship_notice_over'],
      [{ ...FULL, gross: '12400' }, 'groups[0].gross', 'carton_gross_implausible'],
      [{ ...FULL, gross: 'heavy' }, 'groups[0].gross', 'weight_invalid'],
      [{ ...FULL, gross: '-3' }, 'groups[0].gross', 'weight_invalid'],
      [{ ...FULL, net: '13' }, 'groups[0].net', 'carton_net_over_gross'],
      [{ ...FULL, length: '60', width: '40', height: '35' }, 'groups[0].gross', 'carton_too_dense'],
      [{ ...FULL, width: '9000' }, 'groups[0].width', 'carton_side_implausible'],
      [{ ...FULL, cartons: '2.5' }, 'groups[0].cartons', 'number_not_whole'],
      [{ ...FULL, cartons: '-1' }, 'groups[0].cartons', 'value_invalid'],
      [{ ...FULL, cartons: '99999999999999999999' }, 'groups[0].cartons', 'value_invalid'],
      [{ ...FULL, pieces: 'NaN' }, 'groups[0].pieces', 'number_invalid'],
      [{ ...FULL, pieces: '' }, 'groups[0].pieces', 'value_required'],
      [{ ...FULL, height: '' }, 'groups[0].height', 'value_required'],
      [{ ...NOTHING, lastPieces: '7' }, 'groups[0].gross', 'value_required'],
      [
        { ...NOTHING, gross: '5', length: '300', width: '300', height: '300', lastPieces: '501' },
        'groups[0].lastPieces',
        'ship_notice_over',
      ],
      [{ ...FULL, cartons: '3000', pieces: '1' }, '', 'ship_notice_too_many_cartons'],
      [NOTHING, '', 'ship_notice_empty'],
    ];
    for (const [row, field, code] of cases) {
      const { status, text } = await problemsOf(path, fieldsOf([{ ...row, scheduleId: scheduleId! }]));
      expect(status, code).toBe(422);
      expect(text, code).toContain(code);
      expect(text, `${code} ${field}`).toContain(field);
    }
    for (const form of [
      {},
      { 'groups[0].scheduleId': 'x' },
      fieldsOf([{ ...FULL, scheduleId: '018f0000-0000-7000-8000-00000000c0de' }]),
      { 'groups[999999].cartons': '1' },
      { groups: 'x' },
      fieldsOf([{ ...FULL, scheduleId: scheduleId! }], {
        carrier: 'x'.repeat(81),
        expectedArrivalOn: '2026-13-45',
      }),
    ])
      expect((await pack(order.number, form)).status).toBe(422);
    expect(
      await scene.database
        .sql`select 1 from asn a join purchase_order o on o.id = a.purchase_order_id where o.number = ${order.number}`,
    ).toHaveLength(0);
    expect(unexpectedErrors).toEqual([]);
  });

  test('says why nothing can be shipped', async () => {
    const order = await newOrder(() => scene.issued());
    const page = await request(`${base()}/orders/${order.number}/ship`, { as: scene.people.shipping });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Nothing can be shipped now');
    expect((await request(`${base()}/orders/PO-NONE/ship`, { as: scene.people.shipping })).status).toBe(404);
    expect((await pack('PO-NONE', fieldsOf([]))).status).toBe(404);
  });

  test('changes a draft by its number', async () => {
    const order = await newOrder();
    const number = await packed(order);
    const search = `?notice=${number}`;
    const path = `${base()}/orders/${order.number}/ship${search}`;
    const { view } = await loaderData<{ view: ShipFormView }>(
      path,
      'routes/factory/ship',
      scene.people.shipping,
    );
    expect(view.rows).toMatchObject([
      { cartons: '20', pieces: '24', gross: '12.4', net: '11.2', length: '600' },
    ]);
    const changed = await pack(
      order.number,
      fieldsOf([{ ...FULL, cartons: '2', scheduleId: order.schedules[0]! }], { carrier: 'COSCO' }),
      scene.people.shipping,
      search,
    );
    expect(changed.status).toBe(302);
    const page = await (
      await request(`${base()}/ship-notices/${number}`, { as: scene.people.viewer })
    ).text();
    expect(page).toContain('2 cartons with 48');
  });
});

describe('a ship notice', () => {
  test('leaves with its journey, and then stays as it is', async () => {
    const number = await packed(await newOrder(), { lastPieces: '20' });
    const path = `${base()}/ship-notices/${number}`;
    const form = { intent: 'ship', carrier: 'Matson', trackingNo: 'T1', expectedArrivalOn: '2026-12-24' };
    const shipped = await request(path, { as: scene.people.shipping, form });
    expect(shipped.status).toBe(302);
    const [row] = await scene.database.sql`
      select a.status, a.carrier, a.expected_arrival_on::text as day, o.status as order_status
      from asn a join purchase_order o on o.id = a.purchase_order_id where a.number = ${number}`;
    expect(row).toEqual({ status: 'shipped', carrier: 'Matson', day: '2026-12-24', order_status: 'shipped' });
    const again = await request(path, { as: scene.people.shipping, form: { intent: 'cancel' } });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('no draft any more');
    const unfit: Record<string, string>[] = [
      {},
      { intent: 'burn' },
      { intent: 'ship', carrier: 'x'.repeat(100) },
    ];
    for (const bad of unfit)
      expect((await request(path, { as: scene.people.shipping, form: bad })).status).toBe(422);
  });

  test('is given up as a draft', async () => {
    const number = await packed(await newOrder());
    const path = `${base()}/ship-notices/${number}`;
    expect((await request(path, { as: scene.people.shipping, form: { intent: 'cancel' } })).status).toBe(302);
    expect(await (await request(path, { as: scene.people.viewer })).text()).toContain('Cancelled');
  });

  test('has its papers on both sides: list and labels as PDF, cartons as a sheet', async () => {
    const order = await newOrder();
    const number = await packed(order, { lastPieces: '20' });
    for (const [url, as] of [
      [`${base()}/ship-notices/${number}`, scene.people.viewer],
      [`/platform/factories/${scene.factory.slug}/ship-notices/${number}`, scene.staff.auditor],
    ] as const) {
      const page = await request(url, { as });
      expect(page.status).toBe(200);
      expect(await page.text()).toContain(number);
      for (const document of ['packing-list', 'labels', 'labels?from=2&to=3', 'labels?from=x&to=-1']) {
        const pdf = await request(`${url}/${document}`, { as });
        expect(pdf.headers.get('Content-Type')).toBe('application/pdf');
        expect(pdf.headers.get('Content-Disposition')).toMatch(/^attachment; filename="[\w.-]+\.pdf"$/);
        const bytes = Buffer.from(await pdf.arrayBuffer());
        expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
        expect(bytes.length).toBe(Number(pdf.headers.get('Content-Length')));
      }
      const sheet = await request(`${url}/packing-list?format=xlsx`, { as });
      const rows = readXlsx(new Uint8Array(await sheet.arrayBuffer()));
      expect(rows).toHaveLength(22);
      expect(rows.slice(1).reduce((sum, row) => sum + Number(row[9]), 0)).toBe(500);
      const text = await (await request(`${url}/packing-list?format=csv`, { as })).text();
      expect(parse(text, { bom: true })).toHaveLength(22);
    }
  });

  test('of another factory does not exist', async () => {
    const number = await packed(await newOrder());
    const urls = [
      `/platform/factories/${scene.other.slug}/ship-notices/${number}`,
      `/platform/factories/none/ship-notices/${number}/labels`,
      `/platform/factories/${scene.factory.slug}/ship-notices/ASN-NONE/packing-list`,
    ];
    for (const url of urls) expect((await request(url, { as: scene.staff.buyer })).status, url).toBe(404);
    for (const document of ['', '/labels', '/packing-list'])
      expect(
        (await request(`${base()}/ship-notices/ASN-NONE${document}`, { as: scene.people.owner })).status,
      ).toBe(404);
    expect(unexpectedErrors).toEqual([]);
  });
});

describe('the list', () => {
  test('shows and exports what its filters leave', async () => {
    const number = await packed(await newOrder(), { lastPieces: '20' });
    const list = `${base()}/ship-notices`;
    const page = await (
      await request(`${list}?q=${number}&status=draft&warehouse=R1`, { as: scene.people.viewer })
    ).text();
    expect(page).toContain(number);
    expect(await (await request(`${list}?status=received`, { as: scene.people.viewer })).text()).toContain(
      'No ship notice matches',
    );
    const text = await (
      await request(`${base()}/ship-notices-export?q=${number}`, { as: scene.people.viewer })
    ).text();
    const [head, ...rows] = parse(text, { bom: true }) as string[][];
    expect(head).toHaveLength(12);
    expect(rows).toHaveLength(1);
    expect(rows[0]!.slice(0, 8)).toEqual([
      number,
      expect.any(String),
      'Draft',
      'R1',
      '21',
      '500',
      '258.533',
      '1.764',
    ]);
    for (const search of ['after=x', 'status=x', 'q=%25%27%3B--', `before=${'0'.repeat(36)}`])
      expect((await request(`${list}?${search}`, { as: scene.people.viewer })).status, search).toBe(200);
    expect(unexpectedErrors).toEqual([]);
  });

  test('speaks Chinese', async () => {
    await scene.database.sql`update user_account set locale = 'zh' where id = ${scene.people.viewer.id}`;
    const page = await (await request(`${base()}/ship-notices`, { as: scene.people.viewer })).text();
    expect(page).toContain('发货通知');
  });
});
