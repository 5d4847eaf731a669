import type { Random } from '~/kernel/random';

/** Pieces of a SKU in a warehouse. */
export interface Place {
  sku: string;
  warehouse: string;
  onHand: number;
}

interface Setting {
  places: readonly Place[];
  markets: readonly string[];
  /** Instants of the messages, epoch ms: after everything that is recorded, and not in the future. */
  fromMs: number;
  untilMs: number;
}

interface Row {
  type: string;
  sourceRef: string;
  sku: string;
  warehouse: string;
  quantity: number;
  occurredAt: string;
  [field: string]: unknown;
}

/** Pieces that every place gets before the sales begin. */
const OPENING = 60;
/** Batches that the time span is divided among. */
const SLICES = 400;

/** Messages as the platform's systems send them: few SKUs sell most, some messages come late, a few twice. */
export class Traffic {
  private count = 0;
  private slice = 0;
  private readonly stock: number[];
  private readonly late: Row[] = [];
  private readonly sold: { ref: string; place: number }[] = [];
  private readonly onTheWay: { ref: string; place: number; quantity: number }[] = [];

  constructor(
    private readonly random: Random,
    private readonly setting: Setting,
  ) {
    this.stock = setting.places.map(({ onHand }) => onHand);
  }

  /** Receipts for every place, in batches of so many rows. */
  opening(size: number): Row[][] {
    const rows = this.setting.places.map((_, place) => {
      this.stock[place]! += OPENING;
      return this.row('receipt', place, OPENING, { sellable: true });
    });
    const batches: Row[][] = [];
    for (let from = 0; from < rows.length; from += size) batches.push(rows.slice(from, from + size));
    this.slice += 1;
    return batches;
  }

  batch(size: number): Row[] {
    const rows = this.late.splice(0);
    while (rows.length < size) {
      const row = this.next();
      const draw = this.random.next();
      if (draw < 0.01) this.late.push(row);
      else rows.push(row);
      if (draw > 0.995 && rows.length < size) rows.push(row);
    }
    this.slice += 1;
    return rows;
  }

  private next(): Row {
    const draw = this.random.next();
    // A tenth of the places has almost half of the traffic.
    const place = Math.floor(this.random.next() ** 3 * this.stock.length);
    if (draw < 0.68) return this.sale(place);
    if (draw < 0.76) return this.giveBack(place);
    if (draw < 0.84) return this.bring('receipt', place, this.random.int(20, 60), {});
    if (draw < 0.92) return this.row('put_away', place, this.random.int(10, 60), {});
    if (draw < 0.95) return this.sendOff(place);
    if (draw < 0.98) return this.takeIn(place);
    if (draw < 0.99) return this.bring('adjustment', place, this.random.int(1, 3), { reason: 'count' });
    return this.takeOut('write_off', place, 1, { reason: 'broken' }) ?? this.sale(place);
  }

  private sale(place: number): Row {
    const market = this.setting.markets[place % this.setting.markets.length]!;
    const row = this.takeOut('sale', place, this.random.int(1, 2), { market });
    if (!row) return this.bring('receipt', place, 40, {});
    this.sold.push({ ref: row.sourceRef, place });
    return row;
  }

  private giveBack(otherwise: number): Row {
    const sale = this.sold.splice(this.random.int(0, Math.max(0, this.sold.length - 1)), 1)[0];
    if (!sale) return this.sale(otherwise);
    const named = this.random.next() < 0.8 ? { saleRef: sale.ref } : {};
    return this.bring('return', sale.place, 1, { ...named, sellable: true });
  }

  private sendOff(place: number): Row {
    const from = this.setting.places[place]!;
    const near = [place - 1, place + 1].find((other) => this.setting.places[other]?.sku === from.sku);
    if (near === undefined) return this.sale(place);
    const quantity = this.random.int(2, 6);
    const ref = `T${this.count}`;
    const rest = { transferRef: ref, toWarehouse: this.setting.places[near]!.warehouse };
    const row = this.takeOut('transfer_out', place, quantity, rest);
    if (!row) return this.sale(place);
    this.onTheWay.push({ ref, place: near, quantity });
    return row;
  }

  private takeIn(otherwise: number): Row {
    const transfer = this.onTheWay.length > 50 ? this.onTheWay.shift() : undefined;
    if (!transfer) return this.sale(otherwise);
    return this.bring('transfer_in', transfer.place, transfer.quantity, { transferRef: transfer.ref });
  }

  private bring(type: string, place: number, quantity: number, rest: object): Row {
    this.stock[place]! += quantity;
    return this.row(type, place, quantity, rest);
  }

  private takeOut(type: string, place: number, quantity: number, rest: object): Row | null {
    if (this.stock[place]! < quantity + 5) return null;
    this.stock[place]! -= quantity;
    return this.row(type, place, quantity, rest);
  }

  private row(type: string, place: number, quantity: number, rest: object): Row {
    const { sku, warehouse } = this.setting.places[place]!;
    const { fromMs, untilMs } = this.setting;
    const at = fromMs + ((untilMs - fromMs) * (this.slice + this.random.next())) / SLICES;
    const sourceRef = `B${this.count++}`;
    return { type, sourceRef, sku, warehouse, quantity, occurredAt: new Date(at).toISOString(), ...rest };
  }
}
