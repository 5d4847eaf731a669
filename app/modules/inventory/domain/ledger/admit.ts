import { type Problem, problem } from '~/kernel/problem';
import { compareMovements, directionOf } from './event-order';
import type { Movement } from './types';

/** A movement that is about to be recorded, with what the books of the SKU do not need but the record keeps. */
export interface NewMovement extends Movement {
  readonly skuId: string;
  readonly market: string | null;
  readonly orderNumber: string | null;
  readonly orderLine: number | null;
  readonly asn: string | null;
  readonly rejected: number;
  readonly allowsNegative: boolean;
}

/** The content of a message: everything but the id and what the portal found out itself. */
const CONTENT = [
  'type',
  'warehouse',
  'quantity',
  'at',
  'market',
  'transferRef',
  'toWarehouse',
  'saleRef',
  'isDamaged',
  'isSellable',
  'reason',
  'orderNumber',
  'orderLine',
  'asn',
  'rejected',
  'allowsNegative',
] as const satisfies (keyof NewMovement)[];

export type Content = Pick<NewMovement, (typeof CONTENT)[number]>;

/** Whether two messages of one reference say the same. */
export function sameContent(a: Content, b: Content): boolean {
  return CONTENT.every((field) => a[field] === b[field]);
}

/**
 * Which movements of one SKU must be refused because their warehouse has too little. What comes in counts first, whatever
 * the order of the rows; what goes out follows in the order of events, unless its source vouches for it.
 *
 * @param movements new ones, each once
 * @param onHand pieces of the SKU in a warehouse after everything recorded so far
 */
export function refuseShort(
  movements: readonly NewMovement[],
  onHand: (warehouse: string) => number,
): Map<NewMovement, Problem> {
  const refused = new Map<NewMovement, Problem>();
  const left = new Map<string, number>();
  const at = (warehouse: string) => left.get(warehouse) ?? onHand(warehouse);
  const going: NewMovement[] = [];
  for (const movement of movements) {
    const direction = directionOf(movement);
    if (direction < 0) going.push(movement);
    if (direction > 0) left.set(movement.warehouse, at(movement.warehouse) + movement.quantity);
  }
  if (going.length > 1) going.sort(compareMovements);
  for (const movement of going) {
    const { warehouse } = movement;
    const wanted = Math.abs(movement.quantity);
    const available = at(warehouse);
    if (available < wanted && !movement.allowsNegative) {
      const params = { warehouse, available: Math.max(0, available), wanted };
      refused.set(movement, problem('stock_insufficient', params, 'quantity'));
    } else left.set(warehouse, available - wanted);
  }
  return refused;
}
