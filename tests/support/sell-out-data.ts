import type postgres from 'postgres';
import { openSellOutClocks } from '~/modules/inventory/commands/open-sell-out-clocks.server';
import { refreshClocks } from '~/modules/inventory/commands/refresh-clocks.server';
import { newId } from '~/platform/new-id.server';
import { asSystem } from '~db/tenancy.server';
import type { TestFactory } from './fixtures';
import type { ForecastSku } from './forecast-data';

/** A first order of one line, as far as its clock sees it. */
export interface SellOutScene {
  factory: TestFactory;
  sku: ForecastSku;
  orderId: string;
  orderNumber: string;
  poLineId: string;
  scheduleId: string;
  clockId: string;
}

/** What happened to pieces of the order. Instants are ISO 8601. */
export interface PieceEvent {
  type: 'receipt' | 'put_away' | 'sale' | 'return';
  at: string;
  quantity: number;
  /** Of a receipt. */
  rejected?: number;
}

/** An issued first order with its waiting clock. */
export async function addFirstOrder(
  sql: postgres.Sql,
  factory: TestFactory,
  sku: ForecastSku,
  given: { number: string; quantity?: number; issuedAt?: string; nowMs: number },
): Promise<SellOutScene> {
  const [orderId, poLineId, scheduleId] = [newId(), newId(), newId()];
  const quantity = given.quantity ?? 500;
  await sql`insert into purchase_order ${sql({
    factory_id: factory.id,
    id: orderId,
    number: given.number,
    kind: 'first_order',
    status: 'shipped',
    currency: 'CNY',
    buyer_name: 'Buyer',
    issued_at: given.issuedAt ?? '2026-08-01T00:00:00Z',
  })}`;
  await sql`insert into po_line ${sql({
    factory_id: factory.id,
    id: poLineId,
    purchase_order_id: orderId,
    line_no: 1,
    sku_id: sku.id,
    sku_code: sku.code,
    sku_name_en: sku.nameEn,
    sku_name_zh: sku.nameZh,
    quantity,
    unit_price_minor: 4000n as unknown as string,
    agreed_quantity: quantity,
    status: 'shipped',
  })}`;
  await sql`insert into po_line_schedule ${sql({
    factory_id: factory.id,
    id: scheduleId,
    po_line_id: poLineId,
    schedule_no: 1,
    warehouse_code: 'R1',
    quantity,
    requested_ship_on: '2026-08-25',
    expected_arrival_on: '2026-09-02',
  })}`;
  await asSystem('test:sell-out', (tx) => openSellOutClocks(tx, orderId, { nowMs: given.nowMs }));
  const [clock] = await sql<{ id: string }[]>`
    select id from sell_out_clock where factory_id = ${factory.id} and po_line_id = ${poLineId}`;
  return { factory, sku, orderId, orderNumber: given.number, poLineId, scheduleId, clockId: clock!.id };
}

/**
 * Writes what the stock ledger writes for such events, in the order given (which is the order of time), and refreshes the
 * clocks: receipts make lots, everything else uses the oldest lot that has room.
 */
export async function addPieces(
  sql: postgres.Sql,
  scene: SellOutScene,
  events: readonly PieceEvent[],
  nowMs: number,
): Promise<void> {
  for (const event of events) await addEvent(sql, scene, event);
  const sinceMs = Math.min(...events.map((event) => Date.parse(event.at)));
  await asSystem('test:sell-out', (tx) => refreshClocks(tx, [{ skuId: scene.sku.id, sinceMs }], [], nowMs));
}

async function addEvent(sql: postgres.Sql, scene: SellOutScene, event: PieceEvent): Promise<void> {
  const id = newId();
  await sql`insert into stock_movement ${sql({
    sku_id: scene.sku.id,
    id,
    warehouse_code: 'R1',
    type: event.type,
    quantity: event.quantity,
    occurred_at: event.at,
    source: 'test',
    source_ref: id,
    market_code: event.type === 'sale' || event.type === 'return' ? 'US' : null,
  })}`;
  if (event.type === 'receipt') {
    await sql`insert into stock_lot ${sql({
      sku_id: scene.sku.id,
      id,
      warehouse_code: 'R1',
      receipt_movement_id: id,
      kind: 'receipt',
      order_factory_id: scene.factory.id,
      po_line_id: scene.poLineId,
      received_at: event.at,
      received_quantity: event.quantity,
      remaining_quantity: event.quantity,
    })}`;
    await sql`insert into goods_receipt ${sql({
      factory_id: scene.factory.id,
      id: newId(),
      po_line_schedule_id: scene.scheduleId,
      warehouse_code: 'R1',
      received_at: event.at,
      accepted_quantity: event.quantity,
      rejected_quantity: event.rejected ?? 0,
      source: 'test',
      source_ref: id,
    })}`;
    await sql`update po_line_schedule set received_quantity = received_quantity + ${event.quantity}
      where factory_id = ${scene.factory.id} and id = ${scene.scheduleId}`;
    return;
  }
  let left = event.quantity;
  const lots = await sql<{ id: string; received: number; remaining: number; shelved: number }[]>`
    select id, received_quantity as received, remaining_quantity as remaining, shelved_quantity as shelved
    from stock_lot where sku_id = ${scene.sku.id} order by received_at, id`;
  for (const lot of lots) {
    const room = {
      put_away: lot.received - lot.shelved,
      sale: lot.remaining,
      return: lot.received - lot.remaining,
    };
    const quantity = Math.min(left, room[event.type]);
    if (quantity === 0) continue;
    left -= quantity;
    const purpose = { put_away: 'shelve', sale: 'take', return: 'return' }[event.type];
    await sql`insert into stock_lot_consumption ${sql({
      sku_id: scene.sku.id,
      movement_id: id,
      lot_id: lot.id,
      purpose,
      quantity,
    })}`;
    if (event.type === 'put_away') {
      await sql`update stock_lot set shelved_quantity = shelved_quantity + ${quantity},
        sellable_at = coalesce(sellable_at, ${event.at}) where sku_id = ${scene.sku.id} and id = ${lot.id}`;
    }
    if (event.type === 'sale') {
      await sql`update stock_lot set remaining_quantity = remaining_quantity - ${quantity}
        where sku_id = ${scene.sku.id} and id = ${lot.id}`;
    }
  }
}
