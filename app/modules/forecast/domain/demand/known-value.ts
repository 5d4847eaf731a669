/** Nobody sells a thousand million million pieces a week; such a value is a broken feed, not demand. */
const ABSURD_UNITS = 1e15;

/** The value as demand: not negative; null where it is unknown, not finite or absurd. */
export function clean(v: number | null | undefined): number | null {
  return typeof v === 'number' && Number.isFinite(v) && Math.abs(v) <= ABSURD_UNITS ? Math.max(0, v) : null;
}
