import type { Carry, Movement } from './types';

/** Warehouses whose pieces may differ after the movements: their own, and those that pieces go to or were meant for. */
export function warehousesOf(movements: readonly Movement[], carry: Carry): Set<string> {
  const warehouses = new Set<string>();
  for (const { warehouse, toWarehouse, transferRef } of movements) {
    warehouses.add(warehouse);
    if (toWarehouse !== null) warehouses.add(toWarehouse);
    const transfer = transferRef === null ? undefined : carry.transfers[transferRef];
    for (const chunk of transfer?.chunks ?? []) warehouses.add(chunk.to);
  }
  return warehouses;
}

/** Sales that returns may be of: those that they name, and a warehouse's latest for those that name none. */
export interface SalesAsked {
  named: { skuId: string; source: string; sourceRef: string }[];
  latest: { skuId: string; warehouse: string; atMost: number }[];
}

/**
 * What must be known of earlier sales before returns can be carried into the books. Every piece that comes back uses up
 * at most one sale, so a warehouse's latest sales are enough, as many as pieces come back in all.
 */
export function salesAsked(groups: readonly { skuId: string; movements: readonly Movement[] }[]): SalesAsked {
  const asked: SalesAsked = { named: [], latest: [] };
  for (const { skuId, movements } of groups) {
    const returns = movements.filter(({ type }) => type === 'return');
    if (returns.length === 0) continue;
    const warehouses = new Set<string>();
    for (const { source, saleRef, warehouse } of returns) {
      if (saleRef === null) warehouses.add(warehouse);
      else asked.named.push({ skuId, source, sourceRef: saleRef });
    }
    const atMost = returns.reduce((sum, { quantity }) => sum + quantity, 0);
    for (const warehouse of warehouses) asked.latest.push({ skuId, warehouse, atMost });
  }
  return asked;
}
