/** Where "now" comes from; passed in, so that a test or a replay decides what time it is. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
}

/** A clock that stands at `epochMs`. @throws RangeError when `epochMs` is not finite. */
export function fixedClock(epochMs: number): Clock {
  if (!Number.isFinite(epochMs)) throw new RangeError(`Not an instant: ${epochMs}`);
  return { now: () => epochMs };
}
