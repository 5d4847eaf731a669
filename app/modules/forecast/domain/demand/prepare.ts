/** Ten yearly seasons: older weeks say little about the next ones and would only cost time. */
export const MAX_HISTORY_WEEKS = 520;
/** Nobody sells a thousand million million pieces a week; such a value is a broken feed, not demand. */
const ABSURD_UNITS = 1e15;
/** Known values on either side that stand in for an unknown week. */
const FILL_NEIGHBOURS = 3;

export interface PreparedSeries {
  /** Dense, finite, not negative. */
  values: Float64Array;
  /** 1 where the value was really observed, 0 where it was filled in. */
  observed: Uint8Array;
  observedCount: number;
  zeroShare: number;
}

/**
 * Makes a series safe to compute with. Negative values (net returns) become zero. Unknown, non-finite and absurd values are
 * filled with the mean of the nearest known neighbours, three each side, also at the end, so that the horizon stays where it is;
 * unknown values at the start and everything older than {@link MAX_HISTORY_WEEKS} are dropped.
 */
export function prepare(raw: readonly (number | null)[]): PreparedSeries {
  const clean = raw.map((v) =>
    typeof v === 'number' && Number.isFinite(v) && Math.abs(v) <= ABSURD_UNITS ? Math.max(0, v) : null,
  );
  let first = Math.max(0, clean.length - MAX_HISTORY_WEEKS);
  while (first < clean.length && clean[first] === null) first += 1;
  const kept = clean.slice(first);
  const values = new Float64Array(kept.length);
  const observed = new Uint8Array(kept.length);
  let observedCount = 0;
  let zeros = 0;
  kept.forEach((v, i) => {
    if (v === null) {
      values[i] = localMean(kept, i);
      return;
    }
    values[i] = v;
    observed[i] = 1;
    observedCount += 1;
    if (v === 0) zeros += 1;
  });
  return { values, observed, observedCount, zeroShare: observedCount > 0 ? zeros / observedCount : 0 };
}

function localMean(values: readonly (number | null)[], at: number): number {
  let sum = 0;
  let count = 0;
  for (const step of [-1, 1]) {
    let found = 0;
    for (let i = at + step; i >= 0 && i < values.length && found < FILL_NEIGHBOURS; i += step) {
      const v = values[i];
      if (v === null || v === undefined) continue;
      sum += v;
      count += 1;
      found += 1;
    }
  }
  return count > 0 ? sum / count : 0;
}
