import type postgres from 'postgres';
import { decode } from 'turbo-stream';
import { addDays, type CalendarDate, calendarDate } from '~/kernel/calendar-date';
import { newId } from '~/platform/new-id.server';
import {
  createFactory,
  createPlatformUser,
  createUser,
  type TestFactory,
  type TestUser,
} from '../support/fixtures';
import { request } from '../support/request';

export const TODAY: CalendarDate = calendarDate(new Date().toISOString().slice(0, 10));

export interface InventoryScene {
  hai: TestFactory;
  lan: TestFactory;
  planner: TestUser;
  lanOwner: TestUser;
  buyer: TestUser;
  auditor: TestUser;
  /** SKU ids by code: FAST sells forward, SLOW does not sell, P00 to P69 fill pages. */
  skus: Map<string, string>;
}

/** Two regions, a forward warehouse in each, SKUs with stock, sales and orders of two factories. */
export async function makeInventoryScene(sql: postgres.Sql): Promise<InventoryScene> {
  await sql`insert into product_category values ('home', null, 'Home', '家居'), ('home.lamp', 'home', 'Lamps', '灯具')`;
  await sql`insert into market values ('US', 'United States', '美国', 'NA', 'USD', 'America/New_York'),
    ('DE', 'Germany', '德国', 'EU', 'EUR', 'Europe/Berlin')`;
  await sql`insert into warehouse values
    ('US-R', 'US regional', '美区仓', 'regional', 'US', 'Newark', 'America/New_York', null),
    ('US-F', 'US forward', '美前置仓', 'forward', 'US', 'Dallas', 'America/Chicago', 'US-R'),
    ('DE-R', 'German regional', '德区仓', 'regional', 'DE', 'Leipzig', 'Europe/Berlin', null)`;
  await sql`insert into warehouse_terms values ('US-R', 30, 10, 1000), ('US-F', 90, 15, 1000), ('DE-R', 30, 10, 1000)`;
  await sql`insert into warehouse_lane values ('US-R', 'US-F', 10, 0, 4), ('US-F', 'US-R', 10, 0, 4),
    ('US-R', 'DE-R', 150, 0, 30), ('DE-R', 'US-R', 150, 0, 30)`;
  await sql`insert into warehouse_delivery values ('US-R', 'US', 7, 500), ('US-F', 'US', 2, 300), ('DE-R', 'DE', 3, 400),
    ('DE-R', 'US', 16, 1300), ('US-R', 'DE', 16, 1300)`;
  await sql`insert into exchange_rate values ('EUR', 'USD', '2026-01-01', 1.1)`;
  const hai = await createFactory(sql, { slug: 'hai' });
  const lan = await createFactory(sql, { slug: 'lan' });
  const skus = new Map<string, string>();
  const codes = ['FAST', 'SLOW', ...Array.from({ length: 70 }, (_, n) => `P${String(n).padStart(2, '0')}`)];
  for (const code of codes) {
    const id = newId();
    skus.set(code, id);
    await sql`insert into sku ${sql({
      id,
      code,
      name_en: `Thing ${code}`,
      name_zh: `物品 ${code}`,
      category_code: code === 'FAST' ? 'home.lamp' : 'home',
      gross_g: 500,
      length_mm: 100,
      width_mm: 100,
      height_mm: 100,
    })}`;
    await addSource(sql, id, code, code === 'SLOW' ? lan : hai);
  }
  await sql`insert into stock_balance ${sql([
    { sku_id: skus.get('FAST')!, warehouse_code: 'US-R', on_hand: 500, sellable: 500 },
    { sku_id: skus.get('FAST')!, warehouse_code: 'US-F', on_hand: 10, sellable: 10 },
    { sku_id: skus.get('SLOW')!, warehouse_code: 'DE-R', on_hand: 80, sellable: 80 },
    ...codes.slice(2).map((code, n) => ({
      sku_id: skus.get(code)!,
      warehouse_code: 'US-R',
      on_hand: n % 7,
      sellable: n % 7,
    })),
  ])}`;
  await sql`insert into sales_daily ${sql(
    Array.from({ length: 28 }, (_, n) => ({
      sku_id: skus.get('FAST')!,
      market_code: 'US',
      sold_on: addDays(TODAY, -1 - n),
      units: 10,
      revenue_minor: 40_000,
      currency: 'USD',
    })),
  )}`;
  return {
    hai,
    lan,
    planner: await createUser(sql, { in: [[hai, 'planner']] }),
    lanOwner: await createUser(sql, { in: [[lan, 'owner']] }),
    buyer: await createPlatformUser(sql, 'buyer'),
    auditor: await createPlatformUser(sql, 'auditor'),
    skus,
  };
}

function addSource(sql: postgres.Sql, skuId: string, code: string, factory: TestFactory) {
  return sql`insert into sourcing ${sql({
    factory_id: factory.id,
    id: newId(),
    sku_id: skuId,
    sku_code: code,
    sku_name_en: `Thing ${code}`,
    sku_name_zh: `物品 ${code}`,
    category_code: 'home',
    abc_class: 'C',
    markets: ['US', 'DE'],
    unit_cost_minor: 1000,
    currency: 'USD',
    production_lead_days: 20,
    transit_lead_days: 20,
    minimum_quantity: 50,
    order_multiple: 10,
    share_bp: 10_000,
  })}`;
}

export interface SceneLine {
  lineId: string;
  number: string;
}

/** An order with one line and one schedule. */
export async function addOrder(
  sql: postgres.Sql,
  factory: TestFactory,
  sku: { id: string; code: string },
  given: { quantity: number; shipped?: number; received?: number; status?: string; arrivesIn?: number },
): Promise<SceneLine> {
  const [orderId, lineId] = [newId(), newId()];
  const number = `PO-${orderId.slice(-10)}`;
  const status = given.status ?? 'in_production';
  await sql`insert into purchase_order ${sql({
    factory_id: factory.id,
    id: orderId,
    number,
    kind: 'reorder',
    status,
    currency: 'USD',
    buyer_name: 'Buyer',
    issued_at: new Date(Date.now() - 86_400_000),
  })}`;
  await sql`insert into po_line ${sql({
    factory_id: factory.id,
    id: lineId,
    purchase_order_id: orderId,
    line_no: 1,
    sku_id: sku.id,
    sku_code: sku.code,
    sku_name_en: `Thing ${sku.code}`,
    sku_name_zh: `物品 ${sku.code}`,
    quantity: given.quantity,
    unit_price_minor: 1000,
    status,
  })}`;
  await sql`insert into po_line_schedule ${sql({
    factory_id: factory.id,
    id: newId(),
    po_line_id: lineId,
    schedule_no: 1,
    warehouse_code: 'US-R',
    quantity: given.quantity,
    requested_ship_on: TODAY,
    expected_arrival_on: addDays(TODAY, given.arrivesIn ?? 10),
    shipped_quantity: given.shipped ?? 0,
    received_quantity: given.received ?? 0,
  })}`;
  return { lineId, number };
}

/** What the action of a page answers, as the browser gets it when a form is sent with scripts. */
export async function actionData<T>(
  path: string,
  form: Record<string, string>,
  as: TestUser,
): Promise<{ status: number; data: T | undefined }> {
  const response = await request(`${path}.data`, { as, form });
  if (!response.body || response.status === 403) return { status: response.status, data: undefined };
  const { value } = await decode(response.body, { plugins: [() => ({ value: undefined })] });
  return { status: response.status, data: (value as { data?: T } | undefined)?.data };
}
