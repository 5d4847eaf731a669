import { setImmediate } from 'node:timers/promises';
import type { Problem } from '~/kernel/problem';
import type { AuditActor } from '~/modules/identity/commands/record-audit.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PlatformTx } from '~db/tenancy.server';
import {
  type Catalog,
  type Head,
  lockHeads,
  selectCatalog,
  selectHistories,
  selectOpenLots,
  selectSales,
} from '../data/ledger-read.server';
import { type LateSku, selectRecent } from '../data/ledger-rewind.server';
import { insertMovements, type SkuChanges, writeChanges } from '../data/ledger-write.server';
import { type NewMovement, refuseShort } from '../domain/ledger/admit';
import { appendMovements, foldAgain, isAfter, onHandOf } from '../domain/ledger/changes';
import { foldFrom } from '../domain/ledger/fold-from';
import type { ListingOutcome, MovementOutcome } from '../domain/ledger/outcome';
import type { Lot } from '../domain/ledger/types';
import { salesAsked, warehousesOf } from '../domain/ledger/wanted';
import { type ListingInput, MOST_ROWS, type MovementInput } from '../forms';
import { findKnown } from './record-known.server';
import { writeListingEvents } from './record-listing.server';
import { recordOrderReceipts } from './record-order-receipts.server';
import { idsForBatch, newMovement } from './record-row.server';
import { refreshClocks } from './refresh-clocks.server';

/** Who sends: the system's name, under which its references are unique, and who answers for it. */
export interface Sender {
  source: string;
  actor: AuditActor;
}

/**
 * Records a batch of movements with lots, consumption, balances and clocks, all in the caller's transaction.
 *
 * Rows that cannot be taken are refused one by one, and the others are taken. A row that is known already (same source,
 * SKU and reference) changes nothing. What a batch brings in is there for what the same batch takes out.
 *
 * @param rows at most `MOST_ROWS`, as `readMovement` of forms.ts gives them
 * @returns one outcome per row, in the order of the rows
 * @throws RangeError for a longer batch; a database error with code 40001 or 40P01 asks to run the transaction again
 */
export async function recordMovements(
  tx: PlatformTx,
  by: Sender,
  rows: readonly MovementInput[],
): Promise<MovementOutcome[]> {
  if (rows.length > MOST_ROWS)
    throw new RangeError(`a batch has at most ${MOST_ROWS} rows, not ${rows.length}`);
  const nowMs = systemClock.now();
  const catalog = await selectCatalog(tx, [...new Set(rows.map(({ sku }) => sku))]);
  const outcomes = new Array<MovementOutcome>(rows.length);
  const candidates = readRows(rows, by.source, catalog, nowMs, outcomes);
  if (candidates.size === 0) return outcomes;
  const skuIds = [...new Set([...candidates.values()].map(({ skuId }) => skuId))].sort();
  const heads = await lockHeads(tx, skuIds);
  const { fresh, settleRepeats } = await findKnown(tx, by.source, candidates, outcomes);
  const refuse = (index: number, problem: Problem) => {
    outcomes[index] = { outcome: 'refused', problem };
  };
  const filled = await recordOrderReceipts(tx, { actor: by.actor, nowMs }, fresh, refuse);
  const { taken, books } = await admitRows(tx, filled, heads, refuse);
  // The database takes the movements in while this process carries the books over them.
  const [changes] = await both(carryBooks(books), insertMovements(tx, [...taken.values()], nowMs));
  await writeChanges(tx, changes);
  for (const [index, { id }] of taken) outcomes[index] = { outcome: 'taken', movementId: id };
  settleRepeats();
  const touched = changes.map(({ skuId, sinceMs }) => ({ skuId, sinceMs }));
  const lineIds = new Set([...taken.values()].flatMap(({ poLineId }) => poLineId ?? []));
  await refreshClocks(tx, touched, [...lineIds], nowMs);
  return outcomes;
}

/** Records listings going on and off, as {@link recordMovements} records movements. */
export async function recordListingEvents(
  tx: PlatformTx,
  by: Sender,
  rows: readonly ListingInput[],
): Promise<ListingOutcome[]> {
  if (rows.length > MOST_ROWS)
    throw new RangeError(`a batch has at most ${MOST_ROWS} rows, not ${rows.length}`);
  const nowMs = systemClock.now();
  const { outcomes, touched } = await writeListingEvents(tx, by.source, rows, nowMs);
  await refreshClocks(tx, touched, [], nowMs);
  return outcomes;
}

/** Rows by their index. */
type Rows = Map<number, NewMovement>;
type Refuse = (index: number, problem: Problem) => void;

function readRows(
  rows: readonly MovementInput[],
  source: string,
  catalog: Catalog,
  nowMs: number,
  outcomes: MovementOutcome[],
): Rows {
  const read: Rows = new Map();
  const idOf = idsForBatch(rows.length, nowMs);
  rows.forEach((row, index) => {
    const movement = newMovement(row, idOf(index), source, catalog, nowMs);
    if (movement.ok) read.set(index, movement.value);
    else outcomes[index] = { outcome: 'refused', problem: movement.error };
  });
  return read;
}

/** Carries the books of one SKU over its movements. */
type CarrySku = () => SkuChanges;

/** Decides which rows the stock allows, and reads what each SKU's books are carried on from. */
async function admitRows(
  tx: PlatformTx,
  rows: Rows,
  heads: ReadonlyMap<string, Head>,
  refuse: Refuse,
): Promise<{ taken: Rows; books: CarrySku[] }> {
  const bySku = new Map<string, { indices: number[]; movements: NewMovement[] }>();
  for (const [index, movement] of rows) {
    const group = bySku.get(movement.skuId);
    if (group) {
      group.indices.push(index);
      group.movements.push(movement);
    } else bySku.set(movement.skuId, { indices: [index], movements: [movement] });
  }
  const unfolded: string[] = [];
  const late: LateSku[] = [];
  const places: { skuId: string; warehouse: string }[] = [];
  for (const [skuId, { movements }] of bySku) {
    const head = heads.get(skuId) ?? null;
    const behind = head ? movements.filter((movement) => !isAfter(movement, head)) : [];
    const fromMs = behind.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
    if (!head) unfolded.push(skuId);
    else if (behind.length > 0) late.push({ skuId, fromMs, head, movements });
    else for (const warehouse of warehousesOf(movements, head.carry)) places.push({ skuId, warehouse });
  }
  const histories = await selectHistories(tx, unfolded);
  const recents = await selectRecent(tx, late);
  const lots = await selectOpenLots(tx, places);
  const isPlain = ([skuId]: [string, unknown]) => !histories.has(skuId) && !recents.has(skuId);
  const plain = [...bySku].filter(isPlain).map(([skuId, group]) => ({ skuId, ...group }));
  const sales = await selectSales(tx, salesAsked(plain));
  const taken: Rows = new Map();
  const books: CarrySku[] = [];
  for (const [skuId, { indices, movements }] of bySku) {
    const history = histories.get(skuId);
    const recent = recents.get(skuId);
    const head = heads.get(skuId) ?? null;
    const own = recent?.lots ?? lots.get(skuId) ?? [];
    const short = refuseShort(movements, (warehouse) =>
      history ? onHandOf(history.movements, warehouse) : onHandIn(head, own, warehouse),
    );
    const allowed = movements.filter((movement, place) => {
      const problem = short.get(movement);
      if (problem) refuse(indices[place]!, problem);
      else taken.set(indices[place]!, movement);
      return !problem;
    });
    if (allowed.length === 0) continue;
    if (history) books.push(() => ({ skuId, ...foldAgain(history, allowed) }));
    else if (recent) books.push(() => ({ skuId, ...foldFrom(recent, allowed) }));
    else if (head) {
      const known = { head, lots: own, sales: sales.get(skuId) ?? [] };
      const warehouses = warehousesOf(movements, head.carry);
      books.push(() => ({ skuId, ...appendMovements(known, allowed, warehouses) }));
    }
  }
  return { taken, books };
}

/** Books that are carried before others get their turn in this process. */
const BOOKS_AT_ONCE = 100;

async function carryBooks(books: readonly CarrySku[]): Promise<SkuChanges[]> {
  const changes: SkuChanges[] = [];
  for (const carry of books) {
    if (changes.length % BOOKS_AT_ONCE === BOOKS_AT_ONCE - 1) await setImmediate();
    changes.push(carry());
  }
  return changes;
}

/** Waits for both even if one fails: a transaction cannot be given up in the middle of a COPY. */
async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}

/** Pieces in a warehouse of which all lots with pieces left are given. */
function onHandIn(head: Head, lots: readonly Lot[], warehouse: string): number {
  let pieces = 0;
  for (const lot of lots) if (lot.warehouse === warehouse) pieces += lot.remaining;
  for (const owed of head?.carry.shortfalls ?? []) if (owed.warehouse === warehouse) pieces -= owed.quantity;
  return pieces;
}
