export type MovementType =
  | 'receipt'
  | 'put_away'
  | 'transfer_out'
  | 'transfer_in'
  | 'sale'
  | 'return'
  | 'adjustment'
  | 'write_off';

/** One recorded message about pieces of one SKU. Instants are epoch ms. */
export interface Movement {
  readonly id: string;
  readonly type: MovementType;
  readonly warehouse: string;
  /** Pieces; negative only in an adjustment that takes out. */
  readonly quantity: number;
  readonly at: number;
  readonly source: string;
  readonly sourceRef: string;
  readonly transferRef: string | null;
  /** Of a transfer's outward half: where the pieces go. */
  readonly toWarehouse: string | null;
  /** Of a return: the reference of the sale, from the same source. */
  readonly saleRef: string | null;
  readonly isDamaged: boolean;
  readonly isSellable: boolean;
  readonly reason: string | null;
  readonly orderFactoryId: string | null;
  readonly poLineId: string | null;
}

export type LotKind = 'receipt' | 'transfer' | 'return' | 'adjustment' | 'opening';

/** Where pieces come from: the first lot of the chain and the order line that it fills. All null if nobody knows. */
export interface Origin {
  readonly lotId: string | null;
  readonly orderFactoryId: string | null;
  readonly poLineId: string | null;
}

/** Pieces that arrived in one warehouse by one movement, and are left by the pieces first in, first out. */
export interface Lot {
  readonly id: string;
  readonly warehouse: string;
  readonly movementId: string;
  readonly kind: LotKind;
  readonly originLotId: string | null;
  readonly returnOfMovementId: string | null;
  readonly orderFactoryId: string | null;
  readonly poLineId: string | null;
  readonly receivedAt: number;
  /** Place among lots of the same instant. */
  readonly arrivalOrder: string;
  readonly received: number;
  /** Pieces put away. */
  shelved: number;
  remaining: number;
  /** When its first piece was put away, or sold if that was earlier. */
  sellableAt: number | null;
}

export type Purpose = 'take' | 'shelve' | 'return';

/** Pieces of a lot that a movement took, put away, or gave back. */
export interface Consumption {
  readonly movementId: string;
  readonly lotId: string;
  readonly purpose: Purpose;
  quantity: number;
}

/** Pieces that a movement took out of a warehouse although the books had none: owed until something comes in. */
export interface Shortfall {
  readonly movementId: string;
  /** When the pieces went, and the place among the movements of that instant. */
  readonly at: number;
  readonly order: string;
  readonly warehouse: string;
  readonly isSale: boolean;
  quantity: number;
}

/** Pieces on their way, in the order in which they left. */
export interface Chunk {
  readonly to: string;
  readonly origin: Origin;
  quantity: number;
}

/** A transfer that is not over. `early` pieces arrived before anybody reported that they left; never beside chunks. */
export interface Transfer {
  chunks: Chunk[];
  early: number;
}

/** What a SKU's lots do not say. */
export interface Carry {
  shortfalls: Shortfall[];
  transfers: Record<string, Transfer>;
}

/** Pieces of one SKU in one warehouse. */
export interface Balance {
  onHand: number;
  /** The part that is put away. */
  sellable: number;
  /** On their way to it. */
  inTransfer: number;
  /** The books had too little for something that the source vouched for. */
  isFlagged: boolean;
  oldestLotAt: number | null;
}

/** A sale, as far as returns ask: what was sold out of which lots, and how much of it came back. */
export interface Sale {
  readonly movementId: string;
  readonly warehouse: string;
  readonly source: string;
  readonly sourceRef: string;
  readonly quantity: number;
  /** In the order in which the pieces were taken. */
  readonly taken: { lotId: string; origin: Origin; quantity: number }[];
  returned: number;
}
