import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idOf, move, movements, stateOf, WAREHOUSES } from '../../../../../tests/support/ledger-moves';
import { PieceLedger } from '../../../../../tests/support/piece-ledger';
import { applyMovement } from './apply-movement';
import { compareMovements, effectOnHand } from './event-order';
import { foldMovements } from './fold';
import { lotIdOf } from './lot-id';
import { SkuLedger } from './sku-ledger';

const none = { onHand: 0, sellable: 0, inTransfer: 0, isFlagged: false };

function modelState(all: Parameters<typeof foldMovements>[0]) {
  const model = new PieceLedger(all);
  const balances = model.balances();
  return {
    balances: Object.fromEntries(WAREHOUSES.map((code) => [code, balances[code] ?? none])),
    lots: model.lotFigures(),
    consumption: model.consumption(),
  };
}

describe('one movement after another', () => {
  test('a receipt makes a lot that a put-away makes sellable', () => {
    const ledger = foldMovements([
      move('r1', 'receipt', 10, { poLineId: 'L1', orderFactoryId: 'F' }),
      move('p1', 'put_away', 4, { at: 5 }),
    ]);
    expect(ledger.balance('W1')).toEqual({
      onHand: 10,
      sellable: 4,
      inTransfer: 0,
      isFlagged: false,
      oldestLotAt: 0,
    });
    expect(ledger.openLots('W1')).toMatchObject([
      { poLineId: 'L1', shelved: 4, sellableAt: 5, kind: 'receipt' },
    ]);
  });

  test('a receipt that is sellable at once needs no put-away, and says so in the trace', () => {
    const ledger = foldMovements([move('r1', 'receipt', 10, { isSellable: true, at: 3 })]);
    expect(ledger.balance('W1').sellable).toBe(10);
    expect(ledger.changes.consumption).toEqual([
      { movementId: idOf('r1'), lotId: idOf('r1'), purpose: 'shelve', quantity: 10 },
    ]);
  });

  test('a receipt of which all was rejected makes no lot', () => {
    expect(foldMovements([move('r1', 'receipt', 0)]).changes.madeLots).toEqual([]);
  });

  test('sales take the oldest pieces first, and a first sale makes pieces sellable that nobody put away', () => {
    const ledger = foldMovements([
      move('r2', 'receipt', 5, { at: 2 }),
      move('r1', 'receipt', 5, { at: 1 }),
      move('s1', 'sale', 7, { at: 3 }),
    ]);
    expect(ledger.changes.madeLots.map(({ remaining, sellableAt }) => [remaining, sellableAt])).toEqual([
      [0, 3],
      [3, 3],
    ]);
    expect(ledger.changes.consumption).toEqual([
      { movementId: idOf('s1'), lotId: idOf('r1'), purpose: 'take', quantity: 5 },
      { movementId: idOf('s1'), lotId: idOf('r2'), purpose: 'take', quantity: 2 },
    ]);
  });

  test('lots of the same instant leave in the order of their references', () => {
    const all = [move('b', 'receipt', 1), move('a', 'receipt', 1), move('s', 'sale', 1)];
    expect(foldMovements(all).openLots('W1')).toMatchObject([{ movementId: idOf('b') }]);
  });

  test('what the books lack is owed and filled by what comes in next', () => {
    const sale = move('s1', 'sale', 3, { at: 1 });
    const short = foldMovements([sale]);
    expect(short.balance('W1')).toMatchObject({ onHand: -3, isFlagged: true });
    const filled = foldMovements([sale, move('r1', 'receipt', 5, { at: 2 })]);
    expect(filled.balance('W1')).toMatchObject({ onHand: 2, isFlagged: false });
    expect(filled.changes.consumption).toEqual([
      { movementId: idOf('s1'), lotId: idOf('r1'), purpose: 'take', quantity: 3 },
    ]);
  });

  test('a transfer keeps the origin of its pieces and shows them on their way', () => {
    const out = [
      move('r1', 'receipt', 5, { poLineId: 'L1', orderFactoryId: 'F' }),
      move('o1', 'transfer_out', 4, { at: 1, transferRef: 't', toWarehouse: 'W2' }),
    ];
    expect(foldMovements(out).balance('W2')).toMatchObject({ onHand: 0, inTransfer: 4 });
    const ledger = foldMovements([
      ...out,
      move('i1', 'transfer_in', 3, { at: 2, warehouse: 'W2', transferRef: 't' }),
    ]);
    expect(ledger.balance('W2')).toMatchObject({ onHand: 3, inTransfer: 1 });
    expect(ledger.openLots('W2')).toMatchObject([
      { kind: 'transfer', originLotId: idOf('r1'), poLineId: 'L1', sellableAt: null },
    ]);
  });

  test('pieces that arrive before anybody reported their leaving are not on their way afterwards', () => {
    const ledger = foldMovements([
      move('i1', 'transfer_in', 3, { at: 1, warehouse: 'W2', transferRef: 't' }),
      move('r1', 'receipt', 5, { at: 2 }),
      move('o1', 'transfer_out', 4, { at: 3, transferRef: 't', toWarehouse: 'W2' }),
    ]);
    expect(ledger.balance('W2')).toMatchObject({ onHand: 3, inTransfer: 1 });
    expect(ledger.balance('W1').onHand).toBe(1);
  });

  test('a return is of the sale that it names, piece by piece in the order of taking', () => {
    const ledger = foldMovements([
      move('r1', 'receipt', 2, { poLineId: 'L1', orderFactoryId: 'F' }),
      move('r2', 'receipt', 9, { poLineId: 'L2', orderFactoryId: 'F' }),
      move('s1', 'sale', 3, { at: 1 }),
      move('s2', 'sale', 3, { at: 2 }),
      move('b1', 'return', 3, { at: 3, saleRef: 's1', warehouse: 'W2' }),
    ]);
    expect(ledger.openLots('W2')).toMatchObject([
      {
        received: 2,
        poLineId: 'L1',
        originLotId: idOf('r1'),
        returnOfMovementId: idOf('s1'),
        kind: 'return',
      },
      { received: 1, poLineId: 'L2', originLotId: idOf('r2'), id: lotIdOf(idOf('b1'), 1) },
    ]);
    expect(ledger.changes.consumption.filter(({ purpose }) => purpose === 'return')).toEqual([
      { movementId: idOf('b1'), lotId: idOf('r1'), purpose: 'return', quantity: 2 },
      { movementId: idOf('b1'), lotId: idOf('r2'), purpose: 'return', quantity: 1 },
    ]);
  });

  test('a return without a name is of the latest sale of its warehouse that is not back yet', () => {
    const ledger = foldMovements([
      move('r1', 'receipt', 9),
      move('s1', 'sale', 3, { at: 1 }),
      move('s2', 'sale', 1, { at: 2 }),
      move('b1', 'return', 2, { at: 3 }),
    ]);
    expect(ledger.changes.madeLots.map((lot) => lot.returnOfMovementId)).toEqual([
      null,
      idOf('s2'),
      idOf('s1'),
    ]);
  });

  test('a return of nothing that is known makes stock of unknown origin', () => {
    const ledger = foldMovements([move('b1', 'return', 2, { saleRef: 'nobody' })]);
    expect(ledger.openLots('W1')).toMatchObject([
      { originLotId: null, returnOfMovementId: null, remaining: 2 },
    ]);
  });

  test('a damaged return counts as returned and makes no stock', () => {
    const ledger = foldMovements([
      move('r1', 'receipt', 5),
      move('s1', 'sale', 3, { at: 1 }),
      move('b1', 'return', 1, { at: 2, isDamaged: true }),
    ]);
    expect(ledger.balance('W1').onHand).toBe(2);
    expect(ledger.changes.madeLots[1]).toMatchObject({
      received: 1,
      remaining: 0,
      returnOfMovementId: idOf('s1'),
    });
  });

  test('adjustments find and lose pieces; write-offs take them', () => {
    const ledger = foldMovements([
      move('a1', 'adjustment', 5, { reason: 'opening_balance' }),
      move('a2', 'adjustment', -2, { at: 1, reason: 'count' }),
      move('w1', 'write_off', 1, { at: 2 }),
    ]);
    expect(ledger.openLots('W1')).toMatchObject([{ kind: 'opening', remaining: 2, shelved: 5 }]);
  });

  test('a put-away beyond what waits for it means nothing', () => {
    const ledger = foldMovements([move('p0', 'put_away', 3), move('r1', 'receipt', 2, { at: 1 })]);
    expect(ledger.balance('W1')).toMatchObject({ onHand: 2, sellable: 0 });
  });
});

describe('any history', () => {
  test('equals the ledger that is kept piece by piece', () => {
    fc.assert(
      fc.property(movements(), (all) => {
        expect(stateOf(foldMovements(all), all)).toEqual(modelState(all));
      }),
      { numRuns: 600 },
    );
  });

  test('gives the same state in any order of arrival', () => {
    const shuffled = movements().chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, again]) => {
        const [one, other] = [foldMovements(all), foldMovements(again)];
        expect(other.changes).toEqual(one.changes);
        expect(other.carry).toEqual(one.carry);
      }),
    );
  });

  test('keeps every piece: what came in is on hand, on its way, or gone', () => {
    fc.assert(
      fc.property(movements(), (all) => {
        const ledger = foldMovements(all);
        for (const code of WAREHOUSES) {
          const moved = all.filter(({ warehouse }) => warehouse === code);
          expect(ledger.balance(code).onHand).toBe(moved.reduce((sum, one) => sum + effectOnHand(one), 0));
        }
        const { madeLots, consumption } = ledger.changes;
        for (const lot of madeLots) {
          const taken = consumption.filter((row) => row.lotId === lot.id && row.purpose === 'take');
          expect(lot.received - lot.remaining).toBe(taken.reduce((sum, row) => sum + row.quantity, 0));
          expect(lot.shelved).toBeLessThanOrEqual(lot.received);
        }
      }),
    );
  });

  test('may be interrupted anywhere: books that are closed and opened again go on as if nothing was', () => {
    fc.assert(
      fc.property(movements(), fc.nat(), (all, cut) => {
        const sorted = [...all].sort(compareMovements);
        const at = sorted.length === 0 ? 0 : cut % sorted.length;
        const first = foldMovements(sorted.slice(0, at));
        const lots = structuredClone(WAREHOUSES.flatMap((code) => [...first.openLots(code)]));
        const sales = structuredClone(first.knownSales);
        const second = new SkuLedger({ lots, carry: structuredClone(first.carry), sales });
        for (const movement of sorted.slice(at)) applyMovement(second, movement);
        const whole = foldMovements(all);
        expect(second.carry).toEqual(whole.carry);
        for (const code of WAREHOUSES) expect(second.balance(code)).toEqual(whole.balance(code));
        for (const code of WAREHOUSES) expect(second.openLots(code)).toEqual(whole.openLots(code));
      }),
    );
  });
});

test('ids of lots are different for every number, and the first is the movement’s own', () => {
  const id = '0199f0c4-7d0a-7abc-8def-0123456789ab';
  const ids = [0, 1, 2, 300, 70_000].map((ordinal) => lotIdOf(id, ordinal));
  expect(ids[0]).toBe(id);
  expect(ids[1]).toBe('0199f0c4-7d0a-8abc-8def-012300000001');
  expect(new Set(ids).size).toBe(ids.length);
});
