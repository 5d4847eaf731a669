/**
 * Words of time-phased netting. The logic is gross-to-net of material requirements planning applied to
 * independent demand: the time-phased order point (Orlicky, "Material Requirements Planning", 1975; Vollmann,
 * Berry, Whybark & Jacobs, "Manufacturing Planning and Control for SCM", chapters on MRP and distribution
 * requirements planning; Hopp & Spearman, "Factory Physics", chapter 3; terms as in the APICS Dictionary).
 *
 * Weeks are indices: 0 is the ISO week that holds today, 1 the next. Pieces are integers for anything that can be
 * ordered or received; demand is decimal and is taken at a precision of 1/1000 piece, so that all sums are exact.
 */

/** Names the rule that made a result; it is stored with the result and goes into the input hash. */
export const RULE_VERSION = 'netting/1';

export const DEFAULT_HORIZON_WEEKS = 13;

/** The demand curves that are netted, each on its own. */
export const QUANTILES = ['mean', 'p50', 'p70', 'p80', 'p90'] as const;
export type Quantile = (typeof QUANTILES)[number];
export type PerQuantile<T> = Record<Quantile, T>;

export type ReceiptKind = 'in_transit' | 'open_order';

/** Something already ordered that will arrive: MRP's scheduled receipt. */
export interface ScheduledReceipt {
  kind: ReceiptKind;
  /** arrival week; an overdue receipt must say 0 */
  week: number;
  /** whole pieces still to come */
  quantity: number;
  /** its date has passed and it has not arrived */
  overdue: boolean;
}

/**
 * How firmly a release week is agreed. Frozen: weeks `0 … frozenWeeks - 1`. Firm: the `firmWeeks` weeks after
 * these. Free: all later ones. `flexBp`: 2000 allows ±20 % in the firm zone.
 */
export interface Fence {
  frozenWeeks: number;
  firmWeeks: number;
  flexBp: number;
}

export type Zone = 'frozen' | 'firm' | 'free';

/** What this source was last told, in the weeks of that earlier version. */
export interface PreviousForecast {
  /** whole weeks from the earlier version's first week to the current week 0; 0 = made in this very week */
  weeksAgo: number;
  /** pieces per release week of the earlier version, index 0 = its own first week */
  quantities: PerQuantile<readonly number[]>;
  /** pieces ordered from this source since that version was published, by the same weeks (missing = 0) */
  ordered: readonly number[];
}

export interface NettingSource {
  sourceId: string;
  productionDays: number;
  transitDays: number;
  /** agreed share of the SKU, basis points; shares of the active sources are scaled to the whole */
  shareBp: number;
  /** 1 before 2; decides between sources equally far behind their share */
  priority: number;
  moq: number;
  orderMultiple: number;
  status: 'active' | 'suspended';
  fence: Fence;
  previous: PreviousForecast | null;
  /** pieces ordered from this source since the shares were agreed; sets who is behind at the start. Default 0 */
  orderedToDate?: number;
}

export interface NettingInput {
  /** release weeks to plan, H */
  horizonWeeks: number;
  /** days of week 0 that are still to come, today included: 7 on a Monday, 1 on a Sunday */
  remainingDays: number;
  /** target stock, in days of the demand ahead */
  targetDays: number;
  /** pieces per whole week from week 0 on, of any length ≥ 1; week 0 is prorated here */
  demand: PerQuantile<readonly number[]>;
  /** sellable pieces this morning; negative = owed to customers */
  onHand: number;
  receipts: readonly ScheduledReceipt[];
  sources: readonly NettingSource[];
}

/** The plan of the whole SKU for one quantile, by arrival week. Platform eyes only. Decimal pieces. */
export interface SkuProfile {
  gross: number[];
  target: number[];
  net: number[];
  /** planned receipts of all sources */
  planned: number[];
  /** projected available at the end of the week */
  projected: number[];
}

export interface SourceNetting {
  sourceId: string;
  leadTimeWeeks: number;
  /** the order forecast: pieces per release week 0 … H-1 */
  quantities: PerQuantile<number[]>;
  /** compact, JSON-safe; open it with `decodeTrace` */
  trace: SourceTrace;
}

export interface SkuNetting {
  rule: string;
  /** by sourceId */
  sources: SourceNetting[];
  profile: PerQuantile<SkuProfile>;
  /** scheduled pieces that arrive after the last week looked at; they changed nothing */
  receiptsBeyond: number;
}

/** Sparse row of scheduled receipts: week, in transit, open orders, and how much of each is overdue. */
export type ReceiptRow = [
  week: number,
  inTransit: number,
  openOrders: number,
  lateTransit: number,
  lateOrders: number,
];

/**
 * The trace of one source of one SKU as columns. It holds totals of the SKU and the figures of this source only.
 * `arrivals` = `h + l` weeks (0 … h-1+l); per-bucket columns have `h` entries, indexed by release week.
 */
export interface SourceTrace {
  /** layout of this object */
  v: 1;
  rule: string;
  /** release weeks */
  h: number;
  /** lead time in weeks: arrival week = release week + l */
  l: number;
  /** ex-factory due week = release week + x */
  x: number;
  /** on hand this morning */
  on: number;
  /** target days */
  td: number;
  /** days left of week 0 */
  rd: number;
  /** first week for which demand was extrapolated */
  dx: number;
  /** agreed share, basis points */
  sh: number;
  /** 1 = suspended */
  su: 0 | 1;
  moq: number;
  mul: number;
  /** frozen weeks, firm weeks, flex bp */
  fe: [number, number, number];
  r: ReceiptRow[];
  /** pieces ordered per release week since the previous version; absent when all 0 */
  o?: number[];
  q: PerQuantile<TraceColumns>;
}

export interface TraceColumns {
  /** gross per arrival week, 1/1000 piece */
  g: number[];
  /** target per arrival week, 1/1000 piece */
  t: number[];
  /** planned receipts of the SKU, sparse and flat: week, pieces, week, pieces … */
  p: number[];
  /** share in effect per bucket, basis points; a single number when all buckets agree */
  e: number | number[];
  /** own part of the net per bucket, 1/1000 piece; below 0 = ahead of its share */
  n: number[];
  /** pieces wanted per bucket before any fence; absent when equal to `q` */
  w?: number[];
  /** pieces per bucket */
  q: number[];
  /** previous version per bucket, carried remains included; -1 = says nothing. Absent without one */
  b?: number[];
  /** pieces of past weeks, forecast and never ordered, that `b[0]` includes */
  c?: number;
}
