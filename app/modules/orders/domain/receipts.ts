import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';

/** What of a dated part has left the factory and what has arrived. Pieces. */
export interface ReceivablePart {
  id: string;
  shippedQuantity: number;
  receivedQuantity: number;
}

/** What one receipt puts into one dated part. */
export interface ReceiptPart {
  scheduleId: string;
  accepted: number;
  rejected: number;
}

/**
 * Spreads a receipt over the dated parts of a line that go to its warehouse, earliest first: each takes what is on its way.
 * Accepted pieces go before rejected ones.
 *
 * @returns the parts, or `receipt_empty`, or `receipt_not_shipped` with the pieces on their way where more has arrived
 */
export function spreadReceipt(
  parts: readonly ReceivablePart[],
  accepted: number,
  rejected: number,
): Result<ReceiptPart[], Problem> {
  if (accepted + rejected < 1) return err(problem('receipt_empty', undefined, 'quantity'));
  const left = parts.reduce((sum, part) => sum + onItsWay(part), 0);
  if (accepted + rejected > left) return err(problem('receipt_not_shipped', { left }, 'quantity'));
  const spread: ReceiptPart[] = [];
  let good = accepted;
  let bad = rejected;
  for (const part of parts) {
    const room = onItsWay(part);
    const takenGood = Math.min(room, good);
    const takenBad = Math.min(room - takenGood, bad);
    if (takenGood + takenBad === 0) continue;
    good -= takenGood;
    bad -= takenBad;
    spread.push({ scheduleId: part.id, accepted: takenGood, rejected: takenBad });
  }
  return ok(spread);
}

function onItsWay({ shippedQuantity, receivedQuantity }: ReceivablePart): number {
  return Math.max(0, shippedQuantity - receivedQuantity);
}
