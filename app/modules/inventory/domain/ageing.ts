const DAY_MS = 86_400_000;

/** Pieces that are still there, and since when (epoch ms). */
export interface AgedPieces {
  since: number;
  pieces: number;
}

/** Last day of each bucket but the last, which is open. */
export const AGE_BUCKET_DAYS = [30, 60, 90, 180] as const;

export interface AgeBucket {
  fromDay: number;
  /** Inclusive; null for the open end. */
  toDay: number | null;
  pieces: number;
}

export interface Ageing {
  buckets: AgeBucket[];
  /** Whole days, weighted by pieces; null without stock. */
  meanDays: number | null;
  oldestAt: number | null;
}

/** Whole days since `since`; pieces dated in the future are new. */
export const ageInDays = (since: number, now: number) => Math.max(0, Math.floor((now - since) / DAY_MS));

/** How old stock is: 0–30, 31–60, 61–90, 91–180 and more days since it arrived first, whichever warehouse it is in. */
export function ageing(stock: readonly AgedPieces[], now: number): Ageing {
  const buckets: AgeBucket[] = [0, ...AGE_BUCKET_DAYS].map((last, index) => ({
    fromDay: index === 0 ? 0 : last + 1,
    toDay: AGE_BUCKET_DAYS[index] ?? null,
    pieces: 0,
  }));
  let pieces = 0;
  let weighted = 0;
  let oldestAt: number | null = null;
  for (const part of stock) {
    if (part.pieces <= 0) continue;
    const days = ageInDays(part.since, now);
    const bucket = buckets.find(({ toDay }) => toDay === null || days <= toDay)!;
    bucket.pieces += part.pieces;
    pieces += part.pieces;
    weighted += part.pieces * days;
    if (oldestAt === null || part.since < oldestAt) oldestAt = part.since;
  }
  return { buckets, meanDays: pieces === 0 ? null : Math.round(weighted / pieces), oldestAt };
}
