import { addDays, dateInZone } from '~/kernel/calendar-date';
import type { LineView, OrderDetail } from '~/modules/orders/domain/order-views';
import type { DraftOrderInput } from '~/modules/orders/forms';
import { OrdersScene, resultOf } from '../db/orders-scene';
import type { TestUser } from '../support/fixtures';
import { loaderData } from '../support/loader-data';
import { request } from '../support/request';

/** So many days from today in the factory's zone: the pages of a request read the clock themselves. */
export const inDays = (days: number) => addDays(dateInZone(Date.now(), 'Asia/Shanghai'), days);

/** A line of one SKU with a dated part per quantity, the first to ship in thirty days. */
export function lineOf(
  scene: OrdersScene,
  sku: number,
  quantities: readonly number[],
): DraftOrderInput['lines'][number] {
  return {
    skuId: scene.skus[sku]!.id,
    schedules: quantities.map((quantity, index) => ({
      warehouseCode: index % 2 === 0 ? 'R1' : 'R2',
      quantity,
      shipFrom: inDays(25),
      shipBy: inDays(30 + 10 * index),
    })),
  };
}

/** An order that the platform has just issued to the scene's factory. */
export async function issueNow(
  scene: OrdersScene,
  given: Partial<DraftOrderInput> = {},
): Promise<OrderDetail> {
  const lines = [lineOf(scene, 0, [500])];
  return scene.detail(await scene.issued({ lines, ...given }, Date.now()), Date.now());
}

export async function draftNow(scene: OrdersScene, given: Partial<DraftOrderInput> = {}) {
  const lines = [lineOf(scene, 0, [500])];
  return resultOf(await scene.draft({ lines, ...given }, Date.now()));
}

export interface Outcome {
  outcome: string;
  quantity: string;
  shipOn?: string;
  unitPrice?: string;
  reason?: string;
  note?: string;
}

/** The fields of an answer: for each line and dated part its outcomes; without them all is accepted as requested. */
export function answerFields(
  order: OrderDetail,
  outcomesOf: (line: LineView, part: number) => Outcome[] | undefined = () => undefined,
): Record<string, string> {
  const fields: Record<string, string> = { version: String(order.version) };
  order.lines.forEach((line, l) => {
    fields[`lines[${l}].lineId`] = line.id;
    line.schedules.forEach((part, s) => {
      const at = `lines[${l}].schedules[${s}]`;
      fields[`${at}.scheduleId`] = part.id;
      const outcomes = outcomesOf(line, s) ?? [
        { outcome: 'accepted', quantity: String(part.quantity), shipOn: part.requestedShipOn },
      ];
      outcomes.forEach((outcome, o) => {
        for (const [name, value] of Object.entries(outcome))
          fields[`${at}.outcomes[${o}].${name}`] = String(value);
      });
    });
  });
  return fields;
}

/** Paths of the scene's factory and of its orders on the platform's side. */
export const factoryPath = (scene: OrdersScene, rest = '') =>
  `/factories/${scene.factory.slug}/orders${rest}`;
export const platformPath = (scene: OrdersScene, number: string, rest = '') =>
  `/platform/orders/${scene.factory.slug}/${number}${rest}`;

/** What a form's action answers when it stays on its page: the problems by field. */
export async function problemsOf(
  path: string,
  as: TestUser,
  form: Record<string, string | string[]>,
): Promise<{ status: number; fields: Record<string, string[]> }> {
  const [pathname, search = ''] = path.split('?');
  const response = await request(`${pathname}.data?${search}`, { as, form });
  const { decode } = await import('turbo-stream');
  const { value } = await decode(response.body!, { plugins: [() => ({ value: undefined })] });
  const reply = (value as { data?: { error?: Record<string, { code: string }[] | null> } }).data;
  const fields = Object.fromEntries(
    Object.entries(reply?.error ?? {}).map(([name, problems]) => [
      name,
      (problems ?? []).map(({ code }) => code),
    ]),
  );
  return { status: response.status, fields };
}

export { loaderData, OrdersScene, request, resultOf };
