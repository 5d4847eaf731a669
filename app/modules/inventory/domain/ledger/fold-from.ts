import { applyMovement } from './apply-movement';
import {
  compareRows,
  compareWithStored,
  type HeadState,
  headAfter,
  type LedgerChanges,
  MOVING,
} from './changes';
import { compareMovements, compareText, orderWithinInstant } from './event-order';
import { compareLots, originOf, pushChunk, SkuLedger, UNKNOWN_ORIGIN } from './sku-ledger';
import type { Carry, Consumption, Lot, Movement, Sale, Shortfall, Transfer } from './types';

/** Pieces of a lot that a movement took. */
export interface TakenOf {
  lot: Lot;
  quantity: number;
}

/**
 * What is recorded of a SKU from an instant on, what was derived from it, and what must be known to stand at the
 * beginning of that instant again.
 */
export interface Recent {
  fromMs: number;
  head: HeadState;
  /** All movements at or after the instant. */
  movements: readonly Movement[];
  /** Lots as they are now: all that arrived since, all that consumption names, all with pieces left in the warehouses. */
  lots: readonly Lot[];
  /** All that the movements did, and all that was taken out of lots that arrived since. */
  consumption: readonly Consumption[];
  /** Earlier movements that took pieces of lots that arrived since. */
  owing: readonly Movement[];
  /** Earlier halves of the transfers that the movements name, with what those that sent took. */
  transfers: readonly { movement: Movement; taken: readonly TakenOf[] }[];
  /** Sales before the instant that the movements may give back, as they were then, in the order of events. */
  sales: readonly Sale[];
  /** Warehouses whose lots are given. */
  warehouses: Iterable<string>;
}

/**
 * Puts late movements in their places: goes back to the instant of the earliest, and carries the books from there over
 * everything that is recorded. Gives what folding the whole history gives.
 * @param movements new ones, none before `recent.fromMs`
 */
export function foldFrom(recent: Recent, movements: readonly Movement[]): LedgerChanges {
  const { lots, carry } = goBack(recent);
  const ledger = new SkuLedger({ lots: [...lots].sort(compareLots), carry, sales: recent.sales });
  const sorted = [...recent.movements, ...movements].sort(compareMovements);
  for (const movement of sorted) applyMovement(ledger, movement);
  const changes = ledger.changes;
  const since = new Map(
    recent.lots.filter((lot) => lot.receivedAt >= recent.fromMs).map((lot) => [lot.id, lot]),
  );
  const again = compareWithStored(changes.madeLots, since);
  const before = new Map(recent.lots.map((lot) => [lot.id, lot]));
  const altered = lots.filter((lot) => MOVING.some((field) => lot[field] !== before.get(lot.id)?.[field]));
  const rows = compareRows(changes.consumption, recent.consumption);
  return {
    madeLots: again.made,
    alteredLots: [...again.altered, ...altered],
    rewrittenLots: again.rewritten,
    removedLots: again.removed,
    madeConsumption: rows.made,
    alteredConsumption: rows.altered,
    removedConsumption: rows.removed,
    balances: [...recent.warehouses].map((warehouse) => ({ warehouse, balance: ledger.balance(warehouse) })),
    head: headAfter(sorted.at(-1)!, recent.head.movements + movements.length, ledger.carry),
    sinceMs: recent.fromMs,
  };
}

/** Lots and carry as they were before the instant; the lots are copies. */
function goBack(recent: Recent): { lots: Lot[]; carry: Carry } {
  const { fromMs } = recent;
  const kept = new Map<string, Lot>();
  const since = new Map<string, Lot>();
  for (const lot of recent.lots) {
    if (lot.receivedAt >= fromMs) since.set(lot.id, lot);
    else {
      const isLater = lot.sellableAt !== null && lot.sellableAt >= fromMs;
      kept.set(lot.id, { ...lot, sellableAt: isLater ? null : lot.sellableAt });
    }
  }
  const owing = new Map(recent.owing.map((movement) => [movement.id, movement]));
  const owed: Shortfall[] = recent.head.carry.shortfalls
    .filter(({ at }) => at < fromMs)
    .map((one) => ({ ...one }));
  for (const { movementId, lotId, purpose, quantity } of recent.consumption) {
    const lot = kept.get(lotId);
    if (lot && purpose === 'take') lot.remaining += quantity;
    if (lot && purpose === 'shelve') lot.shelved -= quantity;
    const movement = owing.get(movementId);
    if (!movement || !since.has(lotId)) continue;
    const known = owed.find((one) => one.movementId === movementId);
    if (known) known.quantity += quantity;
    else owed.push(shortfallOf(movement, quantity));
  }
  owed.sort((a, b) => a.at - b.at || compareText(a.order, b.order));
  return { lots: [...kept.values()], carry: { shortfalls: owed, transfers: transfersAt(recent) } };
}

const shortfallOf = (movement: Movement, quantity: number): Shortfall => ({
  movementId: movement.id,
  at: movement.at,
  order: orderWithinInstant(movement),
  warehouse: movement.warehouse,
  isSale: movement.type === 'sale',
  quantity,
});

/** Transfers as they were: the n-th piece that arrived was the n-th that left. */
function transfersAt(recent: Recent): Record<string, Transfer> {
  const transfers = { ...recent.head.carry.transfers };
  const refs = new Set(recent.movements.flatMap(({ transferRef }) => transferRef ?? []));
  for (const ref of refs) {
    const own = recent.transfers.filter(({ movement }) => movement.transferRef === ref);
    own.sort((a, b) => compareMovements(a.movement, b.movement));
    const transfer = transferOf(own);
    if (transfer.early > 0 || transfer.chunks.length > 0) transfers[ref] = transfer;
    else delete transfers[ref];
  }
  return transfers;
}

function transferOf(halves: Recent['transfers']): Transfer {
  const transfer: Transfer = { chunks: [], early: 0 };
  let arrived = 0;
  for (const { movement } of halves) if (movement.type === 'transfer_in') arrived += movement.quantity;
  for (const { movement, taken } of halves) {
    if (movement.type !== 'transfer_out') continue;
    const to = movement.toWarehouse ?? movement.warehouse;
    const known = taken
      .filter(({ lot }) => cameBefore(lot, movement))
      .sort((a, b) => compareLots(a.lot, b.lot));
    const unknown = movement.quantity - known.reduce((sum, { quantity }) => sum + quantity, 0);
    const sent = known.map(({ lot, quantity }) => ({ origin: originOf(lot), quantity }));
    for (const { origin, quantity } of [...sent, { origin: UNKNOWN_ORIGIN, quantity: unknown }]) {
      const gone = Math.min(arrived, quantity);
      arrived -= gone;
      if (quantity > gone) pushChunk(transfer, to, origin, quantity - gone);
    }
  }
  transfer.early = arrived;
  return transfer;
}

/** Whether a lot had arrived when the movement came; one that arrived later filled what was owed. */
function cameBefore(lot: Lot, movement: Movement): boolean {
  const order = orderWithinInstant(movement);
  return lot.receivedAt < movement.at || (lot.receivedAt === movement.at && lot.arrivalOrder < order);
}
