import { applyMovement } from './apply-movement';
import { compareMovements } from './event-order';
import { SkuLedger } from './sku-ledger';
import type { Movement } from './types';

/** The books of a SKU after all its recorded movements, each given once, in any order. */
export function foldMovements(movements: readonly Movement[]): SkuLedger {
  const ledger = new SkuLedger();
  for (const movement of [...movements].sort(compareMovements)) applyMovement(ledger, movement);
  return ledger;
}
