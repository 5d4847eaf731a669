/** What starts a clock. */
export const CLOCK_START_EVENTS = ['first_sellable', 'goods_receipt', 'first_listing', 'first_sale'] as const;
export type ClockStartEvent = (typeof CLOCK_START_EVENTS)[number];

export type ClockStatus = 'waiting' | 'running' | 'paused' | 'sold_out' | 'expired';
export type PauseCause = 'listing_off' | 'receiving_backlog' | 'customs_hold' | 'listing_recall';

/** The rule of a clock; frozen with the clock when the first order is issued. */
export interface ClockRule {
  startEvent: ClockStartEvent;
  /** Net units that make it sold out, as a share of the accepted units, in basis points. */
  sellThroughBp: number;
  /** Days of the window; the day of the start is not one of them. */
  windowDays: number;
  /** IANA name; the days of the window are counted in it. */
  timeZone: string;
}

/** Version of the arithmetic in this folder, kept with every result. */
export const CLOCK_RULE_VERSION = 'sell-out-1';

export const DEFAULT_CLOCK_RULE: ClockRule = {
  startEvent: 'first_sellable',
  sellThroughBp: 10_000,
  windowDays: 30,
  timeZone: 'Asia/Shanghai',
};

/** What is agreed of the line at the moment of asking. */
export interface OrderFacts {
  /** Pieces that both sides agreed on, or that were ordered while nobody has answered. */
  agreedUnits: number;
  /** Nothing more will come: the line is received in full, closed or cancelled. */
  isComplete: boolean;
}

/** Pieces at an instant, epoch ms. */
export interface Flow {
  at: number;
  quantity: number;
}

export interface ReceiptFact {
  at: number;
  accepted: number;
  rejected: number;
}

export interface ListingFact {
  at: number;
  market: string;
  isListed: boolean;
}

/** A pause `[from, to)`, epoch ms; `to` null while it is open. Withdrawn pauses are not among the facts. */
export interface PauseFact {
  from: number;
  to: number | null;
  cause: PauseCause;
}

/** Everything a clock depends on. The order within each list means nothing; what is later than `now` has not happened. */
export interface ClockFacts {
  order: OrderFacts;
  /** The order as it stood when the window ended, once it has: later changes of the order change nothing. */
  orderAtExpiry?: OrderFacts | null;
  receipts: readonly ReceiptFact[];
  /** Pieces of the line put away, or received as sellable. */
  shelved: readonly Flow[];
  sales: readonly Flow[];
  returns: readonly Flow[];
  /** Of the SKU, in all markets. None at all means that it is listed. */
  listings: readonly ListingFact[];
  pauses: readonly PauseFact[];
}

/** One line of the arithmetic: a code of `sellOut:steps`, with instants (epoch ms), dates and figures. */
export interface ClockStep {
  code:
    | 'waiting'
    | 'start'
    | 'window'
    | 'pause'
    | 'pause_open'
    | 'pause_sum'
    | 'expiry'
    | 'expiry_open'
    | 'accepted'
    | 'target'
    | 'sold'
    | 'outside'
    | 'sold_out'
    | 'missing'
    | 'expired';
  params: Record<string, string | number | null>;
}

export interface SellOutClock {
  status: ClockStatus;
  /** Epoch ms. */
  startedAt: number | null;
  /** The last millisecond of the window; null before the start and while a pause is open. */
  expiresAt: number | null;
  /** The last millisecond of the window if an open pause ended now; equals `expiresAt` where none is open. */
  expiresAtIfResumed: number | null;
  /** The window has ended: nothing that happens from now on changes the result. */
  isFinal: boolean;
  /** Time that pauses have added, up to now. */
  pausedMs: number;
  acceptedUnits: number;
  targetUnits: number;
  receivedUnits: number;
  rejectedUnits: number;
  sellableUnits: number;
  soldUnits: number;
  returnedUnits: number;
  netSold: number;
  /** Units that are missing from the target. */
  missingUnits: number;
  soldOutAt: number | null;
  /** Days after the day of the start, at most up to the last day. */
  daysElapsed: number | null;
  /** Days after today up to the last day; 0 on the last day and after it. */
  daysLeft: number | null;
  steps: ClockStep[];
}
