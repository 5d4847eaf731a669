import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrderDetail } from '~/modules/orders/domain/order-views';
import { listen } from '../support/event-stream';
import {
  answerFields,
  draftNow,
  factoryPath,
  issueNow,
  loaderData,
  OrdersScene,
  platformPath,
  request,
} from './orders-requests';

let scene: OrdersScene;
beforeAll(async () => {
  scene = await OrdersScene.make();
});
afterAll(() => scene.database.close());

describe('the events of an order', () => {
  test('say on both sides what the page stands at, then that the other side has changed it', async () => {
    const order = await issueNow(scene);
    const shown = async () =>
      (
        await loaderData<{ change: string; order: OrderDetail }>(
          platformPath(scene, order.number),
          'routes/platform/orders-order',
          scene.staff.buyer,
        )
      ).change;
    const streams = await Promise.all([
      listen(factoryPath(scene, `/${order.number}/events`), scene.people.owner),
      listen(platformPath(scene, order.number, '/events'), scene.staff.buyer),
    ]);
    const first = await shown();
    for (const stream of streams) {
      expect(stream.response.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
      expect(await stream.next()).toEqual({ event: 'order', id: first, data: { version: first } });
    }
    const form = answerFields(order);
    await request(factoryPath(scene, `/${order.number}/answer`), { as: scene.people.owner, form });
    const answered = await shown();
    expect(answered).not.toBe(first);
    for (const stream of streams) expect((await stream.next())!.data).toEqual({ version: answered });
    await request(platformPath(scene, order.number, '/messages'), {
      as: scene.staff.buyer,
      form: { body: 'Thank you' },
    });
    for (const stream of streams) {
      expect((await stream.next())!.data).toEqual({ version: await shown() });
      await stream.close();
    }
    expect(await shown()).not.toBe(answered);
  });

  test('are those of the own orders alone', async () => {
    const other = await issueNow(scene, { factoryId: scene.other.id });
    const theirs = await request(factoryPath(scene, `/${other.number}/events`), { as: scene.people.owner });
    expect(theirs.status).toBe(404);
    const wrong = await request(platformPath(scene, other.number, '/events'), { as: scene.staff.buyer });
    expect(wrong.status).toBe(404);
    const draft = await draftNow(scene);
    const hidden = await request(factoryPath(scene, `/${draft.number}/events`), { as: scene.people.owner });
    expect(hidden.status).toBe(404);
  });
});
