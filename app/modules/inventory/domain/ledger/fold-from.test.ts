import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movements, WAREHOUSES } from '../../../../../tests/support/ledger-moves';
import { headAfter, type LedgerChanges } from './changes';
import { compareMovements } from './event-order';
import { foldMovements } from './fold';
import { foldFrom, type Recent } from './fold-from';
import { originOf } from './sku-ledger';
import type { Consumption, Lot, Movement, Sale } from './types';

interface Stored {
  movements: Movement[];
  lots: Map<string, Lot>;
  rows: Map<string, Consumption>;
}

const keyOf = (row: Consumption) => `${row.movementId} ${row.lotId} ${row.purpose}`;

function stored(all: readonly Movement[]): Stored {
  const { madeLots, consumption } = foldMovements(all).changes;
  return {
    movements: [...all].sort(compareMovements),
    lots: new Map(structuredClone(madeLots).map((lot) => [lot.id, lot])),
    rows: new Map(structuredClone(consumption).map((row) => [keyOf(row), row])),
  };
}

/** What a database would give for going back to an instant. */
function recentOf(all: readonly Movement[], fromMs: number, fresh: readonly Movement[]): Recent {
  const { movements: sorted, lots, rows } = stored(all);
  const undone = sorted.filter(({ at }) => at >= fromMs);
  const isUndone = new Set(undone.map(({ id }) => id));
  const isSince = (id: string) => lots.get(id)!.receivedAt >= fromMs;
  const consumption = [...rows.values()].filter((row) => isUndone.has(row.movementId) || isSince(row.lotId));
  const named = new Set(consumption.map(({ lotId }) => lotId));
  const refs = new Set([...undone, ...fresh].flatMap(({ transferRef }) => transferRef ?? []));
  const takenBy = (id: string) =>
    [...rows.values()]
      .filter((row) => row.movementId === id && row.purpose === 'take')
      .map(({ lotId, quantity }) => ({ lot: lots.get(lotId)!, quantity }));
  return {
    fromMs,
    head: headAfter(sorted.at(-1)!, sorted.length, structuredClone(foldMovements(all).carry)),
    movements: undone,
    lots: [...lots.values()].filter(({ id, remaining }) => remaining > 0 || named.has(id) || isSince(id)),
    consumption,
    owing: sorted.filter(({ id }) => !isUndone.has(id) && consumption.some((row) => row.movementId === id)),
    transfers: sorted
      .filter(({ at, transferRef }) => at < fromMs && transferRef !== null && refs.has(transferRef))
      .map((movement) => ({ movement, taken: takenBy(movement.id) })),
    sales: sorted.filter(({ type, at }) => type === 'sale' && at < fromMs).map((sale) => saleAt(sale)),
    warehouses: WAREHOUSES,
  };

  function saleAt({ id, warehouse, source, sourceRef, quantity }: Movement): Sale {
    const taken = takenBy(id).filter(({ lot }) => lot.receivedAt < fromMs);
    const back = [...lots.values()].filter((lot) => lot.returnOfMovementId === id && lot.receivedAt < fromMs);
    taken.sort(
      (a, b) => a.lot.receivedAt - b.lot.receivedAt || (a.lot.arrivalOrder < b.lot.arrivalOrder ? -1 : 1),
    );
    return {
      movementId: id,
      warehouse,
      source,
      sourceRef,
      quantity,
      taken: taken.map(({ lot, quantity: pieces }) => ({
        lotId: lot.id,
        origin: originOf(lot),
        quantity: pieces,
      })),
      returned: back.reduce((sum, lot) => sum + lot.received, 0),
    };
  }
}

/** What the database holds after the changes. */
function after({ lots, rows }: Stored, changes: LedgerChanges): Pick<Stored, 'lots' | 'rows'> {
  for (const row of changes.removedConsumption) rows.delete(keyOf(row));
  for (const row of [...changes.madeConsumption, ...changes.alteredConsumption]) rows.set(keyOf(row), row);
  for (const id of changes.removedLots) lots.delete(id);
  for (const lot of [...changes.madeLots, ...changes.alteredLots, ...changes.rewrittenLots])
    lots.set(lot.id, lot);
  return { lots, rows };
}

test('late movements, put in their places, leave what folding everything leaves', () => {
  const split = movements(70).chain((all) =>
    fc.tuple(fc.constant(all), fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length })),
  );
  fc.assert(
    fc.property(split, ([all, lates]) => {
      const early = all.filter((_, index) => !lates[index]);
      const late = all.filter((_, index) => lates[index]);
      if (early.length === 0 || late.length === 0) return;
      const fromMs = Math.min(...late.map(({ at }) => at));
      const changes = foldFrom(recentOf(early, fromMs, late), late);
      const found = after(stored(early), changes);
      const wanted = stored(all);
      expect(found.lots).toEqual(wanted.lots);
      expect(found.rows).toEqual(wanted.rows);
      const whole = foldMovements(all);
      expect(changes.head).toEqual(headAfter(wanted.movements.at(-1)!, all.length, whole.carry));
      for (const { warehouse, balance } of changes.balances)
        expect(balance).toEqual(whole.balance(warehouse));
    }),
    { numRuns: 500 },
  );
});
