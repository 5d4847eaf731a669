import { addDays, type CalendarDate, daysBetween } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import type { Pieces } from '~/kernel/quantity';
import { FIRST_ORDER_MINIMUM } from './draft';
import type { PlacedKind } from './eligibility';

/** The endangered part of a line at the factory that is in trouble. */
export interface MoveFrom {
  kind: PlacedKind;
  /** Ordered pieces of the line. */
  quantity: Pieces;
  /** Of them shipped or received: these never move. */
  shipped: Pieces;
  unitPriceMinor: bigint;
  /** When its pieces are expected now. */
  arrivesOn: CalendarDate;
  /** When they would arrive if nothing is done: after the trouble; null: nobody can say. */
  staysUntil: CalendarDate | null;
  /** Terms of the source, for what stays; null when it is no longer on the list. */
  terms: { minimumQuantity: Pieces; orderMultiple: Pieces } | null;
}

/** A factory that could make the pieces instead. */
export interface MoveTo {
  factoryId: string;
  /** Its unit cost in the currency of the first order. */
  unitCostMinor: bigint;
  productionLeadDays: number;
  transitLeadDays: number;
  minimumQuantity: Pieces;
  orderMultiple: Pieces;
  /** Pieces it can still promise for that day; null: not known, so nothing is held against it. */
  capacityLeft: Pieces | null;
  /** Why it may not make this SKU for these destinations; empty: it may. */
  reasons: readonly Problem[];
}

export interface MoveProposal {
  factoryId: string;
  quantity: Pieces;
  stays: Pieces;
  /** Arrival there less the arrival expected now; negative: earlier. */
  extraDays: number;
  arrivesOn: CalendarDate;
  /** Against waiting for the first factory; null when its end is open. */
  daysAgainstWaiting: number | null;
  /** More than the first order's price, in its currency; negative: cheaper. */
  extraCostMinor: bigint;
  capacityLeft: Pieces | null;
}

/**
 * The most pieces of a line that may move to one factory, with what that costs, or why none may. Both sides of the cut keep
 * the rules: what moves is at least the new factory's minimum, a multiple there and within its capacity; what stays is
 * nothing beyond what has shipped, or again an order that the first factory takes (for a first order, 500 pieces on each side).
 */
export function moveProposal(
  from: MoveFrom,
  to: MoveTo,
  today: CalendarDate,
): { ok: true; value: MoveProposal } | { ok: false; reasons: Problem[] } {
  if (to.reasons.length > 0) return { ok: false, reasons: [...to.reasons] };
  const open = from.quantity - from.shipped;
  if (open <= 0) return { ok: false, reasons: [problem('move_nothing_open')] };
  const least = leastPieces(from.kind, to.minimumQuantity);
  const most = Math.min(open, to.capacityLeft ?? open);
  const quantity = largestCut(from, to.orderMultiple, least, most);
  if (quantity === null) {
    const short = to.capacityLeft !== null && to.capacityLeft < Math.min(open, least);
    return {
      ok: false,
      reasons: [
        short
          ? problem('move_no_capacity', { left: to.capacityLeft ?? 0, minimum: least })
          : problem('move_no_fitting_quantity', { open, minimum: least, multiple: to.orderMultiple }),
      ],
    };
  }
  const arrivesOn = addDays(today, to.productionLeadDays + to.transitLeadDays);
  return {
    ok: true,
    value: {
      factoryId: to.factoryId,
      quantity,
      stays: from.quantity - quantity,
      extraDays: daysBetween(from.arrivesOn, arrivesOn),
      arrivesOn,
      daysAgainstWaiting: from.staysUntil === null ? null : daysBetween(from.staysUntil, arrivesOn),
      extraCostMinor: (to.unitCostMinor - from.unitPriceMinor) * BigInt(quantity),
      capacityLeft: to.capacityLeft,
    },
  };
}

const leastPieces = (kind: PlacedKind, minimum: Pieces) =>
  kind === 'sample' ? 1 : kind === 'first_order' ? Math.max(minimum, FIRST_ORDER_MINIMUM) : minimum;

/** Largest piece count from `least` to `most` that both factories take; null when there is none. */
function largestCut(from: MoveFrom, multiple: Pieces, least: Pieces, most: Pieces): Pieces | null {
  const step = from.kind === 'sample' ? 1 : multiple;
  for (let moved = Math.floor(most / step) * step; moved >= least && moved > 0; moved -= step) {
    if (mayStay(from, from.quantity - moved)) return moved;
  }
  return null;
}

/** Whether the first factory keeps an order that it takes: only what has shipped, or minimum and multiple again. */
function mayStay(from: MoveFrom, stays: Pieces): boolean {
  if (stays === from.shipped) return true;
  if (stays < from.shipped) return false;
  if (from.kind === 'sample' || from.terms === null) return from.kind === 'sample';
  const { minimumQuantity, orderMultiple } = from.terms;
  return (
    stays >= leastPieces(from.kind, minimumQuantity) &&
    (from.kind === 'first_order' || stays % orderMultiple === 0)
  );
}

/** Best first: the most pieces, then the earliest arrival, then the least money. */
export function compareProposals(a: MoveProposal, b: MoveProposal): number {
  return (
    b.quantity - a.quantity ||
    a.extraDays - b.extraDays ||
    (a.extraCostMinor < b.extraCostMinor ? -1 : a.extraCostMinor > b.extraCostMinor ? 1 : 0) ||
    (a.factoryId < b.factoryId ? -1 : 1)
  );
}
