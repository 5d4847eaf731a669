import fc from 'fast-check';
import type { SkuLedger } from '~/modules/inventory/domain/ledger/sku-ledger';
import type { Lot, Movement } from '~/modules/inventory/domain/ledger/types';
import { type LotFigures, lotName, sumLots } from './piece-ledger';

export const WAREHOUSES = ['W1', 'W2', 'W3'];

type Draft = Omit<Movement, 'id' | 'sourceRef'>;

const base = {
  transferRef: null,
  toWarehouse: null,
  saleRef: null,
  isDamaged: false,
  isSellable: false,
  reason: null,
  orderFactoryId: null,
  poLineId: null,
};

const warehouse = fc.constantFrom(...WAREHOUSES);
const pieces = fc.integer({ min: 1, max: 7 });
/** Few instants and two sources, so that many events share theirs. */
const when = fc.record({ at: fc.integer({ min: 0, max: 25 }), source: fc.constantFrom('wms', 'shop') });
const transferRef = fc.constantFrom('t1', 't2', 't3');

const drafts: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 4, arbitrary: receiptDraft() },
  { weight: 2, arbitrary: fc.record({ warehouse, pieces, when }).map((d) => draft('put_away', d)) },
  {
    weight: 2,
    arbitrary: fc
      .record({ warehouse, pieces, when, transferRef, to: warehouse })
      .map(({ transferRef: ref, to, ...d }) =>
        draft('transfer_out', d, { transferRef: ref, toWarehouse: to }),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ warehouse, pieces, when, transferRef, isSellable: fc.boolean() })
      .map(({ transferRef: ref, isSellable, ...d }) =>
        draft('transfer_in', d, { transferRef: ref, isSellable }),
      ),
  },
  { weight: 6, arbitrary: fc.record({ warehouse, pieces, when }).map((d) => draft('sale', d)) },
  {
    weight: 3,
    arbitrary: fc
      .record({
        warehouse,
        pieces,
        when,
        sale: fc.option(fc.integer({ min: 0, max: 30 })),
        isDamaged: fc.boolean(),
        isSellable: fc.boolean(),
      })
      .map(({ sale, isDamaged, isSellable, ...d }) =>
        draft('return', d, { saleRef: sale === null ? null : `m${sale}`, isDamaged, isSellable }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ warehouse, pieces, when, sign: fc.constantFrom(1, -1) })
      .map(({ sign, ...d }) => draft('adjustment', { ...d, pieces: d.pieces * sign }, { reason: 'count' })),
  },
  { weight: 1, arbitrary: fc.record({ warehouse, pieces, when }).map((d) => draft('write_off', d)) },
);

function receiptDraft(): fc.Arbitrary<Draft> {
  return fc
    .record({
      warehouse,
      pieces,
      when,
      line: fc.option(fc.constantFrom('L1', 'L2')),
      isSellable: fc.boolean(),
    })
    .map(({ line, isSellable, ...d }) =>
      draft('receipt', d, { isSellable, poLineId: line, orderFactoryId: line && 'F' }),
    );
}

function draft(
  type: Movement['type'],
  given: { warehouse: string; pieces: number; when: { at: number; source: string } },
  rest: Partial<Draft> = {},
): Draft {
  const { at, source } = given.when;
  return { ...base, type, warehouse: given.warehouse, quantity: given.pieces, at, source, ...rest };
}

/** A movement by its fields; what is left out has no meaning for its type. */
export function move(
  sourceRef: string,
  type: Movement['type'],
  quantity: number,
  rest: Partial<Movement> = {},
): Movement {
  return {
    ...base,
    id: idOf(sourceRef),
    sourceRef,
    type,
    quantity,
    warehouse: 'W1',
    at: 0,
    source: 'wms',
    ...rest,
  };
}

/** Something in the form of a UUIDv7 that tells the reference. */
export const idOf = (sourceRef: string): string =>
  `${Buffer.from(sourceRef).toString('hex').padStart(8, '0').slice(-8)}-0000-7000-8000-000000000000`;

/** Any history of one SKU, in any order of arrival. */
export const movements = (maxLength = 60): fc.Arbitrary<Movement[]> =>
  fc
    .array(drafts, { maxLength, size: 'max' })
    .map((list) => list.map((one, index) => ({ ...one, id: idOf(`m${index}`), sourceRef: `m${index}` })));

function nameOf(lot: Lot, lots: ReadonlyMap<string, Lot>, byId: ReadonlyMap<string, Movement>): string {
  const refOf = (id: string | null | undefined) => (id ? byId.get(id)!.sourceRef : null);
  const origin = lot.originLotId === null ? null : lots.get(lot.originLotId)!.movementId;
  return lotName(refOf(lot.movementId)!, refOf(origin), refOf(lot.returnOfMovementId));
}

const figures = (lot: Lot): LotFigures => ({
  received: lot.received,
  remaining: lot.remaining,
  shelved: lot.shelved,
  sellableAt: lot.sellableAt,
  line: lot.poLineId,
});

/** Everything that the books say, comparable with the model's answer. */
export function stateOf(ledger: SkuLedger, all: readonly Movement[]) {
  const byId = new Map(all.map((movement) => [movement.id, movement]));
  const { madeLots, consumption } = ledger.changes;
  const lotById = new Map(madeLots.map((lot) => [lot.id, lot]));
  const done: Record<string, number> = {};
  for (const row of consumption) {
    const key = `${byId.get(row.movementId)!.sourceRef} ${row.purpose} ${nameOf(lotById.get(row.lotId)!, lotById, byId)}`;
    done[key] = (done[key] ?? 0) + row.quantity;
  }
  return {
    balances: balancesOf(ledger),
    lots: sumLots(madeLots.map((lot) => ({ name: nameOf(lot, lotById, byId), ...figures(lot) }))),
    consumption: done,
  };
}

function balancesOf(ledger: SkuLedger) {
  return Object.fromEntries(
    WAREHOUSES.map((code) => {
      const { oldestLotAt: _, ...balance } = ledger.balance(code);
      return [code, balance];
    }),
  );
}
