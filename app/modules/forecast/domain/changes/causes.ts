/**
 * Why an order forecast is not what an earlier version said. The order is that in which parts are stored: a new cause goes
 * to the end.
 *
 * - demand: what the engine expects consumers to buy
 * - override: what planners put in its place
 * - stock: what is on hand, beyond what was expected to be by now
 * - orders: what is ordered and still to come
 * - lead: production and transit time
 * - share: which factories make the SKU, their shares and who is behind
 * - terms: minimum quantity, order multiple, days of target stock
 * - fence: fences, and what they hold fast
 * - agreed: changes of frozen weeks that both sides agreed to
 * - time: the weeks moved on as expected
 * - rule: another rule of netting, or a figure that cannot be replayed
 */
export const CAUSES = [
  'demand',
  'override',
  'stock',
  'orders',
  'lead',
  'share',
  'terms',
  'fence',
  'agreed',
  'time',
  'rule',
] as const;
export type Cause = (typeof CAUSES)[number];

/** A part of a change. */
export interface CausePart {
  cause: Cause;
  pieces: number;
}

/** The causes that moved something, the largest first; ties in the order of {@link CAUSES}. */
export function movingCauses(parts: readonly number[]): CausePart[] {
  return CAUSES.map((cause, index) => ({ cause, pieces: parts[index] ?? 0 }))
    .filter(({ pieces }) => pieces !== 0)
    .sort((a, b) => Math.abs(b.pieces) - Math.abs(a.pieces));
}
