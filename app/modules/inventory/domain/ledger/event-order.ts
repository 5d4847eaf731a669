import type { Movement, MovementType } from './types';

/** Sorts before every character that a source or a reference may hold, so that joined keys sort like their parts. */
const SEPARATOR = '\u0001';

const RANK: Record<Exclude<MovementType, 'adjustment'>, number> = {
  receipt: 0,
  return: 0,
  put_away: 1,
  transfer_out: 2,
  transfer_in: 3,
  sale: 4,
  write_off: 4,
};

/** Within one instant: what comes in, what is put away, what leaves for elsewhere, what arrives from there, what goes. */
function rankOf(movement: Pick<Movement, 'type' | 'quantity'>): number {
  if (movement.type === 'adjustment') return movement.quantity > 0 ? 0 : 4;
  return RANK[movement.type];
}

/** Place of a movement among those of its SKU and instant, as text that sorts by code units. */
export function orderWithinInstant(
  movement: Pick<Movement, 'type' | 'quantity' | 'source' | 'sourceRef'>,
): string {
  return [rankOf(movement), movement.source, movement.sourceRef].join(SEPARATOR);
}

/** Place of the n-th lot of a movement among the lots of its instant. */
export function lotOrder(movement: Movement, ordinal: number): string {
  return [orderWithinInstant(movement), String(ordinal).padStart(6, '0')].join(SEPARATOR);
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of events of one SKU: by instant, then by kind, then by source and reference. Total for recorded movements. */
export function compareMovements(a: Movement, b: Movement): number {
  return a.at - b.at || compareText(orderWithinInstant(a), orderWithinInstant(b));
}

/** Whether a movement brings pieces into the books, `1`, takes them out, `-1`, or neither. */
export function directionOf(movement: Pick<Movement, 'type' | 'quantity' | 'isDamaged'>): 1 | 0 | -1 {
  switch (movement.type) {
    case 'receipt':
    case 'transfer_in':
      return 1;
    case 'return':
      return movement.isDamaged ? 0 : 1;
    case 'adjustment':
      return movement.quantity > 0 ? 1 : -1;
    case 'put_away':
      return 0;
    default:
      return -1;
  }
}

/** By how many pieces a movement changes what is on hand in its warehouse. */
export function effectOnHand(movement: Pick<Movement, 'type' | 'quantity' | 'isDamaged'>): number {
  return directionOf(movement) * Math.abs(movement.quantity);
}
