import { lotOrder, orderWithinInstant } from './event-order';
import { lotIdOf } from './lot-id';
import { originOf, pushChunk, type SkuLedger, UNKNOWN_ORIGIN } from './sku-ledger';
import type { Lot, LotKind, Movement, MovementType, Origin, Sale } from './types';

/** `reason` of the adjustments that a stock began with. */
export const OPENING_REASON = 'opening_balance';

type Apply = (ledger: SkuLedger, movement: Movement) => void;

const APPLY: Record<MovementType, Apply> = {
  receipt: receive,
  put_away: putAway,
  transfer_out: sendOff,
  transfer_in: takeIn,
  sale: sell,
  return: takeBack,
  adjustment: adjust,
  write_off: (ledger, movement) => {
    takeOut(ledger, movement, movement.quantity);
  },
};

/** Carries the books over one movement. Movements must come in the order of events (`compareMovements`). */
export const applyMovement: Apply = (ledger, movement) => APPLY[movement.type](ledger, movement);

interface Arrival {
  kind: LotKind;
  quantity: number;
  origin: Origin;
  returnOf?: string;
  isSellable: boolean;
}

/** Makes the lot of pieces that come in; they first fill what the warehouse owes. */
function arrive(ledger: SkuLedger, movement: Movement, ordinal: number, arrival: Arrival): void {
  const lot = newLot(movement, ordinal, arrival);
  ledger.addLot(lot);
  if (arrival.isSellable) {
    lot.shelved = lot.received;
    lot.sellableAt = movement.at;
    ledger.consume(movement.id, lot, 'shelve', lot.received);
  }
  for (;;) {
    const owed = ledger.shortfalls(movement.warehouse)[0];
    if (!owed || lot.remaining === 0) return;
    const quantity = Math.min(owed.quantity, lot.remaining);
    ledger.take(lot, quantity, owed.movementId);
    if (owed.isSale) {
      lot.sellableAt ??= movement.at;
      ledger.addTaken(owed.movementId, lot, quantity);
    }
    ledger.settle(movement.warehouse, quantity);
  }
}

function newLot(movement: Movement, ordinal: number, { kind, quantity, origin, returnOf }: Arrival): Lot {
  return {
    id: lotIdOf(movement.id, ordinal),
    warehouse: movement.warehouse,
    movementId: movement.id,
    kind,
    originLotId: origin.lotId,
    returnOfMovementId: returnOf ?? null,
    orderFactoryId: origin.orderFactoryId,
    poLineId: origin.poLineId,
    receivedAt: movement.at,
    arrivalOrder: lotOrder(movement, ordinal),
    received: quantity,
    shelved: 0,
    remaining: quantity,
    sellableAt: null,
  };
}

interface Taken {
  lotId: string;
  origin: Origin;
  quantity: number;
}

/** Takes pieces first in, first out; what is missing is owed. Returns what was taken. */
function takeOut(ledger: SkuLedger, movement: Movement, wanted: number): Taken[] {
  const taken: Taken[] = [];
  let left = wanted;
  for (;;) {
    const lot = left > 0 ? ledger.openLots(movement.warehouse)[0] : undefined;
    if (!lot) break;
    const quantity = Math.min(left, lot.remaining);
    if (movement.type === 'sale') lot.sellableAt ??= movement.at;
    ledger.take(lot, quantity, movement.id);
    taken.push({ lotId: lot.id, origin: originOf(lot), quantity });
    left -= quantity;
  }
  if (left > 0) {
    ledger.addShortfall({
      movementId: movement.id,
      at: movement.at,
      order: orderWithinInstant(movement),
      warehouse: movement.warehouse,
      isSale: movement.type === 'sale',
      quantity: left,
    });
  }
  return taken;
}

function receive(ledger: SkuLedger, movement: Movement): void {
  if (movement.quantity === 0) return;
  const { orderFactoryId, poLineId, quantity, isSellable } = movement;
  const origin = { lotId: null, orderFactoryId, poLineId };
  arrive(ledger, movement, 0, { kind: 'receipt', quantity, origin, isSellable });
}

/** Puts away the pieces that arrived first; pieces beyond those that wait for it mean nothing. */
function putAway(ledger: SkuLedger, movement: Movement): void {
  let left = movement.quantity;
  for (const lot of ledger.openLots(movement.warehouse)) {
    if (left === 0) return;
    const quantity = Math.min(left, lot.received - lot.shelved);
    if (quantity === 0) continue;
    lot.shelved += quantity;
    lot.sellableAt ??= movement.at;
    ledger.consume(movement.id, lot, 'shelve', quantity);
    left -= quantity;
  }
}

function sendOff(ledger: SkuLedger, movement: Movement): void {
  const ref = movement.transferRef ?? movement.sourceRef;
  const to = movement.toWarehouse ?? movement.warehouse;
  const taken = takeOut(ledger, movement, movement.quantity);
  const known = taken.reduce((sum, { quantity }) => sum + quantity, 0);
  const transfer = ledger.transfer(ref);
  const unknown = { origin: UNKNOWN_ORIGIN, quantity: movement.quantity - known };
  for (const { origin, quantity } of [...taken, unknown]) {
    const arrived = Math.min(transfer.early, quantity);
    transfer.early -= arrived;
    if (quantity > arrived) pushChunk(transfer, to, origin, quantity - arrived);
  }
  ledger.closeTransfer(ref);
}

function takeIn(ledger: SkuLedger, movement: Movement): void {
  const ref = movement.transferRef ?? movement.sourceRef;
  const transfer = ledger.transfer(ref);
  const { isSellable } = movement;
  let left = movement.quantity;
  let ordinal = 0;
  while (left > 0) {
    const chunk = transfer.chunks[0];
    const quantity = Math.min(left, chunk?.quantity ?? left);
    if (chunk) {
      chunk.quantity -= quantity;
      if (chunk.quantity === 0) transfer.chunks.shift();
    } else {
      transfer.early += quantity;
    }
    const origin = chunk?.origin ?? UNKNOWN_ORIGIN;
    arrive(ledger, movement, ordinal, { kind: 'transfer', quantity, origin, isSellable });
    ordinal += 1;
    left -= quantity;
  }
  ledger.closeTransfer(ref);
}

function sell(ledger: SkuLedger, movement: Movement): void {
  const { id, warehouse, source, sourceRef, quantity } = movement;
  const taken = takeOut(ledger, movement, quantity);
  ledger.addSale({ movementId: id, warehouse, source, sourceRef, quantity, taken, returned: 0 });
}

/** A piece that comes back is one of the sale that is named, or of the warehouse's latest, in the order of taking. */
function takeBack(ledger: SkuLedger, movement: Movement): void {
  let left = movement.quantity;
  let ordinal = 0;
  while (left > 0) {
    const sale = saleOf(ledger, movement);
    const piece = sale && nextReturned(sale);
    const quantity = Math.min(left, piece?.quantity ?? left);
    if (sale) sale.returned += quantity;
    if (piece?.lotId) ledger.consumeOf(movement.id, piece.lotId, 'return', quantity);
    const origin = piece?.origin ?? UNKNOWN_ORIGIN;
    comeBack(ledger, movement, ordinal, { quantity, origin, returnOf: sale?.movementId });
    ordinal += 1;
    left -= quantity;
  }
}

function saleOf(ledger: SkuLedger, movement: Movement): Sale | undefined {
  if (movement.saleRef === null) return ledger.latestReturnable(movement.warehouse);
  const sale = ledger.saleByRef(movement.source, movement.saleRef);
  return sale && sale.returned < sale.quantity ? sale : undefined;
}

/** The next run of a sale's pieces that have not come back; without a lot where the books did not know them. */
function nextReturned(sale: Sale): { lotId: string | null; origin: Origin; quantity: number } {
  let before = sale.returned;
  for (const { lotId, origin, quantity } of sale.taken) {
    if (before < quantity) return { lotId, origin, quantity: quantity - before };
    before -= quantity;
  }
  return { lotId: null, origin: UNKNOWN_ORIGIN, quantity: sale.quantity - sale.returned };
}

function comeBack(
  ledger: SkuLedger,
  movement: Movement,
  ordinal: number,
  { quantity, origin, returnOf }: { quantity: number; origin: Origin; returnOf: string | undefined },
): void {
  const { isSellable } = movement;
  const arrival: Arrival = { kind: 'return', quantity, origin, isSellable, ...(returnOf && { returnOf }) };
  if (!movement.isDamaged) {
    arrive(ledger, movement, ordinal, arrival);
    return;
  }
  // Kept for the trace: a lot whose pieces are gone with the movement that brought them.
  const lot = newLot(movement, ordinal, arrival);
  lot.remaining = 0;
  ledger.addLot(lot);
  ledger.consume(movement.id, lot, 'take', quantity);
}

function adjust(ledger: SkuLedger, movement: Movement): void {
  const { quantity, reason } = movement;
  if (quantity < 0) {
    takeOut(ledger, movement, -quantity);
    return;
  }
  const kind = reason === OPENING_REASON ? 'opening' : 'adjustment';
  arrive(ledger, movement, 0, { kind, quantity, origin: UNKNOWN_ORIGIN, isSellable: true });
}
