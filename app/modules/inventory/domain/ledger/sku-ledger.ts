import { compareText } from './event-order';
import type { Balance, Carry, Consumption, Lot, Origin, Purpose, Sale, Shortfall, Transfer } from './types';

export const UNKNOWN_ORIGIN: Origin = { lotId: null, orderFactoryId: null, poLineId: null };

/** First in, first out: by arrival. */
export function compareLots(a: Lot, b: Lot): number {
  return a.receivedAt - b.receivedAt || compareText(a.arrivalOrder, b.arrivalOrder);
}

/** Where the pieces of a lot come from; a lot without an earlier one is its own origin. */
export function originOf(lot: Lot): Origin {
  return { lotId: lot.originLotId ?? lot.id, orderFactoryId: lot.orderFactoryId, poLineId: lot.poLineId };
}

const same = (a: Origin, b: Origin) =>
  a.lotId === b.lotId && a.orderFactoryId === b.orderFactoryId && a.poLineId === b.poLineId;

/**
 * The books of one SKU at one place in the order of its events, and what has changed since they were opened.
 *
 * They need not be whole: lots without pieces left and sales that nothing gives back may be absent, because no later
 * movement asks for them.
 */
export class SkuLedger {
  /** Lots with pieces left, per warehouse, in order of arrival. */
  private readonly open = new Map<string, Lot[]>();
  private readonly owed = new Map<string, Shortfall[]>();
  private readonly onTheWay = new Map<string, Transfer>();
  private readonly sales = new Map<string, Sale>();
  private readonly salesById = new Map<string, Sale>();
  /** Sales with pieces that may come back, per warehouse, latest last. */
  private readonly returnable = new Map<string, Sale[]>();
  private readonly written = new Map<string, Consumption>();
  private readonly made = new Map<string, Lot>();
  private readonly altered = new Set<Lot>();

  /**
   * @param given what is recorded so far; lots and sales in any order of warehouses, but each warehouse's in their order
   */
  constructor(given: { lots?: readonly Lot[]; carry?: Carry; sales?: readonly Sale[] } = {}) {
    for (const lot of given.lots ?? []) if (lot.remaining > 0) listIn(this.open, lot.warehouse).push(lot);
    for (const shortfall of given.carry?.shortfalls ?? [])
      listIn(this.owed, shortfall.warehouse).push({ ...shortfall });
    for (const [ref, transfer] of Object.entries(given.carry?.transfers ?? {})) {
      this.onTheWay.set(ref, {
        early: transfer.early,
        chunks: transfer.chunks.map((chunk) => ({ ...chunk })),
      });
    }
    for (const sale of given.sales ?? []) this.addSale(sale);
  }

  /** Lots made and lots changed since the books were opened, and what was consumed. */
  get changes(): { madeLots: Lot[]; alteredLots: Lot[]; consumption: Consumption[] } {
    return {
      madeLots: [...this.made.values()],
      alteredLots: [...this.altered],
      consumption: [...this.written.values()],
    };
  }

  get carry(): Carry {
    return {
      shortfalls: [...this.owed.keys()].sort(compareText).flatMap((code) => this.owed.get(code) ?? []),
      transfers: Object.fromEntries([...this.onTheWay].sort(([a], [b]) => compareText(a, b))),
    };
  }

  /** Pieces in a warehouse, provided that its lots were given. */
  balance(warehouse: string): Balance {
    const lots = this.open.get(warehouse) ?? [];
    const owed = this.owed.get(warehouse) ?? [];
    let inTransfer = 0;
    for (const { chunks } of this.onTheWay.values()) {
      for (const chunk of chunks) if (chunk.to === warehouse) inTransfer += chunk.quantity;
    }
    return {
      onHand: sum(lots, (lot) => lot.remaining) - sum(owed, (shortfall) => shortfall.quantity),
      sellable: sum(lots, (lot) => Math.max(0, lot.shelved - (lot.received - lot.remaining))),
      inTransfer,
      isFlagged: owed.length > 0,
      oldestLotAt: lots[0]?.receivedAt ?? null,
    };
  }

  openLots(warehouse: string): readonly Lot[] {
    return this.open.get(warehouse) ?? [];
  }

  shortfalls(warehouse: string): readonly Shortfall[] {
    return this.owed.get(warehouse) ?? [];
  }

  addShortfall(shortfall: Shortfall): void {
    listIn(this.owed, shortfall.warehouse).push(shortfall);
  }

  /** Lowers what the warehouse owes first by so many pieces. */
  settle(warehouse: string, quantity: number): void {
    const owed = this.owed.get(warehouse);
    const first = owed?.[0];
    if (!owed || !first) return;
    first.quantity -= quantity;
    if (first.quantity === 0) owed.shift();
    if (owed.length === 0) this.owed.delete(warehouse);
  }

  addLot(lot: Lot): void {
    this.made.set(lot.id, lot);
    if (lot.remaining > 0) listIn(this.open, lot.warehouse).push(lot);
  }

  /** Takes pieces out of a lot that has them. */
  take(lot: Lot, quantity: number, movementId: string): void {
    lot.remaining -= quantity;
    this.consume(movementId, lot, 'take', quantity);
    if (lot.remaining > 0) return;
    const lots = this.open.get(lot.warehouse) ?? [];
    const place = lots[0] === lot ? 0 : lots.indexOf(lot);
    if (place >= 0) lots.splice(place, 1);
  }

  consume(movementId: string, lot: Lot, purpose: Purpose, quantity: number): void {
    this.note(lot);
    this.consumeOf(movementId, lot.id, purpose, quantity);
  }

  /** As {@link consume} of a lot that itself stays as it is. */
  consumeOf(movementId: string, lotId: string, purpose: Purpose, quantity: number): void {
    const key = `${movementId}${lotId}${purpose}`;
    const known = this.written.get(key);
    if (known) known.quantity += quantity;
    else this.written.set(key, { movementId, lotId, purpose, quantity });
  }

  /** A lot of earlier movements has changed. */
  note(lot: Lot): void {
    if (!this.made.has(lot.id)) this.altered.add(lot);
  }

  addSale(sale: Sale): void {
    this.sales.set(saleKey(sale.source, sale.sourceRef), sale);
    this.salesById.set(sale.movementId, sale);
    if (sale.returned < sale.quantity) listIn(this.returnable, sale.warehouse).push(sale);
  }

  /** Sales that were given or made since, in that order. */
  get knownSales(): Sale[] {
    return [...this.sales.values()];
  }

  saleByRef(source: string, sourceRef: string): Sale | undefined {
    return this.sales.get(saleKey(source, sourceRef));
  }

  /** The sale of the warehouse that was last and has pieces which may come back. */
  latestReturnable(warehouse: string): Sale | undefined {
    const sales = this.returnable.get(warehouse);
    while (sales && sales.length > 0) {
      const last = sales.at(-1)!;
      if (last.returned < last.quantity) return last;
      sales.pop();
    }
    return undefined;
  }

  /** A lot that came in now fills what a sale was owed: its pieces may come back too. */
  addTaken(movementId: string, lot: Lot, quantity: number): void {
    this.salesById.get(movementId)?.taken.push({ lotId: lot.id, origin: originOf(lot), quantity });
  }

  transfer(ref: string): Transfer {
    let transfer = this.onTheWay.get(ref);
    if (!transfer) {
      transfer = { chunks: [], early: 0 };
      this.onTheWay.set(ref, transfer);
    }
    return transfer;
  }

  /** Forgets a transfer that is over. */
  closeTransfer(ref: string): void {
    const transfer = this.onTheWay.get(ref);
    if (transfer && transfer.early === 0 && transfer.chunks.length === 0) this.onTheWay.delete(ref);
  }
}

/** Adds pieces to those on their way; pieces of one origin that left together are one chunk. */
export function pushChunk(transfer: Transfer, to: string, origin: Origin, quantity: number): void {
  const last = transfer.chunks.at(-1);
  if (last && last.to === to && same(last.origin, origin)) last.quantity += quantity;
  else transfer.chunks.push({ to, origin, quantity });
}

const saleKey = (source: string, sourceRef: string) => `${source}\u0001${sourceRef}`;

function listIn<T>(map: Map<string, T[]>, key: string): T[] {
  let list = map.get(key);
  if (!list) {
    list = [];
    map.set(key, list);
  }
  return list;
}

const sum = <T>(items: readonly T[], value: (item: T) => number) =>
  items.reduce((total, item) => total + value(item), 0);
