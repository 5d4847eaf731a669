import { type Pieces, splitPieces } from '~/kernel/quantity';

/** A dated part of a line; `gone` pieces of it have shipped or been received. */
export interface MovablePart {
  warehouseCode: string;
  quantity: Pieces;
  gone: Pieces;
}

/**
 * Takes pieces out of a line's dated parts, in proportion to what each has open, and never what is gone.
 * @returns per part the pieces that move and those that stay; movers add up to `moved`
 * @throws RangeError when more are to move than are open
 */
export function takeParts<P extends MovablePart>(
  parts: readonly P[],
  moved: Pieces,
): { part: P; moves: Pieces; stays: Pieces }[] {
  const open = parts.map(({ quantity, gone }) => Math.max(0, quantity - gone));
  const total = open.reduce((sum, pieces) => sum + pieces, 0);
  if (moved > total) throw new RangeError(`${moved} of ${total} open pieces`);
  const taken = moved === 0 ? open.map(() => 0) : splitPieces(moved, open);
  return parts.map((part, i) => ({ part, moves: taken[i]!, stays: part.quantity - taken[i]! }));
}

/**
 * Days on which a line stands still: those of the trouble that fall into its production, from `startsOn` to `dueOn`; null
 * when the trouble has no end.
 */
export function daysLost(
  trouble: { from: number; to: number | null },
  production: { startsOn: number; dueOn: number },
): number | null {
  if (trouble.to === null) return null;
  const first = Math.max(trouble.from, production.startsOn);
  const last = Math.min(trouble.to, production.dueOn);
  return Math.max(0, last - first + 1);
}
