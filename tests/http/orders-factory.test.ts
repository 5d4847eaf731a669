import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OrderDetail, OrdersPage } from '~/modules/orders/domain/order-views';
import { markupOf } from '../support/markup';
import { unexpectedErrors } from '../support/request';
import {
  answerFields,
  draftNow,
  factoryPath,
  inDays,
  issueNow,
  lineOf,
  loaderData,
  OrdersScene,
  problemsOf,
  request,
} from './orders-requests';

let scene: OrdersScene;
beforeAll(async () => {
  scene = await OrdersScene.make();
});
afterAll(() => scene.database.close());
beforeEach(() => {
  unexpectedErrors.length = 0;
});

const list = (search = '', as = scene.people.planner) =>
  loaderData<{ page: OrdersPage; needs: Record<string, { orders: number }> }>(
    factoryPath(scene, search),
    'routes/factory/orders',
    as,
  );
const detail = async (number: string, as = scene.people.viewer) =>
  (
    await loaderData<{ order: OrderDetail }>(
      factoryPath(scene, `/${number}`),
      'routes/factory/orders-order',
      as,
    )
  ).order;

describe('the list of a factory', () => {
  test('shows what waits for its answer, and no draft', async () => {
    const draft = await draftNow(scene);
    const order = await issueNow(scene);
    const { page, needs } = await list('?needs=answer&sort=due&dir=asc');
    expect(page.rows.map(({ number }) => number)).toContain(order.number);
    expect(page.rows.every(({ awaitingAnswer }) => awaitingAnswer)).toBe(true);
    expect(needs.answer!.orders).toBe(page.totals.orders);
    expect((await list()).page.rows.map(({ number }) => number)).not.toContain(draft.number);
    expect((await request(factoryPath(scene, `/${draft.number}`), { as: scene.people.owner })).status).toBe(
      404,
    );
  });

  test('is found by number, SKU and state, and pages to its end without doubling', async () => {
    for (let n = 0; n < 27; n++) await issueNow(scene);
    const seen: string[] = [];
    let search = '?size=25&sort=number&dir=asc';
    for (let pages = 0; pages < 9; pages++) {
      const { page } = await list(search);
      seen.push(...page.rows.map(({ number }) => number));
      if (!page.next) break;
      search = `?size=25&sort=number&dir=asc&after=${encodeURIComponent(page.next)}`;
    }
    const { page } = await list('?size=100');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(page.totals.orders);
    const [first] = seen;
    expect((await list(`?q=${first}`)).page.rows.map(({ number }) => number)).toContain(first);
    expect((await list('?q=kettle')).page.totals.orders).toBe(page.totals.orders);
    expect((await list('?state=closed')).page.rows).toEqual([]);
  });

  test.each([
    'needs=nothing',
    'state=lost',
    'sort=password_hash',
    'after=x',
    'before=%00',
    'size=1e9',
    'q=%25%27%3B--',
    'due=2026-99-99',
    `category=${'x'.repeat(500)}`,
    'factory=other-works',
  ])('opens whatever the address says: %s', async (search) => {
    const response = await request(factoryPath(scene, `?${search}`), { as: scene.people.viewer });
    expect(response.status).toBe(200);
    expect(unexpectedErrors).toEqual([]);
  });

  test('accepts several orders at once, and says which it could not', async () => {
    const [one, two] = [await issueNow(scene), await issueNow(scene)];
    const answered = await issueNow(scene);
    const path = factoryPath(scene, `/${answered.number}/answer`);
    await request(path, { as: scene.people.owner, form: answerFields(answered) });
    const response = await request(`${factoryPath(scene)}.data`, {
      as: scene.people.planner,
      form: { orderIds: [one.id, two.id, answered.id] },
    });
    expect(response.status).toBe(200);
    expect((await detail(one.number)).state).toBe('acknowledged');
    expect((await detail(two.number)).state).toBe('acknowledged');
    const none = await problemsOf(factoryPath(scene), scene.people.planner, {});
    expect(none).toEqual({ status: 422, fields: { orderIds: ['value_required'] } });
  });

  test('is exported as it is filtered', async () => {
    const order = await issueNow(scene);
    const path = `/factories/${scene.factory.slug}/orders-export?q=${order.number}`;
    const csv = await (await request(path, { as: scene.people.viewer })).text();
    expect(csv.split('\r\n').filter((line) => line !== '')).toHaveLength(2);
    expect(csv).toContain(`${order.number},`);
    const xlsx = await request(`${path}&format=xlsx`, { as: scene.people.viewer });
    expect(xlsx.headers.get('Content-Disposition')).toContain('.xlsx');
  });
});

describe('the answer to an order', () => {
  const path = (order: OrderDetail) => factoryPath(scene, `/${order.number}/answer`);

  test('splits a part, promises beside what was requested, and leads back to the order', async () => {
    const order = await issueNow(scene, { lines: [lineOf(scene, 0, [500, 100]), lineOf(scene, 1, [600])] });
    const fields = answerFields(order, (line, part) =>
      line.lineNo === 1 && part === 0
        ? [
            { outcome: 'accepted', quantity: '300', shipOn: inDays(30) },
            { outcome: 'backordered', quantity: '150', shipOn: inDays(36), reason: 'materials' },
            { outcome: 'rejected', quantity: '50', reason: 'capacity', note: 'no room' },
          ]
        : undefined,
    );
    const response = await request(path(order), { as: scene.people.planner, form: fields });
    expect(response.status).toBe(302);
    expect(response.headers.get('Location')).toBe(`${factoryPath(scene, `/${order.number}`)}?done=answered`);
    const after = await detail(order.number);
    const [first] = after.lines;
    expect(first).toMatchObject({ state: 'acknowledged', quantity: 600, agreedQuantity: 550 });
    expect(first!.schedules[0]).toMatchObject({
      quantity: 500,
      requestedShipOn: inDays(30),
      promisedShipOn: inDays(36),
    });
    const page = await markupOf(
      await request(factoryPath(scene, `/${order.number}?done=answered`), { as: scene.people.planner }),
    );
    expect(page).toContain('Your answer is sent.');
    expect(page).toContain('6 days later');
  });

  test('is refused at the field that is wrong, with the rest of the order as it was', async () => {
    const order = await issueNow(scene);
    const cases: [Parameters<typeof answerFields>[1], string, string][] = [
      [
        () => [{ outcome: 'accepted', quantity: '400', shipOn: inDays(30) }],
        'quantity',
        'answer_pieces_differ',
      ],
      [
        () => [{ outcome: 'accepted', quantity: '500', shipOn: inDays(31) }],
        'shipOn',
        'answer_accepted_late',
      ],
      [() => [{ outcome: 'rejected', quantity: '500' }], 'reason', 'answer_reason_missing'],
      [
        () => [{ outcome: 'backordered', quantity: '500', reason: 'capacity' }],
        'shipOn',
        'answer_date_missing',
      ],
      [
        () => [{ outcome: 'counter_proposed', quantity: '500', shipOn: inDays(30), reason: 'price' }],
        'shipOn',
        'answer_proposes_nothing',
      ],
    ];
    for (const [outcomes, field, code] of cases) {
      const reply = await problemsOf(path(order), scene.people.planner, answerFields(order, outcomes));
      expect(reply.status, code).toBe(422);
      expect(reply.fields).toEqual({ [`lines[0].schedules[0].outcomes[0].${field}`]: [code] });
    }
    expect((await detail(order.number)).lines[0]!.answers).toEqual([]);
  });

  test.each([
    ['quantity', '-5'],
    ['quantity', '1.5'],
    ['quantity', '1e400'],
    ['quantity', '99999999999999999999'],
    ['quantity', 'five hundred'],
    ['shipOn', '2026-02-31'],
    ['shipOn', "'; drop table po_line; --"],
    ['outcome', 'maybe'],
    ['reason', '__proto__'],
    ['unitPrice', '9'.repeat(400)],
    ['note', 'x'.repeat(3000)],
    ['note', 'null \u0000 byte'],
  ])('takes no %s of %j, and does not fall over', async (field, value) => {
    const order = await issueNow(scene);
    const fields = answerFields(order);
    fields[`lines[0].schedules[0].outcomes[0].${field}`] = value;
    const reply = await problemsOf(path(order), scene.people.planner, fields);
    expect(reply.status).toBe(422);
    expect(Object.keys(reply.fields)).toEqual([`lines[0].schedules[0].outcomes[0].${field}`]);
    expect(unexpectedErrors).toEqual([]);
  });

  test('keeps what was typed in a refused document, without scripts', async () => {
    const order = await issueNow(scene);
    const fields = answerFields(order, () => [{ outcome: 'accepted', quantity: '400', shipOn: inDays(30) }]);
    const page = await markupOf(await request(path(order), { as: scene.people.planner, form: fields }));
    expect(page).toContain('aria-invalid="true"');
  });

  test('is not taken twice, for an older version, or by somebody who may not', async () => {
    const order = await issueNow(scene);
    const stale = { ...answerFields(order), version: '7' };
    expect((await problemsOf(path(order), scene.people.planner, stale)).fields).toEqual({
      '': ['order_changed'],
    });
    const viewer = await request(path(order), { as: scene.people.viewer, form: answerFields(order) });
    expect(viewer.status).toBe(403);
    await request(path(order), { as: scene.people.owner, form: answerFields(order) });
    const again = await problemsOf(path(order), scene.people.planner, answerFields(order));
    expect(again).toEqual({ status: 409, fields: { '': ['order_answered_already'] } });
    const page = await markupOf(await request(path(order), { as: scene.people.planner }));
    expect(page).toContain('This order waits for no answer');
  });

  test('shows its keys and every open line', async () => {
    const order = await issueNow(scene, { lines: [lineOf(scene, 0, [500]), lineOf(scene, 2, [700])] });
    const page = await markupOf(await request(path(order), { as: scene.people.planner }));
    expect(page).toContain('KETTLE');
    expect(page).toContain('CHAIR');
    expect(page).toContain('accept the whole line as requested');
    expect(page).toContain('All 700');
  });
});

describe('making an order', () => {
  test('starts, reports milestones with a reason, and takes a date back', async () => {
    const order = await issueNow(scene);
    const at = (rest: string) => factoryPath(scene, `/${order.number}${rest}`);
    await request(at('/answer'), { as: scene.people.owner, form: answerFields(order) });
    const started = await problemsOf(at('/progress'), scene.people.shipping, { intent: 'start' });
    expect(started).toEqual({ status: 200, fields: {} });
    let line = (await detail(order.number)).lines[0]!;
    expect(line.state).toBe('in_production');
    expect(line.milestones.find(({ kind }) => kind === 'start')!.actualOn).toBe(inDays(0));

    const report = { intent: 'milestone', lineId: line.id, kind: 'finished' };
    const late = { ...report, revisedOn: inDays(35), actualOn: '' };
    expect(await problemsOf(at('/progress'), scene.people.planner, late)).toEqual({
      status: 422,
      fields: { reason: ['milestone_reason_missing'] },
    });
    const explained = { ...late, reason: 'Dye lot was wrong' };
    expect((await problemsOf(at('/progress'), scene.people.planner, explained)).fields).toEqual({});
    line = (await detail(order.number)).lines[0]!;
    expect(line.milestones.find(({ kind }) => kind === 'finished')).toMatchObject({
      revisedOn: inDays(35),
      reason: 'Dye lot was wrong',
    });
    const back = { ...report, revisedOn: '', actualOn: '' };
    expect((await problemsOf(at('/progress'), scene.people.planner, back)).fields).toEqual({});
    line = (await detail(order.number)).lines[0]!;
    expect(line.milestones.find(({ kind }) => kind === 'finished')!.revisedOn).toBeNull();
    const future = { ...report, actualOn: inDays(2) };
    expect((await problemsOf(at('/progress'), scene.people.planner, future)).fields).toEqual({
      actualOn: ['milestone_in_future'],
    });
    expect((await request(at('/progress'), { as: scene.people.finance, form: report })).status).toBe(403);
  });

  test('is inspected by quality, line by line', async () => {
    const order = await issueNow(scene, { lines: [lineOf(scene, 0, [500]), lineOf(scene, 1, [500])] });
    const at = (rest: string) => factoryPath(scene, `/${order.number}${rest}`);
    await request(at('/answer'), { as: scene.people.owner, form: answerFields(order) });
    await problemsOf(at('/progress'), scene.people.owner, { intent: 'start' });
    const [first, second] = order.lines;
    const passed = { lineIds: [first!.id], verdict: 'passed' };
    expect((await problemsOf(at('/inspection'), scene.people.quality, passed)).fields).toEqual({});
    const after = await detail(order.number);
    expect(after.lines.map(({ state }) => state)).toEqual(['inspected', 'in_production']);
    expect(after.state).toBe('in_production');
    const nobody = await problemsOf(at('/inspection'), scene.people.quality, {
      lineIds: [],
      verdict: 'maybe',
    });
    expect(nobody.fields).toEqual({ lineIds: ['value_required'], verdict: ['choice_unknown'] });
    const failed = { lineIds: [second!.id], verdict: 'failed', note: 'scratches' };
    expect((await problemsOf(at('/inspection'), scene.people.quality, failed)).status).toBe(200);
  });
});

describe('the conversation', () => {
  test('takes a message that names a colleague, and shows it as text', async () => {
    const order = await issueNow(scene);
    const path = factoryPath(scene, `/${order.number}/messages`);
    const body = '@planner <script>alert(1)</script> 请看';
    const form = { body, mentions: [scene.people.planner.id] };
    expect((await problemsOf(path, scene.people.owner, form)).fields).toEqual({});
    const { messages } = await detail(order.number);
    expect(messages).toMatchObject([{ body, authorName: 'owner', mentions: [{ name: 'planner' }] }]);
    const response = await request(factoryPath(scene, `/${order.number}`), { as: scene.people.viewer });
    expect(await response.text()).not.toContain('<script>alert(1)');
  });

  test.each([
    [{ body: '' }, 'body'],
    [{ body: '   ' }, 'body'],
    [{ body: 'x'.repeat(5000) }, 'body'],
    [{ body: 'hi', mentions: ['not-an-id'] }, 'mentions[0]'],
    [{ body: 'hi', mentions: ['0190d3f0-0000-7000-8000-000000000000'] }, 'mentions'],
  ])('refuses %j at its field', async (form, field) => {
    const order = await issueNow(scene);
    const path = factoryPath(scene, `/${order.number}/messages`);
    const reply = await problemsOf(path, scene.people.owner, form as Record<string, string | string[]>);
    expect(reply.status).toBe(422);
    expect(Object.keys(reply.fields)).toEqual([field]);
  });

  test('is closed to who may only look', async () => {
    const order = await issueNow(scene);
    const path = factoryPath(scene, `/${order.number}/messages`);
    expect((await request(path, { as: scene.people.viewer, form: { body: 'hi' } })).status).toBe(403);
  });
});

describe('orders of others', () => {
  test('look as if they did not exist', async () => {
    const order = await issueNow(scene, { factoryId: scene.other.id });
    const paths = ['', '/answer', '/progress', '/inspection', '/messages'];
    for (const rest of paths) {
      const path = factoryPath(scene, `/${order.number}${rest}`);
      const form = { ...answerFields(order), body: 'hi', intent: 'start', verdict: 'passed', lineIds: 'x' };
      if (rest === '' || rest === '/answer')
        expect((await request(path, { as: scene.people.owner })).status, rest).toBe(404);
      if (rest !== '') expect((await request(path, { as: scene.people.owner, form })).status, rest).toBe(404);
    }
    const { page } = await list('?size=100');
    expect(page.rows.map(({ number }) => number)).not.toContain(order.number);
    expect(unexpectedErrors).toEqual([]);
  });

  test.each(['PO-000000-XXXX-1', '%00', "'", '..%2F..', 'x'.repeat(300)])(
    'none is named %s',
    async (name) => {
      const response = await request(factoryPath(scene, `/${name}`), { as: scene.people.owner });
      expect(response.status).toBe(404);
      expect(unexpectedErrors).toEqual([]);
    },
  );
});

describe('what waits', () => {
  test('stands on the overview by money, in the navigation, and in the search', async () => {
    const order = await issueNow(scene, { lines: [lineOf(scene, 1, [9000])] });
    const home = await markupOf(
      await request(`/factories/${scene.factory.slug}`, { as: scene.people.planner }),
    );
    expect(home).toContain('Orders that wait for your answer');
    expect(home).toContain(order.number);
    const viewer = await markupOf(
      await request(`/factories/${scene.factory.slug}`, { as: scene.people.viewer }),
    );
    expect(viewer).not.toContain('Orders that wait for your answer');
    const found = await request(`/factories/${scene.factory.slug}/search.data?q=${order.number.slice(3)}`, {
      as: scene.people.viewer,
    });
    expect(await found.text()).toContain(`/orders/${order.number}`);
  });
});
