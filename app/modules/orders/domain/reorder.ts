import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { orderable, type Pieces, splitPieces } from '~/kernel/quantity';

/** Weights of the last 28 and the last 90 days in the sales rate, in tenths. SQL ranks by the same figures. */
export const RATE_WEIGHTS = { days28: 6, days90: 4 } as const;
/** Lead time where no factory may make the SKU: what finding one takes, at the least. */
export const LEAD_DAYS_UNSOURCED = 60;

/** Pieces sold per day: 60 % the mean of the last 28 days, 40 % that of the last 90. */
export function dailyRate(sold28: number, sold90: number): number {
  const rate = (RATE_WEIGHTS.days28 * (sold28 / 28) + RATE_WEIGHTS.days90 * (sold90 / 90)) / 10;
  return Math.max(0, rate);
}

export interface Arrival {
  /** YYYY-MM-DD */
  arrivesOn: string;
  pieces: Pieces;
}

/**
 * The day on which the stock runs out if it sells at `rate` a day: stock on hand, then each arrival on its day (what is
 * overdue counts as arriving today). Sales that no stock could serve are lost, not owed.
 * @returns the first such day, and whether it lies before a later arrival (a gap that only speeding that one up can close);
 *   null when nothing sells or what is there lasts ten years
 */
export function projectStockOut(
  onHand: number,
  arrivals: readonly Arrival[],
  rate: number,
  today: CalendarDate,
): { day: CalendarDate; isGap: boolean } | null {
  if (rate <= 0) return null;
  const due = [...arrivals]
    .filter(({ pieces }) => pieces > 0)
    .map(({ arrivesOn, pieces }) => ({ arrivesOn: arrivesOn < today ? today : arrivesOn, pieces }))
    .sort((a, b) => a.arrivesOn.localeCompare(b.arrivesOn));
  let supply = Math.max(0, onHand);
  for (const { arrivesOn, pieces } of due) {
    const day = dayAfter(today, supply / rate);
    if (day === null) return null;
    if (day < arrivesOn) return { day, isGap: true };
    supply += pieces;
  }
  const day = dayAfter(today, supply / rate);
  return day === null ? null : { day, isGap: false };
}

const dayAfter = (today: CalendarDate, days: number) =>
  days > 3650 ? null : addDays(today, Math.floor(days + 1e-9));

export interface ReorderFacts {
  /** Pieces per day. */
  rate: number;
  /** On hand, on the way and on order. */
  supply: number;
  leadDays: number;
  targetDays: number;
}

export interface ReorderNeed {
  /** Pieces missing to cover lead time and target days. */
  need: Pieces;
  /** Days that the supply lasts, at most 9,999. */
  coverDays: number;
  /** Days until the latest day to order, at which the new pieces arrive as the last ones sell; negative: that day has passed. */
  daysToOrder: number;
  urgency: Urgency;
}

/** late: runs out before a new order can arrive · due: within two weeks of that · soon: later, but below target. */
export type Urgency = 'late' | 'due' | 'soon';
export const URGENCIES: readonly Urgency[] = ['late', 'due', 'soon'];
export const DUE_WITHIN_DAYS = 14;

/** What is missing so that stock lasts through the lead time and the target days after it, and how soon to order. */
export function reorderNeed({ rate, supply, leadDays, targetDays }: ReorderFacts): ReorderNeed {
  const wanted = Math.ceil(rate * (leadDays + targetDays) - 1e-9);
  const coverDays = rate > 0 ? Math.min(9999, Math.floor(Math.max(0, supply) / rate + 1e-9)) : 9999;
  const daysToOrder = coverDays - leadDays;
  return {
    need: Math.max(0, wanted - supply),
    coverDays,
    daysToOrder,
    urgency: daysToOrder < 0 ? 'late' : daysToOrder <= DUE_WITHIN_DAYS ? 'due' : 'soon',
  };
}

export interface ShareSource {
  factoryId: string;
  shareBp: number;
  minimumQuantity: Pieces;
  orderMultiple: Pieces;
  priority: number;
}

export interface ShareOrder {
  factoryId: string;
  quantity: Pieces;
}

/**
 * Splits a need over a SKU's sources by share; each part becomes something that source takes (its minimum and multiple).
 * A part under half of its source's minimum goes to the source with the largest share instead, which keeps small reorders
 * from being doubled. The parts add up to at least the need.
 * @returns nothing for no need or no source with a share; sources in order of share, then priority
 */
export function splitByShare(need: Pieces, sources: readonly ShareSource[]): ShareOrder[] {
  const ranked = sources
    .filter(({ shareBp }) => shareBp > 0)
    .sort((a, b) => b.shareBp - a.shareBp || a.priority - b.priority || (a.factoryId < b.factoryId ? -1 : 1));
  if (need === 0 || ranked.length === 0) return [];
  const parts = splitPieces(
    need,
    ranked.map(({ shareBp }) => shareBp),
  );
  for (let i = 1; i < parts.length; i++) {
    if (parts[i]! * 2 < ranked[i]!.minimumQuantity) {
      parts[0]! += parts[i]!;
      parts[i] = 0;
    }
  }
  return ranked
    .map(({ factoryId, minimumQuantity, orderMultiple }, i) => ({
      factoryId,
      quantity: orderable(parts[i]!, minimumQuantity, orderMultiple),
    }))
    .filter(({ quantity }) => quantity > 0);
}
