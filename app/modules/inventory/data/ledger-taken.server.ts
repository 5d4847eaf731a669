import type { PlatformTx } from '~db/tenancy.server';
import type { TakenOf } from '../domain/ledger/fold-from';
import { arrayText } from './copy-rows.server';
import { LOT_COLUMNS, type LotRow } from './ledger-columns.server';

/** Lots that movements took pieces of, by SKU and movement. */
export async function selectTaken(
  tx: PlatformTx,
  movements: readonly { skuId: string; id: string }[],
): Promise<Map<string, Map<string, TakenOf[]>>> {
  const taken = new Map<string, Map<string, TakenOf[]>>();
  if (movements.length === 0) return taken;
  const rows = await tx.sql.unsafe<(LotRow & { takenBy: string; quantity: number })[]>(
    `select ${LOT_COLUMNS}, c.movement_id as "takenBy", c.quantity
    from unnest($1::text::uuid[], $2::text::uuid[]) as k (sku_id, movement_id)
    cross join lateral (select * from stock_lot_consumption c
      where c.sku_id = k.sku_id and c.movement_id = k.movement_id and c.purpose = 'take' offset 0) c
    cross join lateral (select * from stock_lot l where l.sku_id = c.sku_id and l.id = c.lot_id limit 1) t`,
    [arrayText(movements.map(({ skuId }) => skuId)), arrayText(movements.map(({ id }) => id))],
    { prepare: true },
  );
  for (const { skuId, takenBy, quantity, ...lot } of rows) {
    const byMovement = taken.get(skuId) ?? new Map<string, TakenOf[]>();
    taken.set(skuId, byMovement);
    const list = byMovement.get(takenBy);
    if (list) list.push({ lot, quantity });
    else byMovement.set(takenBy, [{ lot, quantity }]);
  }
  return taken;
}
