import type { PlatformTx } from '~db/tenancy.server';
import type { HeadState } from '../domain/ledger/changes';
import type { Recent, TakenOf } from '../domain/ledger/fold-from';
import type { Consumption, Lot, Movement } from '../domain/ledger/types';
import { salesAsked, warehousesOf } from '../domain/ledger/wanted';
import { arrayText } from './copy-rows.server';
import { LOT_COLUMNS, type LotRow, MOVEMENT_COLUMNS } from './ledger-columns.server';
import { selectOpenLots, selectSales } from './ledger-read.server';
import { selectTaken } from './ledger-taken.server';

/** A SKU whose ledger goes back to an instant, for the sake of movements that came late. */
export interface LateSku {
  skuId: string;
  fromMs: number;
  head: HeadState;
  /** New ones, late or not. */
  movements: readonly Movement[];
}

type OfSku<T> = T & { skuId: string };

/** What must be known of SKUs to go back to their instants, in a fixed number of statements. */
export async function selectRecent(tx: PlatformTx, late: readonly LateSku[]): Promise<Map<string, Recent>> {
  if (late.length === 0) return new Map();
  const ids = arrayText(late.map(({ skuId }) => skuId));
  const since = arrayText(late.map(({ fromMs }) => new Date(fromMs).toISOString()));
  const movements = grouped(
    await selectSince<Movement>(tx, 'stock_movement', 'occurred_at', MOVEMENT_COLUMNS, ids, since),
  );
  const arrived = grouped(await selectSince<Lot>(tx, 'stock_lot', 'received_at', LOT_COLUMNS, ids, since));
  const consumption = grouped(await selectConsumption(tx, movements, arrived));
  const owing = grouped(await selectMovements(tx, owingOf(movements, consumption)));
  const transfers = await selectTransfers(tx, late, movements);
  const warehouses = new Map(
    late.map(({ skuId, head, movements: fresh }) => {
      const halves = (transfers.get(skuId) ?? []).map(({ movement }) => movement);
      return [skuId, warehousesOf([...fresh, ...(movements.get(skuId) ?? []), ...halves], head.carry)];
    }),
  );
  const open = await selectOpenLots(
    tx,
    [...warehouses].flatMap(([skuId, codes]) => [...codes].map((warehouse) => ({ skuId, warehouse }))),
  );
  const lots = await selectNamedLots(tx, late, arrived, open, consumption);
  const sales = await selectSales(
    tx,
    salesAsked(
      late.map((one) => ({
        ...one,
        movements: [...one.movements, ...(movements.get(one.skuId) ?? [])],
      })),
    ),
    new Map(late.map(({ skuId, fromMs }) => [skuId, fromMs])),
  );
  return new Map(
    late.map(({ skuId, fromMs, head }) => [
      skuId,
      {
        fromMs,
        head,
        movements: movements.get(skuId) ?? [],
        lots: lots.get(skuId) ?? [],
        consumption: consumption.get(skuId) ?? [],
        owing: owing.get(skuId) ?? [],
        transfers: transfers.get(skuId) ?? [],
        sales: sales.get(skuId) ?? [],
        warehouses: warehouses.get(skuId) ?? [],
      },
    ]),
  );
}

function grouped<T>(rows: readonly OfSku<T>[]): Map<string, T[]> {
  const bySku = new Map<string, T[]>();
  for (const { skuId, ...row } of rows) {
    const own = bySku.get(skuId);
    if (own) own.push(row as T);
    else bySku.set(skuId, [row as T]);
  }
  return bySku;
}

/** Rows of SKUs from their instants on, along the index that leads with SKU and warehouse. */
function selectSince<T>(
  tx: PlatformTx,
  table: 'stock_movement' | 'stock_lot',
  column: 'occurred_at' | 'received_at',
  columns: string,
  ids: string,
  since: string,
): Promise<OfSku<T>[]> {
  return tx.sql.unsafe<OfSku<T>[]>(
    `select ${columns} from unnest($1::text::uuid[], $2::text::timestamptz[]) as k (key, since)
    cross join warehouse w
    cross join lateral (select * from ${table} t
      where t.sku_id = k.key and t.warehouse_code = w.code and t.${column} >= k.since offset 0) t`,
    [ids, since],
    { prepare: true },
  ) as unknown as Promise<OfSku<T>[]>;
}

async function selectConsumption(
  tx: PlatformTx,
  movements: ReadonlyMap<string, readonly Movement[]>,
  arrived: ReadonlyMap<string, readonly Lot[]>,
): Promise<OfSku<Consumption>[]> {
  const did = [...movements].flatMap(([skuId, own]) => own.map(({ id }) => ({ skuId, id })));
  const lost = [...arrived].flatMap(([skuId, own]) => own.map(({ id }) => ({ skuId, id })));
  return tx.sql<OfSku<Consumption>[]>`
    select c.sku_id as "skuId", c.movement_id as "movementId", c.lot_id as "lotId", c.purpose, c.quantity
    from unnest(${arrayText(did.map(({ skuId }) => skuId))}::text::uuid[],
      ${arrayText(did.map(({ id }) => id))}::text::uuid[]) as k (sku_id, id)
    cross join lateral (select * from stock_lot_consumption c
      where c.sku_id = k.sku_id and c.movement_id = k.id offset 0) c
    union
    select c.sku_id, c.movement_id, c.lot_id, c.purpose, c.quantity
    from unnest(${arrayText(lost.map(({ skuId }) => skuId))}::text::uuid[],
      ${arrayText(lost.map(({ id }) => id))}::text::uuid[]) as k (sku_id, id)
    cross join lateral (select * from stock_lot_consumption c
      where c.sku_id = k.sku_id and c.lot_id = k.id offset 0) c`;
}

/** Movements before the instant that consumption names. */
function owingOf(
  movements: ReadonlyMap<string, readonly Movement[]>,
  consumption: ReadonlyMap<string, readonly Consumption[]>,
): { skuId: string; id: string }[] {
  return [...consumption].flatMap(([skuId, rows]) => {
    const known = new Set((movements.get(skuId) ?? []).map(({ id }) => id));
    const missing = new Set(rows.map(({ movementId }) => movementId).filter((id) => !known.has(id)));
    return [...missing].map((id) => ({ skuId, id }));
  });
}

async function selectMovements(
  tx: PlatformTx,
  keys: readonly { skuId: string; id: string }[],
): Promise<OfSku<Movement>[]> {
  if (keys.length === 0) return [];
  return tx.sql.unsafe<OfSku<Movement>[]>(
    `select ${MOVEMENT_COLUMNS} from unnest($1::text::uuid[], $2::text::uuid[]) as k (sku_id, key)
    cross join lateral (select * from stock_movement t where t.sku_id = k.sku_id and t.id = k.key limit 1) t`,
    [arrayText(keys.map(({ skuId }) => skuId)), arrayText(keys.map(({ id }) => id))],
    { prepare: true },
  ) as unknown as Promise<OfSku<Movement>[]>;
}

/** Halves of the transfers that are touched, before the instant, with the lots that those which sent took pieces of. */
async function selectTransfers(
  tx: PlatformTx,
  late: readonly LateSku[],
  movements: ReadonlyMap<string, readonly Movement[]>,
): Promise<Map<string, { movement: Movement; taken: TakenOf[] }[]>> {
  const refs = late.flatMap(({ skuId, fromMs }) => {
    const own = new Set((movements.get(skuId) ?? []).flatMap(({ transferRef }) => transferRef ?? []));
    return [...own].map((ref) => ({ skuId, ref, before: new Date(fromMs).toISOString() }));
  });
  if (refs.length === 0) return new Map();
  const halves = await tx.sql.unsafe<OfSku<Movement>[]>(
    `select ${MOVEMENT_COLUMNS}
    from unnest($1::text::uuid[], $2::text::text[], $3::text::timestamptz[]) as k (sku_id, ref, before)
    cross join lateral (select * from stock_movement t
      where t.sku_id = k.sku_id and t.transfer_ref = k.ref and t.occurred_at < k.before offset 0) t`,
    [
      arrayText(refs.map(({ skuId }) => skuId)),
      arrayText(refs.map(({ ref }) => ref)),
      arrayText(refs.map(({ before }) => before)),
    ],
    { prepare: true },
  );
  const taken = await selectTaken(tx, halves);
  const bySku = new Map<string, { movement: Movement; taken: TakenOf[] }[]>();
  for (const { skuId, ...movement } of halves) {
    const half = { movement, taken: taken.get(skuId)?.get(movement.id) ?? [] };
    const own = bySku.get(skuId);
    if (own) own.push(half);
    else bySku.set(skuId, [half]);
  }
  return bySku;
}

/** All lots that are asked for: those that arrived since, those with pieces left, and what else consumption names. */
async function selectNamedLots(
  tx: PlatformTx,
  late: readonly LateSku[],
  arrived: ReadonlyMap<string, readonly Lot[]>,
  open: ReadonlyMap<string, readonly Lot[]>,
  consumption: ReadonlyMap<string, readonly Consumption[]>,
): Promise<Map<string, Lot[]>> {
  const lots = new Map(
    late.map(({ skuId }) => [
      skuId,
      new Map([...(arrived.get(skuId) ?? []), ...(open.get(skuId) ?? [])].map((lot) => [lot.id, lot])),
    ]),
  );
  const missing = [...consumption].flatMap(([skuId, rows]) => {
    const known = lots.get(skuId);
    const named = new Set(rows.map(({ lotId }) => lotId).filter((id) => !known?.has(id)));
    return [...named].map((id) => ({ skuId, id }));
  });
  if (missing.length > 0) {
    const rows = await tx.sql.unsafe<LotRow[]>(
      `select ${LOT_COLUMNS} from unnest($1::text::uuid[], $2::text::uuid[]) as k (sku_id, key)
      cross join lateral (select * from stock_lot l where l.sku_id = k.sku_id and l.id = k.key limit 1) t`,
      [arrayText(missing.map(({ skuId }) => skuId)), arrayText(missing.map(({ id }) => id))],
      { prepare: true },
    );
    for (const { skuId, ...lot } of rows) lots.get(skuId)?.set(lot.id, lot);
  }
  return new Map([...lots].map(([skuId, own]) => [skuId, [...own.values()]]));
}
