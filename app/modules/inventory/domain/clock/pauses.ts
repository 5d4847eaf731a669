import type { PauseFact } from './types';

/** A stretch of time `[from, to)`, epoch ms. */
export interface Span {
  from: number;
  to: number;
}

/**
 * Pauses as far as they have gone by `now`, from `start` on, overlapping and touching ones merged, in time.
 * One that has not ended by `now` ends there and makes `openFrom` the beginning of the stretch it belongs to.
 */
export function mergePauses(
  pauses: readonly PauseFact[],
  start: number,
  now: number,
): { spans: Span[]; isOpen: boolean } {
  const begun = pauses
    .filter((pause) => pause.from <= now && (pause.to === null || pause.to > Math.max(pause.from, start)))
    .map((pause) => ({
      from: Math.max(pause.from, start),
      to: pause.to === null || pause.to > now ? Number.POSITIVE_INFINITY : pause.to,
    }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const spans: Span[] = [];
  for (const span of begun) {
    const last = spans.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else spans.push({ ...span });
  }
  const open = spans.at(-1);
  const isOpen = open !== undefined && open.to === Number.POSITIVE_INFINITY;
  if (isOpen) open.to = Math.max(now, open.from);
  return { spans, isOpen };
}

/** Time of merged spans before `until`. */
export function pausedBefore(spans: readonly Span[], until: number): number {
  let sum = 0;
  for (const { from, to } of spans) if (from < until) sum += Math.min(to, until) - from;
  return sum;
}
