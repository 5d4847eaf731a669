import { applyMovement } from './apply-movement';
import { compareMovements, effectOnHand, orderWithinInstant } from './event-order';
import { foldMovements } from './fold';
import { SkuLedger } from './sku-ledger';
import type { Balance, Carry, Consumption, Lot, Movement, Sale } from './types';

/** What recording movements changes in the derived state of one SKU. */
export interface LedgerChanges {
  madeLots: readonly Lot[];
  /** Only pieces left, pieces put away and the instant of the first sale or put-away differ. */
  alteredLots: readonly Lot[];
  /** Lots of the same movement that now hold other pieces. */
  rewrittenLots: readonly Lot[];
  removedLots: readonly string[];
  madeConsumption: readonly Consumption[];
  alteredConsumption: readonly Consumption[];
  removedConsumption: readonly Consumption[];
  balances: readonly { warehouse: string; balance: Balance }[];
  head: HeadState;
  /** Earliest instant at which something differs, epoch ms. */
  sinceMs: number;
}

export interface HeadState {
  at: number;
  /** Place among the movements of that instant. */
  order: string;
  movements: number;
  carry: Carry;
}

/** The derived state of a SKU, as far as later movements ask for it. */
export interface Books {
  head: HeadState;
  /** Lots with pieces left in the warehouses that the movements name, in order of arrival. */
  lots: readonly Lot[];
  /** Sales that the movements may give back, in the order of events. */
  sales: readonly Sale[];
}

/** Whether a movement belongs behind everything that the head has seen. */
export function isAfter(movement: Movement, head: Pick<HeadState, 'at' | 'order'>): boolean {
  return movement.at > head.at || (movement.at === head.at && orderWithinInstant(movement) > head.order);
}

/** Carries the books over movements that all lie after what was recorded. @param warehouses whose lots are given */
export function appendMovements(
  books: Books,
  movements: readonly Movement[],
  warehouses: Iterable<string>,
): LedgerChanges {
  const ledger = new SkuLedger({ lots: books.lots, carry: books.head.carry, sales: books.sales });
  const sorted = [...movements].sort(compareMovements);
  for (const movement of sorted) applyMovement(ledger, movement);
  const { madeLots, alteredLots, consumption } = ledger.changes;
  return {
    madeLots,
    alteredLots,
    rewrittenLots: [],
    removedLots: [],
    madeConsumption: consumption,
    alteredConsumption: [],
    removedConsumption: [],
    balances: [...warehouses].map((warehouse) => ({ warehouse, balance: ledger.balance(warehouse) })),
    head: headAfter(sorted.at(-1)!, books.head.movements + sorted.length, ledger.carry),
    sinceMs: sorted[0]!.at,
  };
}

/** Everything that is recorded of a SKU, and what was derived from it. */
export interface History {
  movements: readonly Movement[];
  lots: ReadonlyMap<string, Lot>;
  consumption: readonly Consumption[];
}

/** Folds a SKU's whole history with new movements in their places, and tells what differs from what was derived. */
export function foldAgain(history: History, movements: readonly Movement[]): LedgerChanges {
  const all = [...history.movements, ...movements].sort(compareMovements);
  const ledger = foldMovements(all);
  const { madeLots, consumption } = ledger.changes;
  const lots = compareWithStored(madeLots, history.lots);
  const rows = compareRows(consumption, history.consumption);
  const warehouses = new Set(all.flatMap((one) => [one.warehouse, one.toWarehouse ?? one.warehouse]));
  const atOf = new Map(all.map(({ id, at }) => [id, at]));
  const times = [
    ...[...rows.made, ...rows.altered, ...rows.removed].map(({ movementId }) => atOf.get(movementId) ?? 0),
    ...[...lots.made, ...lots.altered, ...lots.rewritten].map(({ receivedAt }) => receivedAt),
    ...movements.map(({ at }) => at),
  ];
  return {
    madeLots: lots.made,
    alteredLots: lots.altered,
    rewrittenLots: lots.rewritten,
    removedLots: lots.removed,
    madeConsumption: rows.made,
    alteredConsumption: rows.altered,
    removedConsumption: rows.removed,
    balances: [...warehouses].map((warehouse) => ({ warehouse, balance: ledger.balance(warehouse) })),
    head: headAfter(all.at(-1)!, all.length, ledger.carry),
    sinceMs: times.reduce((least, at) => Math.min(least, at), all.at(-1)!.at),
  };
}

/** Pieces on hand by what is recorded. */
export function onHandOf(movements: readonly Movement[], warehouse: string): number {
  return movements.reduce((sum, one) => sum + (one.warehouse === warehouse ? effectOnHand(one) : 0), 0);
}

export const headAfter = (last: Movement, movements: number, carry: Carry): HeadState => ({
  at: last.at,
  order: orderWithinInstant(last),
  movements,
  carry,
});

const STANDING: readonly (keyof Lot)[] = [
  'warehouse',
  'movementId',
  'kind',
  'originLotId',
  'returnOfMovementId',
  'orderFactoryId',
  'poLineId',
  'receivedAt',
  'arrivalOrder',
  'received',
];
/** What later movements change of a lot. */
export const MOVING: readonly (keyof Lot)[] = ['shelved', 'remaining', 'sellableAt'];

/** How lots that were derived anew differ from those that are stored. */
export function compareWithStored(lots: readonly Lot[], stored: ReadonlyMap<string, Lot>) {
  const differs = (fields: readonly (keyof Lot)[], a: Lot, b: Lot) =>
    fields.some((name) => a[name] !== b[name]);
  const made: Lot[] = [];
  const altered: Lot[] = [];
  const rewritten: Lot[] = [];
  const left = new Set(stored.keys());
  for (const lot of lots) {
    const known = stored.get(lot.id);
    left.delete(lot.id);
    if (!known) made.push(lot);
    else if (differs(STANDING, lot, known)) rewritten.push(lot);
    else if (differs(MOVING, lot, known)) altered.push(lot);
  }
  return { made, altered, rewritten, removed: [...left] };
}

/** As {@link compareWithStored}, of consumption. */
export function compareRows(rows: readonly Consumption[], stored: readonly Consumption[]) {
  const keyOf = (row: Consumption) => `${row.movementId}${row.lotId}${row.purpose}`;
  const left = new Map(stored.map((row) => [keyOf(row), row]));
  const made: Consumption[] = [];
  const altered: Consumption[] = [];
  for (const row of rows) {
    const key = keyOf(row);
    const known = left.get(key);
    left.delete(key);
    if (!known) made.push(row);
    else if (known.quantity !== row.quantity) altered.push(row);
  }
  return { made, altered, removed: [...left.values()] };
}
