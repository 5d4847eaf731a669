import type postgres from 'postgres';
import { recordMovements } from '~/modules/inventory/commands/record-movements.server';
import { retryConflict } from '~/modules/inventory/commands/retry-conflict.server';
import type { Movement } from '~/modules/inventory/domain/ledger/types';
import type { MovementInput } from '~/modules/inventory/forms';
import { newId } from '~/platform/new-id.server';
import { asSystem } from '~db/tenancy.server';
import { type LotFigure, lotName, sumLots } from '../support/piece-ledger';

export const sender = (source: string) => ({ source, actor: { system: `test:${source}` } });

/** Records a batch in a transaction of its own, as an interface of the platform does. */
export const record = (source: string, rows: readonly MovementInput[]) =>
  retryConflict(() => asSystem('test:ledger', (tx) => recordMovements(tx, sender(source), rows)));

/** Markets, warehouses and SKUs to move pieces of; gives the SKUs' ids by code. */
export async function layScene(
  sql: postgres.Sql,
  { skus, warehouses, markets }: { skus: string[]; warehouses: string[]; markets: string[] },
): Promise<Map<string, string>> {
  for (const code of markets) {
    await sql`insert into market (code, name_en, name_zh, region, currency, time_zone)
      values (${code}, ${code}, ${code}, 'europe', 'EUR', 'Europe/Berlin') on conflict do nothing`;
  }
  for (const code of warehouses) {
    await sql`insert into warehouse (code, name_en, name_zh, kind, country_code, city, time_zone)
      values (${code}, ${code}, ${code}, 'regional', 'DE', 'Hof', 'Europe/Berlin') on conflict do nothing`;
  }
  await sql`insert into product_category (code, name_en, name_zh) values ('toys', 'Toys', '玩具') on conflict do nothing`;
  const ids = new Map<string, string>();
  for (const code of skus) {
    const id = newId();
    ids.set(code, id);
    await sql`insert into sku (id, code, name_en, name_zh, category_code) values (${id}, ${code}, ${code}, ${code}, 'toys')`;
  }
  return ids;
}

const ms = (column: string) => `floor(extract(epoch from ${column}) * 1000)::float8`;

/** The recorded movements of a SKU as the model reads them. */
export async function recorded(sql: postgres.Sql, skuId: string): Promise<Movement[]> {
  return sql.unsafe<Movement[]>(
    `select id, type, warehouse_code as warehouse, quantity, ${ms('occurred_at')} as at, source, source_ref as "sourceRef",
      transfer_ref as "transferRef", to_warehouse_code as "toWarehouse", sale_ref as "saleRef", is_damaged as "isDamaged",
      is_sellable as "isSellable", reason, order_factory_id as "orderFactoryId", po_line_id as "poLineId"
    from stock_movement where sku_id = $1`,
    [skuId],
  );
}

/** What the database derived of a SKU's movements, in the model's words. */
export async function derived(sql: postgres.Sql, skuId: string) {
  const lots = await sql.unsafe<(Omit<LotFigure, 'name'> & Names)[]>(
    `select m.source_ref as made, o.source_ref as origin, r.source_ref as "returnOf", l.received_quantity as received,
      l.remaining_quantity as remaining, l.shelved_quantity as shelved, ${ms('l.sellable_at')} as "sellableAt",
      l.po_line_id as line
    from stock_lot l join stock_movement m on m.sku_id = l.sku_id and m.id = l.receipt_movement_id
    left join stock_lot f on f.sku_id = l.sku_id and f.id = l.origin_lot_id
    left join stock_movement o on o.sku_id = l.sku_id and o.id = f.receipt_movement_id
    left join stock_movement r on r.sku_id = l.sku_id and r.id = l.return_of_movement_id
    where l.sku_id = $1`,
    [skuId],
  );
  const rows = await sql<(Names & { by: string; purpose: string; quantity: number })[]>`
    select b.source_ref as by, c.purpose, c.quantity, m.source_ref as made, o.source_ref as origin,
      r.source_ref as "returnOf"
    from stock_lot_consumption c join stock_movement b on b.sku_id = c.sku_id and b.id = c.movement_id
    join stock_lot l on l.sku_id = c.sku_id and l.id = c.lot_id
    join stock_movement m on m.sku_id = l.sku_id and m.id = l.receipt_movement_id
    left join stock_lot f on f.sku_id = l.sku_id and f.id = l.origin_lot_id
    left join stock_movement o on o.sku_id = l.sku_id and o.id = f.receipt_movement_id
    left join stock_movement r on r.sku_id = l.sku_id and r.id = l.return_of_movement_id
    where c.sku_id = ${skuId}`;
  const consumption: Record<string, number> = {};
  for (const row of rows) {
    const key = `${row.by} ${row.purpose} ${nameOf(row)}`;
    consumption[key] = (consumption[key] ?? 0) + row.quantity;
  }
  const balances = await sql<
    { warehouse: string; onHand: number; sellable: number; inTransfer: number; isFlagged: boolean }[]
  >`
    select warehouse_code as warehouse, on_hand as "onHand", sellable, in_transfer as "inTransfer",
      is_flagged as "isFlagged" from stock_balance where sku_id = ${skuId} order by 1`;
  return {
    lots: sumLots(
      lots.map(({ made, origin, returnOf, ...lot }) => ({
        ...lot,
        name: nameOf({ made, origin, returnOf }),
      })),
    ),
    consumption,
    balances: Object.fromEntries(balances.map(({ warehouse, ...balance }) => [warehouse, balance])),
  };
}

interface Names {
  made: string;
  origin: string | null;
  returnOf: string | null;
}

const nameOf = ({ made, origin, returnOf }: Names) => lotName(made, origin, returnOf);
