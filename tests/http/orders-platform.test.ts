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
  platformPath,
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

const list = (search = '') =>
  loaderData<{ page: OrdersPage; needs: Record<string, { orders: number }> }>(
    `/platform/orders${search}`,
    'routes/platform/orders',
    scene.staff.auditor,
  );
const detail = async (number: string) =>
  (
    await loaderData<{ order: OrderDetail }>(
      platformPath(scene, number),
      'routes/platform/orders-order',
      scene.staff.auditor,
    )
  ).order;
const answer = (order: OrderDetail, ...rest: [Parameters<typeof answerFields>[1]?]) =>
  request(factoryPath(scene, `/${order.number}/answer`), {
    as: scene.people.owner,
    form: answerFields(order, ...rest),
  });
const manage = (number: string, form: Record<string, string>, as = scene.staff.buyer) =>
  request(platformPath(scene, number), { as, form });

describe('the list over all factories', () => {
  test('shows drafts too, and filters by factory and by what waits for a decision', async () => {
    const draft = await draftNow(scene);
    const other = await issueNow(scene, { factoryId: scene.other.id });
    const proposed = await issueNow(scene);
    await answer(proposed, () => [
      { outcome: 'counter_proposed', quantity: '500', shipOn: inDays(40), reason: 'capacity' },
    ]);
    const numbers = async (search: string) => (await list(search)).page.rows.map(({ number }) => number);
    expect(await numbers('')).toEqual(expect.arrayContaining([draft.number, other.number]));
    const ofOther = await list(`?factory=${scene.other.slug}`);
    expect(ofOther.page.rows.every(({ factory }) => factory?.slug === scene.other.slug)).toBe(true);
    expect(await numbers('?needs=decision')).toEqual([proposed.number]);
    expect((await list()).needs.decision!.orders).toBe(1);
    expect(await numbers('?state=draft')).toEqual([draft.number]);
    const csv = await request('/platform/orders-export?needs=decision', { as: scene.staff.auditor });
    expect(await csv.text()).toContain(proposed.number);
  });
});

describe('the buyer', () => {
  test('issues a draft, which the factory then sees', async () => {
    const draft = await draftNow(scene);
    const page = await markupOf(await request(platformPath(scene, draft.number), { as: scene.staff.buyer }));
    expect(page).toContain('Issue to the factory');
    const response = await manage(draft.number, { intent: 'issue' });
    expect(response.headers.get('Location')).toBe(`${platformPath(scene, draft.number)}?done=issued`);
    expect((await detail(draft.number)).state).toBe('issued');
    const theirs = await request(factoryPath(scene, `/${draft.number}`), { as: scene.people.viewer });
    expect(theirs.status).toBe(200);
    const again = await problemsOf(platformPath(scene, draft.number), scene.staff.buyer, { intent: 'issue' });
    expect(again).toEqual({ status: 409, fields: { '': ['order_issued_already'] } });
  });

  test('accepts one counter-proposal and declines another; requested dates stay', async () => {
    const order = await issueNow(scene, { lines: [lineOf(scene, 0, [500, 100])] });
    await answer(order, (line, part) => [
      {
        outcome: 'counter_proposed',
        quantity: String(line.schedules[part]!.quantity),
        shipOn: inDays(45),
        reason: 'capacity',
      },
    ]);
    const before = await detail(order.number);
    const [first, second] = before.lines[0]!.answers;
    const page = await markupOf(await request(platformPath(scene, order.number), { as: scene.staff.buyer }));
    expect(page).toContain('Counter-proposals to decide');
    expect(page).toContain('Accept 500');
    const decide = (answerId: string, decision: string) =>
      manage(order.number, {
        intent: 'review',
        'decisions[0].answerId': answerId,
        'decisions[0].decision': decision,
      });
    expect((await decide(first!.id, 'accept')).headers.get('Location')).toContain('done=reviewed');
    expect((await decide(second!.id, 'decline')).headers.get('Location')).toContain('done=reviewed');
    const after = await detail(order.number);
    expect(after.lines[0]).toMatchObject({ agreedQuantity: first!.quantity, state: 'acknowledged' });
    expect(after.lines[0]!.schedules.map(({ requestedShipOn }) => requestedShipOn)).toEqual([
      inDays(30),
      inDays(40),
    ]);
    const twice = await problemsOf(platformPath(scene, order.number), scene.staff.buyer, {
      intent: 'review',
      'decisions[0].answerId': first!.id,
      'decisions[0].decision': 'accept',
    });
    expect(twice.status).toBe(409);
  });

  test('cancels with a reason, and only before anything ships', async () => {
    const order = await issueNow(scene);
    const path = platformPath(scene, order.number);
    const silent = await problemsOf(path, scene.staff.buyer, { intent: 'cancel', reason: '  ' });
    expect(silent).toEqual({ status: 422, fields: { reason: ['value_required'] } });
    await manage(order.number, { intent: 'cancel', reason: 'Demand fell' });
    const after = await detail(order.number);
    expect(after).toMatchObject({ state: 'cancelled', cancelReason: 'Demand fell' });
    const page = await markupOf(
      await request(factoryPath(scene, `/${order.number}`), { as: scene.people.viewer }),
    );
    expect(page).toContain('Cancelled: Demand fell');
    const closed = await problemsOf(path, scene.staff.buyer, { intent: 'close' });
    expect(closed).toEqual({ status: 409, fields: { '': ['order_cancelled_already'] } });
  });

  test.each([
    { intent: 'explode' },
    {},
    { intent: 'review' },
    { intent: 'review', 'decisions[0].answerId': 'x' },
  ])('cannot do %j', async (form) => {
    const order = await issueNow(scene);
    const reply = await problemsOf(
      platformPath(scene, order.number),
      scene.staff.buyer,
      form as Record<string, string>,
    );
    expect(reply.status).toBe(422);
    expect(unexpectedErrors).toEqual([]);
  });

  test('is the only one who may: the auditor and a factory may not', async () => {
    const order = await issueNow(scene);
    const form = { intent: 'cancel', reason: 'no' };
    expect((await manage(order.number, form, scene.staff.auditor)).status).toBe(403);
    expect((await manage(order.number, form, scene.people.owner)).status).toBe(404);
  });

  test('finds an order under its own factory alone', async () => {
    const order = await issueNow(scene);
    const wrong = `/platform/orders/${scene.other.slug}/${order.number}`;
    expect((await request(wrong, { as: scene.staff.buyer })).status).toBe(404);
    const cancelled = { intent: 'cancel', reason: 'x' };
    expect((await request(wrong, { as: scene.staff.buyer, form: cancelled })).status).toBe(404);
    expect((await detail(order.number)).state).toBe('issued');
  });
});

describe('an amendment', () => {
  const amendment = (order: OrderDetail, changes: Record<string, string> = {}) => {
    const [line] = order.lines;
    const [part] = line!.schedules;
    return {
      version: String(order.version),
      reason: 'Launch moved',
      'lines[0].lineId': line!.id,
      'lines[0].unitPrice': '40.00',
      'lines[0].schedules[0].scheduleId': part!.id,
      'lines[0].schedules[0].warehouseCode': part!.warehouseCode,
      'lines[0].schedules[0].quantity': '600',
      'lines[0].schedules[0].shipFrom': inDays(25),
      'lines[0].schedules[0].shipBy': inDays(35),
      ...changes,
    };
  };
  const path = (order: OrderDetail) => platformPath(scene, order.number, '/amend');

  test('is a new version with its difference, and asks the factory again', async () => {
    const order = await issueNow(scene);
    await answer(order);
    const response = await request(path(order), { as: scene.staff.buyer, form: amendment(order) });
    expect(response.headers.get('Location')).toBe(`${platformPath(scene, order.number)}?done=amended`);
    const after = await detail(order.number);
    expect(after).toMatchObject({ version: 2, state: 'issued', pieces: 600 });
    const second = after.versions.find(({ version }) => version === 2)!;
    expect(second.reason).toBe('Launch moved');
    expect(second.changes.map(({ field, before, after: now }) => [field, before, now])).toEqual([
      ['quantity', 500, 600],
      ['shipBy', inDays(30), inDays(35)],
    ]);
    const page = await markupOf(await request(platformPath(scene, order.number), { as: scene.staff.buyer }));
    expect(page).toContain('Reason: Launch moved');
    const theirs = await request(factoryPath(scene, `/${order.number}/answer`), { as: scene.people.owner });
    expect(await markupOf(theirs)).toContain('600');
  });

  test('adds another SKU of the factory, then takes it out, and asks for no inspection', async () => {
    const order = await issueNow(scene);
    const view = await loaderData<{ skus: { skuId: string; code: string }[] }>(
      path(order),
      'routes/platform/orders-amend',
      scene.staff.buyer,
    );
    const held = order.lines.map(({ skuCode }) => skuCode);
    expect(view.skus.filter(({ code }) => held.includes(code))).toEqual([]);
    const added = view.skus[0]!;
    const form = {
      version: '1',
      reason: 'A set of two',
      inspectionRequired: 'no',
      'lines[0].skuId': added.skuId,
      'lines[0].unitPrice': '12.50',
      'lines[0].schedules[0].warehouseCode': order.lines[0]!.schedules[0]!.warehouseCode,
      'lines[0].schedules[0].quantity': '500',
      'lines[0].schedules[0].shipBy': inDays(40),
    };
    expect((await request(path(order), { as: scene.staff.buyer, form })).status).toBe(302);
    const after = await detail(order.number);
    expect(after).toMatchObject({ version: 2, inspectionRequired: false, pieces: order.pieces + 500 });
    const line = after.lines.find(({ skuCode }) => skuCode === added.code)!;
    expect(line).toMatchObject({ state: 'issued', unitPriceMinor: '1250' });
    const [clocks] = await scene.database.sql`
      select count(*)::int as n from sell_out_clock where po_line_id = ${line.id}`;
    expect(clocks!.n).toBe(1);
    const out = { version: '2', reason: 'No set', 'lines[0].lineId': line.id, 'lines[0].cancel': 'on' };
    expect((await request(path(order), { as: scene.staff.buyer, form: out })).status).toBe(302);
    const last = await detail(order.number);
    expect(last.lines.find(({ id }) => id === line.id)!.state).toBe('cancelled');
    const foreign = { ...form, version: '3', 'lines[0].skuId': order.lines[0]!.id };
    expect((await problemsOf(path(order), scene.staff.buyer, foreign)).fields).toEqual({
      'lines[0].skuId': ['sku_not_sourced'],
    });
  });

  test('keeps the note of a form without one, and takes it away where the box was emptied', async () => {
    const order = await issueNow(scene);
    const send = async (version: string, changes: Record<string, string>) => {
      const form = { version, reason: 'Words', ...changes };
      expect((await request(path(order), { as: scene.staff.buyer, form })).status).toBe(302);
      return detail(order.number);
    };
    expect((await send('1', { note: 'Pack in pairs' })).note).toBe('Pack in pairs');
    expect((await send('2', { incoterm: 'FOB' })).note).toBe('Pack in pairs');
    const emptied = await send('3', { note: '', clearNote: 'on' });
    expect(emptied.note).toBeNull();
    expect(emptied.versions.find(({ version }) => version === 4)!.changes).toMatchObject([
      { field: 'note', before: 'Pack in pairs', after: null },
    ]);
  });

  test('is refused where it says nothing, is out of date or does not fit', async () => {
    const order = await issueNow(scene);
    const [part] = order.lines[0]!.schedules;
    const same = amendment(order, {
      'lines[0].schedules[0].quantity': '500',
      'lines[0].schedules[0].shipBy': part!.requestedShipOn,
      'lines[0].schedules[0].shipFrom': part!.requestedShipFrom!,
    });
    const refused = async (form: Record<string, string>) =>
      (await problemsOf(path(order), scene.staff.buyer, form)).fields;
    expect(await refused(same)).toEqual({ '': ['amendment_empty'] });
    expect(await refused(amendment(order, { version: '9' }))).toEqual({ '': ['order_changed'] });
    expect(await refused(amendment(order, { reason: '' }))).toEqual({ reason: ['value_required'] });
    const tooFew = await refused(amendment(order, { 'lines[0].schedules[0].quantity': '100' }));
    expect(Object.values(tooFew).flat()).toEqual(['first_order_below_minimum']);
    expect(await refused(amendment(order, { 'lines[0].unitPrice': 'a lot' }))).toEqual({
      'lines[0].unitPrice': ['invalid_money'],
    });
    expect(await refused(amendment(order, { 'lines[0].schedules[0].shipBy': inDays(20) }))).toEqual({
      'lines[0].schedules[0].shipFrom': ['ship_window_reversed'],
    });
    expect((await detail(order.number)).version).toBe(1);
    expect(unexpectedErrors).toEqual([]);
  });

  test('shows the order in fields, and says when it cannot be made', async () => {
    const order = await issueNow(scene);
    const page = await markupOf(await request(path(order), { as: scene.staff.buyer }));
    expect(page).toContain('Nothing is changed yet.');
    expect(page).toContain('40.00');
    await manage(order.number, { intent: 'cancel', reason: 'no' });
    const refused = await markupOf(await request(path(order), { as: scene.staff.buyer }));
    expect(refused).toContain('This order cannot be amended');
    expect((await request(path(order), { as: scene.staff.auditor })).status).toBe(403);
  });
});

describe('quality and conversation on the platform', () => {
  test('record an inspection and write, each by who may', async () => {
    const order = await issueNow(scene);
    await answer(order);
    const progress = factoryPath(scene, `/${order.number}/progress`);
    await problemsOf(progress, scene.people.owner, { intent: 'start' });
    const inspection = platformPath(scene, order.number, '/inspection');
    const passed = { lineIds: [order.lines[0]!.id], verdict: 'passed' };
    expect((await problemsOf(inspection, scene.staff.quality, passed)).fields).toEqual({});
    expect((await request(inspection, { as: scene.staff.buyer, form: passed })).status).toBe(403);
    const messages = platformPath(scene, order.number, '/messages');
    expect((await problemsOf(messages, scene.staff.quality, { body: '验货合格' })).fields).toEqual({});
    expect((await request(messages, { as: scene.staff.auditor, form: { body: 'x' } })).status).toBe(403);
    const after = await detail(order.number);
    expect(after.lines[0]!.state).toBe('inspected');
    expect(after.messages).toMatchObject([{ body: '验货合格', authorName: 'Inspector' }]);
  });
});
