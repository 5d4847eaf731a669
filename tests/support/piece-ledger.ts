import type { Movement } from '~/modules/inventory/domain/ledger/types';

/**
 * The stock ledger as a child would keep it: one object per piece, moved by hand, nothing clever. Slow on purpose; tests
 * compare the real one with it.
 */
interface Piece {
  lot: PieceLot;
  isHere: boolean;
  isShelved: boolean;
}

interface PieceLot {
  movement: Movement;
  origin: PieceLot | null;
  /** The order line of the first lot; null where nobody knows. */
  line: string | null;
  returnOf: Movement | null;
  /** Pieces of one movement are different lots where this differs. */
  cut: unknown;
  sellableAt: number | null;
  pieces: Piece[];
}

interface Sold {
  movement: Movement;
  /** Lot of every piece that was sold, in order; filled later where the books were short. */
  lots: PieceLot[];
  back: number;
}

const ORDER = [
  ['receipt', 'return', 'found'],
  ['put_away'],
  ['transfer_out'],
  ['transfer_in'],
  ['sale', 'write_off', 'lost'],
];

function place(movement: Movement): number {
  const type =
    movement.type === 'adjustment' ? (movement.quantity > 0 ? 'found' : 'lost') : (movement.type as string);
  return ORDER.findIndex((types) => types.includes(type));
}

function inOrder(a: Movement, b: Movement): number {
  const left = [a.at, place(a), a.source, a.sourceRef];
  const right = [b.at, place(b), b.source, b.sourceRef];
  for (let i = 0; i < 4; i++) {
    if (left[i]! < right[i]!) return -1;
    if (left[i]! > right[i]!) return 1;
  }
  return 0;
}

export class PieceLedger {
  readonly lots: PieceLot[] = [];
  /** What each movement did to single pieces: `movement ref | lot | purpose`, counted. */
  private readonly done = new Map<string, number>();
  private readonly owed: { movement: Movement; sold: Sold | null }[] = [];
  private readonly sold: Sold[] = [];
  private readonly transfers = new Map<
    string,
    { sent: { from: PieceLot | null; to: string }[]; here: number }
  >();
  /** Net sold pieces of a line: +1 and −1 with their instants. */
  readonly lineSales: { line: string; at: number; change: 1 | -1 }[] = [];
  readonly lineShelved: { line: string; at: number }[] = [];

  constructor(movements: readonly Movement[]) {
    for (const movement of [...movements].sort(inOrder)) this.play(movement);
  }

  private play(movement: Movement): void {
    const times = (quantity: number, act: () => void) => {
      for (let i = 0; i < quantity; i++) act();
    };
    const { type, quantity } = movement;
    if (type === 'receipt') {
      const lot = this.lot(movement, null, movement.poLineId, null);
      times(quantity, () => this.comeIn(lot));
    } else if (type === 'put_away') {
      times(quantity, () => this.shelveOne(movement));
    } else if (type === 'adjustment' && quantity > 0) {
      const lot = this.lot(movement, null, null, null);
      times(quantity, () => this.comeIn(lot));
    } else if (type === 'return') {
      times(quantity, () => this.bringBackOne(movement));
    } else if (type === 'transfer_in') {
      times(quantity, () => this.takeInOne(movement));
    } else {
      const sold = type === 'sale' ? { movement, lots: [], back: 0 } : null;
      if (sold) this.sold.push(sold);
      times(Math.abs(quantity), () => this.goOne(movement, sold));
    }
  }

  /** The lot of a movement with this origin; made when it is the first of its kind. */
  private lot(
    movement: Movement,
    origin: PieceLot | null,
    line: string | null,
    returnOf: Movement | null,
    cut: unknown = null,
  ): PieceLot {
    const last = this.lots.at(-1);
    const isSame = last?.origin === origin && last.returnOf === returnOf && last.cut === cut;
    if (last && isSame && last.movement === movement) return last;
    const lot = { movement, origin, line, returnOf, cut, sellableAt: null, pieces: [] };
    this.lots.push(lot);
    return lot;
  }

  private comeIn(lot: PieceLot): void {
    const { movement } = lot;
    const piece: Piece = { lot, isHere: true, isShelved: false };
    lot.pieces.push(piece);
    if (movement.isSellable || movement.type === 'adjustment') this.shelve(piece, movement);
    const waiting = this.owed.findIndex((one) => one.movement.warehouse === movement.warehouse);
    if (waiting < 0) return;
    const [one] = this.owed.splice(waiting, 1);
    this.takeAway(piece, one!.movement, one!.sold, movement.at);
  }

  private shelve(piece: Piece, by: Movement): void {
    piece.isShelved = true;
    piece.lot.sellableAt ??= by.at;
    if (piece.lot.line && piece.lot.movement.type === 'receipt')
      this.lineShelved.push({ line: piece.lot.line, at: by.at });
    this.count(by, piece.lot, 'shelve');
  }

  private shelveOne(movement: Movement): void {
    for (const lot of this.lots) {
      if (lot.movement.warehouse !== movement.warehouse || !lot.pieces.some((piece) => piece.isHere))
        continue;
      const piece = lot.pieces.find((one) => !one.isShelved);
      if (!piece) continue;
      this.shelve(piece, movement);
      return;
    }
  }

  private goOne(movement: Movement, sold: Sold | null): void {
    const lot = this.lots.find(
      (one) => one.movement.warehouse === movement.warehouse && one.pieces.some((piece) => piece.isHere),
    );
    if (lot) this.takeAway(lot.pieces.find((piece) => piece.isHere)!, movement, sold, movement.at);
    else this.owed.push({ movement, sold });
    if (movement.type !== 'transfer_out') return;
    const transfer = this.transferOf(movement);
    if (transfer.here > 0) transfer.here -= 1;
    else transfer.sent.push({ from: lot ? (lot.origin ?? lot) : null, to: movement.toWarehouse! });
  }

  private takeAway(piece: Piece, movement: Movement, sold: Sold | null, at: number): void {
    piece.isHere = false;
    this.count(movement, piece.lot, 'take');
    if (!sold) return;
    piece.lot.sellableAt ??= at;
    sold.lots.push(piece.lot);
    if (piece.lot.line) this.lineSales.push({ line: piece.lot.line, at, change: 1 });
  }

  private takeInOne(movement: Movement): void {
    const transfer = this.transferOf(movement);
    const sent = transfer.sent.shift();
    if (!sent) transfer.here += 1;
    const from = sent?.from ?? null;
    this.comeIn(this.lot(movement, from, from?.line ?? null, null, sent?.to));
  }

  private transferOf(movement: Movement) {
    const transfer = this.transfers.get(movement.transferRef!) ?? { sent: [], here: 0 };
    this.transfers.set(movement.transferRef!, transfer);
    return transfer;
  }

  private bringBackOne(movement: Movement): void {
    const left = this.sold.filter((sold) => sold.back < sold.movement.quantity);
    const sold = movement.saleRef
      ? left.find(
          (one) => one.movement.source === movement.source && one.movement.sourceRef === movement.saleRef,
        )
      : left.filter((one) => one.movement.warehouse === movement.warehouse).at(-1);
    const from = sold?.lots[sold.back];
    if (sold) sold.back += 1;
    if (from) {
      this.count(movement, from, 'return');
      if (from.line) this.lineSales.push({ line: from.line, at: movement.at, change: -1 });
    }
    const origin = from ? (from.origin ?? from) : null;
    const lot = this.lot(movement, origin, origin?.line ?? null, sold?.movement ?? null, from);
    if (!movement.isDamaged) {
      this.comeIn(lot);
      return;
    }
    lot.pieces.push({ lot, isHere: false, isShelved: false });
    this.count(movement, lot, 'take');
  }

  private count(movement: Movement, lot: PieceLot, purpose: string): void {
    const key = `${movement.sourceRef} ${purpose} ${nameOf(lot)}`;
    this.done.set(key, (this.done.get(key) ?? 0) + 1);
  }

  /** Pieces on hand, sellable and on their way, per warehouse that has been named. */
  balances(): Record<string, { onHand: number; sellable: number; inTransfer: number; isFlagged: boolean }> {
    const balances: ReturnType<PieceLedger['balances']> = {};
    const at = (warehouse: string) => {
      balances[warehouse] ??= { onHand: 0, sellable: 0, inTransfer: 0, isFlagged: false };
      return balances[warehouse];
    };
    for (const lot of this.lots) {
      for (const piece of lot.pieces) {
        if (piece.isHere) at(lot.movement.warehouse).onHand += 1;
        if (piece.isHere && piece.isShelved) at(lot.movement.warehouse).sellable += 1;
      }
    }
    for (const { movement } of this.owed) {
      at(movement.warehouse).onHand -= 1;
      at(movement.warehouse).isFlagged = true;
    }
    for (const { sent } of this.transfers.values()) for (const { to } of sent) at(to).inTransfer += 1;
    return balances;
  }

  /** Lots by what made them: pieces received, left and put away, and when the first could be sold. */
  lotFigures(): Record<string, LotFigures> {
    const figures: LotFigure[] = this.lots
      .filter((lot) => lot.pieces.length > 0)
      .map((lot) => ({
        name: nameOf(lot),
        received: lot.pieces.length,
        remaining: lot.pieces.filter((piece) => piece.isHere).length,
        shelved: lot.pieces.filter((piece) => piece.isShelved).length,
        sellableAt: lot.sellableAt,
        line: lot.line,
      }));
    return sumLots(figures);
  }

  consumption(): Record<string, number> {
    return Object.fromEntries([...this.done].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

export interface LotFigures {
  received: number;
  remaining: number;
  shelved: number;
  sellableAt: number | null;
  line: string | null;
}

export interface LotFigure extends LotFigures {
  name: string;
}

/** Lots that one movement made of the same origin count as one: where they are cut is of no importance. */
export function sumLots(lots: readonly LotFigure[]): Record<string, LotFigures> {
  const sums: Record<string, LotFigures> = {};
  for (const { name, ...lot } of [...lots].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const known = sums[name];
    if (!known) {
      sums[name] = { ...lot };
      continue;
    }
    known.received += lot.received;
    known.remaining += lot.remaining;
    known.shelved += lot.shelved;
    const times = [known.sellableAt, lot.sellableAt].filter((at) => at !== null);
    known.sellableAt = times.length > 0 ? Math.min(...times) : null;
  }
  return sums;
}

/** A lot by the references that the senders know: its movement, its first lot, the sale that it undoes. */
export function lotName(movement: string, origin: string | null, returnOf: string | null): string {
  return `${movement}<${origin ?? ''}<${returnOf ?? ''}`;
}

const nameOf = (lot: PieceLot): string =>
  lotName(lot.movement.sourceRef, lot.origin?.movement.sourceRef ?? null, lot.returnOf?.sourceRef ?? null);
