import { addDays, type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import type { OrderKind } from './order-states';

/** Incoterms 2020, those in which a factory sells. */
export const INCOTERMS = [
  'EXW',
  'FCA',
  'FAS',
  'FOB',
  'CFR',
  'CIF',
  'CPT',
  'CIP',
  'DAP',
  'DPU',
  'DDP',
] as const;
export type Incoterm = (typeof INCOTERMS)[number];

/** Least pieces of a SKU's first order, over all factories that one decision splits it on. */
export const FIRST_ORDER_MINIMUM = 500;

/** What a factory's sourcing record demands of an order. Pieces, days. */
export interface LineTerms {
  minimumQuantity: number;
  orderMultiple: number;
  transitLeadDays: number;
}

export interface DraftSchedule {
  warehouseCode: string;
  quantity: number;
  shipFrom: CalendarDate | null;
  shipBy: CalendarDate;
}

/**
 * Why a line's pieces cannot be ordered; null where they can.
 *
 * A first order has at least 500 pieces per SKU: `first_order_below_minimum`. A split first order is counted over its
 * group (`groupQuantity`, the pieces of this SKU in all orders of the decision, this line included). A reorder is at least
 * the minimum quantity and a multiple of the order multiple. Samples are free of both.
 */
export function quantityProblem(
  kind: OrderKind,
  quantity: number,
  terms: LineTerms,
  groupQuantity: number,
  field: string,
): Problem | null {
  if (kind === 'sample') return null;
  if (kind === 'first_order') {
    if (groupQuantity < FIRST_ORDER_MINIMUM)
      return problem(
        'first_order_below_minimum',
        { quantity: groupQuantity, minimum: FIRST_ORDER_MINIMUM },
        field,
      );
    return null;
  }
  if (quantity < terms.minimumQuantity)
    return problem('reorder_below_minimum', { quantity, minimum: terms.minimumQuantity }, field);
  if (quantity % terms.orderMultiple !== 0)
    return problem('reorder_not_multiple', { quantity, multiple: terms.orderMultiple }, field);
  return null;
}

/** Why a dated part cannot be asked for: a window that ends before it begins, or a last day that has passed. */
export function windowProblem(
  { shipFrom, shipBy }: Pick<DraftSchedule, 'shipFrom' | 'shipBy'>,
  today: CalendarDate,
  field: string,
): Problem | null {
  if (shipFrom && compareDates(shipFrom, shipBy) > 0)
    return problem('ship_window_reversed', undefined, `${field}.shipFrom`);
  if (compareDates(shipBy, today) < 0)
    return problem('ship_date_passed', { date: shipBy }, `${field}.shipBy`);
  return null;
}

/** When pieces that leave on a day are expected in the warehouse. */
export function expectedArrival(shipOn: CalendarDate, transitLeadDays: number): CalendarDate {
  return addDays(shipOn, transitLeadDays);
}
