import { orderable } from '~/kernel/quantity';

/** What may be ordered at once: nothing, or at least the minimum and a whole number of multiples. */
export interface Lot {
  /** the minimum order, raised to a whole number of multiples */
  smallest: number;
  multiple: number;
}

/** `moq` ≥ 0 and `orderMultiple` ≥ 1, whole pieces. */
export function lotOf(moq: number, orderMultiple: number): Lot {
  return {
    smallest: orderable(1, moq, orderMultiple),
    multiple: orderMultiple,
  };
}

/** Guards whole multiples against the noise of share arithmetic (shares such as 1/3 are not exact in binary). */
const NOISE = 1e-7;

/** The greatest orderable quantity ≤ `quantity`; 0 when even the smallest lot is more. */
export function lotAtMost(quantity: number, lot: Lot): number {
  if (quantity + NOISE < lot.smallest) return 0;
  return Math.floor((quantity + NOISE) / lot.multiple) * lot.multiple;
}

/** The least orderable quantity ≥ `quantity`; 0 only for a quantity ≤ 0. */
export function lotAtLeast(quantity: number, lot: Lot): number {
  if (quantity <= NOISE) return 0;
  return Math.max(lot.smallest, Math.ceil((quantity - NOISE) / lot.multiple) * lot.multiple);
}
